import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { compareValues } from '../../schedule/compare-values.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { createSolver } from '../create-solver.ts';
import { baseline, BASELINES } from './baseline.ts';

describe('a baseline rule', () => {
  it.each(BASELINES)('%s keeps every rule', (name) => {
    for (let seed = 1; seed <= 200; seed++) {
      const problem = randomProblem(seed);
      const found = baseline(problem, name);
      expect(checkSchedule(problem, found.schedule).violations, `problem ${seed}`).toEqual([]);
    }
  });
  it('is hardly ever better than the search', () => {
    let better = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const problem = randomProblem(seed, { operations: 10 });
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 20; i++) solver.step(100);
      const value = solver.best()?.value ?? [];
      if (BASELINES.some((name) => compareValues(baseline(problem, name).value, value) < 0)) better++;
    }
    expect(better).toBeLessThanOrEqual(3);
  });
});
