import type { CompleteFactory, Plan } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import { describe, expect, test } from 'vitest';
import { boardModel } from '../board/board-model-of.ts';
import { planFactory } from '../plan-factory.ts';
import { replanMoves } from '../replan/replan-moves.ts';
import { featurePair, generated } from '../testing/generated.ts';
import { EXAMPLES, exampleFactory } from '../testing/examples.ts';
import { MONDAY, machine, routing, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import type { Drag } from './previewer.ts';
import { previewer } from './previewer.ts';

const planned = (factory: CompleteFactory) => planFactory(factory, { steps: 200, seed: 1 }).plan;
const instant = (time: string): number => instantOf(time, 'Asia/Hong_Kong', 'start') ?? 0;
const boardOf = (factory: CompleteFactory, plan: Plan) => {
  const { model, findings } = boardModel(factory, plan);
  if (model === undefined) throw new Error(JSON.stringify(findings));
  // What a browser gets has been through JSON.
  return previewer(JSON.parse(JSON.stringify(model)));
};

describe('the verdict on a drag', () => {
  const two = routing('P', [
    { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
    {
      id: 'b',
      alternatives: [
        { machine: 'M1', minutesPerUnit: 6 },
        { machine: 'M2', minutesPerUnit: 6 },
      ],
    },
  ]);
  const shop = tinyFactory({
    routings: [two],
    machines: [machine('M1'), machine('M2'), machine('M3')],
    orders: [
      { id: 'O1', product: 'P', quantity: 10, due: `${MONDAY}T12:00`, priority: 5 },
      { id: 'O2', product: 'P', quantity: 10, release: `${MONDAY}T09:00`, due: `${MONDAY}T12:00` },
    ],
  });
  const plan = planned(shop);
  const { verdict } = boardOf(shop, plan);
  const drag = (operation: string, time: string, to = 'M1') => verdict({ operation, machine: to, start: instant(`${MONDAY}T${time}`) });

  test.each([
    ['O1/a', '08:00', 'M2', 'machine'],
    ['O1/a', '07:00', 'M1', 'past'],
    ['O1/a', '12:30', 'M1', 'calendar'],
    ['O2/a', '08:00', 'M1', 'release'],
    ['O1/b', '08:30', 'M2', 'previous-operation'],
    ['O9/a', '08:00', 'M1', 'unknown'],
  ])('%s to %s on %s is refused: %s', (operation, time, to, reason) => {
    expect(drag(operation, time, to)).toMatchObject({ allowed: false, reason });
  });
  test('an allowed place says when the order is done and who gives way', () => {
    expect(drag('O1/a', '09:00')).toMatchObject({ allowed: true, displaces: [{ operation: 'O2/a', order: 'O2' }], lateMinutes: -60 });
    expect(drag('O1/b', '15:00', 'M2')).toMatchObject({ allowed: true, displaces: [], lateMinutes: 240 });
  });
  test('the fence, locks and started work do not move', () => {
    const fenced = boardOf({ ...shop, frozenFenceHours: 4 }, plan);
    expect(fenced.verdict({ operation: 'O1/a', machine: 'M1', start: instant(`${MONDAY}T15:00`) })).toMatchObject({ reason: 'fence' });
    const progress = [{ operation: 'a', state: 'waiting' as const, machine: 'M1', start: `${MONDAY}T08:00`, locked: true }];
    const orders = shop.orders.map((each) => (each.id === 'O1' ? { ...each, progress } : each));
    const locked = { ...shop, orders };
    const board = boardOf(locked, planned(locked));
    expect(board.verdict({ operation: 'O1/a', machine: 'M1', start: instant(`${MONDAY}T15:00`) })).toMatchObject({ reason: 'locked' });
    expect(board.verdict({ operation: 'O2/a', machine: 'M1', start: instant(`${MONDAY}T08:30`) }).allowed).toBe(false);
  });
});

describe('lots and parts made for an order', () => {
  const shop = tinyFactory({
    products: [{ id: 'P' }, { id: 'PART' }],
    materials: [{ id: 'PART', stock: 0 }],
    routings: [
      routing('P', [
        { id: 'join', materials: [{ material: 'PART', quantityPerUnit: 1 }], alternatives: [{ machine: 'M2', minutesPerUnit: 3 }] },
      ]),
      routing('PART', [{ id: 'cut', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], split: { maxLots: 2 } }]),
    ],
    orders: [{ id: 'O1', product: 'P', quantity: 20, due: '2026-11-27' }],
  });
  test('move one by one, and stay where they were put', async () => {
    const plan = planned(shop);
    expect(plan.operations.map(({ id }) => id).sort()).toEqual(['O1+PART/cut#1', 'O1+PART/cut#2', 'O1/join']);
    const start = instant('2026-11-24T09:00');
    expect(boardOf(shop, plan).verdict({ operation: 'O1+PART/cut#2', machine: 'M1', start })).toMatchObject({ allowed: true });
    const move = { operation: 'O1+PART/cut#2', machine: 'M1', start: '2026-11-24T09:00', locked: true };
    const { moved } = await replanMoves(shop, plan, [move], { steps: 100, seed: 1 });
    expect(moved?.notKept).toEqual([]);
    expect(moved?.plan.operations.find(({ id }) => id === move.operation)).toMatchObject({ state: 'locked', machine: 'M1', lot: 2 });
    expect(moved?.plan.operations.find(({ id }) => id === 'O1+PART/cut#1')?.state).toBe('planned');
    const again = await replanMoves(moved?.factory ?? shop, moved?.plan ?? plan, [{ operation: move.operation, locked: false }], {
      steps: 100,
    });
    expect(again.moved?.plan.operations.map(({ state }) => state)).toEqual(['planned', 'planned', 'planned']);
    expect(again.moved?.factory.orders[0]?.progress).toEqual([]);
  });
});

/** Some drags all over a plan: every few operations to other times and the machines their routings know. */
function dragsOf(factory: CompleteFactory, plan: Plan, seed: number): Drag[] {
  const hours = [-30, -5, -1, 0, 1, 3, 8, 26, 75];
  return plan.operations.flatMap((each, i): Drag[] => {
    if ((i + seed) % 5 !== 0) return [];
    const shift = hours[(i * 7 + seed) % hours.length] ?? 0;
    const to = (i + seed) % 2 === 0 ? each.machine : (factory.machines[(i * 3 + seed) % factory.machines.length]?.id ?? each.machine);
    return [each.machine, to].map((to) => ({ operation: each.id, machine: to, start: instant(each.start) + shift * 3600 }));
  });
}

describe('the preview agrees with the planner', () => {
  const agreement = async (factory: CompleteFactory, seed: number, most: number): Promise<number> => {
    const published = planned(factory);
    const board = boardOf(factory, published);
    let allowed = 0;
    for (const drag of dragsOf(factory, published, seed)) {
      if (allowed >= most) break;
      const verdict = board.verdict(drag);
      if (!verdict.allowed) continue;
      allowed++;
      const start = new Date(drag.start * 1000).toISOString().slice(0, 19);
      const move = { operation: drag.operation, machine: drag.machine, start: `${start}Z`, locked: true };
      const { moved, findings } = await replanMoves(factory, published, [move], { steps: 100, seed: 1 });
      if (moved === undefined) throw new Error(`${JSON.stringify(drag)}: ${JSON.stringify(findings)}`);
      const there = moved.plan.operations.find((each) => each.id === drag.operation);
      expect([drag, moved.notKept, there?.machine, instant(there?.start ?? '')]).toEqual([drag, [], drag.machine, drag.start]);
      expect(verifyPlan(moved.factory, moved.plan, published)).toEqual([]);
    }
    return allowed;
  };
  test.each(EXAMPLES)('what it allows on %s can be planned, and starts there', async (name) => {
    expect(await agreement(exampleFactory(name), 1, 8)).toBeGreaterThan(2);
  });
  test('and on generated factories with every pair of features', async () => {
    let allowed = 0;
    for (let seed = 1; seed <= 12; seed++) allowed += await agreement(generated(seed, 10, featurePair(seed)), seed, 5);
    expect(allowed).toBeGreaterThan(20);
  });
});
