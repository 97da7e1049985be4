import { JobShopTabu } from './job-shop-tabu.ts';
import { jobShopTables } from './job-shop-tables.ts';
import { JobShopWasm } from './job-shop-wasm.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel } from './shop-model.ts';

/** The fastest search this platform has for a job shop; whichever it is, the same seed goes the same way. Any seed but 0. */
export function jobShopKernel(model: ShopModel, seed: number): ShopKernel {
  const tables = jobShopTables(model);
  return JobShopWasm.start(model, tables, seed) ?? new JobShopTabu(model, tables, seed);
}
