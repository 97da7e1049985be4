// Non-null assertions index the problem's own arrays, which assertProblem has checked.
import { NEVER } from '../../constraints/calendar/work-clock.ts';
import { latestDeparture } from '../../constraints/transport/arrival.ts';
import type { Problem } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';
import type { Derived } from './derived.ts';

/**
 * [operation] when it should end at the latest for everything behind it, of whatever job, to be in time; NEVER where nothing behind it is
 * due. Work behind it takes `stretch` times its ticks; goods that change sites go by the departures of the best lane.
 */
export function latestEnds(problem: Problem, derived: Derived, stretch: number): Float64Array {
  const { operations, arcs, jobs, transport } = problem;
  const { topological, leastWork, terminal } = derived;
  const latest = new Float64Array(operations.count).fill(NEVER);
  const sites = sitesOf(problem, derived);
  for (let i = topological.length - 1; i >= 0; i--) {
    const o = topological[i]!;
    const job = operations.job[o]!;
    let end = NEVER;
    if (terminal[o] === 1 && jobs.due[job] !== NONE) end = leave(transport, sites[o], [jobs.deliverySite[job]!], jobs.due[job]!);
    for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
      const arc = arcs.outArc[j]!;
      const to = arcs.to[arc]!;
      if (latest[to] === NEVER) continue;
      const after = arcs.share[arc]! < 1 ? arcs.closing[arc]! : 1;
      const wanted = latest[to]! - stretch * (arcs.minLag[arc]! + Math.ceil(after * leastWork[to]!));
      end = Math.min(end, arcs.carries[arc] === 1 ? leave(transport, sites[o], sites[to], wanted) : wanted);
    }
    latest[o] = end;
  }
  return latest;
}

/** [operation] sites it may be done at; nothing at all where goods stay where they are. */
function sitesOf({ operations, modes, transport }: Problem, { usableStart, usableMode }: Derived): readonly (readonly number[])[] {
  if (transport === undefined) return [];
  return Array.from({ length: operations.count }, (_, o) => {
    const sites = new Set<number>();
    for (let i = usableStart[o]!; i < usableStart[o + 1]!; i++) sites.add(modes.site[usableMode[i]!]!);
    return [...sites];
  });
}

/** The latest moment for goods to be ready at the best of the sites `from`, so that they are at one of the sites `to` by a time. */
function leave(transport: Problem['transport'], from: readonly number[] = [], to: readonly number[] = [], by: number): number {
  if (transport === undefined || from.length === 0 || to.length === 0) return by;
  let best = -Infinity;
  for (const a of from) {
    for (const b of to) {
      if (a < 0 || b < 0 || a === b) return by;
      const lane = transport.lanes[a * transport.sites + b];
      if (lane !== undefined) best = Math.max(best, latestDeparture(lane, by));
    }
  }
  return best === -Infinity ? by : best;
}
