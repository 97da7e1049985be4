import { jobShopTwins, randomShop } from '@midstream/engine/testing';

/** A slice of so many iterations is long beside a reading of the clock. */
const SLICE = 500;

export interface KernelSpeed {
  readonly kernel: string;
  readonly size: string;
  /** Iterations a second of processor time. */
  readonly compiled: number;
  readonly plain: number;
}

/** Speed of the two job-shop kernels on one random shop in two halves. @throws Error where there is no WebAssembly. */
export function jobShopSpeed(jobs: number, machines: number, seconds: number): KernelSpeed {
  const { compiled, plain } = jobShopTwins(randomShop(1, { jobs, machines, inHalves: true }), 1);
  if (compiled === undefined) throw new Error('this platform has no WebAssembly: there is nothing to compare');
  return { kernel: 'job shop', size: `${jobs}x${machines}`, compiled: speedOf(compiled, seconds), plain: speedOf(plain, seconds) };
}

/** By this process' own time, which other programs' load does not change much; the first tenth warms up. */
function speedOf(kernel: { run(iterations: number, patience: number): boolean }, seconds: number): number {
  const spent = (): number => process.cpuUsage().user / 1e6;
  const slice = (): void => {
    if (!kernel.run(SLICE, Number.MAX_SAFE_INTEGER)) throw new Error('the shop is too easy to measure on: no move is left');
  };
  for (const warm = spent() + seconds / 10; spent() < warm;) slice();
  const began = spent();
  let iterations = 0;
  for (; spent() < began + seconds; iterations += SLICE) slice();
  return Math.round(iterations / (spent() - began));
}
