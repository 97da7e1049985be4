import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { machine, MONDAY, routing, timesOf, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';

const two = routing('P', [
  { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
  { id: 'b', alternatives: [{ machine: 'M2', minutesPerUnit: 6 }] },
]);
const lock = (operation: string, start: string, on = 'M1') => ({ operation, state: 'waiting' as const, machine: on, start, locked: true });
const codes = (factory: ReturnType<typeof tinyFactory>) =>
  planFactory(factory, { steps: 100, seed: 1 })
    .plan.findings.filter((each) => each.code.startsWith('plan.'))
    .map((each) => each.code);

describe('what is done or under way', () => {
  test('completed operations are gone, the next waits for their end and its wait', () => {
    const steps = routing('P', [
      { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
      { id: 'b', alternatives: [{ machine: 'M2', minutesPerUnit: 6 }], after: [{ operation: 'a', minWaitMinutes: 180 }] },
    ]);
    const progress = [{ operation: 'a', state: 'completed' as const, end: `${MONDAY}T07:00` }];
    expect(timesOf(tinyFactory({ routings: [steps], orders: [{ id: 'O1', product: 'P', quantity: 10, progress }] }))).toEqual({
      'O1/b': '23 10:00–23 11:00',
    });
  });
  test('a started operation keeps its machine and runs only what is left', () => {
    const progress = [{ operation: 'a', state: 'started' as const, machine: 'M1', quantityDone: 5 }];
    const orders = [
      { id: 'O2', product: 'P', quantity: 10, priority: 9 },
      { id: 'O1', product: 'P', quantity: 10, progress },
    ];
    const factory = tinyFactory({ routings: [two], orders });
    expect(timesOf(factory)).toMatchObject({ 'O1/a': '23 08:00–23 08:30', 'O2/a': '23 08:30–23 09:30' });
  });
  test('what started on a machine its routing does not name is believed to run there', () => {
    const progress = [{ operation: 'a', state: 'started' as const, machine: 'M2' }];
    const { plan } = planFactory(tinyFactory({ routings: [two], orders: [{ id: 'O1', product: 'P', quantity: 10, progress }] }), {
      steps: 50,
      seed: 1,
    });
    expect(plan.operations.map((each) => each.machine)).toEqual(['M2', 'M2']);
    expect(plan.findings.map((each) => each.code)).toContain('plan.started-elsewhere');
  });
  test('what started outside the hours goes on when they begin', () => {
    const progress = [{ operation: 'a', state: 'started' as const, machine: 'M1' }];
    const factory = tinyFactory({
      planningStart: `${MONDAY}T06:00`,
      routings: [two],
      orders: [{ id: 'O1', product: 'P', quantity: 10, progress }],
    });
    expect(timesOf(factory)).toMatchObject({ 'O1/a': '23 08:00–23 09:00' });
    expect(verifyPlan(factory, planFactory(factory, { steps: 50, seed: 1 }).plan)).toEqual([]);
  });
  test('of two orders said to run on one machine at once, the second is freed and reported', () => {
    const progress = [{ operation: 'a', state: 'started' as const, machine: 'M1' }];
    const factory = tinyFactory({
      routings: [two],
      orders: ['O1', 'O2'].map((id) => ({ id, product: 'P', quantity: 10, progress })),
    });
    expect(codes(factory)).toContain('plan.lock-released');
    expect(verifyPlan(factory, planFactory(factory, { steps: 50, seed: 1 }).plan)).toEqual([]);
  });
});

describe('locks', () => {
  test('a locked operation stays where it was put', () => {
    const factory = tinyFactory({
      routings: [two],
      orders: [{ id: 'O1', product: 'P', quantity: 10, progress: [lock('a', `${MONDAY}T10:00`)] }],
    });
    expect(timesOf(factory)).toEqual({ 'O1/a': '23 10:00–23 11:00', 'O1/b': '23 11:00–23 12:00' });
  });
  test.each([
    ['in closed hours', [lock('a', `${MONDAY}T12:30`)], 'plan.lock-released'],
    ['before what must come first can be done', [lock('b', `${MONDAY}T08:30`, 'M2')], 'plan.lock-released'],
    ['on a machine that cannot do it', [lock('a', `${MONDAY}T10:00`, 'M2')], 'plan.lock-released'],
    ['both on times that overlap in their order', [lock('a', `${MONDAY}T10:00`), lock('b', `${MONDAY}T10:30`, 'M2')], 'plan.lock-released'],
  ])('a lock %s is released and reported, and the plan is right without it', (_, progress, code) => {
    const factory = tinyFactory({ routings: [two], orders: [{ id: 'O1', product: 'P', quantity: 10, progress }] });
    expect(codes(factory)).toContain(code);
    const { plan } = planFactory(factory, { steps: 100, seed: 1 });
    expect(plan.operations).toHaveLength(2);
    expect(verifyPlan(factory, plan)).toEqual([]);
  });
  test('a lock that can just be met by what comes first is kept', () => {
    const factory = tinyFactory({
      routings: [two],
      orders: [
        { id: 'O0', product: 'P', quantity: 30, priority: 9, due: MONDAY },
        { id: 'O1', product: 'P', quantity: 10, progress: [lock('b', `${MONDAY}T09:00`, 'M2')] },
      ],
    });
    expect(timesOf(factory)).toMatchObject({ 'O1/a': '23 08:00–23 09:00', 'O1/b': '23 09:00–23 10:00' });
    expect(codes(factory)).toEqual([]);
  });
  test('two locks that want the one mould at once: the second is released', () => {
    const steps = routing('P', [{ id: 'a', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], tools: [{ tool: 'mould' }] }]);
    const factory = tinyFactory({
      tools: [{ id: 'mould', count: 1 }],
      routings: [steps],
      orders: [
        { id: 'O1', product: 'P', quantity: 10, progress: [lock('a', `${MONDAY}T09:00`, 'M1')] },
        { id: 'O2', product: 'P', quantity: 10, progress: [lock('a', `${MONDAY}T09:30`, 'M2')] },
      ],
    });
    expect(codes(factory)).toEqual(['plan.lock-released']);
    expect(verifyPlan(factory, planFactory(factory, { steps: 100, seed: 1 }).plan)).toEqual([]);
  });
  test('a lock that leaves no room for the changeover before it is released', () => {
    const factory = tinyFactory({
      machines: [machine('M1', { changeovers: 'c', initialState: { k: 'x' } })],
      changeovers: [{ id: 'c', rules: [{ attribute: 'k', minutes: 60 }] }],
      products: [
        { id: 'X', attributes: { k: 'x' } },
        { id: 'Y', attributes: { k: 'y' } },
      ],
      routings: ['X', 'Y'].map((id) => routing(id, [{ id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] }])),
      orders: [
        { id: 'O1', product: 'X', quantity: 10, progress: [lock('a', `${MONDAY}T08:00`)] },
        { id: 'O2', product: 'Y', quantity: 10, progress: [lock('a', `${MONDAY}T09:30`)] },
      ],
    });
    expect(codes(factory)).toEqual(['plan.lock-released']);
    expect(timesOf(factory)).toEqual({ 'O1/a': '23 08:00–23 09:00', 'O2/a': '23 10:00–23 11:00' });
  });
});

describe('the frozen fence', () => {
  const orders = ['O1', 'O2', 'O3'].map((id) => ({ id, product: 'P', quantity: 20 }));
  test('what a published plan has inside it stays, what lies behind may move', () => {
    const before = tinyFactory({ orders });
    const published = planFactory(before, { steps: 200, seed: 1 }).plan;
    const [first, , last] = [...published.operations].sort((a, b) => (a.start < b.start ? -1 : 1)).map((each) => each.order);
    // Turning the priorities round turns the plan round, but not inside the fence.
    const turned = orders.map((order) => ({ ...order, due: `${MONDAY}T12:00`, priority: order.id === last ? 100 : 1 }));
    const factory = tinyFactory({ orders: turned, frozenFenceHours: 2 });
    const after = planFactory(factory, { steps: 200, seed: 1, published }).plan;
    const sequence = [...after.operations].sort((a, b) => (a.start < b.start ? -1 : 1)).map((each) => each.order);
    expect(sequence.slice(0, 2)).toEqual([first, last]);
    expect(after.operations.find((each) => each.order === first)?.state).toBe('locked');
    expect(verifyPlan(factory, after, published)).toEqual([]);
  });
  test('a breakdown inside it frees what it hits', () => {
    const published = planFactory(tinyFactory({ orders }), { steps: 200, seed: 1 }).plan;
    const downtimes = [{ from: `${MONDAY}T08:00`, to: `${MONDAY}T09:00` }];
    const factory = tinyFactory({ orders, frozenFenceHours: 24, machines: [machine('M1', { downtimes })] });
    const after = planFactory(factory, { steps: 200, seed: 1, published }).plan;
    expect(verifyPlan(factory, after, published)).toEqual([]);
    expect(after.operations.some((each) => each.start < `${MONDAY}T09:00`)).toBe(false);
  });
});
