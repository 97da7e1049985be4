import type { Problem, SolverStatus } from '@midstream/engine';
import { createSolver } from '@midstream/engine';
import { DEFAULT_SECONDS, Pool, solverOptions } from './pool.ts';
import { SearchRecord, wallClock } from './search-record.ts';
import type { SolveOptions, SolveResult } from './solve-options.ts';

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
