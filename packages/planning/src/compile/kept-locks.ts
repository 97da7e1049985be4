import type { Problem, Schedule } from '@midstream/engine';
import { createSolver, NONE } from '@midstream/engine';
import { arrivalAt } from './arrival.ts';
import { lastUntil } from './fixed-book.ts';

/** Steps of search after which a lock that still comes too early is taken to be impossible. */
const PROBE_STEPS = 4000;

/**
 * Fixed operations that cannot stay where they are because of what must come before them: [operation] → the earlier operation.
 * Between fixed ones this is plain arithmetic. What waits for operations that are still free is probed with a short search, except
 * for `dispensable` ones (the frozen fence), which are let go at once.
 */
export function brokenLocks(problem: Problem, dispensable: (operation: number) => boolean): ReadonlyMap<number, number> {
  const { operations, arcs, features } = problem;
  const broken = new Map<number, number>();
  if (!features.fixed) return broken;
  const isFixed = (o: number): boolean => (operations.fixedStart[o] ?? -1) >= 0 && !broken.has(o);
  const times = fixedTimes(problem);
  let waitsForFree = false;
  for (let changed = true; changed;) {
    changed = false;
    waitsForFree = false;
    for (let arc = 0; arc < arcs.count; arc++) {
      const from = arcs.from[arc] ?? 0;
      const to = arcs.to[arc] ?? 0;
      if (!isFixed(to)) continue;
      const isFree = !isFixed(from);
      if (isFree ? dispensable(to) : isTooEarly(problem, times, arc)) {
        broken.set(to, from);
        changed = true;
      } else if (isFree) waitsForFree = true;
    }
  }
  if (!waitsForFree || broken.size > 0) return broken;
  const solver = createSolver(problem, { seed: 1 });
  for (let done = 0; done < PROBE_STEPS; done += 200) {
    const isOver = solver.step(200) !== 'running';
    const schedule = solver.best()?.schedule;
    if (schedule !== undefined && tooEarly(problem, schedule).size === 0) return broken;
    if (isOver) break;
  }
  const last = solver.best()?.schedule;
  const early = last === undefined ? new Map<number, number>() : tooEarly(problem, last);
  return early.size > 0 ? early : unreachable(problem);
}

/** Locks that shortest durations alone forbid; where those say nothing, every lock that waits for something free. */
function unreachable({ operations, modes, arcs }: Problem): Map<number, number> {
  const heads = new Float64Array(operations.count);
  const shortest = (o: number): number =>
    modes.duration
      .subarray(operations.modeStart[o] ?? 0, operations.modeStart[o + 1] ?? 0)
      .reduce((least, each) => Math.min(least, each), NONE);
  const waiting = new Map<number, number>();
  const late = new Map<number, number>();
  // As many passes as the longest chain: heads only grow, and there is no cycle.
  for (let changed = true; changed;) {
    changed = false;
    for (let arc = 0; arc < arcs.count; arc++) {
      const from = arcs.from[arc] ?? 0;
      const to = arcs.to[arc] ?? 0;
      const begin = Math.max(heads[from] ?? 0, operations.release[from] ?? 0, operations.fixedStart[from] ?? 0);
      const head = begin + ((arcs.share[arc] ?? 1) < 1 ? 0 : shortest(from)) + (arcs.minLag[arc] ?? 0);
      if (head > (heads[to] ?? 0)) {
        heads[to] = head;
        changed = true;
      }
      const fixed = operations.fixedStart[to] ?? -1;
      if (fixed < 0 || (operations.fixedStart[from] ?? -1) >= 0) continue;
      waiting.set(to, from);
      if (head > fixed) late.set(to, from);
    }
  }
  return late.size > 0 ? late : waiting;
}

/** Fixed operations a schedule starts before what they wait for is there. */
function tooEarly(problem: Problem, schedule: Schedule): Map<number, number> {
  const result = new Map<number, number>();
  const { arcs, operations } = problem;
  for (let arc = 0; arc < arcs.count; arc++) {
    const to = arcs.to[arc] ?? 0;
    if ((operations.fixedStart[to] ?? -1) >= 0 && isTooEarly(problem, schedule, arc)) result.set(to, arcs.from[arc] ?? 0);
  }
  return result;
}

function fixedTimes(problem: Problem): Schedule {
  const { operations, modes } = problem;
  const mode = operations.modeStart.slice(0, operations.count);
  const start = operations.fixedStart.slice();
  const end = start.map((at, o) => (at < 0 ? at : endOf(problem, mode[o] ?? 0, at, modes.duration[mode[o] ?? 0] ?? 0)));
  return { mode, setupStart: start, start, end };
}

/** SPEC R8 for one arc. */
function isTooEarly(problem: Problem, { mode, start, end }: Schedule, arc: number): boolean {
  const { arcs, modes } = problem;
  const from = arcs.from[arc] ?? 0;
  const to = arcs.to[arc] ?? 0;
  const fromMode = mode[from] ?? 0;
  const toMode = mode[to] ?? 0;
  const lag = arcs.minLag[arc] ?? 0;
  const site = (each: number): number => modes.site[each] ?? -1;
  const done = end[from] ?? 0;
  const ready = arcs.carries[arc] === 1 ? arrivalAt(problem, site(fromMode), site(toMode), done) : done;
  const share = arcs.share[arc] ?? 1;
  const begin = start[to] ?? 0;
  if (share >= 1 || ready !== done) return begin < ready + lag;
  const duration = (each: number): number => modes.duration[each] ?? 0;
  const firstOut = endOf(problem, fromMode, start[from] ?? 0, Math.ceil(share * duration(fromMode)));
  const lastIn = endOf(problem, toMode, begin, duration(toMode) - Math.ceil(share * duration(toMode)));
  return begin < firstOut + lag || lastIn < done + lag;
}

function endOf(problem: Problem, mode: number, start: number, work: number): number {
  const hours = problem.calendars[problem.modes.runCalendar[mode] ?? -1];
  if (hours === undefined || work === 0) return start + work;
  let left = work;
  for (let i = lastUntil(hours.end, start) + 1; i < hours.end.length; i++) {
    const from = Math.max(start, hours.start[i] ?? 0);
    const length = (hours.end[i] ?? 0) - from;
    if (left <= length) return from + left;
    left -= length;
  }
  return Math.max(start, hours.tailFrom) + left;
}
