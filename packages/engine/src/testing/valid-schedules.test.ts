import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../oracle/check-schedule.ts';
import { createSolver } from '../search/create-solver.ts';
import { featurePairs, randomProblem } from './random-problem.ts';

/** Enough for every feature pair to come up a dozen times and more; `npm run test:nightly` looks at ten times as many. */
const PROBLEMS = Number(process.env['MIDSTREAM_PROBLEMS'] ?? 10_000);
const BLOCK = 1000;
const pairs = featurePairs();

/** One problem in three mixes features at random, the others exercise one pair each. */
function problemOf(seed: number) {
  return seed % 3 === 0 ? randomProblem(seed) : randomProblem(seed, { features: pairs[seed % pairs.length] ?? [] });
}

describe('every schedule found', () => {
  for (let first = 1; first <= PROBLEMS; first += BLOCK) {
    it(`keeps all rules, states its figures rightly and no bound above them (B2), problems ${first} to ${first + BLOCK - 1}`, () => {
      for (let seed = first; seed < first + BLOCK; seed++) {
        const problem = problemOf(seed);
        const solver = createSolver(problem, { seed });
        for (let slice = 0; slice < 3 || solver.best() === undefined; slice++) solver.step(40);
        const best = solver.best();
        if (best === undefined) throw new Error(`problem ${seed}: no schedule`);
        const check = checkSchedule(problem, best.schedule);
        expect(check.violations, `problem ${seed}`).toEqual([]);
        for (const [part, value] of Object.entries(check.figures)) {
          expect(best.figures[part as keyof typeof best.figures], `problem ${seed}: ${part}`).toBeCloseTo(value, 6);
        }
        expect(solver.bound(), `problem ${seed}: bound`).toBeLessThanOrEqual((check.value[1] ?? 0) + 1e-6);
      }
    });
  }

  it('is the same for the same problem, seed and calls (B3)', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const [first, second] = [0, 1].map(() => {
        const solver = createSolver(randomProblem(seed), { seed: 7 });
        for (let slice = 0; slice < 5 || solver.best() === undefined; slice++) solver.step(50);
        return solver.best()?.schedule;
      });
      expect(second, `problem ${seed}`).toEqual(first);
    }
  });
});
