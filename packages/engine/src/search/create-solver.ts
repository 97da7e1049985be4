import { lowerBound } from '../bounds/lower-bound.ts';
import type { Problem } from '../problem/problem.ts';
import { withoutIdleRules } from '../problem/without-idle-rules.ts';
import { BareSolver } from './bare-solver.ts';
import { GeneralSolver } from './general/general-solver.ts';
import { createLargeShopSolver, suitsLargeShop } from './scale/large-shop-solver.ts';
import { createPoolSolver } from './resource/create-pool-solver.ts';
import { suitsPoolKernel } from './resource/pool-tables.ts';
import { createResourceSolver } from './resource/create-resource-solver.ts';
import { RelaxedPlacesSolver, withoutPlaces } from './resource/relaxed-places.ts';
import { suitsResourceKernel } from './resource/resource-tables.ts';
import { lineModel } from './line/line-model.ts';
import { lineCraft } from './line/line-craft.ts';
import { hybridCraft } from './hybrid/hybrid-craft.ts';
import { hybridModel } from './hybrid/hybrid-model.ts';
import { SequenceSolver } from './sequence/sequence-solver.ts';
import { ProvingSolver, suitsProof } from './proof/proving-solver.ts';
import { createShopSolver } from './shop/create-shop-solver.ts';
import { regularGoal } from './shop/regular-goal.ts';
import { suitsShopKernel } from './shop/shop-model.ts';
import { createTardinessSolver } from './shop/tardiness-solver.ts';
import type { Solver, SolverOptions } from './solver.ts';

/**
 * The solver for a problem: the kernels of pure shops where nothing else is asked, or what else is asked can hold nobody up; else the
 * general one.
 * @throws Error when an operation can never be placed (a pool too small for ever, no lane to go on): planning checks that before.
 */
export function createSolver(problem: Problem, options: SolverOptions): Solver {
  const special = specialSolver(problem, options);
  if (special !== undefined) return special;
  // A plan that is to be mended is looked after by the general search only, and so is what no other kernel can do.
  const { batches, sendAhead } = problem.features;
  const bare = options.movable === undefined && !batches && !sendAhead ? withoutIdleRules(problem) : problem;
  const bareSearch = bare === problem ? undefined : specialSolver(bare, options);
  return bareSearch === undefined ? generalSolver(problem, options) : new BareSolver(problem, bare, bareSearch);
}

function specialSolver(problem: Problem, options: SolverOptions): Solver | undefined {
  // No solver asks before it has a plan.
  const bound = boundOf(problem);
  if (suitsLargeShop(problem)) return createLargeShopSolver(problem, options, bound);
  const search = specialSearch(problem, options, bound);
  return search === undefined ? undefined : withProof(problem, options, search, bound);
}

function generalSolver(problem: Problem, options: SolverOptions): Solver {
  const bound = boundOf(problem);
  const general = new GeneralSolver(problem, options, bound);
  const relaxed = problem.features.places ? specialSearch(withoutPlaces(problem), options, bound) : undefined;
  return withProof(problem, options, relaxed === undefined ? general : new RelaxedPlacesSolver(general, relaxed), bound);
}

/** Of several that search together one looks after the bound. */
function withProof(problem: Problem, options: SolverOptions, search: Solver, bound: () => number): Solver {
  return suitsProof(problem) && (options.worker ?? 0) === 0 ? new ProvingSolver(problem, search, bound) : search;
}

/** The lower bound, counted when it is asked for and not again. */
function boundOf(problem: Problem): () => number {
  let bound: number | undefined;
  return () => (bound ??= lowerBound(problem));
}

/** The kernels for what is a pure shop, a shop of several resources, or a project. */
function specialSearch(problem: Problem, options: SolverOptions, bound: () => number): Solver | undefined {
  const hybrid = hybridModel(problem);
  if (hybrid !== undefined && hybrid.stages > 1)
    return new SequenceSolver(hybridCraft(hybrid, looksBack(problem, options)), options, bound);
  if (suitsShopKernel(problem)) return createShopSolver(problem, options, bound);
  const goal = regularGoal(problem);
  if (goal !== undefined) return createTardinessSolver(problem, goal, options, bound);
  const line = lineModel(problem);
  if (line !== undefined) return new SequenceSolver(lineCraft(line), options, bound);
  if (suitsResourceKernel(problem)) return createResourceSolver(problem, options, bound);
  return suitsPoolKernel(problem) ? createPoolSolver(problem, options, bound) : undefined;
}

/** Of two solvers one looks from the end, where that is as good a view. */
function looksBack({ features }: Problem, { worker }: SolverOptions): boolean {
  return (worker ?? 0) % 2 === 1 && features.makespanOnly && !features.releases;
}
