import type { Schedule, Solution } from '@midstream/engine';
import type { Threads } from './threads.ts';

export interface SolveOptions {
  /** Wall-clock budget; ignored where `steps` is given. */
  readonly seconds?: number;
  /** Search work per worker instead of time: with the same seed and workers the same plan on any machine. */
  readonly steps?: number;
  /** Threads that search; 0 = in the calling thread. Default 2. */
  readonly workers?: number;
  /** Threads started beforehand; those missing are started when they are needed: all but the first once it has a plan. */
  readonly threads?: Threads;
  readonly seed?: number;
  readonly warmStart?: Schedule;
  readonly assertLevel?: 'off' | 'step' | 'full';
  /** Called at most every 50 ms per worker with each better solution. */
  readonly onImprove?: (solution: Solution, bound: number, seconds: number) => void;
  /** Ends the search early; the best so far is the result. */
  readonly signal?: AbortSignal;
}

export interface SolveResult {
  readonly solution: Solution;
  /** Proven lower bound of level 1. */
  readonly bound: number;
  readonly status: 'optimal' | 'feasible';
  /** [seconds, value per level] of each improvement. */
  readonly trace: readonly (readonly [number, readonly number[]])[];
  readonly steps: number;
  readonly seconds: number;
  /** Threads that died on the way; what they had found until then counts all the same. */
  readonly lost: readonly LostWorker[];
}

export interface LostWorker {
  readonly worker: number;
  readonly reason: string;
}
