import * as z from 'zod';
import { calendarShape } from '../calendars/calendar-shape.ts';
import { materialShape } from '../materials/material-shape.ts';
import { orderShape } from '../orders/order-shape.ts';
import { operatorShape, skillShape, toolShape } from '../resources/crew-shape.ts';
import { changeoverMatrixShape, machineShape, workCentreShape } from '../resources/machine-shape.ts';
import { productShape, routingShape } from '../routings/routing-shape.ts';
import { areaShape, laneShape, siteShape } from '../sites/site-shape.ts';
import type { Factory } from './factory.ts';
import { currency, list, localTime, nonNegative, positive, text } from './shape-parts.ts';

/** The shape of the factory document; JSON Schema is generated from it. */
const factoryShape = z.strictObject({
  format: z.literal('midstream-factory').describe('What this document is.'),
  version: z.literal(1).describe('Of the format.'),
  name: text.describe('For people.'),
  description: text.optional().describe('For people.'),
  currency: currency.describe('Reporting currency. Default HKD.'),
  exchangeRates: z.record(z.string(), positive).optional().describe('1 unit of the key currency = this many of the reporting currency.'),
  timeZone: z.string().describe("IANA name, of the head office. Default: the first site's, else `Asia/Hong_Kong`."),
  planningStart: localTime.describe('Now: nothing is planned before it.'),
  frozenFenceHours: nonNegative
    .optional()
    .describe('Within so many hours from the start, operations of a published plan stay where they are. Default 0.'),
  allowOvertime: z.boolean().optional().describe('May the plan use overtime hours; they are priced. Default true.'),
  sites: list(siteShape).describe('Places with their own time zone, money, holidays, electricity.'),
  lanes: list(laneShape).optional().describe('Ways between sites.'),
  areas: list(areaShape).describe('Parts of a site.'),
  workCentres: list(workCentreShape).describe('Classes of like machines.'),
  machines: list(machineShape).describe('What operations run on.'),
  calendars: list(calendarShape).describe('Working hours.'),
  changeovers: list(changeoverMatrixShape).optional().describe('Changeover matrices by attributes.'),
  skills: list(skillShape).optional().describe('Default: those that operators are said to have.'),
  operators: list(operatorShape).optional().describe('People, or headcounts of interchangeable people.'),
  tools: list(toolShape).optional().describe('Tools, moulds and fixtures in limited number.'),
  materials: list(materialShape).optional().describe('Bought materials and made parts kept in stock.'),
  products: list(productShape).describe('What is made. Default: what routings make.'),
  routings: list(routingShape).describe('How products are made.'),
  orders: list(orderShape).describe('What is wanted.'),
});

/** A draft may leave out any of the top-level fields. */
export const draftShape = factoryShape.partial();

/** JSON Schema (2020-12) of the factory document. */
export function factoryJsonSchema(): Record<string, unknown> {
  return {
    $id: 'https://midstream.example/schema/factory.schema.json',
    title: 'Midstream factory document',
    ...z.toJSONSchema(factoryShape, { target: 'draft-2020-12', io: 'input' }),
  };
}

/**
 * Every field of a type as text, such as `.materials[].receipts[].quantity:number`, `?` marking what may be left out. Compared as text
 * because TypeScript takes types nested deeper than a few levels to be alike without looking.
 */
type Fields<T, Path extends string = ''> = T extends string | number | boolean
  ? `${Path}:${Kind<T>}`
  : T extends readonly (infer Item)[]
    ? Fields<Item, `${Path}[]`>
    : string extends keyof T
      ? Fields<T[keyof T], `${Path}{}`>
      : { [K in keyof T & string]-?: Fields<Exclude<T[K], undefined>, `${Path}.${K}${Mark<T, K>}`> }[keyof T & string];
type Kind<T extends string | number | boolean> = string extends T ? 'string' : number extends T ? 'number' : `${T}`;
type Mark<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? '?' : '';
type Difference<A, B> = Exclude<A, B> | Exclude<B, A>;
/** Does not compile, and names the fields, when the shape that is checked and the type that is documented differ at any depth. */
const differing: [FieldsThatDiffer] extends [never] ? 'none' : FieldsThatDiffer = 'none';
type FieldsThatDiffer = Difference<Fields<z.infer<typeof factoryShape>>, Fields<Factory>>;
void differing;
