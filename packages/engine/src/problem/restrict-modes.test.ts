import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../oracle/check-schedule.ts';
import { createSolver } from '../search/create-solver.ts';
import { randomProblem } from '../testing/random-problem.ts';
import { restrictModes } from './restrict-modes.ts';

describe('restrictModes', () => {
  it('leaves a problem whose schedules, read in the modes of the whole, are valid and worth the same', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const whole = randomProblem(seed);
      const { modeStart } = whole.operations;
      // The last mode of each operation only.
      const keep = new Uint8Array(whole.modes.count);
      for (let o = 0; o < whole.operations.count; o++) keep[(modeStart[o + 1] ?? 0) - 1] = 1;
      const few = restrictModes(whole, keep);
      expect(few.modes.count).toBe(whole.operations.count);
      let solver;
      try {
        solver = createSolver(few, { seed: 1 });
      } catch {
        // The one mode left may need a lane there is not.
        continue;
      }
      solver.step(40);
      const best = solver.best();
      if (best === undefined) continue;
      const mode = Int32Array.from(best.schedule.mode, (_, o) => (modeStart[o + 1] ?? 0) - 1);
      const check = checkSchedule(whole, { ...best.schedule, mode });
      expect(check.violations, `problem ${seed}`).toEqual([]);
      expect(check.value, `problem ${seed}`).toEqual(checkSchedule(few, best.schedule).value);
    }
  });
  it('refuses to leave an operation without a mode', () => {
    const whole = randomProblem(3);
    expect(() => restrictModes(whole, new Uint8Array(whole.modes.count))).toThrow('has no mode');
  });
});
