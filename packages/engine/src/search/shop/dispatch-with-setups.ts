// Indices come from the model's own tables, hence the non-null assertions.
import type { SetupTables } from './flexible-tables.ts';
import { setupTables } from './flexible-tables.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** A tick a machine stands, idle or being set up, weighs as much as so many of priority. */
const PRICE_OF_STANDING = 3;

/**
 * Schedules one operation after the other: of all that are ready the one that could end first names the machine, and of those that
 * could start there before that end the one of highest priority goes, less what the machine would stand for it (the active schedules of
 * Giffler and Thompson 1960, with setups). Priorities count in ticks. On a mirrored model setups are read the other way round; what is
 * set up before the first operation is then left out. O(operations · ready modes).
 */
export function dispatchWithSetups(
  model: ShopModel,
  priority: Float64Array,
  fixedModes: Int32Array | undefined,
  isMirrored: boolean,
): ShopOrder {
  const { n, predStart, succStart, succ } = model;
  const shop = new Floor(model, fixedModes, isMirrored);
  const open = new Int32Array(n);
  const ready: number[] = [];
  for (let o = 0; o < n; o++) {
    open[o] = predStart[o + 1]! - predStart[o]!;
    if (open[o] === 0) ready.push(o);
  }
  const order = new Int32Array(n);
  const mode = new Int32Array(n);
  for (let filled = 0; filled < n; filled++) {
    const at = shop.choose(ready, priority);
    const o = ready[at]!;
    ready[at] = ready.at(-1)!;
    ready.pop();
    order[filled] = o;
    mode[o] = shop.bestMode[o]!;
    const end = shop.place(o);
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) {
      const next = succ[k]!;
      shop.readyAt[next] = Math.max(shop.readyAt[next]!, end);
      open[next] = open[next]! - 1;
      if (open[next] === 0) ready.push(next);
    }
  }
  return { mode, order, value: shop.makespan };
}

class Floor {
  readonly #model: ShopModel;
  readonly #tables: SetupTables;
  readonly #fixedModes: Int32Array | undefined;
  readonly #isMirrored: boolean;
  /** [machine] when it is free, and the mode it ended with, -1 = none. */
  readonly #free: Float64Array;
  readonly #last: Int32Array;
  /** [operation] end of its latest predecessor; its best mode as things stood when last looked at, and the start there. */
  readonly readyAt: Float64Array;
  readonly bestMode: Int32Array;
  readonly #start: Float64Array;
  makespan = 0;

  constructor(model: ShopModel, fixedModes: Int32Array | undefined, isMirrored: boolean) {
    this.#model = model;
    this.#tables = setupTables(model);
    this.#fixedModes = fixedModes;
    this.#isMirrored = isMirrored;
    this.#free = new Float64Array(model.m);
    this.#last = new Int32Array(model.m).fill(-1);
    this.readyAt = new Float64Array(model.n);
    this.bestMode = new Int32Array(model.n);
    this.#start = new Float64Array(model.n);
  }

  /** Place in the list of the operation that goes next. */
  choose(ready: readonly number[], priority: Float64Array): number {
    const { modes } = this.#model.problem;
    let machine = -1;
    let firstEnd = Number.POSITIVE_INFINITY;
    for (const o of ready) {
      const end = this.#look(o);
      if (end >= firstEnd) continue;
      firstEnd = end;
      machine = modes.machine[this.bestMode[o]!]!;
    }
    let chosen = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < ready.length; i++) {
      const o = ready[i]!;
      if (modes.machine[this.bestMode[o]!] !== machine || this.#start[o]! >= firstEnd) continue;
      const score = priority[o]! - PRICE_OF_STANDING * (this.#start[o]! - this.#free[machine]!);
      if (score <= best) continue;
      best = score;
      chosen = i;
    }
    return chosen;
  }

  /** Its earliest end of all modes. */
  #look(o: number): number {
    const { operations, modes } = this.#model.problem;
    const fixed = this.#fixedModes?.[o];
    let earliest = Number.POSITIVE_INFINITY;
    const until = fixed === undefined ? operations.modeStart[o + 1]! : fixed + 1;
    for (let mode = fixed ?? operations.modeStart[o]!; mode < until; mode++) {
      const machine = modes.machine[mode]!;
      const start = Math.max(this.readyAt[o]!, this.#free[machine]! + this.#setup(this.#last[machine]!, mode));
      if (start + modes.duration[mode]! >= earliest) continue;
      earliest = start + modes.duration[mode]!;
      this.bestMode[o] = mode;
      this.#start[o] = start;
    }
    return earliest;
  }

  #setup(last: number, mode: number): number {
    const t = this.#tables;
    if (last < 0) return this.#isMirrored ? 0 : t.firstSetup[mode]!;
    const [before, after] = this.#isMirrored ? [mode, last] : [last, mode];
    return t.changeover[t.row[before]! + t.column[after]!]! + t.ownSetup[after]!;
  }

  /** Puts an operation where it was last seen best; returns its end. */
  place(o: number): number {
    const { modes } = this.#model.problem;
    const mode = this.bestMode[o]!;
    const machine = modes.machine[mode]!;
    const end = this.#start[o]! + modes.duration[mode]!;
    this.#free[machine] = end;
    this.#last[machine] = mode;
    this.makespan = Math.max(this.makespan, end);
    return end;
  }
}
