import type { FactoryDraft, LocalizedText, Weekday } from '@midstream/factory';
import fc from 'fast-check';

const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Text as people and other systems write it, trimmed: the awkward beginnings of formulas, list marks, quotation marks, Chinese, line breaks. */
const word = fc
  .oneof(
    { weight: 3, arbitrary: fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '=1+1',
        '+44',
        '-x',
        '@SUM(A1)',
        "'quoted",
        "'=x",
        '＝A1',
        '"q"',
        'a;b',
        'a, b',
        'a=b',
        'a：b',
        '_x0041_',
        '甲',
        '红色',
        '01',
        '1e5',
        'none',
        'TRUE',
        '2026-11-23',
        '3/4',
        'a\nb',
        'é',
        '🙂',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  )
  // What a cell cannot keep: blanks around it and control characters.
  // oxlint-disable-next-line no-control-regex -- they are what is taken away
  .map((text) => text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, '').trim())
  .filter((text) => text !== '');
const localized: fc.Arbitrary<LocalizedText> = fc.oneof(
  word,
  fc.record({ en: word, 'zh-Hant': word, 'zh-Hans': word }, { requiredKeys: [] }).filter((names) => Object.keys(names).length > 0),
);
const pad = (value: number): string => String(value).padStart(2, '0');
const date = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${pad(h)}:${pad(m)}`);
const moment = fc.oneof(
  date,
  fc
    .tuple(date, clock, fc.constantFrom('', '', ':00', ':59'), fc.constantFrom('', '', 'Z', '+08:00', '-03:30'))
    .map(([day, time, seconds, offset]) => `${day}T${time}${seconds}${offset}`),
);
const endOfDay = fc.oneof(clock, fc.constant('24:00'));
const amount = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0.000001, max: 1_000_000, noNaN: true }));
const share = fc.double({ min: 0.01, max: 1, noNaN: true });
const weekdays = fc.subarray([...WEEK], { minLength: 1 }).chain((days) => fc.constantFrom(days, days.toReversed()));
const attributes = fc.dictionary(
  word.filter((name) => name !== '__proto__'),
  word,
  { minKeys: 1, maxKeys: 3 },
);

/** Required members plus any selection of the optional ones. */
function shape<R extends object, O extends object>(
  required: { [K in keyof R]: fc.Arbitrary<R[K]> },
  optional: { [K in keyof O]: fc.Arbitrary<O[K]> },
): fc.Arbitrary<R & Partial<O>> {
  return fc.record({ ...required, ...optional } as never, { requiredKeys: Object.keys(required) as never }) as never;
}
const list = <T>(of: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength });

/** Ids an arbitrary draft may name, so that every reference holds. */
interface Ids {
  readonly [list: string]: readonly string[];
}
const LISTS = [
  'sites',
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
];
const ids: fc.Arbitrary<Ids> = fc.record(
  Object.fromEntries(LISTS.map((name) => [name, fc.uniqueArray(word, { minLength: 1, maxLength: 3 })])),
) as fc.Arbitrary<Ids>;

/** A factory draft with every field of the document somewhere, present or not; references hold, but nothing else need make sense. */
export const arbitraryDraft: fc.Arbitrary<FactoryDraft> = ids.chain((known) => {
  const of = (name: string): fc.Arbitrary<string> => fc.constantFrom(...(known[name] ?? ['']));
  const each = <T>(name: string, make: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.tuple(...(known[name] ?? []).map(make));
  return shape(
    {
      format: fc.constant('midstream-factory'),
      version: fc.constant(1),
      ...placesOf(of, each),
      ...resourcesOf(of, each),
      ...productsOf(known, of, each),
    },
    {
      lanes: list(laneOf(of)),
      name: localized,
      description: localized,
      currency: word,
      exchangeRates: fc.dictionary(fc.stringMatching(/^[A-Z]{3}$/), amount, { minKeys: 1, maxKeys: 3 }),
      timeZone: word,
      planningStart: moment,
      frozenFenceHours: amount,
      allowOvertime: fc.boolean(),
    },
  ) as fc.Arbitrary<FactoryDraft>;
});

type Of = (name: string) => fc.Arbitrary<string>;
type Each = <T>(name: string, make: (id: string) => fc.Arbitrary<T>) => fc.Arbitrary<T[]>;

function laneOf(of: Of) {
  return shape(
    { from: of('sites'), to: of('sites'), durationHours: amount },
    {
      name: localized,
      customsDays: amount,
      departures: list(shape({ at: clock }, { weekdays })),
      cutOffHours: amount,
      costPerTransfer: amount,
      costPerUnit: amount,
      gramsCo2ePerTransfer: amount,
      gramsCo2ePerUnit: amount,
    },
  );
}

function placesOf(of: Of, each: Each) {
  const tariff = shape({ from: clock, to: endOfDay, pricePerKwh: amount }, { weekdays });
  const site = (id: string) =>
    shape(
      { id: fc.constant(id), timeZone: word, currency: word },
      {
        name: localized,
        holidays: fc.uniqueArray(shape({ date }, { name: localized }), { minLength: 1, maxLength: 3, selector: (holiday) => holiday.date }),
        makeUpDays: fc.uniqueArray(shape({ date, worksAs: fc.constantFrom(...WEEK) }, {}), {
          minLength: 1,
          maxLength: 2,
          selector: (day) => day.date,
        }),
        gridGramsPerKwh: amount,
        tariff: list(tariff),
        energyPricePerKwh: amount,
        powerLimitKw: amount,
      },
    );
  return {
    sites: each('sites', site),
    areas: each('areas', (id) => shape({ id: fc.constant(id), site: of('sites') }, { name: localized })),
    workCentres: each('workCentres', (id) => shape({ id: fc.constant(id), area: of('areas') }, { name: localized })),
  };
}

function resourcesOf(of: Of, each: Each) {
  const span = shape({ from: moment, to: moment }, { reason: localized });
  const capacity = fc.oneof(
    fc.constant({ kind: 'single' }),
    shape({ kind: fc.constant('parallel'), units: amount }, {}),
    shape({ kind: fc.constant('batch'), maxSize: amount }, { minSize: amount, familyAttribute: word }),
  );
  const machine = (id: string) =>
    shape(
      { id: fc.constant(id), workCentre: of('workCentres') },
      {
        name: localized,
        calendar: of('calendars'),
        efficiency: share,
        capacity,
        changeovers: of('changeovers'),
        initialState: attributes,
        power: shape({}, { runKw: amount, changeoverKw: amount, idleKw: amount }).filter((power) => Object.keys(power).length > 0),
        costPerHour: amount,
        downtimes: list(span),
      },
    );
  const calendar = (id: string) =>
    shape(
      { id: fc.constant(id), week: fc.array(shape({ weekdays, from: clock, to: endOfDay }, { shift: localized }), { maxLength: 3 }) },
      {
        name: localized,
        exceptions: list(shape({ from: moment, to: moment, working: fc.boolean() }, { reason: localized })),
        overtime: list(shape({ from: clock, to: endOfDay, extraCostPerHour: amount }, { weekdays, date })),
        observesHolidays: fc.boolean(),
      },
    );
  const effect = { cost: amount, scrapUnits: amount };
  const matrix = (id: string) =>
    shape(
      {
        id: fc.constant(id),
        rules: fc.array(shape({ attribute: word, minutes: amount }, { from: word, to: word, ...effect }), { maxLength: 3 }),
      },
      { name: localized, combine: fc.constantFrom('sum', 'max'), default: shape({ minutes: amount }, effect) },
    );
  return {
    machines: each('machines', machine),
    calendars: each('calendars', calendar),
    changeovers: each('changeovers', matrix),
    skills: each('skills', (id) => shape({ id: fc.constant(id) }, { name: localized })),
    operators: each('operators', (id) =>
      shape(
        { id: fc.constant(id), site: of('sites'), skills: fc.array(of('skills'), { maxLength: 3 }) },
        { name: localized, calendar: of('calendars'), headcount: amount, costPerHour: amount, absences: list(span) },
      ),
    ),
    tools: each('tools', (id) =>
      shape(
        { id: fc.constant(id) },
        { name: localized, kind: fc.constantFrom('mould', 'fixture', 'tool'), count: amount, site: of('sites') },
      ),
    ),
  };
}

function productsOf(known: Ids, of: Of, each: Each) {
  const material = (id: string) =>
    shape(
      { id: fc.constant(id) },
      {
        name: localized,
        unit: word,
        stock: amount,
        receipts: list(shape({ at: moment, quantity: amount }, { reference: word })),
        leadTimeDays: amount,
        costPerUnit: amount,
        gramsCo2ePerUnit: amount,
      },
    );
  const progress = shape(
    { operation: word, state: fc.constantFrom('waiting', 'started', 'completed') },
    { machine: of('machines'), start: moment, end: moment, quantityDone: amount, locked: fc.boolean() },
  );
  const order = (id: string) =>
    shape(
      { id: fc.constant(id), product: of('products'), quantity: amount },
      {
        due: moment,
        release: moment,
        priority: amount,
        customer: word,
        status: fc.constantFrom('inquiry', 'quote', 'proposed', 'approved', 'confirmed', 'completed', 'closed'),
        routing: of('routings'),
        deliverTo: of('sites'),
        progress: list(progress),
        note: localized,
        reference: word,
      },
    );
  return {
    materials: each('materials', material),
    products: each('products', (id) =>
      shape({ id: fc.constant(id) }, { name: localized, family: word, attributes, routing: of('routings'), stockedAs: of('materials') }),
    ),
    routings: each('routings', (id) => routing(id, known, of)),
    orders: each('orders', order),
  };
}

function routing(id: string, known: Ids, of: Of) {
  const operations = fc
    .uniqueArray(word, { maxLength: 3 })
    .chain((names) => fc.tuple(...names.map((name) => operation(name, names, known, of))));
  return shape({ id: fc.constant(id), product: of('products'), operations }, { name: localized });
}

function operation(id: string, siblings: readonly string[], known: Ids, of: Of) {
  const times = { setupMinutes: amount, fixedMinutes: amount, minutesPerUnit: amount, runKw: amount, extraCostPerUnit: amount };
  const alternative = fc.oneof(shape({ machine: of('machines') }, times), shape({ workCentre: of('workCentres') }, times));
  const links = { minWaitMinutes: amount, maxWaitMinutes: amount, transferBatch: amount };
  const after = fc.uniqueArray(shape({ operation: fc.constantFrom(...siblings) }, links), {
    maxLength: 3,
    selector: (link) => link.operation,
  });
  const place = fc.oneof(
    shape({}, { alternatives: list(alternative) }),
    shape(
      {
        outsourced: shape(
          { supplier: word, leadTimeDays: amount },
          { costPerUnit: amount, fixedCost: amount, gramsCo2ePerUnit: amount, site: of('sites') },
        ),
      },
      {},
    ),
  );
  const rest = shape(
    { id: fc.constant(id) },
    {
      name: localized,
      after,
      yield: share,
      interruptible: fc.boolean(),
      operators: list(shape({ skill: of('skills') }, { phase: fc.constantFrom('setup', 'run', 'all'), count: amount })),
      tools: list(shape({ tool: of('tools') }, { count: amount })),
      materials: list(
        shape(
          { material: fc.constantFrom(...(known['materials'] ?? []), ...(known['products'] ?? [])) },
          { quantityPerUnit: amount, fixedQuantity: amount },
        ),
      ),
      attributes,
      split: shape({ maxLots: fc.integer({ min: 1, max: 9 }) }, { minQuantity: amount }),
      batchSizePerUnit: amount,
    },
  );
  return fc.tuple(rest, place).map(([members, where]) => ({ ...members, ...where }));
}
