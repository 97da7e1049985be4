import type { Problem, Schedule, Solution, SolverStatus } from '@midstream/engine';
import { createSolver } from '@midstream/engine';

/** What one search is asked for: `steps` of work, or seconds where the caller's search has a clock. */
export interface SearchWish {
  readonly seed: number;
  readonly steps?: number;
  readonly seconds?: number;
  readonly warmStart?: Schedule;
}
export interface SearchResult {
  readonly solution: Solution;
  /** Proven lower bound of level 1. */
  readonly bound: number;
  readonly status: 'optimal' | 'feasible';
  readonly seconds: number;
  /** [seconds, value per level] of each improvement. */
  readonly trace: readonly (readonly [number, readonly number[]])[];
}
/** Whoever has threads and a clock passes a search of its own; `solve` of the engine's host fits. */
export type Search = (problem: Problem, wish: SearchWish) => SearchResult | Promise<SearchResult>;

/** How much one search of a service may work, and by what. */
export interface Effort {
  /** Steps of each search; default {@link USUAL_STEPS}. With the same seed and steps the same result on any machine. */
  readonly steps?: number;
  /** Seconds of each search, for a `search` that has a clock; goes before `steps`. */
  readonly seconds?: number;
  readonly seed?: number;
  /** Default: in the calling thread, by steps. */
  readonly search?: Search;
  /** Asked between searches: true = give back what there is. */
  readonly shouldStop?: () => boolean;
}

const USUAL_STEPS = 2000;
const SLICE = 500;
/** Far more than the first complete plan of the largest factory takes. */
const MOST_EXTRA_STEPS = 10_000_000;

/** Searches in the calling thread, by steps alone. @throws Error when the search ends without a schedule. */
function searchHere(problem: Problem, wish: SearchWish): SearchResult {
  const steps = wish.steps ?? USUAL_STEPS;
  const solver = createSolver(problem, { seed: wish.seed, ...(wish.warmStart === undefined ? {} : { warmStart: wish.warmStart }) });
  let status: SolverStatus = 'running';
  for (let done = 0; status === 'running' && (done < steps || solver.best() === undefined) && done < MOST_EXTRA_STEPS; done += SLICE)
    status = solver.step(Math.min(SLICE, Math.max(1, steps - done)), Math.min(1, done / steps));
  const solution = solver.best();
  if (solution === undefined) throw new Error('the solver ended without a schedule');
  return { solution, bound: solver.bound(), status: status === 'optimal' ? 'optimal' : 'feasible', seconds: 0, trace: [] };
}

/** Runs the search an effort asks for. */
export async function searchBy(effort: Effort, problem: Problem, warmStart: Schedule | undefined, share = 1): Promise<SearchResult> {
  const { search = searchHere, seconds, steps = USUAL_STEPS, seed = 1 } = effort;
  return search(problem, {
    seed,
    ...(seconds === undefined ? { steps: Math.max(1, Math.round(steps * share)) } : { seconds: seconds * share }),
    ...(warmStart === undefined ? {} : { warmStart }),
  });
}
