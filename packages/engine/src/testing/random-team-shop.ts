import type { ModeInput, NeedInput } from '../problem/mode-columns.ts';
import { ProblemBuilder } from '../problem/problem-builder.ts';
import { Phase } from '../problem/problem.ts';
import type { Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';

export interface RandomTeamShopOptions {
  readonly jobs: number;
  readonly machines: number;
  readonly workers: number;
  readonly operations: number;
  /** At most so many ways to do an operation; default 3. */
  readonly ways?: number;
  /** A worker takes part in a part of the run only. */
  readonly hasWindows?: boolean;
  /** How many of each worker there are; default 1. */
  readonly unitsOfWorkers?: number;
  /** Places at each machine, the one it works at among them; default any number. */
  readonly places?: number;
  /** Operations join and split instead of forming chains. */
  readonly isAssembly?: boolean;
}

/** A shop whose operations need a machine and up to two workers, each of whom does one thing at a time; the makespan is its goal. */
export function randomTeamShop(seed: number, options: RandomTeamShopOptions): Problem {
  const { jobs, machines, workers, operations, ways = 3, unitsOfWorkers = 1, hasWindows = false, isAssembly = false } = options;
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  for (let m = 0; m < machines; m++) builder.addMachine(options.places === undefined ? {} : { places: options.places });
  for (let w = 0; w < workers; w++)
    builder.addPool({ holds: 'span', capacity: { at: Int32Array.of(0), value: Float64Array.of(unitsOfWorkers) } });
  for (let j = 0; j < jobs; j++) {
    const job = builder.addJob();
    const mine: number[] = [];
    for (let i = 0; i < operations; i++) {
      const modes = Array.from({ length: 1 + random.below(ways) }, (): ModeInput => {
        const duration = 1 + random.below(20);
        return { machine: random.below(machines), duration, needs: teamOf(random, workers, duration, hasWindows) };
      });
      const o = builder.addOperation({ job }, modes);
      if (mine.length > 0) builder.addArc({ from: isAssembly ? mine[random.below(mine.length)]! : o - 1, to: o });
      mine.push(o);
    }
  }
  return builder.build();
}

function teamOf(random: Random, workers: number, duration: number, hasWindows: boolean): NeedInput[] {
  const first = random.below(workers);
  const people = random.below(2) === 0 || workers === 1 ? [first] : [first, (first + 1 + random.below(workers - 1)) % workers];
  return people.map((pool) => {
    const begin = hasWindows ? random.below(duration) : 0;
    const end = hasWindows ? begin + 1 + random.below(duration - begin) : duration;
    return { pool, amount: 1, phase: Phase.RUN, window: [begin, end] };
  });
}
