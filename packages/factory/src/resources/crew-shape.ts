import * as z from 'zod';
import { closure, id, list, named, nonNegative } from '../document/shape-parts.ts';

export const skillShape = z.strictObject(named);

export const operatorShape = z.strictObject({
  ...named,
  site: id.describe('Where the person works.'),
  skills: list(id).describe('What the person can do.'),
  calendar: id.optional().describe('Shifts. Default: the first calendar, else an assumed day shift.'),
  headcount: z.int().positive().optional().describe('How many interchangeable people this stands for. Default 1.'),
  costPerHour: nonNegative.optional().describe('Reporting currency per hour. Default 0.'),
  absences: list(closure).optional().describe('Leave, training, sickness.'),
});

export const toolShape = z.strictObject({
  ...named,
  kind: z.enum(['mould', 'fixture', 'tool']).optional().describe('For people. Default tool.'),
  count: z.int().nonnegative().optional().describe('How many there are. Default 1.'),
  site: id.optional().describe('Where it is kept; absent = it goes where it is needed.'),
});
