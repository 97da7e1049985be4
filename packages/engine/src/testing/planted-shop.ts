import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';

export interface PlantedShopOptions {
  readonly machines: number;
  /** Operations of a machine. */
  readonly pieces: number;
  /** When every machine ends: it is the least makespan, as no machine is ever idle. */
  readonly end: number;
  /** About so many jobs wait at any time; default 3. */
  readonly spare?: number;
}

/**
 * A job shop made from a plan in which no machine ever waits: every machine's time is cut into pieces, and each piece goes on with any of
 * the few jobs that wait by then. So jobs have hardly any time to lose either.
 */
export function plantedShop(seed: number, { machines, pieces, end, spare = 3 }: PlantedShopOptions): Problem {
  const random = new Random(seed);
  const all: { machine: number; start: number; duration: number }[] = [];
  for (let machine = 0; machine < machines; machine++) {
    const cuts = new Set<number>([0]);
    while (cuts.size < pieces) cuts.add(random.below(end));
    const starts = [...cuts].sort((a, b) => a - b);
    starts.forEach((start, i) => all.push({ machine, start, duration: (starts[i + 1] ?? end) - start }));
  }
  all.sort((a, b) => a.start - b.start);
  const builder = new ProblemBuilder();
  for (let machine = 0; machine < machines; machine++) builder.addMachine();
  const open: { job: number; end: number; last: number }[] = [];
  for (const { machine, start, duration } of all) {
    const waiting = open.filter((each) => each.end <= start);
    const before = waiting.length <= spare ? { job: builder.addJob(), end: 0, last: -1 } : waiting[random.below(waiting.length)]!;
    const operation = builder.addOperation({ job: before.job }, [{ machine, duration }]);
    if (before.last >= 0) builder.addArc({ from: before.last, to: operation });
    else open.push(before);
    before.last = operation;
    before.end = start + duration;
  }
  return builder.build();
}
