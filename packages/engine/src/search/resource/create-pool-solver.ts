import type { Problem } from '../../problem/problem.ts';
import { ShopSolver, type ShopCraft } from '../shop/create-shop-solver.ts';
import type { ShopOrder } from '../shop/shop-model.ts';
import { orderOf, withFigures } from '../shop/times.ts';
import type { Solver, SolverOptions } from '../solver.ts';
import { firstList } from './first-list.ts';
import { PoolSearch } from './pool-search.ts';
import { poolTables } from './pool-tables.ts';
import { SerialDecoder } from './serial-decoder.ts';

/** Changes in a row that are no better after which a list is left: each is three decodings. */
const PATIENCE = 1500;
/** The share of it that each solution between two members is given. */
const TRIAL = 1 / 12;
/** How many lists of chance, beside the plain rule, the search begins with. */
const FIRST_LISTS = 8;

/** The solver of projects and shops with pools of any size: lists decoded one operation after the other, improved and combined. */
export function createPoolSolver(problem: Problem, options: SolverOptions, bound: () => number): Solver {
  const tables = poolTables(problem);
  const decoder = new SerialDecoder(tables);
  const craft: ShopCraft = {
    model: tables.model,
    patience: PATIENCE,
    trial: TRIAL,
    kernel: (seed) => new PoolSearch(tables, seed),
    rules: (random) => Array.from({ length: FIRST_LISTS }, (_, i) => (): ShopOrder => firstList(tables, i === 0 ? 0 : 1, random)),
    atRandom: (random) => firstList(tables, 2, random),
    orderOf: (schedule) => orderOf(tables.model, schedule),
    solutionOf: ({ mode, order }) => {
      decoder.decode(order, mode, false);
      const start = decoder.start.slice();
      return withFigures(tables.model, { mode: mode.slice(), setupStart: start.slice(), start, end: decoder.end.slice() }, 0);
    },
  };
  return new ShopSolver(craft, options, bound);
}
