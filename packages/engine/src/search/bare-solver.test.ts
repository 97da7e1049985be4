import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../oracle/check-schedule.ts';
import { deriveFeatures } from '../problem/features.ts';
import type { Problem } from '../problem/problem.ts';
import { randomFlexibleShop, randomShop } from '../testing/random-shop.ts';
import { shopWithDueDates } from '../testing/shop-with-due-dates.ts';
import { withIdleRules } from '../testing/with-idle-rules.ts';
import { createSolver } from './create-solver.ts';

const SHOPS: [string, Problem][] = [
  ['a job shop', randomShop(1, { jobs: 8, machines: 6 })],
  ['a flexible shop', randomFlexibleShop(2, { jobs: 6, machines: 5, operations: 5 })],
  [
    'a job shop with due dates',
    shopWithDueDates(3, { jobs: 8, machines: 5, levels: [[{ part: 'weightedTardiness', weight: 2 }]], longest: 30 }),
  ],
];

describe.each(SHOPS)('%s said with rules that hold nobody up', (_, shop) => {
  const dressed = withIdleRules(shop);
  it('is searched the same way as without them, and its figures are its own', () => {
    const [plain, whole] = [shop, dressed].map((problem) => createSolver(problem, { seed: 4 }));
    for (let i = 0; i < 5; i++) expect(whole!.step(300)).toBe(plain!.step(300));
    const { schedule, figures, value } = whole!.best()!;
    expect(schedule).toEqual(plain!.best()!.schedule);
    expect(whole!.best()).toBe(whole!.best());
    const checked = checkSchedule(dressed, schedule);
    expect(checked).toMatchObject({ violations: [], figures, value });
    expect(value).toHaveLength(plain!.best()!.value.length + 1);
    expect(whole!.bound()).toBe(plain!.bound());
    expect(whole!.improvements()).toBe(plain!.improvements());
    expect(whole!.news?.()).toEqual(plain!.news?.());
  });
  it('goes on from a warm start and takes what it is offered', () => {
    const first = createSolver(dressed, { seed: 1 });
    first.step(2000);
    const { schedule, value } = first.best()!;
    const warm = createSolver(dressed, { seed: 2, warmStart: schedule });
    warm.step(1);
    const offered = createSolver(dressed, { seed: 2 });
    offered.offer(schedule);
    for (const solver of [warm, offered]) expect(solver.best()!.value[1]).toBeLessThanOrEqual(value[1]!);
  });
});

describe('a problem whose first level is nought in every schedule', () => {
  it('has a bound of nought, and the search minds the next level', () => {
    const shop = SHOPS[0]![1];
    const core = { ...shop, objective: { levels: [[{ part: 'underfill', weight: 1 } as const], ...shop.objective.levels] } };
    const problem = { ...core, features: deriveFeatures(core) };
    const [plain, solver] = [shop, problem].map((each) => createSolver(each, { seed: 4, worker: 1 }));
    for (const each of [plain!, solver!]) each.step(1000);
    expect(solver!.best()!.value).toEqual([0, 0, plain!.best()!.figures.makespan]);
    expect(solver!.bound()).toBe(0);
  });
});
