import type { Problem } from '../problem/problem.ts';
import type { Schedule, Solution } from '../schedule/schedule.ts';
import type { InstanceFormat, ParsedInstance } from './parsed-instance.ts';

/** What `solve` writes; the format is stable and described in docs/guides/solution-format.md. */
export interface SolutionDocument {
  readonly instance: string;
  readonly format: InstanceFormat;
  readonly objective: string;
  readonly value: number;
  readonly lowerBound: number;
  readonly seconds: number;
  /** What reading the instance took before; the trace begins after it. */
  readonly readSeconds?: number;
  readonly seed: number;
  readonly workers: number;
  /** [seconds, value] of each improvement. */
  readonly trace: readonly (readonly [number, number])[];
  /** In file order, everything numbered from 0; job null where the format has none. */
  readonly operations: readonly {
    readonly job: number | null;
    readonly operation: number;
    /** null where the format has no machines but only other resources. */
    readonly machine: number | null;
    /** Workers or resources chosen, where the format leaves a choice of them. */
    readonly helpers?: readonly number[];
    readonly start: number;
    readonly end: number;
  }[];
}

export type SolutionFacts = Pick<SolutionDocument, 'instance' | 'lowerBound' | 'seconds' | 'readSeconds' | 'seed' | 'workers' | 'trace'>;

/** The answer to an instance in the instance's own numbers. */
export function solutionDocument(parsed: ParsedInstance, solution: Solution, facts: SolutionFacts): SolutionDocument {
  const { schedule } = solution;
  return {
    instance: facts.instance,
    format: parsed.format,
    objective: parsed.objective,
    value: solution.figures[parsed.objective],
    lowerBound: facts.lowerBound,
    seconds: facts.seconds,
    ...(facts.readSeconds === undefined ? {} : { readSeconds: facts.readSeconds }),
    seed: facts.seed,
    workers: facts.workers,
    trace: facts.trace,
    operations: Array.from(parsed.job, (job, o) => ({
      job: job < 0 ? null : job,
      operation: parsed.operation[o] ?? 0,
      machine: parsed.names.machine ? (parsed.problem.modes.machine[schedule.mode[o] ?? 0] ?? 0) : null,
      ...(parsed.names.helpers ? { helpers: helpersOf(parsed.problem, schedule.mode[o] ?? 0) } : {}),
      start: schedule.start[o] ?? 0,
      end: schedule.end[o] ?? 0,
    })),
  };
}

/**
 * Rebuilds the schedule of a solution document, for checking it. Setups are drawn directly before the run.
 * @throws Error when the document does not list the instance's operations in order, or names a machine an operation cannot run on.
 */
export function scheduleOfDocument(parsed: ParsedInstance, document: Pick<SolutionDocument, 'operations'>): Schedule {
  const { operations, modes, changeovers, machines } = parsed.problem;
  const n = operations.count;
  if (document.operations.length !== n)
    throw new Error(`the solution lists ${document.operations.length} operations, the instance has ${n}`);
  const schedule = { mode: new Int32Array(n), setupStart: new Int32Array(n), start: new Int32Array(n), end: new Int32Array(n) };
  document.operations.forEach((row, o) => {
    const job = parsed.job[o] ?? -1;
    if ((row.job ?? -1) !== job || row.operation !== parsed.operation[o])
      throw new Error(`row ${o} is operation ${row.operation} of job ${row.job}, not ${parsed.operation[o]} of ${job}`);
    const mode = modeOf(parsed, o, row);
    if (mode < 0) throw new Error(`row ${o}: no machine ${row.machine} with ${row.helpers?.join(', ') ?? 'nothing else'} can do it`);
    schedule.mode[o] = mode;
    schedule.start[o] = row.start;
    schedule.end[o] = row.end;
    schedule.setupStart[o] = row.start;
  });
  const last = new Map<number, number>();
  const bySequence = Array.from({ length: n }, (_, o) => o).sort(
    (a, b) => (schedule.start[a] ?? 0) - (schedule.start[b] ?? 0) || (schedule.end[a] ?? 0) - (schedule.end[b] ?? 0),
  );
  for (const o of bySequence) {
    const mode = schedule.mode[o] ?? 0;
    const machine = modes.machine[mode] ?? 0;
    const table = changeovers[machines.changeover[machine] ?? -1];
    const before = last.get(machine) ?? machines.initialState[machine] ?? -1;
    const state = modes.state[mode] ?? -1;
    if (table !== undefined && before >= 0 && state >= 0)
      schedule.setupStart[o] = (schedule.start[o] ?? 0) - (table.time[before * table.states + state] ?? 0);
    last.set(machine, state);
  }
  return schedule;
}

/** Pools a mode takes from, in the order of its needs. */
function helpersOf({ modes }: Problem, mode: number): number[] {
  return [...modes.needPool.subarray(modes.needStart[mode], modes.needStart[mode + 1])];
}

/** The mode a row names, -1 = none; where a file offers it twice, the one that takes so long. */
function modeOf({ problem, names }: ParsedInstance, o: number, row: SolutionDocument['operations'][number]): number {
  const { operations, modes } = problem;
  let found = -1;
  for (let mode = operations.modeStart[o] ?? 0; mode < (operations.modeStart[o + 1] ?? 0); mode++) {
    if (names.machine && modes.machine[mode] !== row.machine) continue;
    if (names.helpers && helpersOf(problem, mode).join() !== row.helpers?.join()) continue;
    if (modes.duration[mode] === row.end - row.start) return mode;
    if (found < 0) found = mode;
  }
  return found;
}
