// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import { AUTO } from './decoder.ts';
import type { Derived } from './derived.ts';
import { EventHeap } from './heap.ts';
import type { RuleName } from './rules.ts';

/**
 * Free operations of a schedule by start: the list that gives it back. Where the schedule's times go against precedence, as after a
 * change of the factory they may, an operation comes as soon as all it waits for stands before it.
 */
export function listOf(problem: Problem, derived: Derived, schedule: Schedule): Int32Array {
  const { operations, arcs } = problem;
  const rank = new Int32Array(operations.count);
  derived.topological.forEach((o, i) => {
    rank[o] = i;
  });
  const list = derived.topological.filter((o) => operations.fixedStart[o]! < 0);
  // Of a batch the longest leads: who is placed first fixes its times.
  const lead = (o: number): number => (operations.batchFamily[o]! < 0 ? 0 : -(problem.modes.duration[schedule.mode[o]!] ?? 0));
  list.sort(
    (a, b) => schedule.start[a]! - schedule.start[b]! || lead(a) - lead(b) || schedule.end[a]! - schedule.end[b]! || rank[a]! - rank[b]!,
  );
  const position = new Int32Array(operations.count).fill(-1);
  list.forEach((o, i) => {
    position[o] = i;
  });
  let isOrdered = true;
  for (let arc = 0; arc < arcs.count; arc++) {
    const to = position[arcs.to[arc]!]!;
    if (to >= 0 && position[arcs.from[arc]!]! > to) isOrdered = false;
  }
  return isOrdered ? list : inPrecedence(problem, list, position);
}

/** The same operations in an order that keeps precedence and is otherwise as near to the given one as it may. */
function inPrecedence({ operations, arcs }: Problem, list: Int32Array, position: Int32Array): Int32Array {
  const open = new Int32Array(operations.count);
  for (let arc = 0; arc < arcs.count; arc++) {
    if (position[arcs.from[arc]!]! >= 0) open[arcs.to[arc]!] = open[arcs.to[arc]!]! + 1;
  }
  const waiting = new EventHeap();
  for (const o of list) if (open[o] === 0) waiting.push(position[o]!, o);
  return list.map(() => {
    const o = waiting.pop();
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const to = arcs.to[arcs.outArc[i]!]!;
      open[to] = open[to]! - 1;
      if (open[to] === 0 && position[to]! >= 0) waiting.push(position[to]!, to);
    }
    return o;
  });
}

/**
 * The modes of a schedule as genes; what is no usable mode of its operation is left to the decoder.
 * @throws Error when the schedule is one of another number of operations.
 */
export function genesOf(problem: Problem, derived: Derived, schedule: Schedule): Int32Array {
  const { count } = problem.operations;
  if (schedule.mode.length !== count || schedule.start.length !== count)
    throw new Error(`warm start: ${schedule.mode.length} operations given, the problem has ${count}`);
  return schedule.mode.map((mode, o) => {
    for (let i = derived.usableStart[o]!; i < derived.usableStart[o + 1]!; i++) if (derived.usableMode[i] === mode) return mode;
    return AUTO;
  });
}

/** The rules worth trying first for what the objective counts. */
export function rulesFor(problem: Problem): RuleName[] {
  const parts = new Set(problem.objective.levels.flatMap((level) => level.map(({ part }) => part)));
  const byDue: RuleName[] = ['apparentCost', 'earliestDue', 'criticalRatio', 'apparentCostWide', 'leastSlack'];
  const byWork: RuleName[] = ['mostWorkBehind', 'mostWorkRemaining', 'firstCome'];
  const bySetup: RuleName[] = ['leastSetup'];
  const byFlow: RuleName[] = ['shortest', 'leastRemaining', 'weightedShortest'];
  const first =
    parts.has('weightedTardiness') || parts.has('lateJobs')
      ? byDue
      : parts.has('flowTime')
        ? byFlow
        : parts.has('makespan')
          ? byWork
          : bySetup;
  return [...new Set([...first, ...byDue, ...byWork, ...byFlow, ...bySetup])];
}
