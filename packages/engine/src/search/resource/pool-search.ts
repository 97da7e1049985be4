// Hot loops over typed arrays sized by the tables; indices come from the arrays themselves, hence the non-null assertions.
import type { ShopKernel } from '../shop/shop-kernel.ts';
import type { ShopOrder } from '../shop/shop-model.ts';
import type { PoolTables } from './pool-tables.ts';
import { SerialDecoder } from './serial-decoder.ts';

/** A change moves up to so many operations at once. */
const MOST_MOVES = 3;

/**
 * Local search on lists of operations, each placed at its earliest. What is found is pushed to the end and back to the front (Li and
 * Willis 1992, Valls, Ballestín and Quintanilla 2005), which closes gaps a list leaves; the list then stands in the order of starts, so
 * that lists with the same schedule are one. A change moves a few operations in it or gives them another mode, and is kept when it is
 * no worse.
 */
export class PoolSearch implements ShopKernel {
  readonly #tables: PoolTables;
  readonly #decoder: SerialDecoder;
  readonly #n: number;
  readonly #order: Int32Array;
  readonly #mode: Int32Array;
  readonly #trial: Int32Array;
  readonly #trialMode: Int32Array;
  readonly #sorted: Int32Array;
  readonly #place: Int32Array;
  /** [operation] ticks it could start later in the schedule of the list at hand. */
  readonly #slack: Int32Array;
  readonly #trialSlack: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #bestMode: Int32Array;
  #value = 0;
  #seed: number;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;

  /** Any seed but 0. */
  constructor(tables: PoolTables, seed: number) {
    const { n } = tables.model;
    const ints = (): Int32Array => new Int32Array(n);
    this.#tables = tables;
    this.#decoder = new SerialDecoder(tables);
    this.#n = n;
    this.#seed = seed | 0;
    this.#order = ints();
    this.#mode = ints();
    this.#trial = ints();
    this.#trialMode = ints();
    this.#sorted = ints();
    this.#place = ints();
    this.#slack = ints();
    this.#trialSlack = ints();
    this.#bestOrder = ints();
    this.#bestMode = ints();
  }

  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    this.#trial.set(order);
    this.#trialMode.set(mode);
    this.#value = this.#justify();
    this.#settle();
    this.best = this.#value;
    this.sinceBest = 0;
    this.#bestOrder.set(this.#order);
    this.#bestMode.set(this.#mode);
  }

  result(): ShopOrder {
    return { mode: this.#bestMode.slice(), order: this.#bestOrder.slice(), value: this.best };
  }

  run(iterations: number, patience: number): boolean {
    if (this.#n < 2) return false;
    for (let i = 0; i < iterations && this.sinceBest < patience; i++) {
      this.sinceBest++;
      this.#change();
      const value = this.#justify();
      if (value > this.#value) continue;
      this.#value = value;
      this.#settle();
      if (value >= this.best) continue;
      this.best = value;
      this.sinceBest = 0;
      this.#bestOrder.set(this.#order);
      this.#bestMode.set(this.#mode);
    }
    return true;
  }

  #random(): number {
    let seed = this.#seed;
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    this.#seed = seed;
    return seed & 0x3fff_ffff;
  }

  /** Makes the trial the list at hand. */
  #settle(): void {
    this.#order.set(this.#trial);
    this.#mode.set(this.#trialMode);
    this.#slack.set(this.#trialSlack);
    for (let i = 0; i < this.#n; i++) this.#place[this.#order[i]!] = i;
  }

  /** Decodes the trial forwards, backwards and forwards again, and sorts it by start; returns when all is done. */
  #justify(): number {
    const decoder = this.#decoder;
    const { trial, sorted, trialMode, trialSlack } = {
      trial: this.#trial,
      sorted: this.#sorted,
      trialMode: this.#trialMode,
      trialSlack: this.#trialSlack,
    };
    decoder.decode(trial, trialMode, false);
    decoder.sortByTime(trial, sorted, true);
    const total = decoder.decode(sorted, trialMode, true);
    for (let o = 0; o < this.#n; o++) trialSlack[o] = total - decoder.end[o]!;
    decoder.sortByTime(sorted, trial, true);
    const value = decoder.decode(trial, trialMode, false);
    for (let o = 0; o < this.#n; o++) trialSlack[o] = trialSlack[o]! - decoder.start[o]!;
    if (this.#tables.hasWindows) return value;
    decoder.sortByTime(trial, sorted, false);
    trial.set(sorted);
    return value;
  }

  /** The list at hand with a few operations moved, or in another mode. */
  #change(): void {
    this.#trial.set(this.#order);
    this.#trialMode.set(this.#mode);
    const { modeStart } = this.#tables;
    const moves = 1 + (this.#random() % MOST_MOVES);
    for (let i = 0; i < moves; i++) {
      const at = this.#chosenPlace();
      const o = this.#trial[at]!;
      const ways = modeStart[o + 1]! - modeStart[o]!;
      if (ways > 1 && this.#random() % 2 === 0) this.#trialMode[o] = modeStart[o]! + (this.#random() % ways);
      else this.#shift(at);
    }
  }

  /** A place of the trial; mostly that of an operation with little slack. */
  #chosenPlace(): number {
    let at = this.#random() % this.#n;
    for (let i = this.#random() % 3; i > 0; i--) {
      const other = this.#random() % this.#n;
      if (this.#slack[this.#trial[other]!]! < this.#slack[this.#trial[at]!]!) at = other;
    }
    return at;
  }

  /** Moves what stands at a place to any other that its predecessors and successors leave it. */
  #shift(at: number): void {
    const { predStart, pred, succStart, succ } = this.#tables.model;
    const { trial, place } = { trial: this.#trial, place: this.#place };
    for (let i = 0; i < this.#n; i++) place[trial[i]!] = i;
    const o = trial[at]!;
    let least = 0;
    let most = this.#n - 1;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) if (place[pred[k]!]! >= least) least = place[pred[k]!]! + 1;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) if (place[succ[k]!]! <= most) most = place[succ[k]!]! - 1;
    if (most <= least) return;
    const to = least + (this.#random() % (most - least + 1));
    if (to < at) trial.copyWithin(to + 1, to, at);
    else trial.copyWithin(at, at + 1, to + 1);
    trial[to] = o;
  }
}
