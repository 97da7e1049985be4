// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import { MachineKind } from '../../problem/problem.ts';
import type { WorkClock } from '../../constraints/calendar/work-clock.ts';
import type { FixedPlan } from '../../constraints/fixed/fixed-plan.ts';
import type { Placement } from '../../constraints/placement.ts';
import type { PoolFit } from '../../constraints/pool/pool-fit.ts';
import type { StockBook } from '../../constraints/reservoir/stock-book.ts';
import type { Score } from './score.ts';

/** What fixed operations are entered into before anything else is placed. */
export interface Books {
  readonly problem: Problem;
  readonly at: Placement;
  readonly clock: WorkClock;
  readonly fixed: FixedPlan;
  readonly pools: PoolFit;
  readonly stocks: StockBook;
  readonly score: Score;
}

/** Enters all fixed operations (SPEC R12). Their pools keep free the longest setup any state before could ask for. */
export function placeFixed(books: Books): void {
  const { problem, fixed, clock, pools, score, at } = books;
  const { operations, modes } = problem;
  fixed.runs.forEach((runs, k) => {
    for (const run of runs) {
      for (const o of run.members) enter(books, o, run.start, run.end, run.work);
      const longest = fixed.longestSetup(k, run);
      const calendar = modes.setupCalendar[run.mode]!;
      const u = longest > 0 ? Math.max(0, clock.latestBegin(calendar, run.start, longest, run.setupUnbroken)) : run.start;
      for (const o of run.members) pools.take(operations.modeStart[o]!, u, run.start, run.start, run.end);
    }
  });
  for (let o = 0; o < operations.count; o++) {
    if (operations.fixedStart[o]! >= 0 && isOnParallel(problem, o)) placeOnParallel(books, o);
  }
  for (let o = 0; o < operations.count; o++) {
    if (operations.fixedStart[o]! >= 0) score.addRun(o, operations.modeStart[o]!, at.start[o]!, at.end[o]!);
  }
}

function isOnParallel({ operations, modes, machines }: Problem, o: number): boolean {
  return machines.kind[modes.machine[operations.modeStart[o]!]!] === MachineKind.PARALLEL;
}

function placeOnParallel(books: Books, o: number): void {
  const { problem, clock, pools, at } = books;
  const { operations, modes } = problem;
  const m = operations.modeStart[o]!;
  const start = operations.fixedStart[o]!;
  const work = modes.duration[m]!;
  const calendar = modes.setupCalendar[m]!;
  enter(books, o, start, work === 0 ? start : clock.workEnd(modes.runCalendar[m]!, start, work), work);
  const length = operations.alreadySetUp[o] === 1 ? 0 : modes.setup[m]!;
  const u = length > 0 ? clock.latestBegin(calendar, start, length, operations.unbroken[o]! | operations.joinedSetup[o]!) : start;
  at.setupLength[o] = length;
  at.setupStart[o] = u;
  pools.take(m, u, length > 0 ? clock.workEnd(calendar, u, length) : start, start, at.end[o]!);
}

function enter({ problem, at, stocks }: Books, o: number, start: number, end: number, work: number): void {
  at.mode[o] = problem.operations.modeStart[o]!;
  at.setupStart[o] = start;
  at.start[o] = start;
  at.end[o] = end;
  at.work[o] = work;
  stocks.add(o, start, end);
}
