import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { MONDAY, routing, tinyFactory } from '../testing/tiny-factory.ts';
import { explainOrder } from './explain-order.ts';

const explained = (factory: ReturnType<typeof tinyFactory>, order: string) => {
  const { plan } = planFactory(factory, { steps: 300, seed: 1 });
  const { explanation } = explainOrder(factory, plan, order);
  if (explanation === undefined) throw new Error(`${order} is not explained`);
  return explanation;
};
const hoursOf = (explanation: ReturnType<typeof explained>) => {
  const hours: Record<string, number> = {};
  for (const cause of explanation.causes) hours[cause.code] = (hours[cause.code] ?? 0) + cause.hours;
  return hours;
};

describe('why an order is promised when it is', () => {
  test('waiting behind others, closed hours and its own work are told apart', () => {
    const factory = tinyFactory({
      orders: [
        { id: 'first', product: 'P', quantity: 30, due: `${MONDAY}T11:00`, priority: 9 },
        { id: 'second', product: 'P', quantity: 30 },
      ],
    });
    const explanation = explained(factory, 'second');
    // 08–11 the other order, 11–12 and 13–15 its own work with an hour of lunch between.
    expect(hoursOf(explanation)).toEqual({ 'machine-busy': 3, run: 3, closed: 1 });
    expect(explanation.causes.find((cause) => cause.code === 'machine-busy')).toMatchObject({ resource: 'M1', orders: ['first'] });
    expect(explanation.leadTimeHours).toBe(7);
    expect(explanation.chain.map((step) => [step.order, step.binding.kind])).toEqual([
      ['second', 'machine'],
      ['first', 'start-of-plan'],
    ]);
  });
  test('material, waits and outside work have their shares', () => {
    const steps = routing('P', [
      {
        id: 'a',
        alternatives: [{ machine: 'M1', minutesPerUnit: 6 }],
        materials: [{ material: 'resin', quantityPerUnit: 1 }],
      },
      { id: 'b', alternatives: [{ machine: 'M2', minutesPerUnit: 6 }], after: [{ operation: 'a', minWaitMinutes: 30 }] },
    ]);
    const factory = tinyFactory({
      routings: [steps],
      materials: [{ id: 'resin', stock: 0, leadTimeDays: 99, receipts: [{ at: `${MONDAY}T09:00`, quantity: 10 }] }],
    });
    expect(hoursOf(explained(factory, 'O1'))).toEqual({ run: 2, material: 1, wait: 0.5 });
  });
  test('lead time counts from the release', () => {
    const factory = tinyFactory({ orders: [{ id: 'O1', product: 'P', quantity: 10, release: `${MONDAY}T14:00` }] });
    expect(explained(factory, 'O1').leadTimeHours).toBe(1);
  });
  test('an order the plan does not have is answered with the nearest names', () => {
    const factory = tinyFactory();
    const { plan } = planFactory(factory, { steps: 20, seed: 1 });
    expect(explainOrder(factory, plan, 'O7')).toEqual({
      explanation: undefined,
      findings: [{ code: 'plan.unknown-order', severity: 'error', params: { order: 'O7', nearest: 'O1' } }],
    });
  });
});

describe('an order that has to travel', () => {
  test('is explained by the departure it catches', () => {
    const site = { timeZone: 'Asia/Hong_Kong', currency: 'HKD' };
    const factory = tinyFactory({
      sites: [
        { id: 'HK', ...site },
        { id: 'DG', ...site },
      ],
      lanes: [{ from: 'HK', to: 'DG', durationHours: 2, departures: [{ at: '17:00' }] }],
      orders: [{ id: 'O1', product: 'P', quantity: 10, deliverTo: 'DG' }],
    });
    expect(explained(factory, 'O1').delivery).toEqual({
      from: 'HK',
      to: 'DG',
      ready: `${MONDAY}T09:00:00+08:00`,
      leaves: `${MONDAY}T17:00:00+08:00`,
      arrival: `${MONDAY}T19:00:00+08:00`,
    });
  });
});

describe('a step that may not wait', () => {
  test('holds back the one before it, which waits for the same machine', () => {
    const bake = { id: 'bake', alternatives: [{ machine: 'M2', minutesPerUnit: 1 }] };
    const press = (after: object) => ({ id: 'press', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }], ...after });
    const factory = tinyFactory({
      products: [{ id: 'P' }, { id: 'Q' }],
      routings: [routing('P', [bake, press({ after: [{ operation: 'bake', maxWaitMinutes: 0 }] })]), routing('Q', [press({})])],
      orders: [
        { id: 'first', product: 'Q', quantity: 30, due: `${MONDAY}T11:00`, priority: 9 },
        { id: 'second', product: 'P', quantity: 9 },
      ],
    });
    const explanation = explained(factory, 'second');
    expect(explanation.causes.find((cause) => cause.code === 'machine-busy')).toMatchObject({ resource: 'M1', orders: ['first'] });
    expect(hoursOf(explanation)['machine-busy']).toBeGreaterThan(2.5);
    expect(explanation.chain.map((step) => step.binding.kind)).toContain('follower');
    expect(hoursOf(explanation)['choice'] ?? 0).toBeLessThan(0.5);
  });
});
