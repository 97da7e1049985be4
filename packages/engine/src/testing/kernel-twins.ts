import type { Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';
import { dispatch } from '../search/shop/dispatch.ts';
import { FlexibleTabu } from '../search/shop/flexible-tabu.ts';
import { flexibleTables } from '../search/shop/flexible-tables.ts';
import { FlexibleWasm } from '../search/shop/flexible-wasm.ts';
import { JobShopTabu } from '../search/shop/job-shop-tabu.ts';
import { jobShopTables } from '../search/shop/job-shop-tables.ts';
import { JobShopWasm } from '../search/shop/job-shop-wasm.ts';
import type { ShopKernel } from '../search/shop/shop-kernel.ts';
import type { ShopModel } from '../search/shop/shop-model.ts';
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
  return loaded(model, seed, { compiled: JobShopWasm.start(model, tables, seed), plain: new JobShopTabu(model, tables, seed) });
}

/** The two of flexible and assembly shops, with or without setups, likewise. */
export function flexibleTwins(problem: Problem, seed: number): KernelTwins {
  const model = shopModel(problem);
  const tables = flexibleTables(model);
  return loaded(model, seed, { compiled: FlexibleWasm.start(model, tables, seed), plain: new FlexibleTabu(model, tables, seed) });
}

function loaded(model: ShopModel, seed: number, twins: KernelTwins): KernelTwins {
  const start = dispatch(model, 'random', new Random(seed));
  twins.compiled?.load(start);
  twins.plain.load(start);
  return twins;
}
