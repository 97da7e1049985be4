import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';

export interface RandomShopOptions {
  readonly jobs: number;
  readonly machines: number;
  /** A job visits machines at random, some of them again and at once; default: each machine once. */
  readonly comesBack?: boolean;
  /** Jobs visit the first half of the machines before the second: the hardest kind for its size. */
  readonly inHalves?: boolean;
  /** Durations are 0 … longest; default 1 … 99. */
  readonly longest?: number;
}

/** A pure job shop with makespan as its goal: the same seed and options give the same problem. */
export function randomShop(seed: number, { jobs, machines, comesBack = false, inHalves = false, longest }: RandomShopOptions): Problem {
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  for (let m = 0; m < machines; m++) builder.addMachine();
  for (let j = 0; j < jobs; j++) {
    const job = builder.addJob();
    const route = Array.from({ length: machines }, (_, m) => m);
    for (let i = machines - 1; i > 0; i--) {
      const other = random.below(i + 1);
      [route[i], route[other]] = [route[other]!, route[i]!];
    }
    if (inHalves) route.sort((a, b) => Number(2 * a >= machines) - Number(2 * b >= machines));
    let before = -1;
    for (const machine of route) {
      const duration = longest === undefined ? 1 + random.below(99) : random.below(longest + 1);
      const operation = builder.addOperation({ job }, [{ machine: comesBack ? random.below(machines) : machine, duration }]);
      if (before >= 0) builder.addArc({ from: before, to: operation });
      before = operation;
    }
  }
  return builder.build();
}
