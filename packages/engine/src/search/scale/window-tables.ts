// Indices come from the plan's own tables; local indices below the size of the window, border slots above. Hence the non-null assertions.
import type { JobShopTiming } from './job-shop-timing.ts';

const LEAST_TENURE = 10;
/** Rows of the tabu matrices overlap where they would need more cells: a few hundred are in use at a time, so they hardly ever meet. */
export const MOST_CELLS = 1 << 22;

/**
 * Part of a large job shop as both window searches read it: the operations that stand side by side in the plan's order, renumbered from
 * 0, and behind them a slot for each neighbour outside, of which only its end (before the window) or its tail (behind it) counts.
 */
export class WindowTables {
  readonly most: number;
  size = 0;
  /** Operations and border slots in use. */
  slots = 0;
  /** [local operation] time; neighbours in its job and on its machine. */
  readonly p: Int32Array;
  readonly jp: Int32Array;
  readonly js: Int32Array;
  readonly mp: Int32Array;
  readonly ms: Int32Array;
  /** [local operation or border slot] earliest end; longest path from its start to the end of everything. */
  readonly end: Int32Array;
  readonly tail: Int32Array;
  readonly machine: Int32Array;
  /** [local operation] where its row begins among the tabu matrices, one a machine, and its column there. */
  readonly row: Int32Array;
  readonly column: Int32Array;
  /** A pair stays tabu for `tenure` iterations and up to `tenureSpread` - 1 more. */
  tenure = LEAST_TENURE;
  tenureSpread = 1;
  #from = 0;
  readonly #global: Int32Array;
  /** [machine] how many of its operations are in the window; where its matrix begins. */
  readonly #count: Int32Array;
  readonly #base: Float64Array;
  readonly #mostCells: number;

  /** For windows of at most so many operations. Tests let rows overlap sooner. */
  constructor(most: number, machines: number, mostCells = MOST_CELLS) {
    const slots = 5 * most;
    this.most = most;
    this.#mostCells = mostCells;
    this.p = new Int32Array(most);
    this.jp = new Int32Array(slots);
    this.js = new Int32Array(slots);
    this.mp = new Int32Array(slots);
    this.ms = new Int32Array(slots);
    this.end = new Int32Array(slots);
    this.tail = new Int32Array(slots);
    this.machine = new Int32Array(most);
    this.row = new Int32Array(most);
    this.column = new Int32Array(most);
    this.#global = new Int32Array(most);
    this.#count = new Int32Array(machines);
    this.#base = new Float64Array(machines);
  }

  /** Takes the operations at the places [from, to) of the plan's order. */
  load(timing: JobShopTiming, from: number, to: number): void {
    const size = to - from;
    if (size > this.most) throw new Error(`a window of ${size} operations, made for ${this.most}`);
    const { n, order, place, end, tail } = timing;
    let slots = size;
    const before = (o: number): number => {
      if (o < n && place[o]! >= from) return place[o]! - from;
      this.end[slots] = o < n ? end[o]! : 0;
      return slots++;
    };
    const behind = (o: number): number => {
      if (o < n && place[o]! < to) return place[o]! - from;
      this.tail[slots] = o < n ? tail[o]! : 0;
      return slots++;
    };
    this.size = size;
    this.#from = from;
    this.#count.fill(0);
    for (let i = 0; i < size; i++) {
      const o = order[from + i]!;
      this.#global[i] = o;
      this.p[i] = timing.duration[o]!;
      this.machine[i] = timing.machine[o]!;
      this.jp[i] = before(timing.jobBefore[o]!);
      this.mp[i] = before(timing.machineBefore[o]!);
      this.js[i] = behind(timing.jobAfter[o]!);
      this.ms[i] = behind(timing.machineAfter[o]!);
      this.end[i] = end[o]!;
      this.tail[i] = tail[o]!;
      this.column[i] = this.#count[timing.machine[o]!]!++;
    }
    this.slots = slots;
    this.#layRows();
  }

  /** A square of pairs for each machine. */
  #layRows(): void {
    const count = this.#count;
    const base = this.#base;
    let cells = 0;
    let used = 0;
    for (let k = 0; k < count.length; k++) {
      base[k] = cells;
      cells += count[k]! * count[k]!;
      if (count[k]! > 0) used++;
    }
    for (let i = 0; i < this.size; i++) {
      const k = this.machine[i]!;
      const at = base[k]! + this.column[i]! * count[k]!;
      this.row[i] = cells > this.#mostCells ? at % (this.#mostCells - count[k]! + 1) : at;
    }
    const perMachine = this.size / Math.max(1, used);
    this.tenure = Math.ceil(LEAST_TENURE + perMachine / Math.max(1, used));
    this.tenureSpread = Math.ceil(this.tenure * 0.45) + 1;
  }

  /** How many operations of a machine are in the window. */
  countOf(machine: number): number {
    return this.#count[machine]!;
  }

  /** Puts an order of the window's operations into the plan; its times are to be made anew. */
  store(timing: JobShopTiming, order: Int32Array): void {
    for (let i = 0; i < this.size; i++) timing.order[this.#from + i] = this.#global[order[i]!]!;
  }
}
