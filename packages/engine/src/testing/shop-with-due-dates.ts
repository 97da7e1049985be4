import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { Objective, Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';

export interface DueDateShopOptions {
  readonly jobs: number;
  readonly machines: number;
  readonly levels: Objective['levels'];
  /** Operations choose any machine, so a job may come back to one; else each job visits each machine once. */
  readonly comesBack?: boolean;
  /** So many machines at most can do an operation, each in a time of its own; default 1. */
  readonly ways?: number;
  /** Durations are 0 … longest; default 9. */
  readonly longest?: number;
}

/** A job shop with due dates, weights and releases; some jobs have no due date. The same seed and options give the same problem. */
export function shopWithDueDates(
  seed: number,
  { jobs, machines, levels, comesBack = false, longest = 9, ways = 1 }: DueDateShopOptions,
): Problem {
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  builder.setObjective({ levels });
  for (let m = 0; m < machines; m++) builder.addMachine();
  for (let j = 0; j < jobs; j++) {
    const release = random.below(2 * longest);
    const due = release + random.below(machines * longest);
    const job = builder.addJob({ release, weight: 1 + random.below(4), ...(random.below(6) === 0 ? {} : { due }) });
    const first = random.below(machines);
    let before = -1;
    for (let i = 0; i < machines; i++) {
      const machine = comesBack ? random.below(machines) : (first + i * (1 + 2 * (j % 2)) * (machines - 1)) % machines;
      const modes = [{ machine, duration: random.below(longest + 1) }];
      for (let way = 1; way < Math.min(ways, machines); way++)
        modes.push({ machine: (machine + way) % machines, duration: random.below(longest + 1) });
      const operation = builder.addOperation({ job, release }, modes);
      if (before >= 0) builder.addArc({ from: before, to: operation });
      before = operation;
    }
  }
  return builder.build();
}
