import type { SolverStatus } from '@midstream/engine';
import { createSolver } from '@midstream/engine';
import type { Search } from '@midstream/planning';

const SECONDS = 1;
/** A slice of search lasts about this long, so that the end is not missed by much. */
const SLICE_MILLISECONDS = 8;
const FIRST_SLICE = 20;
/** On a busy machine a search may take this many times as long before it is ended, so that it finds as much. */
const MOST_PATIENCE = 3;

/**
 * A search for planning's services, in the calling thread: it is a thread of its own already, and starting another for a third of a
 * second of search costs as much again. `seconds` are those it works. @throws Error when the search ends without a schedule
 */
export const searchHere: Search = (problem, { seed, seconds = SECONDS, warmStart }) => {
  const solver = createSolver(problem, { seed, ...(warmStart === undefined ? {} : { warmStart }) });
  const began = performance.now();
  const worked = process.threadCpuUsage();
  const spentUntilNow = (): number => {
    const { user, system } = process.threadCpuUsage(worked);
    return Math.max((user + system) / 1000, (performance.now() - began) / MOST_PATIENCE);
  };
  const budget = seconds * 1000;
  let status: SolverStatus = 'running';
  let slice = FIRST_SLICE;
  // A complete schedule is worth more than punctuality.
  for (let spent = 0; status === 'running' && (spent < budget || solver.best() === undefined);) {
    status = solver.step(slice, Math.min(1, spent / budget));
    const now = spentUntilNow();
    slice = Math.max(1, Math.min(slice * 2, Math.round((slice * SLICE_MILLISECONDS) / Math.max(0.05, now - spent))));
    spent = now;
  }
  const solution = solver.best();
  if (solution === undefined) throw new Error('the search ended without a schedule');
  const taken = (performance.now() - began) / 1000;
  return { solution, bound: solver.bound(), status: status === 'optimal' ? 'optimal' : 'feasible', seconds: taken, trace: [] };
};
