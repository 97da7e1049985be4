// Indices come from the problem's own tables, hence the non-null assertions.
import { MachineKind, type Problem } from '../../problem/problem.ts';
import type { RegularGoal } from '../shop/regular-goal.ts';
import { sumOverEnds } from '../shop/regular-goal.ts';

/** Setups are looked up between any two jobs on any machine; more than so many do not pay for their memory. */
const MOST_SETUPS = 30_000_000;

/** A line whose machines all jobs pass in the same order, none overtaking another: what is searched is one sequence of jobs. */
export interface LineModel {
  readonly problem: Problem;
  readonly jobs: number;
  /** Machines in the order they are passed. */
  readonly stages: number;
  /** [job * stages + stage] the operation, its time, its release. */
  readonly operation: Int32Array;
  readonly duration: Int32Array;
  readonly release: Int32Array;
  readonly hasReleases: boolean;
  /** [((job before + 1) * jobs + job) * stages + stage] setup, row 0 for the first job of all; empty where there is none. */
  readonly setup: Int32Array;
  readonly goal: RegularGoal;
  readonly makespanOnly: boolean;
}

/** The line a problem is, if it is one and only the ends of its jobs count. */
export function lineModel(problem: Problem): LineModel | undefined {
  const { features, modes, operations } = problem;
  const extra = [
    !features.lines,
    !features.chains,
    features.flexible,
    features.calendars,
    features.pools,
    features.parallelMachines,
    features.batches,
    features.lags,
    features.maxLags,
    features.sendAhead,
    features.transport,
    features.fixed,
    features.reservoirs,
    features.baseline,
    features.places,
    modes.priceProfiles.length > 0,
    operations.alreadySetUp.includes(1),
  ];
  const goal = extra.includes(true) ? undefined : sumOverEnds(problem);
  const route = goal === undefined ? undefined : commonRoute(problem, goal);
  const setup = route === undefined ? undefined : setupsOf(problem, route);
  if (goal === undefined || route === undefined || setup === undefined) return undefined;
  const { operation, stages } = route;
  const modeOf = (o: number): number => operations.modeStart[o]!;
  return {
    problem,
    jobs: problem.jobs.count,
    stages,
    operation,
    duration: operation.map((o) => modes.duration[modeOf(o)]!),
    release: operation.map((o) => operations.release[o]!),
    hasReleases: features.releases,
    setup,
    goal,
    makespanOnly: features.makespanOnly,
  };
}

interface Route {
  readonly operation: Int32Array;
  readonly stages: number;
}

/** Undefined unless every job passes the same machines of one line, each once, in the same order. */
function commonRoute({ operations, jobs, arcs, modes, machines }: Problem, { last }: RegularGoal): Route | undefined {
  const stages = operations.count / Math.max(1, jobs.count);
  if (!Number.isInteger(stages) || stages === 0) return undefined;
  const operation = new Int32Array(operations.count);
  for (let job = 0; job < jobs.count; job++) {
    let o = last[job]!;
    for (let stage = stages - 1; stage >= 0; stage--) {
      if (o < 0) return undefined;
      operation[job * stages + stage] = o;
      o = arcs.inStart[o + 1]! > arcs.inStart[o]! ? arcs.from[arcs.inArc[arcs.inStart[o]!]!]! : -1;
    }
    if (o >= 0) return undefined;
  }
  const machineOf = (at: number): number => modes.machine[operations.modeStart[operation[at]!]!]!;
  const passed = Array.from({ length: stages }, (_, stage) => machineOf(stage));
  const line = machines.line[passed[0]!]!;
  const isLine = new Set(passed).size === stages && line >= 0;
  if (!isLine || passed.some((k) => machines.line[k] !== line || machines.kind[k] !== MachineKind.SINGLE)) return undefined;
  for (let at = 0; at < operation.length; at++) if (machineOf(at) !== passed[at % stages]) return undefined;
  return { operation, stages };
}

/** Undefined where a setup does not follow from two neighbours, or where there are too many. */
function setupsOf({ features, operations, jobs, modes, machines, changeovers }: Problem, { operation, stages }: Route) {
  if (!features.setups) return new Int32Array(0);
  const n = jobs.count;
  if ((n + 1) * n * stages > MOST_SETUPS) return undefined;
  const setup = new Int32Array((n + 1) * n * stages);
  for (let job = 0; job < n; job++)
    for (let stage = 0; stage < stages; stage++) {
      const mode = operations.modeStart[operation[job * stages + stage]!]!;
      const machine = modes.machine[mode]!;
      const changeover = changeovers[machines.changeover[machine]!];
      const state = modes.state[mode]!;
      if (changeover !== undefined && state < 0) return undefined;
      for (let before = 0; before <= n; before++) {
        const left =
          before === 0 ? machines.initialState[machine]! : modes.state[operations.modeStart[operation[(before - 1) * stages + stage]!]!]!;
        const change = changeover === undefined || left < 0 ? 0 : changeover.time[left * changeover.states + state]!;
        setup[(before * n + job) * stages + stage] = modes.setup[mode]! + change;
      }
    }
  return setup;
}
