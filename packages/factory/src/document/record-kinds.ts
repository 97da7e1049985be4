import type * as z from 'zod';
import { calendarShape } from '../calendars/calendar-shape.ts';
import { materialShape } from '../materials/material-shape.ts';
import { orderShape } from '../orders/order-shape.ts';
import { operatorShape, skillShape, toolShape } from '../resources/crew-shape.ts';
import { changeoverMatrixShape, machineShape, workCentreShape } from '../resources/machine-shape.ts';
import { productShape, routingShape } from '../routings/routing-shape.ts';
import { areaShape, laneShape, siteShape } from '../sites/site-shape.ts';
import type { Factory } from './factory.ts';

/** The lists of the factory document: each element of one can be kept, versioned and changed on its own. */
export const RECORD_KINDS = [
  'sites',
  'lanes',
  'areas',
  'workCentres',
  'machines',
  'calendars',
  'changeovers',
  'skills',
  'operators',
  'tools',
  'materials',
  'products',
  'routings',
  'orders',
] as const satisfies readonly (keyof Factory)[];
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Shape of one element of each list. */
export const RECORD_SHAPES = {
  sites: siteShape,
  lanes: laneShape,
  areas: areaShape,
  workCentres: workCentreShape,
  machines: machineShape,
  calendars: calendarShape,
  changeovers: changeoverMatrixShape,
  skills: skillShape,
  operators: operatorShape,
  tools: toolShape,
  materials: materialShape,
  products: productShape,
  routings: routingShape,
  orders: orderShape,
} as const satisfies Record<RecordKind, z.ZodType>;

/** What an element is called within its list. A lane has no id of its own: it is known by its ends. */
export function recordId(kind: RecordKind, data: unknown): string {
  const fields = data as Readonly<Record<string, unknown>>;
  return kind === 'lanes' ? `${String(fields['from'])}>${String(fields['to'])}` : String(fields['id']);
}
