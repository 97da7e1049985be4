import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import type { Objective } from '../../problem/problem.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import { shopWithDueDates } from '../../testing/shop-with-due-dates.ts';
import { createSolver } from '../create-solver.ts';
import { GeneralSolver } from '../general/general-solver.ts';
import { regularGoal } from './regular-goal.ts';

const LEVELS: Objective['levels'] = [
  [
    { part: 'weightedTardiness', weight: 1 },
    { part: 'lateJobs', weight: 5 },
  ],
];

describe('the solver of job shops whose cost is a sum over job ends', () => {
  it('finds the optimum of small shops, keeps every rule and claims no bound above the best', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const problem = shopWithDueDates(seed, { jobs: 3, machines: 2, levels: LEVELS, comesBack: seed % 2 === 0 });
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 10 && solver.step(500) === 'running'; i++);
      const { schedule, value } = solver.best()!;
      const checked = checkSchedule(problem, schedule);
      expect(checked.violations, `shop ${seed}`).toEqual([]);
      expect(value, `shop ${seed}`).toEqual(checked.value);
      expect(value, `shop ${seed}`).toEqual(solveExhaustively(problem)!.value);
      expect(solver.bound()).toBeLessThanOrEqual(value[1]!);
    }
  });
  it('beats the general search at the same number of steps on shops of a hundred operations', () => {
    let own = 0;
    let general = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const problem = shopWithDueDates(seed, { jobs: 10, machines: 10, levels: LEVELS, longest: 50 });
      expect(regularGoal(problem)).toBeDefined();
      const solver = createSolver(problem, { seed });
      const other = new GeneralSolver(problem, { seed }, () => 0);
      solver.step(80_000);
      other.step(80_000);
      own += solver.best()!.value[1]!;
      general += other.best()!.value[1]!;
    }
    expect(own).toBeLessThan(general);
  });
  it('does the same for the same seed, keeps a warm start and takes a better schedule it is offered', () => {
    const problem = shopWithDueDates(5, { jobs: 8, machines: 6, levels: LEVELS, longest: 50 });
    const [first, second, third] = [1, 1, 2].map((seed) => createSolver(problem, { seed }));
    first!.step(3000);
    second!.step(3000);
    const { schedule, value } = first!.best()!;
    expect(schedule).toEqual(second!.best()!.schedule);
    third!.step(5);
    third!.offer(schedule);
    expect(third!.best()!.value[1]).toBeLessThanOrEqual(value[1]!);
    const warm = createSolver(problem, { seed: 3, warmStart: schedule });
    warm.step(1);
    expect(warm.best()!.value[1]).toBeLessThanOrEqual(value[1]!);
  });
});
