import * as z from 'zod';
import { list, localTime, named, nonNegative, positive } from '../document/shape-parts.ts';

export const materialShape = z.strictObject({
  ...named,
  unit: z.string().optional().describe('Unit of all quantities of it, such as kg.'),
  stock: nonNegative.optional().describe('On hand at the start. Default 0.'),
  receipts: list(
    z.strictObject({
      at: localTime.describe('When it can be used.'),
      quantity: positive.describe('How much arrives.'),
      reference: z.string().optional().describe('Purchase order.'),
    }),
  )
    .optional()
    .describe('What is on its way.'),
  leadTimeDays: nonNegative
    .optional()
    .describe('What stock and receipts do not cover can be had this many days after the start. Default 14.'),
  costPerUnit: nonNegative.optional().describe('Reporting currency. Default 0.'),
  gramsCo2ePerUnit: nonNegative.optional().describe('Grams CO2e. Default 0.'),
});
