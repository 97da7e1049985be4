import * as z from 'zod';
import { id, list, localTime, nonNegative, positive, text } from '../document/shape-parts.ts';

const progress = z.strictObject({
  operation: id.describe("Of the order's routing."),
  part: z.string().optional().describe('Of a part made for this order alone: its product. Absent = the order itself.'),
  lot: z.number().int().positive().optional().describe('Of one lot of several, from 1. Absent = the whole, which then stays in one piece.'),
  state: z.enum(['waiting', 'started', 'completed']).describe('How far it is.'),
  machine: id.optional().describe('Where it runs, ran, or is locked to.'),
  start: localTime.optional().describe('Actual or locked start of the run.'),
  end: localTime.optional().describe('Actual end.'),
  quantityDone: nonNegative.optional().describe('Pieces already through a started operation.'),
  locked: z.boolean().optional().describe('Planned by hand: machine and start must stay.'),
});

export const orderShape = z.strictObject({
  id: id.describe('The order number.'),
  product: id.describe('What is ordered.'),
  quantity: positive.describe('Good pieces.'),
  due: localTime.optional().describe('Need-by; a bare date means the end of that day. Absent = as soon as possible, never late.'),
  release: localTime.optional().describe('Nothing starts before; a bare date means its beginning.'),
  priority: positive.optional().describe('Weight of lateness; larger is more urgent. Default 1.'),
  customer: z.string().optional().describe('Who ordered.'),
  status: z
    .enum(['inquiry', 'quote', 'proposed', 'approved', 'confirmed', 'completed', 'closed'])
    .optional()
    .describe('An inquiry reserves nothing, a quote does; completed and closed take no capacity. Default approved.'),
  routing: id.optional().describe("Default: the product's."),
  deliverTo: id.optional().describe('Site where it must be delivered; the last output travels there.'),
  progress: list(progress).optional().describe('What is fixed or already done.'),
  note: text.optional().describe('For people.'),
  reference: z.string().optional().describe('Number in the system it came from.'),
});
