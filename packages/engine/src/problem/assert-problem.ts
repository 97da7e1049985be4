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
  values.forEach((value, i) => {
    if (value < low || value >= high) throw new Error(`${what} ${i} is ${value}, not in ${low} … ${high - 1}`);
  });
}

function assertAcyclic({ operations, arcs }: Problem): void {
  const open = new Int32Array(operations.count);
  for (const to of arcs.to) open[to] = (open[to] ?? 0) + 1;
  const ready: number[] = [];
  open.forEach((count, o) => {
    if (count === 0) ready.push(o);
  });
  let seen = 0;
  for (let o = ready.pop(); o !== undefined; o = ready.pop()) {
    seen++;
    for (let i = arcs.outStart[o] ?? 0; i < (arcs.outStart[o + 1] ?? 0); i++) {
      const to = arcs.to[arcs.outArc[i] ?? 0] ?? 0;
      const left = (open[to] ?? 0) - 1;
      open[to] = left;
      if (left === 0) ready.push(to);
    }
  }
  if (seen !== operations.count) throw new Error(`the precedence graph has a cycle through ${operations.count - seen} operations`);
}
