import type { Problem, Schedule, Solution, SolverStatus } from '@midstream/engine';
import { createSolver } from '@midstream/engine';
import { DEFAULT_SECONDS, Pool, solverOptions } from './pool.ts';
import { SearchRecord, wallClock } from './search-record.ts';

export interface SolveOptions {
  /** Wall-clock budget; ignored where `steps` is given. */
  readonly seconds?: number;
  /** Search work per worker instead of time: with the same seed and workers the same plan on any machine. */
  readonly steps?: number;
  /** Threads that search; 0 = in the calling thread. Default 2. */
  readonly workers?: number;
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

/**
 * Searches a problem on several threads that share their best schedules, until the time or the steps are spent, the bound is met
 * or the signal fires. A thread that dies is named in the result and the others go on.
 * @throws Error when the search ends without any schedule.
 */
export async function solve(problem: Problem, options: SolveOptions = {}): Promise<SolveResult> {
  return (options.workers ?? 2) === 0 ? solveHere(problem, options) : new Pool(problem, options).run();
}

async function solveHere(problem: Problem, options: SolveOptions): Promise<SolveResult> {
  const began = wallClock();
  const budget = (options.seconds ?? DEFAULT_SECONDS) * 1000;
  const solver = createSolver(problem, solverOptions(options, 0));
  const record = new SearchRecord(options, began);
  let status: SolverStatus = 'running';
  let steps = 0;
  const spent = (): number => (options.steps === undefined ? (wallClock() - began) / budget : steps / options.steps);
  while (status === 'running' && !(spent() >= 1 && solver.best() !== undefined) && options.signal?.aborted !== true) {
    status = solver.step(500, Math.min(1, spent()));
    steps += 500;
    const best = solver.best();
    if (best !== undefined) record.take(best, solver.bound());
    // Let timers, signals and the caller's own work have their turn.
    if (steps % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return record.result(status === 'optimal', steps);
}
