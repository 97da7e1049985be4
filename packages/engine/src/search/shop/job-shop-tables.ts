// Indices come from the model's own tables, hence the non-null assertions.
import type { ShopModel } from './shop-model.ts';

/** The tabu matrices share this many cells where they need more: a few hundred are in use at a time, so they hardly ever meet. */
const MOST_CELLS = 1 << 22;
/**
 * Where Zhang et al. have 10: theirs forbids one sequence of some operations, here every pair a move turned round is forbidden by itself,
 * which forbids far more.
 */
const LEAST_TENURE = 6;

/** What the two kernels of the job shop read and never write. Entry n of an operation's table stands for "none". */
export interface JobShopTables {
  /** [operation] time on its machine; machine; job predecessor and successor, n for none. */
  readonly duration: Int32Array;
  readonly machine: Int32Array;
  readonly jobBefore: Int32Array;
  readonly jobAfter: Int32Array;
  /** [operation] where its row begins in the tabu matrix of its machine, and its column in it. */
  readonly row: Int32Array;
  readonly column: Int32Array;
  /** Of all tabu matrices together; rows may overlap in very large shops. */
  readonly cells: number;
  /** A pair stays tabu for `tenure` iterations and up to `tenureSpread` - 1 more (after Zhang et al. 2007). */
  readonly tenure: number;
  readonly tenureSpread: number;
}

/** Tests lower the limit to let rows overlap. */
export function jobShopTables(model: ShopModel, { mostCells = MOST_CELLS } = {}): JobShopTables {
  const { n, m } = model;
  const { operations, modes } = model.problem;
  const duration = new Int32Array(n + 1);
  const machine = new Int32Array(n + 1).fill(-1);
  const jobBefore = new Int32Array(n + 1).fill(n);
  const jobAfter = new Int32Array(n + 1).fill(n);
  const column = new Int32Array(n + 1);
  const count = new Int32Array(m);
  for (let o = 0; o < n; o++) {
    const mode = operations.modeStart[o]!;
    duration[o] = modes.duration[mode]!;
    machine[o] = modes.machine[mode]!;
    if (model.predStart[o + 1]! > model.predStart[o]!) jobBefore[o] = model.pred[model.predStart[o]!]!;
    if (model.succStart[o + 1]! > model.succStart[o]!) jobAfter[o] = model.succ[model.succStart[o]!]!;
    column[o] = count[machine[o]!]!++;
  }
  const base = new Float64Array(m + 1);
  for (let k = 0; k < m; k++) base[k + 1] = base[k]! + count[k]! * count[k]!;
  const cells = Math.min(base[m]!, mostCells);
  const row = new Int32Array(n + 1);
  for (let o = 0; o < n; o++) {
    const own = count[machine[o]!]!;
    const at = base[machine[o]!]! + column[o]! * own;
    row[o] = cells < base[m]! ? at % (cells - own + 1) : at;
  }
  const jobs = n / Math.max(1, m);
  const tenure = Math.ceil(LEAST_TENURE + jobs / Math.max(1, m));
  const tenureSpread = Math.ceil(tenure * (jobs <= 2 * m ? 0.4 : 0.5)) + 1;
  return { duration, machine, jobBefore, jobAfter, row, column, cells, tenure, tenureSpread };
}
