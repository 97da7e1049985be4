import type { Problem } from '../../problem/problem.ts';
import type { Random } from '../../random/xorshift.ts';
import { ShopSolver, type ShopCraft } from '../shop/create-shop-solver.ts';
import type { ShopOrder } from '../shop/shop-model.ts';
import type { Solver, SolverOptions } from '../solver.ts';
import { listOrder, orderOf, solutionOf } from './list-schedule.ts';
import { ResourceTabu } from './resource-tabu.ts';
import { resourceTables } from './resource-tables.ts';

/** How much the work behind an operation counts against its start, rule by rule. */
const EAGERNESS = [0, 0.5, 1, 2, 0.25, 8] as const;

/** Iterations without improvement after which a descent ends: each costs several times what one of a pure shop does. */
const PATIENCE = 2000;
/** The share of it that each solution between two members is given. */
const TRIAL = 1 / 12;
/** Iterations each first order is given before the best of them go on. */
const RACE = 300;

/** The solver of shops whose operations hold several resources at once: list schedules, then what pure shops get. */
export function createResourceSolver(problem: Problem, options: SolverOptions, bound: () => number): Solver {
  const tables = resourceTables(problem);
  const craft: ShopCraft = {
    model: tables.model,
    race: RACE,
    patience: PATIENCE,
    trial: TRIAL,
    kernel: (seed) => new ResourceTabu(tables, seed),
    rules: (random) => EAGERNESS.map((eager) => (): ShopOrder => listOrder(tables, eager, 0, random)),
    atRandom: (random: Random) => listOrder(tables, 2 * random.unit(), 1, random),
    orderOf: (schedule) => orderOf(tables, schedule),
    solutionOf: (order) => solutionOf(tables, order),
  };
  return new ShopSolver(craft, options, bound);
}
