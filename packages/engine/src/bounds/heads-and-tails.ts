// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../problem/problem.ts';
import { endOfWork } from './opening-hours.ts';

/** Heads, shortest durations and tails of operations, in ticks, as the precedence and the calendars of the modes allow. */
export interface HeadsAndTails {
  /** [operation] no run starts earlier. */
  readonly head: Int32Array;
  /** [operation] shortest work of the run. */
  readonly duration: Int32Array;
  /** [operation] no run ends earlier. */
  readonly end: Int32Array;
  /** [operation] least time from the end of an operation to the end of everything after it. */
  readonly tail: Int32Array;
}

/** Longer than any plan may be: sums stop here instead of leaving the integers. */
const MOST = 2 ** 31 - 1;

/** Longest paths through the precedence alone, modes chosen freely for each operation. O(N + modes + arcs) and a look into calendars. */
export function headsAndTails(problem: Problem): HeadsAndTails {
  const { operations, modes, arcs } = problem;
  const n = operations.count;
  const duration = new Int32Array(n);
  const head = new Int32Array(n);
  const end = new Int32Array(n);
  const tail = new Int32Array(n);
  for (let o = 0; o < n; o++) {
    let least = MOST;
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) least = Math.min(least, modes.duration[k]!);
    duration[o] = least;
    head[o] = Math.max(operations.release[o]!, operations.fixedStart[o]!, 0);
  }
  const order = precedenceOrder(problem);
  for (let at = 0; at < n; at++) {
    const o = order[at]!;
    end[o] = problem.features.calendars ? earliestEnd(problem, o, head[o]!) : Math.min(MOST, head[o]! + duration[o]!);
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const arc = arcs.outArc[i]!;
      const to = arcs.to[arc]!;
      const ready = arcs.share[arc]! < 1 ? head[o]! + Math.ceil(arcs.share[arc]! * duration[o]!) : end[o]!;
      head[to] = Math.min(MOST, Math.max(head[to]!, ready + arcs.minLag[arc]!));
    }
  }
  for (let at = n - 1; at >= 0; at--) {
    const o = order[at]!;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const arc = arcs.outArc[i]!;
      const to = arcs.to[arc]!;
      const after = arcs.share[arc]! < 1 ? Math.ceil(arcs.closing[arc]! * duration[to]!) : duration[to]!;
      tail[o] = Math.min(MOST, Math.max(tail[o]!, arcs.minLag[arc]! + after + tail[to]!));
    }
  }
  return { head, duration, end, tail };
}

/** The earliest end over the modes: each works on its own calendar. */
function earliestEnd({ operations, modes, calendars }: Problem, o: number, from: number): number {
  let earliest = MOST;
  for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
    earliest = Math.min(earliest, endOfWork(calendars[modes.runCalendar[k]!], from, modes.duration[k]!, operations.unbroken[o] === 1));
  }
  return earliest;
}

/** Kahn's order of the precedence. */
function precedenceOrder({ operations, arcs }: Problem): Int32Array {
  const n = operations.count;
  const open = new Int32Array(n);
  const order = new Int32Array(n);
  let filled = 0;
  for (let o = 0; o < n; o++) {
    open[o] = arcs.inStart[o + 1]! - arcs.inStart[o]!;
    if (open[o] === 0) order[filled++] = o;
  }
  for (let at = 0; at < filled; at++) {
    const o = order[at]!;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const to = arcs.to[arcs.outArc[i]!]!;
      if (--open[to]! === 0) order[filled++] = to;
    }
  }
  return order;
}
