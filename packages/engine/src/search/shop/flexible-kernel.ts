import { FlexibleTabu } from './flexible-tabu.ts';
import { flexibleTables } from './flexible-tables.ts';
import { FlexibleWasm } from './flexible-wasm.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel } from './shop-model.ts';

/** The fastest search this platform has for a flexible or assembly shop; whichever it is, the same seed goes the same way. Any seed but 0. */
export function flexibleKernel(model: ShopModel, seed: number): ShopKernel {
  const tables = flexibleTables(model);
  return FlexibleWasm.start(model, tables, seed) ?? new FlexibleTabu(model, tables, seed);
}
