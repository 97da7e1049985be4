import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { Random } from '../../random/xorshift.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { dispatch } from './dispatch.ts';
import { jobShopTables } from './job-shop-tables.ts';
import { JobShopTabu } from './job-shop-tabu.ts';
import { shopModel } from './shop-model.ts';
import { solutionOf } from './times.ts';

const PATIENCE = 5000;

function kernelOf(problem: ReturnType<typeof randomShop>, seed: number) {
  const model = shopModel(problem);
  const kernel = new JobShopTabu(model, jobShopTables(model), seed);
  kernel.load(dispatch(model, 'random', new Random(seed)));
  return { model, kernel };
}

describe('tabu search on the job shop', () => {
  it.each([
    ['usual', {}],
    ['with jobs that come back to a machine', { comesBack: true }],
    ['with times of nothing', { longest: 3 }],
    ['with jobs that come back and times of nothing', { comesBack: true, longest: 2 }],
  ])('states the makespan of a valid schedule after any number of iterations: shops %s', (_, options) => {
    for (let seed = 1; seed <= 60; seed++) {
      const problem = randomShop(seed, { jobs: 2 + (seed % 7), machines: 1 + (seed % 5), ...options });
      const { model, kernel } = kernelOf(problem, seed);
      for (const iterations of [1, 2, 5, 50, 400]) {
        if (!kernel.run(iterations, PATIENCE)) break;
        const { schedule, figures } = solutionOf(model, kernel.result());
        expect(figures.makespan, `shop ${seed}`).toBe(kernel.best);
        expect(checkSchedule(problem, schedule).violations, `shop ${seed}`).toEqual([]);
      }
    }
  });
  it('finds the optimum of small shops', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const problem = randomShop(seed, { jobs: 3, machines: 2, longest: 9 });
      const { kernel } = kernelOf(problem, seed);
      kernel.run(2000, PATIENCE);
      expect(kernel.best, `shop ${seed}`).toBe(solveExhaustively(problem)!.value[1]);
    }
  });
  it('begins anew from what it is given, and stops at its patience', () => {
    const problem = randomShop(7, { jobs: 8, machines: 6 });
    const { model, kernel } = kernelOf(problem, 7);
    kernel.run(3000, PATIENCE);
    const start = dispatch(model, 'shortest', new Random(1));
    kernel.load(start);
    expect(kernel.best).toBe(start.value);
    expect([...kernel.result().order]).toEqual([...start.order]);
    kernel.run(1e9, 40);
    expect(kernel.sinceBest).toBe(40);
  });
});
