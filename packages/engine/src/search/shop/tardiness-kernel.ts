import type { JobShopTables } from './job-shop-tables.ts';
import type { RegularGoal } from './regular-goal.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel } from './shop-model.ts';
import { TardinessFlexible } from './tardiness-flexible.ts';
import { TardinessTabu } from './tardiness-tabu.ts';
import { TardinessWasm } from './tardiness-wasm.ts';

/** The fastest search this platform has for a sum over job ends; whichever it is, the same seed goes the same way. Any seed but 0. */
export function tardinessKernel(model: ShopModel, goal: RegularGoal, tables: JobShopTables, seed: number): ShopKernel {
  if (model.problem.features.flexible) return new TardinessFlexible(model, goal, seed);
  return TardinessWasm.start(model, goal, tables, seed) ?? new TardinessTabu(model, goal, tables, seed);
}
