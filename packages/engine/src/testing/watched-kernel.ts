import type { Problem } from '../problem/problem.ts';
import { jobShopTables } from '../search/shop/job-shop-tables.ts';
import { JobShopWasm } from '../search/shop/job-shop-wasm.ts';
import { shopModel } from '../search/shop/shop-model.ts';

/** What the kernel of job shops was told to begin from, and how many iterations it did from there. */
interface Descent {
  readonly order: Int32Array;
  iterations: number;
}

/** The descents that began while it was watched, and the iterations of all, those of a descent that began before among them. */
export interface WatchedKernel {
  readonly descents: readonly Readonly<Descent>[];
  readonly iterations: number;
}

/**
 * Does some work and notes what the compiled job-shop kernel does in it, whoever asks it to. Iterations are exact while slices are
 * shorter than the patience they come with.
 */
export function watchJobShopKernel(work: () => void): WatchedKernel {
  const { load, run } = JobShopWasm.prototype;
  const descents: Descent[] = [];
  let all = 0;
  JobShopWasm.prototype.load = function noted(start) {
    descents.push({ order: start.order, iterations: 0 });
    load.call(this, start);
  };
  JobShopWasm.prototype.run = function counted(iterations, patience) {
    const { best, sinceBest } = this;
    const isAlive = run.call(this, iterations, patience);
    const isOver = this.sinceBest >= patience && this.best === best;
    const done = isOver ? patience - sinceBest : iterations;
    all += done;
    const last = descents.at(-1);
    if (last !== undefined) last.iterations += done;
    return isAlive;
  };
  try {
    work();
  } finally {
    Object.assign(JobShopWasm.prototype, { load, run });
  }
  return { descents, iterations: all };
}

/** Does what was noted with nothing but the kernel. @throws Error where there is no WebAssembly. */
export function repeatDescents(problem: Problem, seed: number): (descent: Readonly<Descent>) => void {
  const model = shopModel(problem);
  const kernel = JobShopWasm.start(model, jobShopTables(model), seed);
  if (kernel === undefined) throw new Error('this platform has no WebAssembly');
  return ({ order, iterations }) => {
    kernel.load({ order });
    kernel.run(iterations, Number.MAX_SAFE_INTEGER);
  };
}
