import { describe, expect, it, vi } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import type { RandomFlexibleShopOptions } from '../../testing/random-shop.ts';
import { randomFlexibleShop } from '../../testing/random-shop.ts';
import { dispatch } from './dispatch.ts';
import { flexibleKernel } from './flexible-kernel.ts';
import { FlexibleTabu } from './flexible-tabu.ts';
import { flexibleTables } from './flexible-tables.ts';
import { FlexibleWasm } from './flexible-wasm.ts';
import { shopModel } from './shop-model.ts';

const PATIENCE = 3000;

/** Both kernels walk side by side for so many slices; after each they must be at the same point. */
function assertSameWay(seed: number, options: RandomFlexibleShopOptions, slices: number): void {
  const model = shopModel(randomFlexibleShop(seed, options));
  const tables = flexibleTables(model);
  const plain = new FlexibleTabu(model, tables, seed);
  const compiled = FlexibleWasm.start(model, tables, seed)!;
  const random = new Random(seed);
  for (let start = 0; start < 2; start++) {
    const from = dispatch(model, 'random', random);
    plain.load(from);
    compiled.load(from);
    for (let i = 0; i < slices; i++) {
      const slice = 1 + random.below(200);
      const what = `shop ${seed}, start ${start}, slice ${i}`;
      expect(compiled.run(slice, PATIENCE), what).toBe(plain.run(slice, PATIENCE));
      expect([compiled.best, compiled.sinceBest], what).toEqual([plain.best, plain.sinceBest]);
    }
    expect(compiled.result(), `shop ${seed}`).toEqual(plain.result());
  }
}

describe('the compiled search of flexible shops', () => {
  it('goes the same way as its twin, whatever the shop', () => {
    for (let seed = 1; seed <= 40; seed++) {
      assertSameWay(
        seed,
        {
          jobs: 1 + (seed % 13),
          machines: 1 + (seed % 7),
          operations: 1 + (seed % 9),
          isAssembly: seed % 3 === 0,
          hasSetups: seed % 4 < 2,
          ways: 1 + (seed % 5),
          isEven: seed % 5 > 1,
        },
        6,
      );
    }
  });
  it('goes the same way as its twin where machines are even and full', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const options = { jobs: 12, machines: 4 + seed, operations: 8, ways: 2 + (seed % 4), isAssembly: seed % 2 === 0, isEven: true };
      expect(flexibleTables(shopModel(randomFlexibleShop(seed, options))).isEven).toBe(true);
      assertSameWay(seed, options, 8);
    }
  });
  it('goes the same way as its twin near a job shop, where pairs are remembered', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const options = { jobs: 8 + seed, machines: 5, operations: 5, ways: 2, hasFewChoices: true, isAssembly: seed % 3 === 0 };
      expect(flexibleTables(shopModel(randomFlexibleShop(seed, options))).pairCells).toBeGreaterThan(0);
      assertSameWay(seed, options, 8);
    }
  });
  it('leaves what is too large for it to its twin', () => {
    const model = shopModel(randomFlexibleShop(1, { jobs: 2, machines: 2, operations: 2 }));
    const tables = flexibleTables(model);
    expect(FlexibleWasm.start({ ...model, n: 1 << 15 }, tables, 1)).toBeUndefined();
    expect(FlexibleWasm.start({ ...model, m: 1 << 15 }, tables, 1)).toBeUndefined();
  });
  it('is replaced by its twin where there is no WebAssembly, with the same result', () => {
    const model = shopModel(randomFlexibleShop(5, { jobs: 8, machines: 5, operations: 6 }));
    const results = [true, false].map((has) => {
      if (!has) vi.stubGlobal('WebAssembly', undefined);
      const kernel = flexibleKernel(model, 77);
      vi.unstubAllGlobals();
      expect(kernel instanceof FlexibleWasm).toBe(has);
      kernel.load(dispatch(model, 'lrm', new Random(1)));
      kernel.run(1000, PATIENCE);
      return kernel.result();
    });
    expect(results[1]).toEqual(results[0]);
  });
});
