import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { randomTeamShop } from '../../testing/random-team-shop.ts';
import { createSolver } from '../create-solver.ts';
import { suitsResourceKernel } from './resource-tables.ts';
import { withoutPlaces } from './relaxed-places.ts';

describe('shops with few places at machines', () => {
  it('get schedules in which nobody stands where there is no place, no worse than the general search makes of a relaxed one', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomTeamShop(seed, { jobs: 5, machines: 3, workers: 3, operations: 3, places: 1 + (seed % 2) });
      expect(suitsResourceKernel(withoutPlaces(problem))).toBe(true);
      expect(suitsResourceKernel(problem)).toBe(false);
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 5 && solver.step(500) === 'running'; i++);
      const best = solver.best();
      if (best === undefined) throw new Error(`shop ${seed} has no schedule`);
      const check = checkSchedule(problem, best.schedule);
      expect(check.violations, `shop ${seed}`).toEqual([]);
      expect(check.value, `shop ${seed}`).toEqual(best.value);
      const relaxed = createSolver(withoutPlaces(problem), { seed });
      for (let i = 0; i < 5 && relaxed.step(50) === 'running'; i++);
      expect(solver.bound()).toBeLessThanOrEqual(check.figures.makespan);
      const start = createSolver(problem, { seed, warmStart: relaxed.best()?.schedule ?? best.schedule });
      start.step(100);
      expect(best.figures.makespan, `shop ${seed}`).toBeLessThanOrEqual(start.best()?.figures.makespan ?? Infinity);
    }
  });
});
