import { describe, expect, it, vi } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { shopWithDueDates } from '../../testing/shop-with-due-dates.ts';
import { dispatch } from './dispatch.ts';
import { jobShopTables } from './job-shop-tables.ts';
import { regularGoal } from './regular-goal.ts';
import { shopModel } from './shop-model.ts';
import { tardinessKernel } from './tardiness-kernel.ts';
import { insertsAtEnds, TardinessTabu } from './tardiness-tabu.ts';
import { TardinessWasm } from './tardiness-wasm.ts';

const PATIENCE = 300;
const GOALS = [
  [{ part: 'weightedTardiness', weight: 1 }],
  [
    { part: 'lateJobs', weight: 70.25 },
    { part: 'flowTime', weight: 0.5 },
  ],
  [
    { part: 'weightedTardiness', weight: 1.1 },
    { part: 'makespan', weight: 3 },
  ],
] as const;

/** Both kernels walk side by side for so many slices; after each they must be at the same point. */
function assertSameWay(seed: number, jobs: number, machines: number, slices: number): void {
  const levels = [GOALS[seed % GOALS.length]!];
  const problem = shopWithDueDates(seed, { jobs, machines, levels, comesBack: seed % 4 === 0, longest: seed % 5 === 0 ? 3 : 40 });
  const model = shopModel(problem);
  const goal = regularGoal(problem)!;
  const tables = jobShopTables(model, seed % 7 === 0 ? { mostCells: 400 } : {});
  const plain = new TardinessTabu(model, goal, tables, seed);
  const compiled = TardinessWasm.start(model, goal, tables, seed)!;
  const random = new Random(seed);
  for (let start = 0; start < 2; start++) {
    const from = dispatch(model, 'random', random);
    plain.load(from);
    compiled.load(from);
    for (let i = 0; i < slices; i++) {
      const slice = 1 + random.below(100);
      const what = `shop ${seed}, start ${start}, slice ${i}`;
      expect(compiled.run(slice, PATIENCE), what).toBe(plain.run(slice, PATIENCE));
      expect([compiled.best, compiled.sinceBest], what).toEqual([plain.best, plain.sinceBest]);
    }
    expect(compiled.result(), `shop ${seed}`).toEqual(plain.result());
  }
}

describe('the compiled search for sums over job ends', () => {
  it('goes the same way as its twin, whatever the shop', () => {
    for (let seed = 1; seed <= 60; seed++) assertSameWay(seed, 1 + (seed % 23), 1 + (seed % 11), 6);
  });
  it('goes the same way as its twin where only some of the moves are tried', () => {
    assertSameWay(1, 60, 20, 4);
    assertSameWay(2, 200, 10, 3);
  });
  it('moves operations to the ends of long blocks only', () => {
    const sizes = [10, 30].map((jobs) => shopModel(shopWithDueDates(1, { jobs, machines: 5, levels: [GOALS[0]] })));
    expect(sizes.map(insertsAtEnds)).toEqual([false, true]);
  });
  it('leaves what is too large for it to its twin', () => {
    const problem = shopWithDueDates(1, { jobs: 2, machines: 2, levels: [GOALS[0]] });
    const model = shopModel(problem);
    expect(TardinessWasm.start({ ...model, n: 2 ** 12 + 1 }, regularGoal(problem)!, jobShopTables(model), 1)).toBeUndefined();
  });
  it('is replaced by its twin where there is no WebAssembly', () => {
    const problem = shopWithDueDates(5, { jobs: 8, machines: 5, levels: [GOALS[0]] });
    const model = shopModel(problem);
    vi.stubGlobal('WebAssembly', undefined);
    const kernel = tardinessKernel(model, regularGoal(problem)!, jobShopTables(model), 77);
    vi.unstubAllGlobals();
    expect(kernel).toBeInstanceOf(TardinessTabu);
  });
});
