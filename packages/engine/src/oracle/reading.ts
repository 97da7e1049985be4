import type { Problem } from '../problem/problem.ts';
import { MachineKind } from '../problem/problem.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { Hours } from './hours.ts';

/** Operations that share one setup and one run: a batch, or a single operation by itself. */
interface Group {
  readonly machine: number;
  readonly members: readonly number[];
  readonly start: number;
  readonly setupStart: number;
  readonly end: number;
  /** S of the rules, ticks. */
  readonly setup: number;
  /** Duration of the run, ticks. */
  readonly duration: number;
  readonly changeoverTime: number;
  readonly changeoverCost: number;
}

/** A schedule laid out for checking: groups on machines in their sequence, and the calendars. */
export interface Reading {
  readonly problem: Problem;
  readonly schedule: Schedule;
  readonly groups: readonly Group[];
  /** [operation] its group */
  readonly groupOf: readonly Group[];
  readonly runHours: (operation: number) => Hours;
  readonly setupHours: (operation: number) => Hours;
  readonly machineOf: (operation: number) => number;
  readonly siteOf: (operation: number) => number;
}

/** Lays a schedule out. Modes must be the operations' own (R1) or nothing else can be said. */
export function readSchedule(problem: Problem, schedule: Schedule): Reading {
  const hours = new Map<number, Hours>([[-1, new Hours(undefined)]]);
  problem.calendars.forEach((calendar, index) => hours.set(index, new Hours(calendar)));
  const always = new Hours(undefined);
  const mode = (operation: number): number => schedule.mode[operation] ?? 0;
  const machineOf = (operation: number): number => problem.modes.machine[mode(operation)] ?? 0;
  const onMachine: number[][] = Array.from({ length: problem.machines.count }, () => []);
  for (let operation = 0; operation < problem.operations.count; operation++) onMachine[machineOf(operation)]?.push(operation);
  const groups = onMachine.flatMap((operations, machine) => groupsOnMachine(problem, schedule, machine, operations));
  const groupOf: Group[] = [];
  for (const group of groups) for (const member of group.members) groupOf[member] = group;
  return {
    problem,
    schedule,
    groups,
    groupOf,
    runHours: (operation) => hours.get(problem.modes.runCalendar[mode(operation)] ?? -1) ?? always,
    setupHours: (operation) => hours.get(problem.modes.setupCalendar[mode(operation)] ?? -1) ?? always,
    machineOf,
    siteOf: (operation) => problem.modes.site[mode(operation)] ?? -1,
  };
}

function groupsOnMachine(problem: Problem, schedule: Schedule, machine: number, operations: number[]): Group[] {
  const { machines, modes, operations: all } = problem;
  const kind = machines.kind[machine];
  const value = (values: Int32Array, operation: number): number => values[operation] ?? 0;
  const ordered = operations.sort(
    (a, b) =>
      value(schedule.start, a) - value(schedule.start, b) ||
      value(schedule.end, a) - value(schedule.end, b) ||
      value(schedule.setupStart, a) - value(schedule.setupStart, b) ||
      a - b,
  );
  const bundles: number[][] = [];
  for (const operation of ordered) {
    const last = bundles.at(-1);
    const together =
      kind === MachineKind.BATCH && last !== undefined && value(schedule.start, last[0] ?? 0) === value(schedule.start, operation);
    if (together) last.push(operation);
    else bundles.push([operation]);
  }
  const table = kind === MachineKind.PARALLEL ? undefined : problem.changeovers[machines.changeover[machine] ?? -1];
  let state = machines.initialState[machine] ?? -1;
  return bundles.map((members): Group => {
    const first = members[0] ?? 0;
    const wanted = modes.state[value(schedule.mode, first)] ?? -1;
    const changes = table !== undefined && state >= 0 && wanted >= 0;
    const cell = changes ? state * table.states + wanted : -1;
    const ready = members.every((member) => all.alreadySetUp[member] === 1);
    const own = Math.max(...members.map((member) => modes.setup[value(schedule.mode, member)] ?? 0));
    const changeoverTime = changes && !ready ? (table.time[cell] ?? 0) : 0;
    const group = {
      machine,
      members,
      start: value(schedule.start, first),
      setupStart: value(schedule.setupStart, first),
      end: value(schedule.end, first),
      setup: ready ? 0 : own + changeoverTime,
      duration: Math.max(...members.map((member) => modes.duration[value(schedule.mode, member)] ?? 0)),
      changeoverTime,
      changeoverCost: changes && !ready ? (table.cost[cell] ?? 0) : 0,
    };
    if (wanted >= 0 && kind !== MachineKind.PARALLEL) state = wanted;
    return group;
  });
}

/** When goods ready at one site are at another; undefined where there is no lane. */
export function arrival(problem: Problem, from: number, to: number, ready: number): number | undefined {
  if (from === to || from < 0 || to < 0) return ready;
  const lane = problem.transport?.lanes[from * problem.transport.sites + to];
  if (lane === undefined) return undefined;
  for (let i = 0; i < lane.ready.length; i++) if ((lane.ready[i] ?? 0) >= ready) return lane.arrival[i];
  return ready + lane.afterLast;
}

/** Operations of each job that no operation of the same job follows. */
export function lastOperations(problem: Problem): number[][] {
  const followed = new Set<number>();
  for (let arc = 0; arc < problem.arcs.count; arc++) {
    const from = problem.arcs.from[arc] ?? 0;
    if (problem.operations.job[from] === problem.operations.job[problem.arcs.to[arc] ?? 0]) followed.add(from);
  }
  const result: number[][] = Array.from({ length: problem.jobs.count }, () => []);
  for (let operation = 0; operation < problem.operations.count; operation++) {
    if (!followed.has(operation)) result[problem.operations.job[operation] ?? 0]?.push(operation);
  }
  return result;
}
