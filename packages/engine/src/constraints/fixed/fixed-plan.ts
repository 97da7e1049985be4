// Non-null assertions index arrays this class sizes itself or the problem's own.
import type { Problem } from '../../problem/problem.ts';
import { MachineKind } from '../../problem/problem.ts';
import type { WorkClock } from '../calendar/work-clock.ts';
import { NEVER } from '../calendar/work-clock.ts';
import { changeoverTime } from '../changeover/setup-length.ts';

/** Operations that start together on a machine at a time nobody may change; alone, except in a batch. */
export interface FixedRun {
  readonly members: readonly number[];
  readonly mode: number;
  readonly start: number;
  readonly end: number;
  readonly work: number;
  readonly ownSetup: number;
  readonly state: number;
  readonly alreadySetUp: boolean;
  readonly setupUnbroken: number;
  readonly joined: boolean;
}

/** The fixed runs of each SINGLE or BATCH machine, and the room they leave before them (SPEC R12 with R3 and R4). */
export class FixedPlan {
  /** [machine] by start */
  readonly runs: readonly (readonly FixedRun[])[];
  readonly #problem: Problem;
  readonly #clock: WorkClock;
  /** [machine][run] most ticks its setup may take. */
  readonly #mostSetup: readonly Int32Array[];

  constructor(problem: Problem, clock: WorkClock) {
    this.#problem = problem;
    this.#clock = clock;
    const byMachine: FixedRun[][] = Array.from({ length: problem.machines.count }, () => []);
    for (const group of groupFixed(problem)) {
      const machine = problem.modes.machine[problem.operations.modeStart[group[0]!]!]!;
      byMachine[machine]!.push(fixedRun(problem, clock, group));
    }
    for (const runs of byMachine) runs.sort((a, b) => a.start - b.start || a.end - b.end || a.members[0]! - b.members[0]!);
    this.runs = byMachine;
    this.#mostSetup = byMachine.map((runs) => new Int32Array(runs.length).fill(NEVER));
  }

  /** Nothing that would make the setup of a machine's fixed run `i` longer than this may be put before it. */
  limitSetup(machine: number, i: number, ticks: number): void {
    this.#mostSetup[machine]![i] = ticks;
  }

  /** Ticks of setup before a fixed run when the machine is in `state`. */
  setupLength(machine: number, run: FixedRun, state: number): number {
    return run.alreadySetUp ? 0 : run.ownSetup + changeoverTime(this.#problem, machine, state, run.state);
  }

  /** Latest setup start of a fixed run when the machine is in `state`; -1 = none. */
  setupStart(machine: number, run: FixedRun, state: number): number {
    const length = this.setupLength(machine, run, state);
    if (length === 0) return run.start;
    const start = this.#clock.latestBegin(this.#problem.modes.setupCalendar[run.mode]!, run.start, length, run.setupUnbroken);
    return run.joined && start !== run.start - length ? -1 : start;
  }

  /**
   * Latest end of what is appended before the machine's fixed run `i` and leaves it in `state`.
   * A run without a state hands the state on, so the runs behind it have their say too. -1 = no room at all.
   */
  room(machine: number, i: number, state: number): number {
    const runs = this.runs[machine]!;
    if (i >= runs.length) return NEVER;
    const most = this.#mostSetup[machine]!;
    if (this.setupLength(machine, runs[i]!, state) > most[i]!) return -1;
    const room = this.setupStart(machine, runs[i]!, state);
    for (let j = i; runs[j]!.state < 0 && j + 1 < runs.length; j++) {
      if (this.setupStart(machine, runs[j + 1]!, state) < runs[j]!.end) return -1;
      if (this.setupLength(machine, runs[j + 1]!, state) > most[j + 1]!) return -1;
    }
    return room;
  }

  /** State left on the machine after fixed run `i`, given that before it. */
  stateAfter(machine: number, i: number, before: number): number {
    const state = this.runs[machine]![i]!.state;
    return state < 0 ? before : state;
  }

  /** The longest setup any state before could ask of a fixed run: what its pools must keep free. */
  longestSetup(machine: number, run: FixedRun): number {
    if (run.alreadySetUp) return 0;
    const table = this.#problem.machines.changeover[machine]!;
    if (table < 0 || run.state < 0) return run.ownSetup;
    const { states } = this.#problem.changeovers[table]!;
    let longest = 0;
    for (let s = 0; s < states; s++) longest = Math.max(longest, changeoverTime(this.#problem, machine, s, run.state));
    return run.ownSetup + longest;
  }
}

/** Fixed operations of SINGLE and BATCH machines; those of a batch machine with equal start together. */
function groupFixed({ operations, modes, machines }: Problem): number[][] {
  const groups: number[][] = [];
  const batchAt = new Map<string, number[]>();
  for (let o = 0; o < operations.count; o++) {
    const start = operations.fixedStart[o]!;
    if (start < 0) continue;
    const machine = modes.machine[operations.modeStart[o]!]!;
    if (machines.kind[machine] === MachineKind.PARALLEL) continue;
    const key = `${machine} ${start}`;
    const group = batchAt.get(key);
    if (machines.kind[machine] === MachineKind.BATCH && group) group.push(o);
    else {
      const fresh = [o];
      groups.push(fresh);
      batchAt.set(key, fresh);
    }
  }
  return groups;
}

function fixedRun({ operations, modes }: Problem, clock: WorkClock, members: readonly number[]): FixedRun {
  const modeOf = (o: number): number => operations.modeStart[o]!;
  const mode = modeOf(members[0]!);
  const start = operations.fixedStart[members[0]!]!;
  const work = Math.max(...members.map((o) => modes.duration[modeOf(o)]!));
  return {
    members,
    mode,
    start,
    work,
    end: work === 0 ? start : clock.workEnd(modes.runCalendar[mode]!, start, work),
    ownSetup: Math.max(...members.map((o) => modes.setup[modeOf(o)]!)),
    state: modes.state[mode]!,
    alreadySetUp: members.every((o) => operations.alreadySetUp[o] === 1),
    setupUnbroken: members.some((o) => operations.unbroken[o] === 1 || operations.joinedSetup[o] === 1) ? 1 : 0,
    joined: members.some((o) => operations.joinedSetup[o] === 1),
  };
}
