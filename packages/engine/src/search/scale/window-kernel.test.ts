import { describe, expect, it, vi } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { shopModel } from '../shop/shop-model.ts';
import { JobShopDispatch } from './job-shop-dispatch.ts';
import { JobShopTiming } from './job-shop-timing.ts';
import { StartPlans } from './start-plans.ts';
import { windowKernel } from './window-kernel.ts';
import type { WindowSearch } from './window-search.ts';
import { WindowTables } from './window-tables.ts';
import { WindowTabu } from './window-tabu.ts';
import { WindowWasm } from './window-wasm.ts';

/** Shops of every kind the kernels must bear: jobs that come back to a machine, operations without length. */
const SHOPS = [
  randomShop(1, { jobs: 12, machines: 8 }),
  randomShop(2, { jobs: 12, machines: 8, comesBack: true }),
  randomShop(3, { jobs: 20, machines: 5, longest: 3 }),
  randomShop(4, { jobs: 9, machines: 9, comesBack: true, longest: 2 }),
  randomShop(5, { jobs: 100, machines: 2 }),
];
const MOST = 60;

function planned(i: number): JobShopTiming {
  const timing = new JobShopTiming(shopModel(SHOPS[i]!));
  const starts = new StartPlans(() => timing, new JobShopDispatch(timing), new Random(7 + i));
  starts.next();
  timing.load(starts.order);
  return timing;
}

function twins(machines: number, seed: number, mostCells?: number): [WindowTabu, WindowWasm] {
  const plain = new WindowTabu(new WindowTables(MOST, machines, mostCells), seed);
  return [plain, WindowWasm.start(new WindowTables(MOST, machines, mostCells), seed)!];
}

/** Searches windows all over a plan; both kernels must be at the same point after each slice. */
function assertSameWay(i: number, seed: number, mostCells?: number): void {
  const timing = planned(i);
  const [plain, compiled] = twins(timing.m, seed, mostCells);
  const random = new Random(seed);
  for (let window = 0; window < 25; window++) {
    timing.reorder(random.below(3) / 2);
    timing.retime();
    const size = 5 + random.below(MOST - 5);
    const from = random.below(timing.n - size);
    const goal = random.below(2) * timing.longestBeside(from, from + size);
    for (const kernel of [plain, compiled]) kernel.load(timing, from, from + size);
    const what = `shop ${i}, seed ${seed}, window ${window}`;
    for (let slice = 0; slice < 4; slice++) {
      const iterations = 1 + random.below(120);
      expect(compiled.run(iterations, 150, goal), what).toBe(plain.run(iterations, 150, goal));
      expect([compiled.best, compiled.sinceBest, compiled.moves], what).toEqual([plain.best, plain.sinceBest, plain.moves]);
    }
    const orders = [plain, compiled].map((kernel) => {
      kernel.store(timing);
      return timing.order.slice();
    });
    expect(orders[1], what).toEqual(orders[0]);
    timing.retime();
  }
}

describe('the search in a window', () => {
  it('leaves a plan as long as it says, never longer than before, whatever the shop and the window', () => {
    let improved = 0;
    SHOPS.forEach((_, i) => {
      const timing = planned(i);
      const kernel: WindowSearch = twins(timing.m, 5 + i)[0];
      const random = new Random(2);
      for (let k = 0; k < 60; k++) {
        timing.reorder(random.below(3) / 2);
        timing.retime();
        const size = 5 + random.below(55);
        const from = random.below(timing.n - size);
        const beside = timing.longestBeside(from, from + size);
        const before = timing.makespan;
        kernel.load(timing, from, from + size);
        kernel.run(80, 200, beside);
        kernel.store(timing);
        timing.retime();
        expect(timing.makespan).toBe(Math.max(beside, kernel.best));
        expect(timing.makespan).toBeLessThanOrEqual(before);
        if (timing.makespan < before) improved++;
      }
    });
    expect(improved).toBeGreaterThan(3);
  });
  it('goes the same way in one slice and in many', () => {
    const results = [1, 7, 100].map((slice) => {
      const timing = planned(0);
      const kernel = windowKernel(timing.n, timing.m, 9);
      kernel.load(timing, 0, timing.n);
      for (let done = 0; done < 700; done += slice) kernel.run(slice, 10_000, 0);
      kernel.store(timing);
      return timing.order.slice();
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });
  it('goes the same way compiled and plain, whatever the shop', () => {
    for (let seed = 1; seed <= 6; seed++) SHOPS.forEach((_, i) => assertSameWay(i, seed));
  });
  it('goes the same way compiled and plain where the rows of the tabu matrices overlap', () => {
    for (let seed = 1; seed <= 6; seed++) SHOPS.forEach((_, i) => assertSameWay(i, seed, 900));
  });
  it('is left to the plain twin where windows are too large or there is no WebAssembly', () => {
    expect(WindowWasm.start(new WindowTables(2 ** 15 + 1, 2), 1)).toBeUndefined();
    vi.stubGlobal('WebAssembly', undefined);
    expect(windowKernel(MOST, 2, 1)).toBeInstanceOf(WindowTabu);
    vi.unstubAllGlobals();
    expect(windowKernel(MOST, 2, 1)).toBeInstanceOf(WindowWasm);
  });
});
