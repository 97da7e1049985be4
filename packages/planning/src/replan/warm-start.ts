import type { Schedule } from '@midstream/engine';
import type { Plan } from '@midstream/factory';
import type { CompiledFactory } from '../compile/compile-factory.ts';
import { unlikeness } from '../compile/fixed-steps.ts';
import { placesOf } from '../compile/plan-places.ts';
import { tickFrom } from '../compile/time-axis.ts';

/**
 * A published plan as a start for the search: machines and sequences are kept, times are only a wish. Operations the plan does not
 * know are put where the earliest start of their order lets them in. Undefined when nothing of it is left.
 */
export function publishedWarmStart(compiled: CompiledFactory, published: Plan): Schedule | undefined {
  const { problem, axis, steps, meanings } = compiled;
  const before = placesOf(published, compiled.factory.timeZone);
  const n = problem.operations.count;
  const mode = new Int32Array(n);
  const start = new Int32Array(n);
  // When people came to set up is kept too: put as late as fits, setups would ask for people who are elsewhere by then.
  const setupBefore = new Int32Array(n);
  const tickOf = (instant: number | undefined): number => (instant === undefined ? 0 : tickFrom(axis, instant));
  let known = 0;
  steps.forEach((step, o) => {
    const from = problem.operations.modeStart[o] ?? 0;
    const to = problem.operations.modeStart[o + 1] ?? 0;
    const place = before.get(step.id);
    mode[o] = from;
    start[o] = problem.operations.release[o] ?? 0;
    if (place === undefined) return;
    known++;
    let least = Infinity;
    for (let each = from; each < to; each++) {
      const meaning = meanings[each];
      if (meaning?.machine !== place.operation.machine) continue;
      // The same people as before: those of other crews may be at work elsewhere.
      const other = unlikeness(meaning, place.operation);
      if (other >= least) continue;
      least = other;
      mode[o] = each;
    }
    start[o] = Math.max(0, tickOf(place.start));
    setupBefore[o] = Math.max(0, tickOf(place.start) - tickOf(place.setupStart));
  });
  if (known === 0) return undefined;
  putInOrder(compiled, start);
  const end = start.map((at, o) => at + (problem.modes.duration[mode[o] ?? 0] ?? 0));
  return { mode, setupStart: start.map((at, o) => at - (setupBefore[o] ?? 0)), start, end };
}

/** What follows starts after what it follows: where the plan does not know one of the two, or the factory has changed, it might not. */
function putInOrder({ problem: { arcs } }: CompiledFactory, start: Int32Array): void {
  // As many passes as the longest chain, most often one: arcs run forwards, and there is no circle.
  for (let changed = true; changed;) {
    changed = false;
    for (let arc = 0; arc < arcs.count; arc++) {
      const earliest = (start[arcs.from[arc] ?? 0] ?? 0) + 1;
      const to = arcs.to[arc] ?? 0;
      if ((start[to] ?? 0) >= earliest) continue;
      start[to] = earliest;
      changed = true;
    }
  }
}
