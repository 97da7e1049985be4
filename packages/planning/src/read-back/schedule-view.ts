import type { Problem, Schedule } from '@midstream/engine';
import { MachineKind, NONE } from '@midstream/engine';
import { arrivalAt } from '../compile/arrival.ts';
import type { CompiledFactory } from '../compile/compile-factory.ts';

/** A span of ticks. */
export interface TickSpan {
  readonly start: number;
  readonly end: number;
}

/** A schedule with what can be read off it: sequences on machines, changeovers, setups, arrival of goods. */
export interface ScheduleView {
  readonly compiled: CompiledFactory;
  readonly problem: Problem;
  readonly schedule: Schedule;
  /** [machine] operations by start. */
  readonly sequences: readonly (readonly number[])[];
  /** [operation] operation that ran before it on its machine and left a state; -1 = none. For batch members that of the batch. */
  readonly machineBefore: Int32Array;
  readonly machineAfter: Int32Array;
  /** [operation] state on the machine before it, -1 = unknown. */
  readonly stateBefore: Int32Array;
  /** [operation] ticks of changeover (without its own setup). */
  readonly changeoverTicks: Int32Array;
  /** [operation] ticks of changeover and own setup. */
  readonly setupTicks: Int32Array;
  /** [operation] 1 = the operation that carries a batch's setup and energy (every operation outside batches does). */
  readonly leads: Uint8Array;
  /** Work spans of [from, to) on a calendar, with the extra price per tick. */
  readonly workSpans: (calendar: number, from: number, to: number) => { start: number; end: number; rate: number }[];
  /** When goods of an arc are at hand for its successor. */
  readonly readyAt: (arc: number) => number;
  readonly machineOf: (operation: number) => number;
  readonly siteOf: (operation: number) => number;
}

/** Builds the view; cost O(n log n). */
export function viewSchedule(compiled: CompiledFactory, schedule: Schedule): ScheduleView {
  const { problem } = compiled;
  const { operations, modes, machines, arcs } = problem;
  const n = operations.count;
  const machineOf = (o: number): number => modes.machine[schedule.mode[o] ?? 0] ?? 0;
  const siteOf = (o: number): number => modes.site[schedule.mode[o] ?? 0] ?? -1;
  const sequences: number[][] = Array.from({ length: machines.count }, () => []);
  for (let o = 0; o < n; o++) sequences[machineOf(o)]?.push(o);
  const at = (values: Int32Array, o: number): number => values[o] ?? 0;
  const machineBefore = new Int32Array(n).fill(-1);
  const machineAfter = new Int32Array(n).fill(-1);
  const stateBefore = new Int32Array(n).fill(-1);
  const changeoverTicks = new Int32Array(n);
  const setupTicks = new Int32Array(n);
  const leads = new Uint8Array(n).fill(1);
  sequences.forEach((sequence, m) => {
    sequence.sort(
      (a, b) =>
        at(schedule.start, a) - at(schedule.start, b) ||
        at(schedule.end, a) - at(schedule.end, b) ||
        at(schedule.setupStart, a) - at(schedule.setupStart, b) ||
        a - b,
    );
    const kind = machines.kind[m];
    const table = problem.changeovers[machines.changeover[m] ?? -1];
    let state = machines.initialState[m] ?? -1;
    let before = -1;
    for (let i = 0; i < sequence.length;) {
      const first = sequence[i] ?? 0;
      let last = i + 1;
      if (kind === MachineKind.BATCH)
        while (last < sequence.length && at(schedule.start, sequence[last] ?? 0) === at(schedule.start, first)) last++;
      let own = 0;
      const members = sequence.slice(i, last);
      for (const o of members) own = Math.max(own, modes.setup[at(schedule.mode, o)] ?? 0);
      const leader = Math.min(...members);
      const needed = modes.state[at(schedule.mode, first)] ?? -1;
      const change =
        table !== undefined && state >= 0 && needed >= 0 && kind !== MachineKind.PARALLEL
          ? (table.time[state * table.states + needed] ?? 0)
          : 0;
      for (const o of members) {
        leads[o] = o === leader ? 1 : 0;
        machineBefore[o] = before;
        stateBefore[o] = kind === MachineKind.PARALLEL ? -1 : state;
        if (operations.alreadySetUp[o] === 1) continue;
        changeoverTicks[o] = change;
        setupTicks[o] = own + change;
      }
      if (before >= 0) machineAfter[before] = leader;
      if (kind !== MachineKind.PARALLEL) {
        before = leader;
        if (needed >= 0) state = needed;
      }
      i = last;
    }
  });
  const readyAt = (arc: number): number => {
    const from = arcs.from[arc] ?? 0;
    const to = arcs.to[arc] ?? 0;
    const end = at(schedule.end, from);
    return arcs.carries[arc] === 1 ? arrivalAt(problem, siteOf(from), siteOf(to), end) : end;
  };
  return {
    compiled,
    problem,
    schedule,
    sequences,
    machineBefore,
    machineAfter,
    stateBefore,
    changeoverTicks,
    setupTicks,
    leads,
    readyAt,
    machineOf,
    siteOf,
    workSpans: (calendar, from, to) => workSpans(problem, calendar, from, to),
  };
}

function workSpans(problem: Problem, calendar: number, from: number, to: number): { start: number; end: number; rate: number }[] {
  if (from >= to) return [];
  const hours = problem.calendars[calendar];
  if (hours === undefined) return [{ start: from, end: to, rate: 0 }];
  const result: { start: number; end: number; rate: number }[] = [];
  let low = 0;
  let high = hours.end.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hours.end[middle] ?? NONE) > from) high = middle;
    else low = middle + 1;
  }
  for (let i = low; i < hours.start.length && (hours.start[i] ?? 0) < to; i++) {
    result.push({ start: Math.max(from, hours.start[i] ?? 0), end: Math.min(to, hours.end[i] ?? 0), rate: hours.rate[i] ?? 0 });
  }
  if (hours.tailFrom < to) result.push({ start: Math.max(from, hours.tailFrom), end: to, rate: 0 });
  return result;
}
