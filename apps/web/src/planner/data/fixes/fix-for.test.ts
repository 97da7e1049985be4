import '@midstream/words';
import type { FactoryDraft } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import { describe, expect, it } from 'vitest';
import { fixFor } from './fix-for.ts';
import { elementsOf, inverseOf, repaired } from './repair.ts';

const WEEK = [{ weekdays: ['mon' as const], from: '08:00', to: '18:00' }];
const sound: FactoryDraft = {
  name: 'Two sites',
  currency: 'HKD',
  timeZone: 'Asia/Hong_Kong',
  planningStart: '2026-11-23',
  frozenFenceHours: 0,
  allowOvertime: true,
  sites: [
    { id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD', gridGramsPerKwh: 500, energyPricePerKwh: 1 },
    { id: 'DG', timeZone: 'Asia/Shanghai', currency: 'HKD', gridGramsPerKwh: 500, energyPricePerKwh: 1 },
  ],
  lanes: [{ from: 'HK', to: 'DG', durationHours: 6 }],
  areas: [
    { id: 'floor', site: 'HK' },
    { id: 'hall', site: 'DG' },
  ],
  workCentres: [
    { id: 'turning', area: 'floor' },
    { id: 'packing', area: 'hall' },
  ],
  calendars: [{ id: 'day', week: WEEK }],
  machines: ['M1', 'M2'].map((id) => ({
    id,
    workCentre: id === 'M1' ? 'turning' : 'packing',
    calendar: 'day',
    efficiency: 1,
    costPerHour: 90,
    power: { runKw: 3 },
    capacity: { kind: 'single' as const },
    downtimes: [{ from: '2026-12-01T08:00', to: '2026-12-01T12:00' }],
  })),
  skills: [{ id: 'turner' }],
  operators: [{ id: 'Wong', site: 'HK', skills: ['turner'], calendar: 'day', headcount: 1, costPerHour: 80 }],
  tools: [{ id: 'jig', count: 1 }],
  materials: [{ id: 'bar', stock: 10, leadTimeDays: 7, costPerUnit: 1, gramsCo2ePerUnit: 1 }],
  products: [{ id: 'pin' }],
  routings: [
    {
      id: 'pin-1',
      product: 'pin',
      operations: [
        { id: 'turn', alternatives: [{ machine: 'M1', minutesPerUnit: 2 }], operators: [{ skill: 'turner' }], tools: [{ tool: 'jig' }] },
        { id: 'pack', alternatives: [{ machine: 'M2', minutesPerUnit: 1 }], after: [{ operation: 'turn', maxWaitMinutes: 60 }] },
      ],
    },
  ],
  orders: [{ id: 'SO-1', product: 'pin', quantity: 10, due: '2026-12-20', release: '2026-11-25', priority: 1, status: 'approved' }],
};

type Loose = Record<string, unknown>;
/** The sound factory with one thing spoilt. */
function spoilt(spoil: (draft: Record<string, Loose[]> & Loose) => void): FactoryDraft {
  const draft = structuredClone(sound) as unknown as Record<string, Loose[]> & Loose;
  spoil(draft);
  return draft as unknown as FactoryDraft;
}
const first = (list: unknown): Loose => (list as Loose[])[0] ?? {};
const operation = (draft: Record<string, Loose[]>, at: number): Loose => (first(draft['routings'])['operations'] as Loose[])[at] ?? {};

const CASES: readonly (readonly [string, string, (draft: Record<string, Loose[]> & Loose) => void])[] = [
  ['a calendar misspelt', 'factory.unknown-reference', (d) => (first(d['machines'])['calendar'] = 'Day ')],
  ['a calendar that is missing', 'factory.unknown-reference', (d) => (first(d['machines'])['calendar'] = 'night shift at weekends')],
  ['a skill that is missing', 'factory.unknown-reference', (d) => (first(d['operators'])['skills'] = ['turner', 'forklift'])],
  ['a precedence misspelt', 'factory.unknown-reference', (d) => (operation(d, 1)['after'] = [{ operation: 'Turn' }])],
  ['a lane that is missing', 'factory.no-lane', (d) => (d['lanes'] = [])],
  ['no lane to where an order goes', 'factory.no-lane-to-delivery', (d) => (first(d['orders'])['deliverTo'] = 'HK')],
  ['no exchange rate', 'factory.no-currency-rate', (d) => (first(d['sites'])['currency'] = 'CNY')],
  ['a calendar never open', 'factory.calendar-never-open', (d) => (first(d['calendars'])['week'] = [])],
  ['a time zone nobody knows', 'factory.unknown-time-zone', (d) => (first(d['sites'])['timeZone'] = 'Hong Kong')],
  ['a skill nobody has', 'factory.skill-nobody-has', (d) => (first(d['operators'])['skills'] = [])],
  ['too few tools', 'factory.too-few-tools', (d) => (operation(d, 0)['tools'] = [{ tool: 'jig', count: 2 }])],
  ['an order due before its release', 'factory.due-before-release', (d) => (first(d['orders'])['release'] = '2026-12-24')],
  [
    'a downtime that ends first',
    'factory.bad-time',
    (d) => (first(d['machines'])['downtimes'] = [{ from: '2026-12-03', to: '2026-12-01' }]),
  ],
  [
    'waits the wrong way round',
    'factory.max-below-min-wait',
    (d) => (operation(d, 1)['after'] = [{ operation: 'turn', minWaitMinutes: 60, maxWaitMinutes: 5 }]),
  ],
  ['operations in a circle', 'factory.cycle', (d) => (operation(d, 0)['after'] = [{ operation: 'pack' }])],
  ['seconds read as minutes', 'factory.unit-trap', (d) => (operation(d, 0)['alternatives'] = [{ machine: 'M1', minutesPerUnit: 20_000 }])],
  ['two operations of one name', 'factory.duplicate-id', (d) => Object.assign(operation(d, 1), { id: 'turn', after: undefined })],
  ['no time at all', 'factory.no-time', (d) => (operation(d, 0)['alternatives'] = [{ machine: 'M1' }])],
];
const DEFAULTS = [
  'currency',
  'timeZone',
  'frozenFenceHours',
  'allowOvertime',
  'sites.gridGramsPerKwh',
  'machines.calendar',
  'machines.efficiency',
  'machines.power',
  'machines.capacity',
  'operators.headcount',
  'tools.count',
  'materials.stock',
  'orders.priority',
  'orders.status',
  'workCentres',
  'products',
];

/** Applies the fix of the first finding of a code with what it suggests. */
function mend(draft: FactoryDraft, code: string): { readonly draft: FactoryDraft; readonly undone: FactoryDraft } {
  const finding = readFactory(draft).findings.find((each) => each.code === code);
  if (finding === undefined) throw new Error(`nothing is wrong by ${code}`);
  const fix = fixFor(finding, draft);
  if (fix === undefined) throw new Error(`no fix for ${code}`);
  const repair = fix.repair(fix.asks?.suggested ?? '');
  const mended = repaired(draft, repair);
  return { draft: mended, undone: repaired(mended, inverseOf(draft, repair)) };
}

describe('suggested fixes', () => {
  it('have nothing to do in a sound factory', () => {
    expect(readFactory(sound).findings).toEqual([]);
  });
  it.each(CASES)('mend %s, and undoing brings it back', (_, code, spoil) => {
    const draft = spoilt(spoil);
    const mended = mend(draft, code);
    expect(readFactory(mended.draft).findings.map((finding) => finding.code)).not.toContain(code);
    expect(JSON.parse(JSON.stringify(mended.undone))).toEqual(JSON.parse(JSON.stringify(draft)));
  });
  it.each(DEFAULTS)('write down what was assumed for %s', (what) => {
    const [kind = '', field] = what.split('.');
    const draft = spoilt((d) => {
      if (field === undefined) delete d[kind];
      else for (const element of d[kind] ?? []) delete element[field];
    });
    const mended = mend(draft, 'factory.default-applied');
    expect(readFactory(mended.draft).findings).toEqual([]);
    if (field !== undefined) expect(elementsOf(mended.draft, kind as 'machines').every((each) => each[field] !== undefined)).toBe(true);
  });
  it('uses the nearest name where it was meant, and makes what is missing where it was not', () => {
    const misspelt = mend(
      spoilt((d) => (first(d['machines'])['calendar'] = 'Day')),
      'factory.unknown-reference',
    ).draft;
    expect(misspelt.machines?.[0]?.calendar).toBe('day');
    const missing = mend(
      spoilt((d) => (first(d['machines'])['calendar'] = 'night')),
      'factory.unknown-reference',
    ).draft;
    expect(missing.calendars?.map((calendar) => calendar.id)).toEqual(['day', 'night']);
  });
  it('does not offer anything where somebody has to think', () => {
    const draft = spoilt((d) => (first(d['orders'])['due'] = '2026-13-45'));
    const findings = readFactory(draft).findings.filter((finding) => finding.severity === 'error');
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.map((finding) => fixFor(finding, draft))).toEqual(findings.map(() => undefined));
  });
});
