import { describe, expect, it, vi } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import type { RandomShopOptions } from '../../testing/random-shop.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { dispatch } from './dispatch.ts';
import { jobShopKernel } from './job-shop-kernel.ts';
import { JobShopTabu } from './job-shop-tabu.ts';
import { jobShopTables } from './job-shop-tables.ts';
import { JobShopWasm } from './job-shop-wasm.ts';
import { shopModel } from './shop-model.ts';

const PATIENCE = 3000;

/** Both kernels walk side by side for so many slices; after each they must be at the same point. */
function assertSameWay(seed: number, options: RandomShopOptions, slices: number, limits = {}): void {
  const model = shopModel(randomShop(seed, options));
  const tables = jobShopTables(model, limits);
  const plain = new JobShopTabu(model, tables, seed);
  const compiled = JobShopWasm.start(model, tables, seed)!;
  const random = new Random(seed);
  for (let start = 0; start < 2; start++) {
    const from = dispatch(model, 'random', random);
    plain.load(from);
    compiled.load(from);
    for (let i = 0; i < slices; i++) {
      const slice = 1 + random.below(300);
      const what = `shop ${seed}, start ${start}, slice ${i}`;
      expect(compiled.run(slice, PATIENCE), what).toBe(plain.run(slice, PATIENCE));
      expect([compiled.best, compiled.sinceBest], what).toEqual([plain.best, plain.sinceBest]);
    }
    expect(compiled.result(), `shop ${seed}`).toEqual(plain.result());
  }
}

describe('the compiled job-shop search', () => {
  it('goes the same way as its twin, whatever the shop', () => {
    for (let seed = 1; seed <= 120; seed++) {
      const odd = seed % 4 === 0 ? { comesBack: true } : {};
      const short = seed % 5 === 0 ? { longest: 4 } : {};
      assertSameWay(seed, { jobs: 1 + (seed % 23), machines: 1 + (seed % 11), ...odd, ...short }, 8);
    }
  });
  it('goes the same way as its twin in a shop of thousands of operations', () => {
    assertSameWay(1, { jobs: 100, machines: 20 }, 10);
    assertSameWay(2, { jobs: 260, machines: 10, comesBack: true }, 10);
  });
  it('goes the same way as its twin where the rows of the tabu matrices overlap', () => {
    for (let seed = 1; seed <= 20; seed++) assertSameWay(seed, { jobs: 12, machines: 8 }, 8, { mostCells: 400 });
  });
  it('leaves what is too large for it to its twin', () => {
    const model = shopModel(randomShop(1, { jobs: 2, machines: 2 }));
    expect(JobShopWasm.start({ ...model, n: 2 ** 17 }, jobShopTables(model), 1)).toBeUndefined();
  });
  it('is replaced by its twin where there is no WebAssembly, with the same result', () => {
    const model = shopModel(randomShop(5, { jobs: 10, machines: 8 }));
    const results = [true, false].map((has) => {
      if (!has) vi.stubGlobal('WebAssembly', undefined);
      const kernel = jobShopKernel(model, 77);
      vi.unstubAllGlobals();
      expect(kernel instanceof JobShopWasm).toBe(has);
      kernel.load(dispatch(model, 'lrm', new Random(1)));
      kernel.run(2000, PATIENCE);
      return kernel.result();
    });
    expect(results[1]).toEqual(results[0]);
  });
});
