// Indices come from the problem's own tables, hence the non-null assertions.
import { MachineKind, type Problem } from '../../problem/problem.ts';
import type { RegularGoal } from '../shop/regular-goal.ts';
import { sumOverEnds } from '../shop/regular-goal.ts';

/** A hybrid line: every job passes the same stages in the same order, and in each any one of the machines that belong to it. */
export interface HybridModel {
  readonly problem: Problem;
  readonly jobs: number;
  readonly stages: number;
  /** Machines of the largest stage. */
  readonly widest: number;
  /** [stage] how many machines it has, and whether it does not matter which of them does a job. */
  readonly units: Int32Array;
  readonly isAlike: Uint8Array;
  /** [job * stages + stage] the operation, and the earliest it may start. */
  readonly operation: Int32Array;
  readonly release: Int32Array;
  /** [(job * stages + stage) * widest + unit] how long that machine takes, and the mode that says so. */
  readonly duration: Int32Array;
  readonly mode: Int32Array;
  /** [job * stages + stage] least time from the end there to the end of the job. */
  readonly tail: Int32Array;
  readonly goal: RegularGoal;
  readonly makespanOnly: boolean;
}

/** The hybrid line a problem is, if it is one with any choice at all and only the ends of its jobs count. */
export function hybridModel(problem: Problem): HybridModel | undefined {
  const { features, modes, jobs } = problem;
  const extra = [
    !features.flexible,
    !features.chains,
    features.calendars,
    features.setups,
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
    features.lines,
    features.places,
    modes.priceProfiles.length > 0,
  ];
  const goal = extra.includes(true) ? undefined : sumOverEnds(problem);
  const operation = goal === undefined ? undefined : operationsByStage(problem, goal);
  const machines = operation === undefined ? undefined : machinesByStage(problem, operation);
  if (goal === undefined || operation === undefined || machines === undefined) return undefined;
  const stages = machines.length;
  const widest = Math.max(...machines.map((own) => own.length));
  const times = timesByUnit(problem, operation, machines, widest);
  if (times === undefined) return undefined;
  const { duration, mode } = times;
  return {
    problem,
    jobs: jobs.count,
    stages,
    widest,
    units: Int32Array.from(machines, (own) => own.length),
    isAlike: Uint8Array.from(machines, (own, stage) => (isAlikeAt(duration, stage, stages, widest, own.length) ? 1 : 0)),
    operation,
    release: operation.map((o) => problem.operations.release[o]!),
    duration,
    mode,
    tail: tailsOf(duration, machines, widest),
    goal,
    makespanOnly: features.makespanOnly,
  };
}

/** [job * stages + stage]; undefined unless every job has as many operations. */
function operationsByStage({ operations, jobs, arcs }: Problem, { last }: RegularGoal): Int32Array | undefined {
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
  return operation;
}

/** The machines of each stage; undefined where stages share machines or jobs do not. */
function machinesByStage({ operations, jobs, modes, machines }: Problem, operation: Int32Array): number[][] | undefined {
  const stages = operation.length / jobs.count;
  const stageOf = new Int32Array(machines.count).fill(-1);
  const found = Array.from({ length: stages }, (_, stage) => {
    const o = operation[stage]!;
    return [...modes.machine.subarray(operations.modeStart[o]!, operations.modeStart[o + 1]!)];
  });
  for (const [stage, own] of found.entries())
    for (const machine of own) {
      if (stageOf[machine]! >= 0 || machines.kind[machine] !== MachineKind.SINGLE) return undefined;
      stageOf[machine] = stage;
    }
  for (let at = 0; at < operation.length; at++) {
    const o = operation[at]!;
    if (operations.modeStart[o + 1]! - operations.modeStart[o]! !== found[at % stages]!.length) return undefined;
  }
  return found;
}

/** Undefined where a job cannot be done by every machine of a stage. */
function timesByUnit({ operations, modes }: Problem, operation: Int32Array, machines: number[][], widest: number) {
  const stages = machines.length;
  const duration = new Int32Array(operation.length * widest);
  const mode = new Int32Array(operation.length * widest).fill(-1);
  for (let at = 0; at < operation.length; at++) {
    const o = operation[at]!;
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
      const unit = machines[at % stages]!.indexOf(modes.machine[k]!);
      if (unit < 0 || mode[at * widest + unit]! >= 0) return undefined;
      mode[at * widest + unit] = k;
      duration[at * widest + unit] = modes.duration[k]!;
    }
  }
  return { duration, mode };
}

function isAlikeAt(duration: Int32Array, stage: number, stages: number, widest: number, units: number): boolean {
  for (let row = stage * widest; row < duration.length; row += stages * widest)
    for (let unit = 1; unit < units; unit++) if (duration[row + unit] !== duration[row]) return false;
  return true;
}

function tailsOf(duration: Int32Array, machines: readonly (readonly number[])[], widest: number): Int32Array {
  const stages = machines.length;
  const tail = new Int32Array(duration.length / widest);
  for (let at = tail.length - 2; at >= 0; at--) {
    const stage = at % stages;
    if (stage === stages - 1) continue;
    const next = duration.subarray((at + 1) * widest, (at + 1) * widest + machines[stage + 1]!.length);
    tail[at] = tail[at + 1]! + next.reduce((least, time) => Math.min(least, time));
  }
  return tail;
}

/** The same line passed from its end: what comes last is done first. Only for the makespan, and without releases. */
export function mirrored(model: HybridModel): HybridModel {
  const { jobs, stages, widest } = model;
  const turned = <T extends Int32Array>(rows: T, width: number): Int32Array =>
    rows.map((_, i) => {
      const at = Math.floor(i / width);
      const stage = at % stages;
      return rows[(at - stage + (stages - 1 - stage)) * width + (i % width)]!;
    });
  const duration = turned(model.duration, widest);
  const units = model.units.toReversed();
  const machines = Array.from(units, (count) => Array.from({ length: count }, (_, unit) => unit));
  return {
    ...model,
    jobs,
    units,
    isAlike: model.isAlike.toReversed(),
    operation: turned(model.operation, 1),
    release: turned(model.release, 1),
    duration,
    mode: turned(model.mode, widest),
    tail: tailsOf(duration, machines, widest),
  };
}
