import type { Problem, Schedule, Solution, SolverOptions, SolverStatus } from '@midstream/engine';

/** The first message to a worker. Problems are plain data and travel by structured clone, once. */
export interface WorkerStart {
  readonly problem: Problem;
  readonly options: SolverOptions;
  /** Milliseconds on the clock of `performance.timeOrigin + performance.now()` at which to stop; undefined in steps mode. */
  readonly deadline: number | undefined;
  readonly began: number;
  /** Steps per worker in steps mode. */
  readonly steps: number | undefined;
  /** [0] 1 = stop now. Shared, so that a busy worker sees it between two slices. */
  readonly control: Int32Array<SharedArrayBuffer>;
}

/** From a worker to its host. */
export type FromWorker =
  | { readonly kind: 'improved'; readonly worker: number; readonly solution: Solution; readonly bound: number }
  /** Time mode: what the others should see. */
  | { readonly kind: 'news'; readonly worker: number; readonly schedules: readonly Schedule[] }
  /** Steps mode: this worker waits at a milestone until the host says go. */
  | {
      readonly kind: 'milestone';
      readonly worker: number;
      readonly news: readonly Schedule[];
      readonly solution: Solution | undefined;
      readonly bound: number;
      readonly status: SolverStatus;
      readonly steps: number;
    }
  | {
      readonly kind: 'ended';
      readonly worker: number;
      readonly solution: Solution | undefined;
      readonly bound: number;
      readonly status: SolverStatus;
      readonly steps: number;
    };

/** From the host to a worker. */
export type ToWorker = { readonly kind: 'offer'; readonly schedules: readonly Schedule[] } | { readonly kind: 'go' };
