import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { Random } from '../../random/xorshift.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import type { RandomTeamShopOptions } from '../../testing/random-team-shop.ts';
import { randomTeamShop } from '../../testing/random-team-shop.ts';
import { createSolver } from '../create-solver.ts';
import { firstList } from './first-list.ts';
import { PoolSearch } from './pool-search.ts';
import { poolTables, suitsPoolKernel } from './pool-tables.ts';
import { SerialDecoder } from './serial-decoder.ts';

const KINDS: [string, Partial<RandomTeamShopOptions>][] = [
  ['in pools of two', { unitsOfWorkers: 2 }],
  ['with assembly, in pools of three', { unitsOfWorkers: 3, isAssembly: true }],
  ['for a part of the run', { unitsOfWorkers: 2, hasWindows: true }],
  ['of whom each is alone', { isAssembly: true }],
];

describe('search on lists of operations that draw on pools', () => {
  it.each(KINDS)('states the makespan of a valid schedule after any number of changes: workers %s', (_, kind) => {
    for (let seed = 1; seed <= 15; seed++) {
      const problem = randomTeamShop(seed, {
        jobs: 1 + (seed % 7),
        machines: 1 + (seed % 5),
        workers: 1 + (seed % 4),
        operations: 1 + (seed % 6),
        ...kind,
      });
      expect(suitsPoolKernel(problem)).toBe(true);
      const tables = poolTables(problem);
      const kernel = new PoolSearch(tables, seed);
      const decoder = new SerialDecoder(tables);
      kernel.load(firstList(tables, 1, new Random(seed)));
      for (const iterations of [1, 2, 5, 50, 200]) {
        kernel.run(iterations, 5000);
        const { order, mode, value } = kernel.result();
        expect(decoder.decode(order, mode, false), `shop ${seed}`).toBe(value);
        const schedule = { mode, setupStart: decoder.start.slice(), start: decoder.start.slice(), end: decoder.end.slice() };
        const check = checkSchedule(problem, schedule);
        expect(check.violations, `shop ${seed}`).toEqual([]);
        expect(check.figures.makespan, `shop ${seed}`).toBe(value);
      }
    }
  });
  it.each(KINDS)('finds the optimum of small shops: workers %s', (_, kind) => {
    for (let seed = 1; seed <= 6; seed++) {
      const problem = randomTeamShop(seed, { jobs: 2, machines: 2, workers: 2, operations: 2, ways: 2, ...kind });
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 6 && solver.step(400) === 'running'; i++);
      expect(solver.best()?.value, `shop ${seed}`).toEqual(solveExhaustively(problem)?.value);
    }
  });
  it('leaves to the general search pools that change with time, and modes that ask for more than there is', () => {
    const problem = randomTeamShop(1, { jobs: 2, machines: 2, workers: 2, operations: 2, unitsOfWorkers: 2 });
    const some = problem.pools.map((pool) => ({ ...pool, capacity: { at: Int32Array.of(0, 9), value: Float64Array.of(2, 1) } }));
    const none = problem.pools.map((pool) => ({ ...pool, capacity: { at: Int32Array.of(0), value: Float64Array.of(0) } }));
    expect(suitsPoolKernel({ ...problem, pools: some })).toBe(false);
    expect(suitsPoolKernel({ ...problem, pools: none })).toBe(false);
  });
});
