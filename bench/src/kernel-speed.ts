import {
  flexibleTwins,
  jobShopTwins,
  type KernelTwins,
  randomFlexibleShop,
  randomShop,
  shopWithDueDates,
  tardinessTwins,
  windowTwins,
} from '@midstream/engine/testing';

/** A slice of so many iterations is long beside a reading of the clock. */
const SLICE = 500;

export interface KernelSpeed {
  readonly kernel: string;
  readonly size: string;
  /** Iterations a second of processor time. */
  readonly compiled: number;
  readonly plain: number;
}

/** What differs between shops that the flexible kernel searches. */
export const FLEXIBLE_KINDS = {
  flexible: {},
  'with setups': { hasSetups: true },
  assembly: { isAssembly: true },
} as const;

/** Speed of the two job-shop kernels on one random shop in two halves. @throws Error where there is no WebAssembly. */
export function jobShopSpeed(jobs: number, machines: number, seconds: number): KernelSpeed {
  const twins = jobShopTwins(randomShop(1, { jobs, machines, inHalves: true }), 1);
  return speedOfBoth('job shop', `${jobs}x${machines}`, twins, seconds);
}

/** Speed of the two flexible kernels on a random shop with an operation a machine in each job. @throws Error likewise. */
export function flexibleSpeed(kind: keyof typeof FLEXIBLE_KINDS, jobs: number, machines: number, seconds: number): KernelSpeed {
  const problem = randomFlexibleShop(1, { jobs, machines, operations: machines, ...FLEXIBLE_KINDS[kind] });
  return speedOfBoth(`flexible shop, ${kind}`, `${jobs}x${machines}`, flexibleTwins(problem, 1), seconds);
}

/** Speed of the two kernels for sums over job ends, on a random shop with due dates, prices and releases. @throws Error likewise. */
export function tardinessSpeed(jobs: number, machines: number, seconds: number): KernelSpeed {
  const problem = shopWithDueDates(1, { jobs, machines, levels: [[{ part: 'weightedTardiness', weight: 1 }]], longest: 99 });
  return speedOfBoth('weighted tardiness', `${jobs}x${machines}`, tardinessTwins(problem, 1), seconds);
}

/** Speed of the two kernels for windows of large job shops, on a window that holds a random shop in two halves. @throws Error likewise. */
export function windowSpeed(jobs: number, machines: number, seconds: number): KernelSpeed {
  const twins = windowTwins(randomShop(1, { jobs, machines, inHalves: true }), 1);
  return speedOfBoth('window', `${jobs}x${machines}`, twins, seconds);
}

function speedOfBoth(kernel: string, size: string, { compiled, plain }: KernelTwins, seconds: number): KernelSpeed {
  if (compiled === undefined) throw new Error('this platform has no WebAssembly: there is nothing to compare');
  return { kernel, size, compiled: speedOf(compiled, seconds), plain: speedOf(plain, seconds) };
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
