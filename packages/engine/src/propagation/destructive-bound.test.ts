import { describe, expect, it } from 'vitest';
import { lowerBound } from '../bounds/lower-bound.ts';
import type { Problem } from '../problem/problem.ts';
import { createSolver } from '../search/create-solver.ts';
import { solveExhaustively } from '../testing/exhaustive.ts';
import { randomProblem } from '../testing/random-problem.ts';
import { randomShop } from '../testing/random-shop.ts';
import { DestructiveBound } from './destructive-bound.ts';

function raised(problem: Problem, best: number): number {
  const bound = new DestructiveBound(problem, Math.max(0, Math.ceil(lowerBound(problem) - 1e-9)));
  for (let i = 0; bound.isOpen && i < 20_000; i++) bound.step(best);
  expect(bound.isOpen).toBe(false);
  return bound.value;
}

describe('refuting deadlines', () => {
  it('never passes the optimum, whatever the rules (B2), even if the best plan known is far off', () => {
    const rules = [
      ['releases'],
      ['dag', 'min-lags'],
      ['span-pools'],
      ['worked-pools', 'calendars'],
      ['stepped-pools', 'windows'],
      ['changeovers'],
      ['send-ahead'],
      ['batch'],
    ] as const;
    for (let seed = 1; seed <= 80; seed++) {
      const random = randomProblem(seed, { features: rules[seed % rules.length]!, operations: 4 });
      const problem: Problem = { ...random, objective: { levels: [[{ part: 'makespan', weight: 1 }]] } };
      const best = solveExhaustively(problem);
      if (best === undefined || best.value[0] !== 0) continue;
      expect(raised(problem, best.value[1]! + 50), `problem ${seed}`).toBeLessThanOrEqual(best.value[1]!);
    }
  });
  it('meets the optimum of tiny job shops', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const problem = randomShop(seed, { jobs: 3, machines: 2, longest: 9 });
      const optimum = solveExhaustively(problem)!.value[1]!;
      expect(raised(problem, optimum), `shop ${seed}`).toBe(optimum);
    }
  });
  it('proves with the search what paths and loads leave open', () => {
    let closed = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const problem = randomShop(seed, { jobs: 6, machines: 6 });
      const solver = createSolver(problem, { seed });
      let status = solver.step(1000);
      for (let i = 0; i < 300 && status === 'running'; i++) status = solver.step(1000);
      const value = solver.best()!.value[1]!;
      expect(solver.bound()).toBeLessThanOrEqual(value);
      if (lowerBound(problem) < value && status === 'optimal') closed++;
    }
    expect(closed).toBeGreaterThan(2);
  });
});
