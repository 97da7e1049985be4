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
}

/** Benchmark formats that `solve` reads. */
export const INSTANCE_FORMATS = ['jsp', 'fjsp', 'fajsp', 'jsp-twt', 'fjsp-sdst'] as const;
export type InstanceFormat = (typeof INSTANCE_FORMATS)[number];
