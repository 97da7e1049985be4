import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENERATOR_FEATURES, generateFactory } from '../generated/generate-factory.ts';
import type { FactoryDraft } from './factory.ts';
import { readFactory, writeFactory } from './read-factory.ts';
import { factoryJsonSchema } from './schema.ts';

const small: FactoryDraft = {
  planningStart: '2026-11-23',
  machines: [{ id: 'M1', workCentre: 'turning' }],
  routings: [{ id: 'R', product: 'P', operations: [{ id: 'turn', alternatives: [{ machine: 'M1', minutesPerUnit: 2 }] }] }],
  orders: [{ id: 'O1', product: 'P', quantity: 10, due: '2026-11-30' }],
};
const codesOf = (draft: unknown): string[] =>
  readFactory(draft)
    .findings.filter((finding) => finding.severity !== 'info')
    .map((finding) => finding.code);

describe('reading a factory', () => {
  it('plans on a sheet with nothing but machines, times and orders, and says what it assumed', () => {
    const { factory, findings } = readFactory(small);
    expect(factory?.orders[0]).toMatchObject({ routing: 'R', priority: 1, status: 'approved' });
    expect(factory?.machines[0]?.calendar).toBe('default-calendar');
    const assumed = findings.filter((finding) => finding.code === 'factory.default-applied').map((finding) => finding.params.what);
    expect(assumed).toEqual(expect.arrayContaining(['sites', 'areas', 'workCentres', 'machine.calendar', 'currency', 'order.priority']));
  });
  it('counts equal defaults instead of repeating them', () => {
    const orders = Array.from({ length: 500 }, (_, i) => ({ id: `O${i}`, product: 'P', quantity: 1 }));
    const { findings } = readFactory({ ...small, orders });
    expect(findings.filter((finding) => finding.params.what === 'order.due')).toEqual([
      expect.objectContaining({ params: expect.objectContaining({ count: 500, example: 'O0' }) }),
    ]);
  });
  it('names the nearest known thing when a reference is wrong, with the place and the value', () => {
    const { factory, findings } = readFactory({
      ...small,
      routings: [{ id: 'R', product: 'P', operations: [{ id: 'turn', alternatives: [{ machine: 'M2', minutesPerUnit: 2 }] }] }],
    });
    expect(factory).toBeUndefined();
    expect(findings.find((finding) => finding.code === 'factory.unknown-reference')).toMatchObject({
      params: { id: 'M2', nearest: 'M1' },
      at: { path: '/routings/0/operations/0/alternatives/0/machine', value: 'M2' },
    });
  });
  it('reports all trouble at once', () => {
    const operations = [
      { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 1 }], after: [{ operation: 'b' }], operators: [{ skill: 'nobody' }] },
      { id: 'b', after: [{ operation: 'a' }] },
    ];
    const codes = codesOf({
      ...small,
      skills: [{ id: 'nobody' }],
      routings: [{ id: 'R', product: 'P', operations }],
      orders: [{ id: 'O', product: 'P', quantity: 1, due: '2026-13-01' }],
    });
    expect(codes).toEqual(
      expect.arrayContaining(['factory.cycle', 'factory.skill-nobody-has', 'factory.where-to-run', 'factory.bad-time']),
    );
  });
  it('refuses wrong shapes and unknown fields with their path', () => {
    const { findings } = readFactory({
      ...small,
      machines: [{ id: 'M1', workCentre: 'turning', speed: 3 }],
      orders: [{ id: 'O', product: 'P', quantity: -1 }],
    });
    expect(findings.map((finding) => [finding.code, finding.at?.path])).toEqual(
      expect.arrayContaining([
        ['factory.unknown-field', '/machines/0/speed'],
        ['factory.bad-shape', '/orders/0/quantity'],
      ]),
    );
  });
  it.each([
    ['factory.duplicate-id', { machines: [...(small.machines ?? []), ...(small.machines ?? [])] }],
    ['factory.unknown-time-zone', { timeZone: 'Asia/Kowloon' }],
    [
      'factory.calendar-never-open',
      { calendars: [{ id: 'never', week: [] }], machines: [{ id: 'M1', workCentre: 'turning', calendar: 'never' }] },
    ],
    ['factory.no-routing', { products: [{ id: 'P' }, { id: 'Q' }], orders: [{ id: 'O', product: 'Q', quantity: 1 }] }],
    ['factory.unit-trap', { orders: [{ id: 'O', product: 'P', quantity: 100_000 }] }],
    ['factory.due-before-release', { orders: [{ id: 'O', product: 'P', quantity: 1, due: '2026-11-25', release: '2026-12-01' }] }],
    ['factory.due-in-the-past', { orders: [{ id: 'O', product: 'P', quantity: 1, due: '2026-11-01' }] }],
    [
      'factory.no-currency-rate',
      {
        sites: [{ id: 's', timeZone: 'Asia/Shanghai', currency: 'CNY' }],
        currency: 'HKD',
        workCentres: [{ id: 'turning', area: 'a' }],
        areas: [{ id: 'a', site: 's' }],
      },
    ],
    [
      'factory.too-few-tools',
      {
        tools: [{ id: 't', count: 0 }],
        routings: [
          {
            id: 'R',
            product: 'P',
            operations: [{ id: 'x', alternatives: [{ machine: 'M1', minutesPerUnit: 1 }], tools: [{ tool: 't' }] }],
          },
        ],
      },
    ],
  ])('reports %s', (code, change) => {
    expect(codesOf({ ...small, ...change })).toContain(code);
  });
  it('says once when orders go where no lane leads, and is content when one does', () => {
    const away: FactoryDraft = {
      ...small,
      sites: [
        { id: 'DG', timeZone: 'Asia/Shanghai', currency: 'HKD' },
        { id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD' },
      ],
      areas: [{ id: 'floor', site: 'DG' }],
      orders: [1, 2, 3].map((i) => ({ id: `O${i}`, product: 'P', quantity: 1, due: '2026-11-30', deliverTo: 'HK' })),
    };
    const lanes = (from: string): FactoryDraft => ({ ...away, lanes: [{ from, to: 'HK', durationHours: 4 }] });
    expect(readFactory(away).findings.filter((finding) => finding.code === 'factory.no-lane-to-delivery')).toMatchObject([
      { params: { from: 'DG', to: 'HK', count: 3, order: 'O1' }, at: { path: '/orders/0/deliverTo' } },
    ]);
    expect(codesOf(lanes('HK'))).toContain('factory.no-lane-to-delivery');
    expect(codesOf(lanes('DG'))).not.toContain('factory.no-lane-to-delivery');
  });
  it('finds a calendar that never opens at one of the sites that use it', () => {
    const holidays = Array.from({ length: 400 }, (_, i) => ({
      date: new Date(Date.UTC(2026, 10, 20) + i * 86_400_000).toISOString().slice(0, 10),
    }));
    const draft: FactoryDraft = {
      ...small,
      sites: [
        { id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD' },
        { id: 'DG', timeZone: 'Asia/Shanghai', currency: 'HKD', holidays },
      ],
      calendars: [{ id: 'day', week: [{ weekdays: ['mon'], from: '09:00', to: '18:00' }] }],
      areas: [{ id: 'floor', site: 'HK' }],
    };
    const crew = (site: string): FactoryDraft => ({ ...draft, operators: [{ id: 'crew', site, skills: [], calendar: 'day' }] });
    expect(codesOf(crew('HK'))).not.toContain('factory.calendar-never-open');
    expect(codesOf(crew('DG'))).toContain('factory.calendar-never-open');
  });
  it('lists the quiet defaults too: speed, capacity, headcount, number of tools', () => {
    const { findings } = readFactory({
      ...small,
      sites: [{ id: 's', timeZone: 'Asia/Hong_Kong', currency: 'HKD' }],
      operators: [{ id: 'crew', site: 's', skills: [] }],
      tools: [{ id: 't' }],
    });
    const assumed = findings.filter((finding) => finding.code === 'factory.default-applied').map((finding) => finding.params.what);
    expect(assumed).toEqual(expect.arrayContaining(['machine.efficiency', 'machine.capacity', 'operator.headcount', 'tool.count']));
  });
  it('freezes what it hands out', () => {
    const { factory } = readFactory(small);
    expect(Object.isFrozen(factory?.orders[0])).toBe(true);
  });
  it('never throws on junk', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (junk) => {
        const { factory, findings } = readFactory(junk);
        expect(factory !== undefined || findings.length > 0).toBe(true);
      }),
    );
  });
});

describe('the factory document', () => {
  it('reads back what was written', () => {
    const { factory } = readFactory(generateFactory({ orders: 20, seed: 3 }));
    expect(readFactory(JSON.parse(writeFactory(factory ?? {}))).factory).toEqual(factory);
  });
  it('has the published JSON Schema', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('../../schema/factory.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(factoryJsonSchema())));
  });
});

describe('a generated factory', () => {
  it('is right whatever it contains, and the same for the same seed', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const features = GENERATOR_FEATURES.filter((_, i) => (seed + i) % 3 !== 0);
      const generated = generateFactory({ orders: 12, seed, features });
      expect(
        readFactory(generated).findings.filter((finding) => finding.severity === 'error'),
        `seed ${seed}`,
      ).toEqual([]);
      expect(generateFactory({ orders: 12, seed, features })).toEqual(generated);
    }
  });
  it.each([1, 2, 3, 4])('may have %i sites, each with machines, people and a way to the others', (sites) => {
    const generated = generateFactory({ orders: 60, seed: 5, sites });
    expect(readFactory(generated).findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
    expect(generated.sites).toHaveLength(sites);
    expect(new Set((generated.operators ?? []).map((operator) => operator.site)).size).toBe(sites);
    expect(generated.lanes ?? []).toHaveLength(sites * (sites - 1));
  });
  it.each([50, 300, 5000])('of %i orders is right and loaded as asked', (orders) => {
    const { factory, findings } = readFactory(generateFactory({ orders, seed: 2 }));
    expect(findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
    expect(factory?.orders).toHaveLength(orders);
    const operations = new Map(factory?.routings.map((routing) => [routing.id, routing.operations.length]));
    const planned = (factory?.orders ?? []).reduce((sum, order) => sum + (operations.get(order.routing) ?? 0), 0);
    expect(planned / orders).toBeGreaterThan(5);
    expect(planned / orders).toBeLessThan(7);
  });
});
