import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { createSolver } from '../create-solver.ts';

describe('the solver of pure shops', () => {
  it('finds the optimum of small shops, proven or not, and keeps every rule', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const problem = randomShop(seed, { jobs: 3, machines: 2, comesBack: seed % 2 === 0, longest: 9 });
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 30 && solver.step(100, i / 30) === 'running'; i++);
      const best = solver.best()!;
      expect(best.value, `shop ${seed}`).toEqual(solveExhaustively(problem)!.value);
      expect(checkSchedule(problem, best.schedule).violations, `shop ${seed}`).toEqual([]);
      expect(solver.bound()).toBeLessThanOrEqual(best.value[1]!);
    }
  });
  it('gets better with time, well past its rules, and counts each improvement', () => {
    const solver = createSolver(randomShop(3, { jobs: 15, machines: 10, inHalves: true }), { seed: 2 });
    solver.step(12, 0);
    const rules = solver.best()!.value[1]!;
    let improvements = solver.improvements();
    let value = rules;
    for (let i = 0; i < 60; i++) {
      solver.step(1000, i / 60);
      const now = solver.best()!.value[1]!;
      expect(now < value).toBe(solver.improvements() > improvements);
      value = now;
      improvements = solver.improvements();
    }
    expect(value).toBeLessThan(0.92 * rules);
  });
  it('starts from a schedule it is given, and takes a better one it is offered', () => {
    const problem = randomShop(11, { jobs: 12, machines: 8, inHalves: true });
    const teacher = createSolver(problem, { seed: 1 });
    for (let i = 0; i < 30; i++) teacher.step(1000, i / 30);
    const { schedule, value } = teacher.best()!;
    const warm = createSolver(problem, { seed: 2, warmStart: schedule });
    warm.step(1);
    expect(warm.best()!.value[1]).toBeLessThanOrEqual(value[1]!);
    const cold = createSolver(problem, { seed: 2 });
    cold.step(1);
    cold.offer(schedule);
    expect(cold.best()!.value[1]).toBe(value[1]);
  });
});
