import type { Problem } from '../problem/problem.ts';

/** A benchmark problem and where its operations stand in the file. */
export interface ParsedInstance {
  readonly format: InstanceFormat;
  readonly problem: Problem;
  /** What is minimised, in the engine's word. */
  readonly objective: 'makespan' | 'weightedTardiness';
  /** [operation] job and place in it, from 0 in file order; job -1 where the format has no jobs. */
  readonly job: Int32Array;
  readonly operation: Int32Array;
  /** What a solution names of an operation's mode: its machine; the helpers it takes (pools), where there is a choice. */
  readonly names: { readonly machine: boolean; readonly helpers: boolean };
}

/** Benchmark formats that `solve` reads. */
export const INSTANCE_FORMATS = [
  'jsp',
  'fjsp',
  'fajsp',
  'jsp-twt',
  'jsp-tt',
  'fjsp-sdst',
  'fjsp-w',
  'rcfjssp',
  'mrfjssp',
  'ops',
  'nrr',
  'rcpsp',
] as const;
/** Name of a format, as `--format` has it. */
export type InstanceFormat = (typeof INSTANCE_FORMATS)[number];
