import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../problem/problem.ts';
import { randomFlexibleShop, randomShop } from '../testing/random-shop.ts';
import { shopWithDueDates } from '../testing/shop-with-due-dates.ts';
import { createSolver } from './create-solver.ts';

/** One problem for each search that has compiled kernels. */
const PROBLEMS: readonly (readonly [string, Problem, number])[] = [
  ['a job shop', randomShop(1, { jobs: 12, machines: 8 }), 20],
  ['a flexible shop', randomFlexibleShop(2, { jobs: 8, machines: 5, operations: 5 }), 20],
  ['a shop with due dates', shopWithDueDates(3, { jobs: 8, machines: 6, levels: [[{ part: 'flowTime', weight: 1 }]] }), 20],
  ['a large job shop', randomShop(4, { jobs: 70, machines: 60 }), 60],
];

function planned(problem: Problem, slices: number) {
  const solver = createSolver(problem, { seed: 6 });
  for (let slice = 0; slice < slices; slice++) solver.step(300, slice / slices);
  return { best: solver.best(), bound: solver.bound(), improvements: solver.improvements() };
}

describe('a plan on a machine without WebAssembly', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each(PROBLEMS)('is the same to the tick: %s (B3)', (_, problem, slices) => {
    const compiled = planned(problem, slices);
    vi.stubGlobal('WebAssembly', undefined);
    expect(planned(problem, slices)).toEqual(compiled);
    expect(compiled.improvements).toBeGreaterThan(1);
  });
});
