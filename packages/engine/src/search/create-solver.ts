import type { Problem } from '../problem/problem.ts';
import { GeneralSolver } from './general/general-solver.ts';
import type { Solver, SolverOptions } from './solver.ts';

/**
 * The solver for a problem.
 * @throws Error when an operation can never be placed (a pool too small for ever, no lane to go on): planning checks that before.
 */
export function createSolver(problem: Problem, options: SolverOptions): Solver {
  return new GeneralSolver(problem, options, 0);
}
