// Non-null assertions index arrays sized by the problem.
import type { Schedule } from '../../schedule/schedule.ts';
import { localSearch } from './local-search.ts';
import { Retime } from './retime.ts';
import type { Searcher } from './searcher.ts';
import { genesOf, listOf } from './start-list.ts';

/** Placements, for each operation, of the first round of search between two tries to put back what moved; each later one is longer. */
const ROUND = 250;
const LONGER = 1.4;
/** Placements that one try to put back all that moved may cost, besides those of the first. */
const MOST_PLACEMENTS = 200_000;

/**
 * Searches a short list near a published plan. Placed as early as it can, an operation leaves its place whenever there is room before it, at
 * the price of a move and for nothing. So rounds in which what stands where it was published may not come earlier take turns with rounds in
 * which all may, and after each round what moved without need is put back.
 */
export function* searchCalmly(solver: Searcher & { allowance: number }, published: Schedule): Generator<void, void> {
  const { decoder, problem } = solver;
  let length = ROUND * solver.sequence.length;
  for (let round = 0; ; round++) {
    yield* putBack(solver, published);
    if (solver.proven) return;
    const moved = movedFrom(solver, published);
    decoder.floor.fill(0);
    if (round % 2 === 0) {
      for (let o = 0; o < problem.operations.count; o++) if (moved[o] === 0) decoder.floor[o] = published.start[o]!;
    }
    decoder.delay.set(decoder.floor);
    decoder.setupWish = published.setupStart;
    const end = solver.lists.work + length;
    const life = localSearch(solver);
    while (solver.lists.work < end) {
      // The round ends where its placements do, however many each step allows.
      const { allowance } = solver;
      solver.allowance = Math.min(allowance, end);
      const isOver = life.next().done === true;
      solver.allowance = allowance;
      if (isOver) return;
      if (solver.spent) yield;
    }
    length *= LONGER;
  }
}

/** [operation] 1 = not where it was published, or new. */
function movedFrom({ problem, found }: Searcher, published: Schedule): Uint8Array {
  const { operations, baseline, modes } = problem;
  const moved = new Uint8Array(operations.count);
  if (found === undefined) return moved.fill(1);
  for (let o = 0; o < operations.count; o++) {
    const isElsewhere = modes.machine[found.mode[o]!] !== modes.machine[published.mode[o]!];
    if ((baseline?.start[o] ?? 0) < 0 || found.start[o] !== published.start[o] || isElsewhere) moved[o] = 1;
  }
  return moved;
}

/**
 * Puts what moved back to its published place where the whole is better for it: all that was in time at once, then job by job and one by one, the last first,
 * as what comes later makes room for what stands before it.
 */
export function* putBack(solver: Searcher, published: Schedule): Generator<void, void> {
  const { problem } = solver;
  const { operations, baseline, features } = problem;
  // There lists are not timed in the order of their times.
  if (baseline === undefined || features.lines || features.places) return;
  const isMoved = movedFrom(solver, published);
  const moved = [...published.start.keys()].filter((o) => isMoved[o] === 1 && baseline.start[o]! >= 0 && operations.fixedStart[o]! < 0);
  if (moved.length === 0) return;
  moved.sort((a, b) => published.start[b]! - published.start[a]! || b - a);
  const jobs = new Map<number, number[]>();
  for (const o of moved) {
    const own = jobs.get(operations.job[o]!);
    if (own === undefined) jobs.set(operations.job[o]!, [o]);
    else own.push(o);
  }
  // Whoever was to be late may have moved for good reason: not with the others.
  const isLate = new Uint8Array(problem.jobs.count);
  for (let o = 0; o < operations.count; o++) if (published.end[o]! > problem.jobs.due[operations.job[o]!]!) isLate[operations.job[o]!] = 1;
  const inTime = moved.filter((o) => isLate[operations.job[o]!] === 0);
  const groups = [inTime, ...jobs.values(), ...moved.filter((o) => jobs.get(operations.job[o]!)!.length > 1).map((o) => [o])];
  const most = solver.lists.work + MOST_PLACEMENTS + solver.sequence.length;
  for (const group of groups) {
    if (solver.proven || solver.lists.work >= most) return;
    const still = movedFrom(solver, published);
    const back = group.filter((o) => still[o] === 1);
    if (back.length > 0) yield* tryPlaces(solver, published, back);
  }
}

/** Times the best plan anew with some operations where they were published and nobody else earlier than now; kept where that is better. */
function* tryPlaces(solver: Searcher, published: Schedule, back: readonly number[]): Generator<void, void> {
  const { problem, decoder, found } = solver;
  if (found === undefined) return;
  const wish = { mode: found.mode.slice(), setupStart: found.setupStart.slice(), start: found.start.slice(), end: found.end.slice() };
  for (const o of back) {
    wish.mode[o] = published.mode[o]!;
    wish.setupStart[o] = published.setupStart[o]!;
    wish.start[o] = published.start[o]!;
    wish.end[o] = published.end[o]!;
  }
  decoder.floor.set(wish.start);
  decoder.delay.set(decoder.floor);
  decoder.setupWish = wish.setupStart;
  yield* solver.retime(new Retime(decoder, listOf(problem, decoder.derived, wish), genesOf(problem, decoder.derived, wish), wish.start));
}
