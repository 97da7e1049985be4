import { readFactory } from '@midstream/factory';
import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { featurePair, generated } from '../testing/generated.ts';
import { MONDAY, machine, routing, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import type { PromiseOption } from './promise.ts';
import { promise } from './promise.ts';
import { expiryOf, withoutExpired } from './quote-reserve.ts';

const effort = { steps: 400, seed: 1 };
const withOrder = (factory: ReturnType<typeof tinyFactory>, option: PromiseOption) => {
  const reading = readFactory({ ...factory, orders: [...factory.orders, option.order] });
  if (reading.factory === undefined) throw new Error(JSON.stringify(reading.findings));
  return reading.factory;
};

describe('what, how many, when', () => {
  const orders = [
    { id: 'O1', product: 'P', quantity: 20, due: `${MONDAY}T12:00` },
    { id: 'O2', product: 'P', quantity: 20, due: `${MONDAY}T17:00` },
  ];
  const factory = tinyFactory({ orders });
  const published = planFactory(factory, { steps: 200, seed: 1 }).plan;

  test('a free hour is promised and nobody is moved', async () => {
    const { options } = await promise(factory, published, { product: 'P', quantity: 20 }, effort);
    expect(options).toHaveLength(1);
    expect(options[0]).toMatchObject({ kind: 'free-capacity', date: `${MONDAY}T15:00:00+08:00`, displaced: [], usesOvertime: false });
    expect(options[0]?.comparison.moved).toEqual([]);
    expect(options[0]?.price).toMatchObject({ run: 120, total: 120 });
    expect(options[0]?.costOfOthers).toBeCloseTo(0);
  });
  test('where free hours come too late others make room, and the answer names them', async () => {
    const { options } = await promise(factory, published, { product: 'P', quantity: 10, wanted: `${MONDAY}T09:00`, priority: 50 }, effort);
    const moved = options.find((each) => each.kind === 'others-moved');
    expect(moved).toMatchObject({ meetsWish: true, date: `${MONDAY}T09:00:00+08:00` });
    expect(moved?.displaced.map((each) => each.order)).toContain('O1');
    expect(options.find((each) => each.kind === 'free-capacity')).toMatchObject({ meetsWish: false, displaced: [] });
  });
  test('overtime is a choice with its price', async () => {
    const week = [{ weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '08:00', to: '12:00' }];
    const overtime = [{ from: '18:00', to: '22:00', extraCostPerHour: 30 }];
    const shop = tinyFactory({
      allowOvertime: true,
      calendars: [{ id: 'day', week: week.map((each) => ({ ...each, weekdays: [...each.weekdays] })), overtime }],
      orders: [{ id: 'O1', product: 'P', quantity: 40, due: `${MONDAY}T12:00` }],
    });
    const plan = planFactory(shop, { steps: 200, seed: 1 }).plan;
    const { options } = await promise(shop, plan, { product: 'P', quantity: 20, wanted: `${MONDAY}T22:00` }, effort);
    expect(options.map((each) => [each.kind, each.usesOvertime, each.meetsWish])).toEqual([
      ['free-capacity', true, true],
      ['without-overtime', false, false],
    ]);
    expect(options[0]?.price.overtime).toBe(60);
  });
  test('the other site is offered where it makes a difference', async () => {
    const shop = tinyFactory({
      sites: ['HK', 'DG'].map((id) => ({ id, timeZone: 'Asia/Hong_Kong', currency: 'HKD' })),
      areas: [
        { id: 'A', site: 'HK' },
        { id: 'B', site: 'DG' },
      ],
      workCentres: [
        { id: 'WC', area: 'A' },
        { id: 'WD', area: 'B' },
      ],
      machines: [machine('M1'), machine('M2', { workCentre: 'WD', costPerHour: 20 })],
      routings: [
        routing('P', [
          {
            id: 'op',
            alternatives: [
              { machine: 'M1', minutesPerUnit: 6 },
              { machine: 'M2', minutesPerUnit: 9 },
            ],
          },
        ]),
      ],
      orders: [],
    });
    const plan = { ...published, orders: [], operations: [] };
    const { options } = await promise(shop, plan, { product: 'P', quantity: 20 }, effort);
    expect(options.map((each) => each.sites)).toEqual([['HK'], ['DG']]);
    const only = await promise(shop, plan, { product: 'P', quantity: 20, site: 'DG' }, effort);
    expect(only.options.map((each) => each.sites)).toEqual([['DG']]);
  });
  test('an unknown product is answered with the nearest name', async () => {
    const { options, findings } = await promise(factory, published, { product: 'Q', quantity: 1 }, effort);
    expect(options).toEqual([]);
    expect(findings).toMatchObject([{ code: 'plan.event-unknown', params: { kind: 'product', nearest: 'P' } }]);
  });
  test('an asker without time left gets what there is', async () => {
    const { options } = await promise(
      factory,
      published,
      { product: 'P', quantity: 10, wanted: `${MONDAY}T09:00` },
      { ...effort, shouldStop: () => true },
    );
    expect(options.map((each) => each.kind)).toEqual(['free-capacity']);
  });

  test.each([1, 2, 3, 4, 5, 6])('every option is a plan the judge accepts (generated factory %i)', async (seed) => {
    const shop = generated(seed, 12, featurePair(seed));
    const plan = planFactory(shop, { steps: 300, seed: 1 }).plan;
    const [asked] = shop.orders;
    if (asked === undefined) throw new Error('no order');
    const wanted = plan.planningStart.slice(0, 10);
    const { options } = await promise(shop, plan, { product: asked.product, quantity: asked.quantity, wanted }, effort);
    expect(options.length).toBeGreaterThan(0);
    for (const option of options) {
      expect(verifyPlan(withOrder(shop, option), option.plan, plan)).toEqual([]);
      if (option.kind !== 'others-moved') expect(option.displaced).toEqual([]);
      expect(option.confidence.probability).toBeGreaterThanOrEqual(0);
      expect(Date.parse(option.confidence.safeDate)).toBeGreaterThanOrEqual(Date.parse(option.date));
    }
  });
});

describe('a quote keeps its capacity until it expires', () => {
  const factory = tinyFactory({
    orders: [
      { id: 'Q1', product: 'P', quantity: 20, status: 'quote' },
      { id: 'O1', product: 'P', quantity: 20, status: 'confirmed' },
    ],
  });
  test('and planning counts it until then, not after', () => {
    const expires = expiryOf(`${MONDAY}T08:00`, 2, 'Asia/Hong_Kong') ?? 0;
    const reserves = ['Q1', 'O1'].map((order) => ({ order, expires }));
    const ids = (now: number): string[] =>
      planFactory(withoutExpired(factory, reserves, now), { steps: 50, seed: 1 }).plan.orders.map((each) => each.order);
    expect(ids(expires - 1)).toEqual(['Q1', 'O1']);
    expect(ids(expires)).toEqual(['O1']);
  });
});
