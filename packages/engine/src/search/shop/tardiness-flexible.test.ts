import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import type { Objective } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import { shopWithDueDates } from '../../testing/shop-with-due-dates.ts';
import { createSolver } from '../create-solver.ts';
import { GeneralSolver } from '../general/general-solver.ts';
import { dispatch } from './dispatch.ts';
import { regularGoal } from './regular-goal.ts';
import { shopModel } from './shop-model.ts';
import { TardinessFlexible } from './tardiness-flexible.ts';
import { solutionOf } from './times.ts';

const PATIENCE = 5000;
const GOALS: [string, Objective['levels']][] = [
  ['weighted tardiness', [[{ part: 'weightedTardiness', weight: 1 }]]],
  [
    'late jobs and flow time',
    [
      [
        { part: 'lateJobs', weight: 100 },
        { part: 'flowTime', weight: 0.5 },
      ],
    ],
  ], // prettier
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

describe.each(GOALS)('tabu search on a flexible shop for %s', (_, levels) => {
  it('states the value of a valid schedule after any number of iterations', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const size = { jobs: 2 + (seed % 7), machines: 2 + (seed % 5) };
      const problem = shopWithDueDates(seed, { ...size, levels, comesBack: seed % 3 === 0, ways: 2 + (seed % 2) });
      const model = shopModel(problem);
      const kernel = new TardinessFlexible(model, regularGoal(problem)!, seed);
      kernel.load(dispatch(model, 'random', new Random(seed)));
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
    for (let seed = 1; seed <= 20; seed++) {
      const problem = shopWithDueDates(seed, { jobs: 2, machines: 2, levels, ways: 2 });
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 10 && solver.step(500) === 'running'; i++);
      expect(solver.best()!.value, `shop ${seed}`).toEqual(solveExhaustively(problem)!.value);
    }
  });
});

describe('the solver of flexible shops whose cost is a sum over job ends', () => {
  it('beats the general search on shops of a hundred operations, which has four times its steps', () => {
    let own = 0;
    let general = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const problem = shopWithDueDates(seed, { jobs: 15, machines: 7, levels: GOALS[0]![1], longest: 50, ways: 2 });
      const solver = createSolver(problem, { seed });
      const other = new GeneralSolver(problem, { seed }, () => 0);
      solver.step(5000);
      other.step(20_000);
      own += solver.best()!.value[1]!;
      general += other.best()!.value[1]!;
    }
    expect(own).toBeLessThan(general);
  });
});
