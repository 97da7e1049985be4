// Indices come from the model's own tables, hence the non-null assertions.
import type { Changeover } from '../../problem/problem.ts';
import type { ShopModel } from './shop-model.ts';

/** A shop is near a job shop with so many ways an operation, and so many operations a machine, at most. */
const NEAR_WAYS = 1.3;
const NEAR_QUEUE = 25;
const MOST_PAIR_CELLS = 1 << 20;

/** What the kernels of flexible shops read and never write. Entry n of an operation's table stands for "none". */
export interface FlexibleTables {
  /** [operation + 1] CSR into modes; [mode] machine and time there. */
  readonly modeStart: Int32Array;
  readonly machine: Int32Array;
  readonly duration: Int32Array;
  /** [mode] setup before it as the first on its machine; setup of its own, always needed. */
  readonly firstSetup: Int32Array;
  readonly ownSetup: Int32Array;
  /** Setup of mode b right behind mode a: changeover[row[a] + column[b]] + ownSetup[b]. */
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly changeover: Int32Array;
  readonly hasSetups: boolean;
  /** [operation] one of its predecessors and successors, n for none; the others in CSR, where there are any. */
  readonly jobBefore: Int32Array;
  readonly jobAfter: Int32Array;
  readonly moreBeforeStart: Int32Array;
  readonly moreBefore: Int32Array;
  readonly moreAfterStart: Int32Array;
  readonly moreAfter: Int32Array;
  readonly isChains: boolean;
  /** Operations without a successor: one of them ends last. */
  readonly sinks: Int32Array;
  /** Most operations have a choice, every way takes the same time, and nothing is set up: then two can change places for nothing. */
  readonly isEven: boolean;
  /**
   * Cells of the list of pairs that may not change places back: a power of two, one for each pair of shops of a thousand operations and
   * fewer; 0 where it is the operation that may not come back to its machine.
   */
  readonly pairCells: number;
  /** An operation stays tabu on the machine it left for some iterations and up to `tenureSpread` - 1 more; twice that with one machine only. */
  readonly tenureSpread: number;
}

/** What they read of setups. */
export type SetupTables = Pick<FlexibleTables, 'firstSetup' | 'ownSetup' | 'row' | 'column' | 'changeover' | 'hasSetups'>;

export function flexibleTables(model: ShopModel): FlexibleTables {
  const { n } = model;
  const { operations, modes } = model.problem;
  const sinks: number[] = [];
  for (let o = 0; o < n; o++) if (model.succStart[o] === model.succStart[o + 1]) sinks.push(o);
  const before = split(n, model.predStart, model.pred);
  const after = split(n, model.succStart, model.succ);
  return {
    modeStart: operations.modeStart,
    machine: modes.machine,
    duration: modes.duration,
    ...setupTables(model),
    jobBefore: before.first,
    jobAfter: after.first,
    moreBeforeStart: before.start,
    moreBefore: before.more,
    moreAfterStart: after.start,
    moreAfter: after.more,
    isChains: before.more.length === 0 && after.more.length === 0,
    sinks: Int32Array.from(sinks),
    isEven: !model.problem.features.setups && areEven(model),
    pairCells: isNearJobShop(model) ? Math.min(MOST_PAIR_CELLS, 2 ** Math.ceil(2 * Math.log2(n))) : 0,
    tenureSpread: 6 + Math.floor(Math.sqrt(n)),
  };
}

function split(n: number, start: Int32Array, list: Int32Array): { first: Int32Array; start: Int32Array; more: Int32Array } {
  const first = new Int32Array(n + 1).fill(n);
  const moreStart = new Int32Array(n + 1);
  const more: number[] = [];
  for (let o = 0; o < n; o++) {
    if (start[o + 1]! > start[o]!) first[o] = list[start[o]!]!;
    for (let k = start[o]! + 1; k < start[o + 1]!; k++) more.push(list[k]!);
    moreStart[o + 1] = more.length;
  }
  return { first, start: moreStart, more: Int32Array.from(more) };
}

/** All changeover tables one behind the other; a machine without one reads the single zero at the start. */
export function setupTables({ problem }: ShopModel): SetupTables {
  const { modes, machines, changeovers, features } = problem;
  const base: number[] = [];
  let cells = 1;
  for (const { time } of changeovers) {
    base.push(cells);
    cells += time.length;
  }
  const changeover = new Int32Array(cells);
  changeovers.forEach(({ time }: Changeover, i) => changeover.set(time, base[i]));
  const row = new Int32Array(modes.count);
  const column = new Int32Array(modes.count);
  const firstSetup = modes.setup.slice();
  for (let mode = 0; mode < modes.count; mode++) {
    const machine = modes.machine[mode]!;
    const table = machines.changeover[machine]!;
    if (table < 0) continue;
    const states = changeovers[table]!.states;
    column[mode] = modes.state[mode]!;
    row[mode] = base[table]! + modes.state[mode]! * states;
    const initial = machines.initialState[machine]!;
    if (initial >= 0) firstSetup[mode] = firstSetup[mode]! + changeover[base[table]! + initial * states + column[mode]!]!;
  }
  return { firstSetup, ownSetup: modes.setup, row, column, changeover, hasSetups: features.setups };
}

function areEven({ problem: { operations, modes } }: ShopModel): boolean {
  let choices = 0;
  for (let o = 0; o < operations.count; o++) {
    const first = operations.modeStart[o]!;
    const stop = operations.modeStart[o + 1]!;
    if (stop - first > 1) choices++;
    for (let mode = first; mode < stop; mode++) if (modes.duration[mode] !== modes.duration[first]) return false;
  }
  return 2 * choices >= operations.count;
}

/** Hardly any choice, no setups, and machines few operations queue for: there the order decides, and what a job shop remembers serves best. */
function isNearJobShop({ n, m, problem: { features, modes } }: ShopModel): boolean {
  return !features.setups && modes.count <= NEAR_WAYS * n && n <= NEAR_QUEUE * m;
}
