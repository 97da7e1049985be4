import type { Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';
import { JobShopDispatch } from '../search/scale/job-shop-dispatch.ts';
import { JobShopTiming } from '../search/scale/job-shop-timing.ts';
import { StartPlans } from '../search/scale/start-plans.ts';
import type { WindowSearch } from '../search/scale/window-search.ts';
import { WindowTables } from '../search/scale/window-tables.ts';
import { WindowTabu } from '../search/scale/window-tabu.ts';
import { WindowWasm } from '../search/scale/window-wasm.ts';
import { dispatch } from '../search/shop/dispatch.ts';
import { FlexibleTabu } from '../search/shop/flexible-tabu.ts';
import { flexibleTables } from '../search/shop/flexible-tables.ts';
import { FlexibleWasm } from '../search/shop/flexible-wasm.ts';
import { JobShopTabu } from '../search/shop/job-shop-tabu.ts';
import { jobShopTables } from '../search/shop/job-shop-tables.ts';
import { JobShopWasm } from '../search/shop/job-shop-wasm.ts';
import { regularGoal } from '../search/shop/regular-goal.ts';
import type { ShopKernel } from '../search/shop/shop-kernel.ts';
import type { ShopModel } from '../search/shop/shop-model.ts';
import { shopModel } from '../search/shop/shop-model.ts';
import { TardinessTabu } from '../search/shop/tardiness-tabu.ts';
import { TardinessWasm } from '../search/shop/tardiness-wasm.ts';

/** What a measure of speed asks of a search: so many iterations, fewer once none was better for `patience`; false when no move is left. */
type Runs = Pick<ShopKernel, 'run'>;

/** One search twice, for a measure of speed: as WebAssembly, where there is any, and in plain TypeScript. */
export interface KernelTwins {
  readonly compiled: Runs | undefined;
  readonly plain: Runs;
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

/** The two of job shops whose cost is a sum over job ends, likewise. @throws Error when the problem is no such shop. */
export function tardinessTwins(problem: Problem, seed: number): KernelTwins {
  const goal = regularGoal(problem);
  if (goal === undefined) throw new Error('not a job shop whose cost only the ends of jobs decide');
  const model = shopModel(problem);
  const tables = jobShopTables(model);
  return loaded(model, seed, {
    compiled: TardinessWasm.start(model, goal, tables, seed),
    plain: new TardinessTabu(model, goal, tables, seed),
  });
}

/** The two of windows of large job shops, each with the whole shop as its window. */
export function windowTwins(problem: Problem, seed: number): KernelTwins {
  const timing = new JobShopTiming(shopModel(problem));
  const starts = new StartPlans(() => timing, new JobShopDispatch(timing), new Random(seed));
  starts.next();
  timing.load(starts.order);
  const inWindow = (kernel: WindowSearch): Runs => {
    kernel.load(timing, 0, timing.n);
    return { run: (iterations, patience) => kernel.run(iterations, patience, 0) };
  };
  const compiled = WindowWasm.start(new WindowTables(timing.n, timing.m), seed);
  return {
    compiled: compiled === undefined ? undefined : inWindow(compiled),
    plain: inWindow(new WindowTabu(new WindowTables(timing.n, timing.m), seed)),
  };
}

function loaded(model: ShopModel, seed: number, twins: { compiled: ShopKernel | undefined; plain: ShopKernel }): KernelTwins {
  const start = dispatch(model, 'random', new Random(seed));
  twins.compiled?.load(start);
  twins.plain.load(start);
  return twins;
}
