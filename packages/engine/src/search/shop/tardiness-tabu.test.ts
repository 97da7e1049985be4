import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import type { Objective, Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import { shopWithDueDates } from '../../testing/shop-with-due-dates.ts';
import { dispatch } from './dispatch.ts';
import { jobShopTables } from './job-shop-tables.ts';
import { regularGoal } from './regular-goal.ts';
import { shopModel } from './shop-model.ts';
import { TardinessTabu } from './tardiness-tabu.ts';
import { solutionOf } from './times.ts';

const PATIENCE = 5000;

function kernelOf(problem: Problem, seed: number) {
  const model = shopModel(problem);
  const kernel = new TardinessTabu(model, regularGoal(problem)!, jobShopTables(model), seed);
  kernel.load(dispatch(model, 'random', new Random(seed)));
  return { model, kernel };
}

const GOALS: [string, Objective['levels']][] = [
  ['weighted tardiness', [[{ part: 'weightedTardiness', weight: 1 }]]],
  [
    'late jobs and a little tardiness',
    [
      [
        { part: 'lateJobs', weight: 100 },
        { part: 'weightedTardiness', weight: 1 },
      ],
    ],
  ], // prettier
  ['flow time', [[{ part: 'flowTime', weight: 2 }]]],
  [
    'tardiness and makespan',
    [
      [
        { part: 'weightedTardiness', weight: 1 },
        { part: 'makespan', weight: 3 },
      ],
    ],
  ],
];

describe.each(GOALS)('tabu search on a job shop for %s', (_, levels) => {
  it('states the value of a valid schedule after any number of iterations', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const problem = shopWithDueDates(seed, { jobs: 2 + (seed % 7), machines: 1 + (seed % 5), levels, comesBack: seed % 3 === 0 });
      const { model, kernel } = kernelOf(problem, seed);
      for (const iterations of [1, 2, 5, 50, 400]) {
        const isAlive = kernel.run(iterations, PATIENCE);
        const { schedule, value } = solutionOf(model, kernel.result());
        const report = checkSchedule(problem, schedule);
        expect(report.violations, `shop ${seed}`).toEqual([]);
        expect(value, `shop ${seed}`).toEqual(report.value);
        expect(value[1], `shop ${seed}`).toBe(kernel.best);
        if (!isAlive) break;
      }
    }
  });
  it('finds the optimum of small shops', () => {
    let found = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const problem = shopWithDueDates(seed, { jobs: 3, machines: 2, levels });
      const { kernel } = kernelOf(problem, seed);
      kernel.run(2000, PATIENCE);
      const optimum = solveExhaustively(problem)!.value[1]!;
      expect(kernel.best).toBeGreaterThanOrEqual(optimum);
      if (kernel.best === optimum) found++;
    }
    expect(found).toBeGreaterThanOrEqual(20);
  });
});
