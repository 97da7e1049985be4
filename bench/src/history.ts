import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** One run of one solver on one instance. */
export interface InstanceRow {
  readonly instance: string;
  readonly family: string;
  readonly groups: readonly string[];
  /** Best-known value, and best-known bound; null = none published. */
  readonly known: number | null;
  readonly lower: number | null;
  readonly operations: number;
  readonly objective: string;
  readonly solver: string;
  readonly seed: number;
  /** null = no schedule, or a wrong one. */
  readonly value: number | null;
  readonly bound: number;
  readonly seconds: number;
  /** [seconds, value] of improvements, thinned. */
  readonly trace: readonly (readonly [number, number])[];
  readonly why?: string;
}

/** One run of one solver on one generated factory. */
export interface FactoryRow {
  readonly orders: number;
  readonly seed: number;
  readonly solver: string;
  readonly operations: number;
  readonly value: number;
  readonly late: number;
  readonly lagExcess: number;
  readonly seconds: number;
  /** Seconds of them until the problem was compiled; missing in runs made before it was told apart. */
  readonly compiled?: number;
  readonly trace: readonly (readonly [number, number])[];
}

/** One event in a published plan of a generated factory, and how it was mended; times in milliseconds of processor time. */
export interface ReactionRow {
  readonly orders: number;
  readonly seed: number;
  readonly event: string;
  readonly operations: number;
  readonly compileMs: number;
  /** From the compiled problem to the first complete plan. */
  readonly firstMs: number;
  /** The same by the clock. */
  readonly firstClockMs: number;
  /** The same of the searching thread alone: what the clock says where nobody else wants the processor. */
  readonly firstThreadMs: number;
  /** From the event to the first mended plan, applying it and compiling the changed factory included: by the clock, of the thread. */
  readonly wholeClockMs: number;
  readonly wholeThreadMs: number;
  /** Value of the first plan, after 300 ms, and at the end of the search. */
  readonly retimed: number;
  readonly prompt: number;
  readonly end: number;
  readonly moved: number;
  readonly lagExcess: number;
}

/** One kind of request, asked by so many clients at once for a while. */
export interface ApiRow {
  readonly database: string;
  readonly servers: number;
  readonly request: string;
  readonly clients: number;
  readonly requests: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** Processor milliseconds of the server processes per request: what does not depend on who else uses the machine. */
  readonly serverCpu: number;
}

/** First schedules of one size of job shop; medians, in milliseconds. */
export interface FirstRow {
  readonly size: string;
  readonly operations: number;
  /** The first problem of a process, from when it is asked to read the file; and another one after it. */
  readonly first: FirstTimes;
  readonly second: FirstTimes;
  /** From the start of the process, loading the engine included. */
  readonly sinceStartMs: number;
  readonly peakMb: number;
  /** `midstream solve`, from when it is asked to read the file, and its memory. */
  readonly solveMs: number;
  readonly solvePeakMb: number;
}
export interface FirstTimes {
  /** Until the problem was there, and until its first schedule was, by the clock. */
  readonly readMs: number;
  readonly clockMs: number;
  /** Processor time of the thread until then: what the clock would show if nobody else used the machine. */
  readonly threadMs: number;
}

interface Results {
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
}
export interface InstanceResults extends Results {
  readonly suite: 'instances';
  readonly rows: readonly InstanceRow[];
}
export interface FactoryResults extends Results {
  readonly suite: 'factories';
  readonly rows: readonly FactoryRow[];
}
export interface ApiResults extends Results {
  readonly suite: 'api';
  readonly rows: readonly ApiRow[];
}
export interface ReactionResults extends Results {
  readonly suite: 'reaction';
  readonly rows: readonly ReactionRow[];
}
export interface FirstResults extends Results {
  readonly suite: 'first';
  readonly rows: readonly FirstRow[];
}
export type Made = { readonly machine: string; readonly node: string; readonly commit: string; readonly date: string };

const FOLDER = new URL('../history/', import.meta.url);

/** Writes results with the machine, the version of Node, the commit and the day they were made. */
export function writeHistory(results: InstanceResults | FactoryResults | ReactionResults | ApiResults | FirstResults): void {
  const made: Made = {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
    node: process.version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim(),
    date: new Date().toISOString().slice(0, 10),
  };
  const head = JSON.stringify({ suite: results.suite, name: results.name, ...made, options: results.options });
  // One row a line: a later run then shows what changed.
  const rows = results.rows.map((row) => JSON.stringify(row)).join(',\n');
  writeFileSync(new URL(`${results.name}.json`, FOLDER), `${head.slice(0, -1)},"rows":[\n${rows}\n]}\n`);
}

interface Suites {
  readonly instances: InstanceResults;
  readonly factories: FactoryResults;
  readonly first: FirstResults;
  readonly api: ApiResults;
}

/** Every set of results of a suite on record, by name. */
export function readHistory<Suite extends keyof Suites>(suite: Suite): (Suites[Suite] & Made)[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Suites[Suite] & Made)
    .filter((results) => results.suite === suite);
}
