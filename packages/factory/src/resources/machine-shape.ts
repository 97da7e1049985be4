import * as z from 'zod';
import { attributes, closure, id, list, named, nonNegative, positive } from '../document/shape-parts.ts';

export const workCentreShape = z.strictObject({ ...named, area: id.describe('The area it stands in.') });

const capacity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single').describe('One operation at a time.') }),
  z.strictObject({
    kind: z.literal('parallel').describe('Several at a time, without changeovers.'),
    units: z.int().positive().describe('How many at a time.'),
  }),
  z.strictObject({
    kind: z.literal('batch').describe('Several of one family together, as in an oven.'),
    maxSize: positive.describe('Sum of the sizes of the members, at most.'),
    minSize: nonNegative.optional().describe('At least. Default 0.'),
    familyAttribute: z.string().optional().describe('Attribute whose value must be equal in a batch; absent = all may go together.'),
  }),
]);

export const machineShape = z.strictObject({
  ...named,
  workCentre: id.describe('The work centre (class of like machines) it belongs to.'),
  calendar: id.optional().describe('When it may work. Default: the first calendar, else an assumed day shift.'),
  efficiency: positive.optional().describe('1 = as the routing says; 0.8 takes 1/0.8 of the time. Default 1.'),
  capacity: capacity.optional().describe('Default single: one operation at a time.'),
  changeovers: id.optional().describe('Changeover matrix; absent = no time that depends on the sequence.'),
  initialState: attributes.optional().describe('What is set up at the start: attribute → value.'),
  power: z
    .strictObject({
      runKw: nonNegative.optional().describe('While running.'),
      changeoverKw: nonNegative.optional().describe('While changing over or set up.'),
      idleKw: nonNegative.optional().describe('While open and idle.'),
    })
    .optional()
    .describe('Electric power by state, kW. Default 0.'),
  costPerHour: nonNegative.optional().describe('Reporting currency per hour running or changing over. Default 0.'),
  downtimes: list(closure).optional().describe('Planned maintenance and known breakdowns, beside the calendar.'),
});

const effect = {
  minutes: nonNegative.describe('Time of the changeover.'),
  cost: nonNegative.optional().describe('Reporting currency for each changeover. Default 0.'),
  scrapUnits: nonNegative.optional().describe('Pieces spoilt by each changeover. Default 0.'),
};
export const changeoverMatrixShape = z.strictObject({
  ...named,
  combine: z.enum(['sum', 'max']).optional().describe('How the times of several differing attributes combine. Default sum.'),
  rules: list(
    z.strictObject({
      attribute: z.string().describe('The attribute that differs, such as `colour`.'),
      from: z.string().optional().describe('Value set up; `*` or absent = any.'),
      to: z.string().optional().describe('Value needed; `*` or absent = any.'),
      ...effect,
    }),
  ).describe('For each differing attribute its first rule that fits applies.'),
  default: z.strictObject(effect).optional().describe('Applied where a differing attribute has no rule; absent = nothing.'),
});
