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

export interface RandomFlexibleShopOptions {
  readonly jobs: number;
  readonly machines: number;
  readonly operations: number;
  /** At most so many machines can do an operation; default 3. */
  readonly ways?: number;
  /** Only one operation in six has more ways than one. */
  readonly hasFewChoices?: boolean;
  /** Operations join and split instead of forming chains. */
  readonly isAssembly?: boolean;
  /** Families with changeovers of 0 … 30, a state to begin from on every other machine, and setups of their own. */
  readonly hasSetups?: boolean;
  /** Whichever machine does an operation, it takes the same time. */
  readonly isEven?: boolean;
}

/** A flexible or assembly shop with makespan as its goal: the same seed and options give the same problem. */
export function randomFlexibleShop(seed: number, options: RandomFlexibleShopOptions): Problem {
  const { jobs, machines, operations, ways = 3, isAssembly = false, hasSetups = false, isEven = false, hasFewChoices = false } = options;
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  const states = 4;
  for (let m = 0; m < machines; m++) {
    if (!hasSetups) builder.addMachine();
    else {
      const time = Int32Array.from({ length: states * states }, () => random.below(31));
      const changeover = builder.addChangeover({ states, time, cost: Float64Array.from(time, (ticks) => 2 * ticks) });
      builder.addMachine({ changeover, ...(m % 2 === 0 ? { initialState: random.below(states) } : {}) });
    }
  }
  for (let j = 0; j < jobs; j++) {
    const job = builder.addJob();
    const made: number[] = [];
    for (let i = 0; i < operations; i++) {
      const first = random.below(machines);
      const most = hasFewChoices && random.below(6) > 0 ? 1 : Math.min(ways, machines);
      const modes = Array.from({ length: 1 + random.below(most) }, (_, w) => ({
        machine: (first + w) % machines,
        duration: 1 + random.below(40),
        ...(hasSetups ? { state: random.below(states), setup: random.below(3) } : {}),
      }));
      const time = modes[0]?.duration ?? 1;
      const operation = builder.addOperation({ job }, isEven ? modes.map((mode) => ({ ...mode, duration: time })) : modes);
      const from = isAssembly ? made.filter(() => random.below(3) === 0) : made.slice(-1);
      for (const before of from) builder.addArc({ from: before, to: operation });
      made.push(operation);
    }
  }
  return builder.build();
}
