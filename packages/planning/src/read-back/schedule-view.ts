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

type MachineLines = Pick<
  ScheduleView,
  'sequences' | 'machineBefore' | 'machineAfter' | 'stateBefore' | 'changeoverTicks' | 'setupTicks' | 'leads'
>;

/** Builds the view; cost O(n log n). */
export function viewSchedule(compiled: CompiledFactory, schedule: Schedule): ScheduleView {
  const { problem } = compiled;
  const { modes, arcs } = problem;
  const machineOf = (o: number): number => modes.machine[schedule.mode[o] ?? 0] ?? 0;
  const siteOf = (o: number): number => modes.site[schedule.mode[o] ?? 0] ?? -1;
  const readyAt = (arc: number): number => {
    const from = arcs.from[arc] ?? 0;
    const end = schedule.end[from] ?? 0;
    return arcs.carries[arc] === 1 ? arrivalAt(problem, siteOf(from), siteOf(arcs.to[arc] ?? 0), end) : end;
  };
  return {
    compiled,
    problem,
    schedule,
    ...machineLines(problem, schedule, machineOf),
    readyAt,
    machineOf,
    siteOf,
    workSpans: (calendar, from, to) => workSpans(problem, calendar, from, to),
  };
}

/** Follows every machine through its operations: what ran before what, the state found, the setup it takes. */
function machineLines(problem: Problem, schedule: Schedule, machineOf: (o: number) => number): MachineLines {
  const n = problem.operations.count;
  const sequences: number[][] = Array.from({ length: problem.machines.count }, () => []);
  for (let o = 0; o < n; o++) sequences[machineOf(o)]?.push(o);
  const lines = {
    sequences,
    machineBefore: new Int32Array(n).fill(-1),
    machineAfter: new Int32Array(n).fill(-1),
    stateBefore: new Int32Array(n).fill(-1),
    changeoverTicks: new Int32Array(n),
    setupTicks: new Int32Array(n),
    leads: new Uint8Array(n).fill(1),
  };
  const at = (values: Int32Array, o: number): number => values[o] ?? 0;
  const { start, end, setupStart } = schedule;
  sequences.forEach((sequence, m) => {
    sequence.sort((a, b) => at(start, a) - at(start, b) || at(end, a) - at(end, b) || at(setupStart, a) - at(setupStart, b) || a - b);
    const isBatch = problem.machines.kind[m] === MachineKind.BATCH;
    let state = problem.machines.initialState[m] ?? -1;
    let before = -1;
    for (let i = 0; i < sequence.length;) {
      let last = i + 1;
      if (isBatch) while (last < sequence.length && at(start, sequence[last] ?? 0) === at(start, sequence[i] ?? 0)) last++;
      const members = sequence.slice(i, last);
      const needed = noteLoad(problem, schedule, lines, m, members, before, state);
      i = last;
      if (problem.machines.kind[m] === MachineKind.PARALLEL) continue;
      before = Math.min(...members);
      if (needed >= 0) state = needed;
    }
  });
  return lines;
}

/** Notes one operation, or one oven load, in the lines of its machine; returns the state it leaves. */
function noteLoad(
  problem: Problem,
  schedule: Schedule,
  lines: { readonly [K in Exclude<keyof MachineLines, 'sequences'>]: MachineLines[K] },
  machine: number,
  members: readonly number[],
  before: number,
  state: number,
): number {
  const { modes, machines, operations, changeovers } = problem;
  const isParallel = machines.kind[machine] === MachineKind.PARALLEL;
  const table = isParallel ? undefined : changeovers[machines.changeover[machine] ?? -1];
  const leader = Math.min(...members);
  const own = Math.max(...members.map((o) => modes.setup[schedule.mode[o] ?? 0] ?? 0));
  const needed = modes.state[schedule.mode[members[0] ?? 0] ?? 0] ?? -1;
  const change = table !== undefined && state >= 0 && needed >= 0 ? (table.time[state * table.states + needed] ?? 0) : 0;
  for (const o of members) {
    lines.leads[o] = o === leader ? 1 : 0;
    lines.machineBefore[o] = before;
    lines.stateBefore[o] = isParallel ? -1 : state;
    if (operations.alreadySetUp[o] === 1) continue;
    lines.changeoverTicks[o] = change;
    lines.setupTicks[o] = own + change;
  }
  if (before >= 0) lines.machineAfter[before] = leader;
  return needed;
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
