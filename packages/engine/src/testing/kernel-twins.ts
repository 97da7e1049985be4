import type { Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';
import { dispatch } from '../search/shop/dispatch.ts';
import { JobShopTabu } from '../search/shop/job-shop-tabu.ts';
import { jobShopTables } from '../search/shop/job-shop-tables.ts';
import { JobShopWasm } from '../search/shop/job-shop-wasm.ts';
import type { ShopKernel } from '../search/shop/shop-kernel.ts';
import { shopModel } from '../search/shop/shop-model.ts';

/** One search twice, for a measure of speed: as WebAssembly, where there is any, and in plain TypeScript. */
export interface KernelTwins {
  readonly compiled: ShopKernel | undefined;
  readonly plain: ShopKernel;
}

/** The two of the job shop, ready to run from a schedule made by rule. */
export function jobShopTwins(problem: Problem, seed: number): KernelTwins {
  const model = shopModel(problem);
  const tables = jobShopTables(model);
  const start = dispatch(model, 'random', new Random(seed));
  const twins = { compiled: JobShopWasm.start(model, tables, seed), plain: new JobShopTabu(model, tables, seed) };
  twins.compiled?.load(start);
  twins.plain.load(start);
  return twins;
}
