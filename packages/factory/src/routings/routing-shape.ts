import * as z from 'zod';
import { attributes, id, list, named, nonNegative, positive, share } from '../document/shape-parts.ts';

export const productShape = z.strictObject({
  ...named,
  family: z.string().optional().describe('For grouping and colours.'),
  attributes: attributes.optional().describe('Attribute → value: mould, colour, material, size. They drive changeovers and batches.'),
  routing: id.optional().describe('Default: the first routing that makes it.'),
  stockedAs: id.optional().describe('The material it is made to stock as. Default: the material of the same id, if there is one.'),
});

const alternative = z.strictObject({
  machine: id.optional().describe('Exactly one of `machine` and `workCentre`.'),
  workCentre: id.optional().describe('Any machine of it.'),
  setupMinutes: nonNegative.optional().describe('Always needed, whatever ran before; changeovers come on top. Default 0.'),
  fixedMinutes: nonNegative.optional().describe('Of the run, whatever the quantity; of each lot where it is divided. Default 0.'),
  minutesPerUnit: nonNegative.optional().describe('Of the run, for each piece. Default 0.'),
  runKw: nonNegative.optional().describe("Overrides the machine's power while running."),
  extraCostPerUnit: nonNegative.optional().describe('Reporting currency for each piece made this way. Default 0.'),
});
const outsourcing = z.strictObject({
  supplier: z.string().min(1).describe('Who does it.'),
  leadTimeDays: nonNegative.describe('Elapsed days from hand-over to return.'),
  costPerUnit: nonNegative.optional().describe('Reporting currency. Default 0.'),
  fixedCost: nonNegative.optional().describe('Reporting currency for each order. Default 0.'),
  gramsCo2ePerUnit: nonNegative.optional().describe('Grams CO2e. Default 0.'),
  site: id.optional().describe('Where the goods leave from and come back to. Default: that of the operation before.'),
});
const precedence = z.strictObject({
  operation: id.describe('The earlier operation, of the same routing.'),
  minWaitMinutes: nonNegative.optional().describe('From its end to this start, elapsed, at least. Default 0.'),
  maxWaitMinutes: nonNegative.optional().describe('At most; absent = any.'),
  transferBatch: positive.optional().describe('Send-ahead: this may start once so many pieces are through the earlier one.'),
});
const operation = z.strictObject({
  ...named,
  alternatives: list(alternative).optional().describe('Where it can be done. Exactly one of `alternatives` and `outsourced`.'),
  outsourced: outsourcing.optional().describe('Done by a supplier.'),
  after: list(precedence)
    .optional()
    .describe('Operations it follows; absent = the one before it in the list, empty = none. Any graph without circles.'),
  yield: share.optional().describe('Share of good pieces; earlier operations make more so that the ordered quantity comes out. Default 1.'),
  interruptible: z.boolean().optional().describe('May the run pause for breaks and closed hours. Default true.'),
  operators: list(
    z.strictObject({
      skill: id.describe('What the person must be able to do.'),
      phase: z.enum(['setup', 'run', 'all']).optional().describe('Which part needs the person. Default all.'),
      count: positive.optional().describe('People; below 1 one person tends several machines (0.25 = four). Default 1.'),
    }),
  )
    .optional()
    .describe('People it needs.'),
  tools: list(z.strictObject({ tool: id.describe('Which.'), count: z.int().positive().optional().describe('How many. Default 1.') }))
    .optional()
    .describe('Tools, moulds, fixtures it occupies from the start of the setup to the end of the run.'),
  materials: list(
    z.strictObject({
      material: id.describe('A material, or a product that is made here.'),
      quantityPerUnit: nonNegative.optional().describe('For each piece. Default 0.'),
      fixedQuantity: nonNegative.optional().describe('For each order. Default 0.'),
    }),
  )
    .optional()
    .describe('Bill of material: what it consumes at its start.'),
  attributes: attributes.optional().describe("Added to and overriding the product's attributes for this operation."),
  split: z
    .strictObject({
      maxLots: z.int().positive().describe('At most.'),
      minQuantity: positive.optional().describe('Pieces in a lot, at least. Default 1.'),
    })
    .optional()
    .describe(
      'The quantity may be divided into lots. The plan decides on how many machines they run; those behind each other on one machine are set up once.',
    ),
  batchSizePerUnit: positive.optional().describe('Size in a batch for each piece (trays, litres, m²). Default 1.'),
});

export const routingShape = z.strictObject({
  ...named,
  product: id.describe('What it makes.'),
  operations: list(operation).describe('In the order of the work, unless `after` says otherwise.'),
});
