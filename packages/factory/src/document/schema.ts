import * as z from 'zod';
import type { Factory } from './factory.ts';

const id = z.string().min(1);
const text = z.union([
  z.string(),
  z.strictObject({ en: z.string().optional(), 'zh-Hant': z.string().optional(), 'zh-Hans': z.string().optional() }),
]);
const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/)
  .describe('YYYY-MM-DD or YYYY-MM-DDTHH:MM, local to the site, or with an offset');
const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const clockTime = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/);
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const attributes = z.record(z.string(), z.string());
const positive = z.number().positive();
const nonNegative = z.number().nonnegative();
const share = z.number().gt(0).max(1);
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const named = { id, name: text.optional() };

const site = z.strictObject({
  ...named,
  timeZone: z.string().describe('IANA name'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .describe('ISO 4217'),
  holidays: list(z.strictObject({ date: localDate, name: text.optional() })).optional(),
  makeUpDays: list(z.strictObject({ date: localDate, worksAs: weekday })).optional(),
  gridGramsPerKwh: nonNegative.optional(),
  tariff: list(z.strictObject({ weekdays: list(weekday).optional(), from: clockTime, to: clockTime, pricePerKwh: nonNegative })).optional(),
  energyPricePerKwh: nonNegative.optional(),
  powerLimitKw: positive.optional(),
});
const lane = z.strictObject({
  from: id,
  to: id,
  name: text.optional(),
  durationHours: nonNegative,
  customsDays: z.int().nonnegative().optional(),
  departures: list(z.strictObject({ weekdays: list(weekday).optional(), at: clockTime })).optional(),
  cutOffHours: nonNegative.optional(),
  costPerTransfer: nonNegative.optional(),
  costPerUnit: nonNegative.optional(),
  gramsCo2ePerTransfer: nonNegative.optional(),
  gramsCo2ePerUnit: nonNegative.optional(),
});
const calendar = z.strictObject({
  ...named,
  week: list(z.strictObject({ weekdays: list(weekday), from: clockTime, to: clockTime, shift: text.optional() })),
  exceptions: list(z.strictObject({ from: localTime, to: localTime, working: z.boolean(), reason: text.optional() })).optional(),
  overtime: list(
    z.strictObject({
      weekdays: list(weekday).optional(),
      date: localDate.optional(),
      from: clockTime,
      to: clockTime,
      extraCostPerHour: nonNegative,
    }),
  ).optional(),
  observesHolidays: z.boolean().optional(),
});
const closure = z.strictObject({ from: localTime, to: localTime, reason: text.optional() });
const machine = z.strictObject({
  ...named,
  workCentre: id,
  calendar: id.optional(),
  efficiency: positive.optional(),
  capacity: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('single') }),
      z.strictObject({ kind: z.literal('parallel'), units: z.int().positive() }),
      z.strictObject({
        kind: z.literal('batch'),
        maxSize: positive,
        minSize: nonNegative.optional(),
        familyAttribute: z.string().optional(),
      }),
    ])
    .optional(),
  changeovers: id.optional(),
  initialState: attributes.optional(),
  power: z.strictObject({ runKw: nonNegative.optional(), changeoverKw: nonNegative.optional(), idleKw: nonNegative.optional() }).optional(),
  costPerHour: nonNegative.optional(),
  downtimes: list(closure).optional(),
});
const effect = { minutes: nonNegative, cost: nonNegative.optional(), scrapUnits: nonNegative.optional() };
const matrix = z.strictObject({
  ...named,
  combine: z.enum(['sum', 'max']).optional(),
  rules: list(z.strictObject({ attribute: z.string(), from: z.string().optional(), to: z.string().optional(), ...effect })),
  default: z.strictObject(effect).optional(),
});
const operator = z.strictObject({
  ...named,
  site: id,
  skills: list(id),
  calendar: id.optional(),
  headcount: z.int().positive().optional(),
  costPerHour: nonNegative.optional(),
  absences: list(closure).optional(),
});
const tool = z.strictObject({
  ...named,
  kind: z.enum(['mould', 'fixture', 'tool']).optional(),
  count: z.int().nonnegative().optional(),
  site: id.optional(),
});
const material = z.strictObject({
  ...named,
  unit: z.string().optional(),
  stock: nonNegative.optional(),
  receipts: list(z.strictObject({ at: localTime, quantity: positive, reference: z.string().optional() })).optional(),
  leadTimeDays: nonNegative.optional(),
  costPerUnit: nonNegative.optional(),
  gramsCo2ePerUnit: nonNegative.optional(),
});
const product = z.strictObject({
  ...named,
  family: z.string().optional(),
  attributes: attributes.optional(),
  routing: id.optional(),
  stockedAs: id.optional(),
});
const alternative = z.strictObject({
  machine: id.optional(),
  workCentre: id.optional(),
  setupMinutes: nonNegative.optional(),
  fixedMinutes: nonNegative.optional(),
  minutesPerUnit: nonNegative.optional(),
  runKw: nonNegative.optional(),
  extraCostPerUnit: nonNegative.optional(),
});
const operation = z.strictObject({
  ...named,
  alternatives: list(alternative).optional(),
  outsourced: z
    .strictObject({
      supplier: z.string().min(1),
      leadTimeDays: nonNegative,
      costPerUnit: nonNegative.optional(),
      fixedCost: nonNegative.optional(),
      gramsCo2ePerUnit: nonNegative.optional(),
      site: id.optional(),
    })
    .optional(),
  after: list(
    z.strictObject({
      operation: id,
      minWaitMinutes: nonNegative.optional(),
      maxWaitMinutes: nonNegative.optional(),
      transferBatch: positive.optional(),
    }),
  ).optional(),
  yield: share.optional(),
  interruptible: z.boolean().optional(),
  operators: list(z.strictObject({ skill: id, phase: z.enum(['setup', 'run', 'all']).optional(), count: positive.optional() })).optional(),
  tools: list(z.strictObject({ tool: id, count: z.int().positive().optional() })).optional(),
  materials: list(
    z.strictObject({ material: id, quantityPerUnit: nonNegative.optional(), fixedQuantity: nonNegative.optional() }),
  ).optional(),
  attributes: attributes.optional(),
  split: z.strictObject({ maxLots: z.int().positive(), minQuantity: positive.optional() }).optional(),
  batchSizePerUnit: positive.optional(),
});
const routing = z.strictObject({ ...named, product: id, operations: list(operation) });
const progress = z.strictObject({
  operation: id,
  state: z.enum(['waiting', 'started', 'completed']),
  machine: id.optional(),
  start: localTime.optional(),
  end: localTime.optional(),
  quantityDone: nonNegative.optional(),
  locked: z.boolean().optional(),
});
const order = z.strictObject({
  id,
  product: id,
  quantity: positive,
  due: localTime.optional(),
  release: localTime.optional(),
  priority: positive.optional(),
  customer: z.string().optional(),
  status: z.enum(['inquiry', 'quote', 'proposed', 'approved', 'confirmed', 'completed', 'closed']).optional(),
  routing: id.optional(),
  deliverTo: id.optional(),
  progress: list(progress).optional(),
  note: text.optional(),
  reference: z.string().optional(),
});

/** The shape of the factory document; JSON Schema is generated from it. */
const factoryShape = z.strictObject({
  format: z.literal('midstream-factory'),
  version: z.literal(1),
  name: text,
  description: text.optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  exchangeRates: z.record(z.string(), positive).optional(),
  timeZone: z.string(),
  planningStart: localTime,
  frozenFenceHours: nonNegative.optional(),
  allowOvertime: z.boolean().optional(),
  sites: list(site),
  lanes: list(lane).optional(),
  areas: list(z.strictObject({ ...named, site: id })),
  workCentres: list(z.strictObject({ ...named, area: id })),
  machines: list(machine),
  calendars: list(calendar),
  changeovers: list(matrix).optional(),
  skills: list(z.strictObject(named)).optional(),
  operators: list(operator).optional(),
  tools: list(tool).optional(),
  materials: list(material).optional(),
  products: list(product),
  routings: list(routing),
  orders: list(order),
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

type Shape = z.infer<typeof factoryShape>;
type SameFields = [Exclude<keyof Shape, keyof Factory>, Exclude<keyof Factory, keyof Shape>] extends [never, never] ? true : never;
/** Does not compile when the shape checked and the type documented differ in a field. */
const sameFields: SameFields = true;
void sameFields;
