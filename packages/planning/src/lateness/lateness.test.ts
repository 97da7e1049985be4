import type { CompleteFactory } from '@midstream/factory';
import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { applyChanges } from '../scenarios/apply-changes.ts';
import { featurePair, generated } from '../testing/generated.ts';
import { EXAMPLES, exampleFactory } from '../testing/examples.ts';
import { MONDAY, routing, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { repairs } from './repairs.ts';
import { whyLate } from './why-late.ts';

const effort = { steps: 300, seed: 1 };
const planned = (factory: CompleteFactory) => planFactory(factory, { steps: 200, seed: 1 }).plan;
const twoOrders = [
  { id: 'first', product: 'P', quantity: 30, due: `${MONDAY}T11:00`, priority: 9 },
  { id: 'late', product: 'P', quantity: 30, due: `${MONDAY}T12:00` },
];
const twoMachines = routing('P', [
  {
    id: 'op',
    alternatives: [
      { machine: 'M1', minutesPerUnit: 6 },
      { machine: 'M2', minutesPerUnit: 7 },
    ],
  },
]);

describe('why an order is late', () => {
  test('the order in the way is cause enough, closed hours and its own work are left out', () => {
    const shop = tinyFactory({ orders: twoOrders });
    const { why } = whyLate(shop, planned(shop), 'late');
    // 08–11 the first order, 11–12 and 13–15 its own work.
    expect(why).toMatchObject({ latenessMinutes: 180, sufficient: true, possibleAlone: true });
    expect(why?.earliestAlone).toContain('T11:00');
    expect(why?.causes).toEqual([{ code: 'machine-busy', hours: 3, resource: 'M1', orders: ['first'] }]);
  });
  test('an order with a date too early by itself says so', () => {
    const shop = tinyFactory({ orders: [{ id: 'late', product: 'P', quantity: 30, due: `${MONDAY}T09:00` }] });
    expect(whyLate(shop, planned(shop), 'late').why).toMatchObject({ causes: [], sufficient: false, possibleAlone: false });
  });
  test('an order on time has no causes, an unknown one is answered with the nearest', () => {
    const shop = tinyFactory({ orders: twoOrders });
    expect(whyLate(shop, planned(shop), 'first').why).toMatchObject({ causes: [], sufficient: true });
    expect(whyLate(shop, planned(shop), 'lat').findings).toMatchObject([{ code: 'plan.unknown-order' }]);
  });
});

describe('repairs that hold', () => {
  const kindsOf = async (shop: CompleteFactory, order = 'late') => {
    const found = (await repairs(shop, planned(shop), order, effort)).repairs;
    return { found, kinds: found.map((each) => each.kind) };
  };
  test('putting it before the order in the way helps it and shows who pays', async () => {
    const shop = tinyFactory({ orders: twoOrders });
    const { found } = await kindsOf(shop);
    const move = found.find((each) => each.kind === 'move-order');
    expect(move).toMatchObject({ about: { order: 'first' }, cures: true, newlyLate: ['first'], hoursWon: 4 });
    expect(move?.later).toMatchObject([{ order: 'first', hours: 4 }]);
  });
  test('room on another machine is found for what a hand put badly', async () => {
    const busy = tinyFactory({
      routings: [twoMachines],
      orders: [
        { id: 'first', product: 'P', quantity: 30, due: `${MONDAY}T11:00`, priority: 9 },
        { id: 'late', product: 'P', quantity: 40, due: `${MONDAY}T11:30` },
      ],
    });
    // As a planner's hand might have left it: both on one machine.
    const published = planned(busy);
    const operations = published.operations.map((each) =>
      each.order === 'late'
        ? {
            ...each,
            machine: 'M1',
            setupStart: `${MONDAY}T11:00:00+08:00`,
            start: `${MONDAY}T11:00:00+08:00`,
            end: `${MONDAY}T16:00:00+08:00`,
          }
        : each,
    );
    const orders = published.orders.map((each) =>
      each.order === 'late' ? { ...each, projected: `${MONDAY}T16:00:00+08:00`, latenessMinutes: 270 } : each,
    );
    const { repairs: found } = await repairs(busy, { ...published, operations, orders }, 'late', effort);
    expect(found.find((each) => each.kind === 'find-room')).toMatchObject({ cures: false, later: [] });
  });
  test('half of it on each machine', async () => {
    const shop = tinyFactory({
      routings: [twoMachines],
      orders: [
        { id: 'first', product: 'P', quantity: 10, due: `${MONDAY}T09:00`, priority: 9 },
        { id: 'late', product: 'P', quantity: 40, due: `${MONDAY}T11:00` },
      ],
    });
    const { found } = await kindsOf(shop);
    expect(found[0]).toMatchObject({
      kind: 'split',
      cures: true,
      changes: [{ kind: 'split-order', order: 'late', operation: 'op', lots: 2 }],
    });
  });
  test('overtime is offered with its price where evenings are free', async () => {
    const shop = tinyFactory({ allowOvertime: true, orders: [{ id: 'late', product: 'P', quantity: 100, due: `${MONDAY}T20:00` }] });
    const { found } = await kindsOf(shop);
    const overtime = found.find((each) => each.kind === 'overtime');
    expect(overtime).toMatchObject({ cures: true, hoursWon: 15, costChange: 60 });
    expect(overtime?.changes).toMatchObject([{ kind: 'overtime-offered', calendar: 'day', from: '17:00', to: '20:00' }]);
  });
  test('material is wanted just as early as helps', async () => {
    const shop = tinyFactory({
      routings: [
        routing('P', [
          { id: 'op', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }], materials: [{ material: 'resin', quantityPerUnit: 1 }] },
        ]),
      ],
      materials: [{ id: 'resin', stock: 0, leadTimeDays: 99, receipts: [{ at: `${MONDAY}T13:00`, quantity: 99 }] }],
      orders: [{ id: 'late', product: 'P', quantity: 10, due: `${MONDAY}T12:00` }],
    });
    const { found } = await kindsOf(shop);
    expect(found).toMatchObject([{ kind: 'expedite', cures: true, about: { material: 'resin', at: `${MONDAY}T11:00` } }]);
  });
  test('another routing of the product is tried', async () => {
    const outside = { id: 'R-out', product: 'P', operations: [{ id: 'op', outsourced: { supplier: 'S', leadTimeDays: 0.1 } }] };
    const shop = tinyFactory({
      routings: [routing('P', [{ id: 'op', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] }]), outside],
      orders: twoOrders,
    });
    const { found } = await kindsOf(shop);
    expect(found.find((each) => each.kind === 'reroute')).toMatchObject({ cures: true, newlyLate: [], about: { routing: 'R-out' } });
  });

  const everyRepairHolds = async (shop: CompleteFactory): Promise<number> => {
    const published = planFactory(shop, { steps: 50, seed: 1 }).plan;
    const [late] = published.orders
      .filter((each) => each.dependentOf === undefined && (each.latenessMinutes ?? 0) > 0)
      .sort((a, b) => (b.latenessMinutes ?? 0) - (a.latenessMinutes ?? 0));
    if (late === undefined) return 0;
    expect(whyLate(shop, published, late.order).why?.latenessMinutes).toBe(late.latenessMinutes);
    const { repairs: found } = await repairs(shop, published, late.order, effort);
    for (const repair of found) {
      const changed = applyChanges(shop, repair.changes).factory;
      if (changed === undefined) throw new Error('a repair that cannot be made');
      expect([repair.kind, verifyPlan(changed, repair.plan, published)]).toEqual([repair.kind, []]);
      expect(repair.latenessMinutes).toBeLessThan(late.latenessMinutes ?? 0);
      expect(repair.plan.orders.find((each) => each.order === late.order)?.latenessMinutes).toBe(repair.latenessMinutes);
    }
    return found.length;
  };
  test.each(EXAMPLES)('for the latest order of %s', async (name) => {
    expect(await everyRepairHolds(exampleFactory(name))).toBeGreaterThanOrEqual(0);
  });
  test('for the latest orders of generated factories, and there is something to repair', async () => {
    let found = 0;
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const shop = generated(seed, 10, featurePair(seed));
      const due = shop.planningStart.slice(0, 10);
      found += await everyRepairHolds({ ...shop, orders: shop.orders.map((each, i) => (i % 3 === 0 ? { ...each, due } : each)) });
    }
    expect(found).toBeGreaterThan(1);
  });
});
