// Whole columns are read in plain loops, as there may be millions of rows; indices have been checked by then, hence the non-null assertions.
import type { Problem } from './problem.ts';
import { MachineKind, NONE, Phase } from './problem.ts';

/**
 * Throws on data no solver could mean: indices out of range, an operation without a mode, a cycle, unsorted calendars.
 * @throws Error with the place and the value.
 */
export function assertProblem(problem: Problem): void {
  const { jobs, operations, modes, arcs, machines, calendars, changeovers, pools, reservoirs } = problem;
  inRange('operation job', operations.job, 0, jobs.count);
  inRange('mode machine', modes.machine, 0, machines.count);
  inRange('mode run calendar', modes.runCalendar, -1, calendars.length);
  inRange('mode setup calendar', modes.setupCalendar, -1, calendars.length);
  inRange('mode price profile', modes.priceProfile, -1, modes.priceProfiles.length);
  inRange('need pool', modes.needPool, 0, pools.length);
  modes.needFrom.forEach((from, i) => {
    const to = modes.needTo[i] ?? NONE;
    if (from < 0 || to < from || ((from > 0 || to !== NONE) && modes.needPhase[i] !== Phase.RUN))
      throw new Error(`need ${i} holds from ${from} to ${to} in phase ${modes.needPhase[i]}`);
  });
  inRange('flow reservoir', operations.flowReservoir, 0, reservoirs.length);
  inRange('machine changeover', machines.changeover, -1, changeovers.length);
  inRange('arc from', arcs.from, 0, operations.count);
  inRange('arc to', arcs.to, 0, operations.count);
  for (let o = 0; o < operations.count; o++) {
    const count = (operations.modeStart[o + 1] ?? 0) - (operations.modeStart[o] ?? 0);
    if (count < 1) throw new Error(`operation ${o} has no mode`);
    if ((operations.fixedStart[o] ?? -1) >= 0 && count !== 1) throw new Error(`fixed operation ${o} has ${count} modes, not one`);
  }
  calendars.forEach((calendar, c) => {
    let last = -1;
    calendar.start.forEach((start, i) => {
      const end = calendar.end[i] ?? 0;
      if (start < last || end <= start) throw new Error(`calendar ${c}: span ${i} [${start}, ${end}) is empty or out of order`);
      last = end;
    });
    if (calendar.tailFrom < last) throw new Error(`calendar ${c}: tailFrom ${calendar.tailFrom} lies before the last end ${last}`);
  });
  assertOrdered(problem);
  assertAcyclic(problem);
}

/** Lines and places are understood on SINGLE machines, for operations with one successor in their job at most, none of them fixed. */
function assertOrdered({ operations, modes, arcs, machines, features }: Problem): void {
  if (!features.lines && !features.places) return;
  machines.kind.forEach((kind, k) => {
    if ((machines.line[k] !== -1 || machines.places[k] !== NONE) && kind !== MachineKind.SINGLE)
      throw new Error(`machine ${k} has a line or places and is not SINGLE`);
    if ((machines.places[k] ?? NONE) < 1) throw new Error(`machine ${k} has ${machines.places[k]} places`);
  });
  for (let o = 0; o < operations.count; o++) {
    for (let m = operations.modeStart[o] ?? 0; m < (operations.modeStart[o + 1] ?? 0); m++) {
      const k = modes.machine[m] ?? 0;
      if (machines.line[k] === -1 && machines.places[k] === NONE) continue;
      if ((operations.fixedStart[o] ?? -1) >= 0) throw new Error(`operation ${o} is fixed on machine ${k}, which has a line or places`);
      const out = (arcs.outStart[o + 1] ?? 0) - (arcs.outStart[o] ?? 0);
      if (out > 1) throw new Error(`operation ${o} on machine ${k}, which has a line or places, has ${out} successors`);
    }
  }
}

function inRange(what: string, values: Int32Array, low: number, high: number): void {
  for (let i = 0; i < values.length; i++)
    if (values[i]! < low || values[i]! >= high) throw new Error(`${what} ${i} is ${values[i]}, not in ${low} … ${high - 1}`);
}

function assertAcyclic({ operations, arcs }: Problem): void {
  const { count } = operations;
  // Most problems number operations in the order of their jobs: what only leads upwards leads back nowhere.
  if (leadsUpwards(arcs)) return;
  const open = new Int32Array(count);
  for (let i = 0; i < arcs.count; i++) open[arcs.to[i]!]!++;
  const ready = new Int32Array(count);
  let waiting = 0;
  for (let o = 0; o < count; o++) if (open[o] === 0) ready[waiting++] = o;
  let seen = 0;
  while (waiting > 0) {
    const o = ready[--waiting]!;
    seen++;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const to = arcs.to[arcs.outArc[i]!]!;
      if (--open[to]! === 0) ready[waiting++] = to;
    }
  }
  if (seen !== count) throw new Error(`the precedence graph has a cycle through ${count - seen} operations`);
}

function leadsUpwards({ count, from, to }: Problem['arcs']): boolean {
  for (let i = 0; i < count; i++) if (from[i]! >= to[i]!) return false;
  return true;
}
