import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { Random } from '../../random/xorshift.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import type { RandomFlexibleShopOptions } from '../../testing/random-shop.ts';
import { randomFlexibleShop } from '../../testing/random-shop.ts';
import { createSolver } from '../create-solver.ts';
import { dispatch } from './dispatch.ts';
import { flexibleTables } from './flexible-tables.ts';
import { FlexibleTabu } from './flexible-tabu.ts';
import { shopModel, suitsShopKernel } from './shop-model.ts';
import { solutionOf } from './times.ts';

const PATIENCE = 5000;
const KINDS: [string, Partial<RandomFlexibleShopOptions>][] = [
  ['flexible', {}],
  ['of even machines', { isEven: true, ways: 4 }],
  ['of even machines with assembly', { isEven: true, isAssembly: true, ways: 4 }],
  ['of one way each', { ways: 1, isAssembly: true }],
  ['with assembly', { isAssembly: true }],
  ['with setups', { hasSetups: true }],
  ['with setups and one way each', { hasSetups: true, ways: 1 }],
  ['with assembly and setups', { isAssembly: true, hasSetups: true }],
];

describe('tabu search on the flexible shop', () => {
  it.each(KINDS)('states the makespan and figures of a valid schedule after any number of iterations: shops %s', (_, kind) => {
    for (let seed = 1; seed <= 40; seed++) {
      const problem = randomFlexibleShop(seed, { jobs: 1 + (seed % 7), machines: 1 + (seed % 5), operations: 1 + (seed % 6), ...kind });
      expect(suitsShopKernel(problem)).toBe(true);
      const model = shopModel(problem);
      const kernel = new FlexibleTabu(model, flexibleTables(model), seed);
      kernel.load(dispatch(model, 'random', new Random(seed)));
      for (const iterations of [1, 2, 5, 50, 400]) {
        if (!kernel.run(iterations, PATIENCE)) break;
        const { schedule, figures } = solutionOf(model, kernel.result());
        expect(figures.makespan, `shop ${seed}`).toBe(kernel.best);
        const check = checkSchedule(problem, schedule);
        expect(check.violations, `shop ${seed}`).toEqual([]);
        expect(check.figures, `shop ${seed}`).toEqual(figures);
      }
    }
  });
  it.each(KINDS)('finds the optimum of small shops %s', (_, kind) => {
    // Every list of every setup is tried there, which takes long.
    for (let seed = 1; seed <= (kind.hasSetups === true ? 1 : 12); seed++) {
      const problem = randomFlexibleShop(seed, { jobs: 2, machines: 2, operations: 2, ...kind });
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 20 && solver.step(500) === 'running'; i++);
      expect(solver.best()?.value, `shop ${seed}`).toEqual(solveExhaustively(problem)?.value);
    }
  });
  it('leaves to the general search what is set up across its neighbours, and operations of no time', () => {
    const { problem } = shopModel(randomFlexibleShop(1, { jobs: 3, machines: 2, operations: 3, hasSetups: true }));
    const { modes, operations } = problem;
    expect(suitsShopKernel({ ...problem, modes: { ...modes, state: modes.state.map((state, mode) => (mode === 0 ? -1 : state)) } })).toBe(
      false,
    );
    expect(suitsShopKernel({ ...problem, operations: { ...operations, alreadySetUp: operations.alreadySetUp.map(() => 1) } })).toBe(false);
    expect(
      suitsShopKernel({ ...problem, modes: { ...modes, duration: modes.duration.map((time, mode) => (mode === 0 ? 0 : time)) } }),
    ).toBe(false);
  });
});
