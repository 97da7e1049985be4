// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import { MachineKind } from '../../problem/problem.ts';
import type { WorkClock } from '../../constraints/calendar/work-clock.ts';
import type { FixedPlan, FixedRun } from '../../constraints/fixed/fixed-plan.ts';
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

/**
 * Enters all fixed operations (SPEC R12). Their pools keep free the longest setup any state before could ask for, as far as they leave
 * it to each other; where they do not, nothing that asks for more setup may be put before.
 */
export function placeFixed(books: Books): void {
  const { problem, fixed, clock, pools, score, at } = books;
  const { operations, modes } = problem;
  const setupFrom = (run: FixedRun, ticks: number): number =>
    ticks === 0 ? run.start : Math.max(0, clock.latestBegin(modes.setupCalendar[run.mode]!, run.start, ticks, run.setupUnbroken));
  const among: { readonly k: number; readonly i: number; readonly run: FixedRun; readonly ticks: number }[] = [];
  fixed.runs.forEach((runs, k) => {
    let state = problem.machines.initialState[k]!;
    for (const [i, run] of runs.entries()) {
      for (const o of run.members) enter(books, o, run.start, run.end, run.work);
      const ticks = fixed.setupLength(k, run, state);
      for (const o of run.members) pools.take(operations.modeStart[o]!, setupFrom(run, ticks), run.start, run.start, run.end);
      among.push({ k, i, run, ticks });
      state = fixed.stateAfter(k, i, state);
    }
  });
  // Only now is it known what they ask of the pools among themselves.
  for (const { k, i, run, ticks } of among) {
    const u = setupFrom(run, fixed.longestSetup(k, run));
    const usual = setupFrom(run, ticks);
    if (u >= usual) continue;
    const own = run.members.map((o) => operations.modeStart[o]!);
    if (own.every((m) => pools.fits(m, u, usual, usual, usual))) for (const m of own) pools.take(m, u, usual, usual, usual);
    else fixed.limitSetup(k, i, ticks);
  }
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
