// Hot loops over typed arrays of fixed size (the last entry stands for "none"); indices come from the arrays themselves.
import { KernelRandom } from '../shop/kernel-random.ts';
import type { ShopKernel } from '../shop/shop-kernel.ts';
import type { ShopOrder } from '../shop/shop-model.ts';
import { NearModes } from './near-modes.ts';
import { ResourceGraph } from './resource-graph.ts';
import { ResourcePath } from './resource-path.ts';
import type { ResourceTables } from './resource-tables.ts';

/** Long before the count of iterations is full it begins anew. */
const LAST_ITERATION = 2 ** 30;
const FAR = 0x7fff_ffff;
/** Of moves that promise one makespan the one of the least path and work goes first; a tick of work counts as so many of the path. */
const WORK_PRICE = 4;
/** So many operations of a critical path are looked at in an iteration: more makes it slower than it makes it better. */
const MOST_LOOKS = 8;
/** More ways to do an operation than this do not lengthen its tenure. */
const MOST_WAYS = 16;
/**
 * In smaller shops the usual tenures forbid almost every operation something at any time. How long is too long differs from shop to
 * shop, so each descent draws: the usual ones, or none beyond these shares of the operations.
 */
const FEW_OPERATIONS = 80;
const SHARES = [1 / 4, 1 / 7] as const;

/**
 * Tabu search for shops whose operations hold several resources at once (the graph of Dauzère-Pérès, Roux and Lasserre 1998): a critical
 * operation is taken out and put back in any mode at any cut. With it out, heads and tails are exact. A cut is a tick of a measure that
 * grows along every arc: on all resources of the mode the operation goes behind what lies before the tick and before the rest, so no
 * circle can close, and the longest path through it is known exactly.
 */
export class ResourceTabu implements ShopKernel {
  readonly #graph: ResourceGraph;
  readonly #path: ResourcePath;
  readonly #near: NearModes;
  readonly #random: KernelRandom;
  /** [operation * resources + resource] iteration until which the operation may not be put there, alone or with others. */
  readonly #tabu: Int32Array;
  readonly #tenure: number;
  /** What both parts of a tenure are at most in this descent. */
  #longest = FAR;
  /** Pointers into the lists of a mode's resources. */
  readonly #pointer: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #bestMode: Int32Array;
  #iteration = 1;
  #makespan = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;
  #chosen = -1;
  #chosenMode = -1;
  #chosenCut = 0;
  #value = FAR;
  #through = FAR;
  #ties = 0;
  #spare = -1;
  #spareMode = -1;
  #spareCut = 0;
  #spares = 0;

  /** Any seed but 0. */
  constructor(tables: ResourceTables, seed: number) {
    const { n } = tables.model;
    this.#random = new KernelRandom(seed);
    this.#graph = new ResourceGraph(tables);
    this.#path = new ResourcePath(this.#graph, this.#random);
    this.#near = new NearModes(tables);
    this.#tabu = new Int32Array(n * tables.resources);
    this.#tenure = 6 + Math.floor(Math.sqrt(n));
    this.#pointer = new Int32Array(tables.width);
    this.#bestOrder = new Int32Array(n);
    this.#bestMode = new Int32Array(n);
  }

  load(start: Pick<ShopOrder, 'mode' | 'order'>): void {
    const graph = this.#graph;
    graph.load(start);
    // Iterations go on counting, so what was tabu before only has to be older than now.
    this.#iteration += 2 * graph.n + 1000;
    if (this.#iteration > LAST_ITERATION) {
      this.#iteration = 1;
      this.#tabu.fill(0);
    }
    if (graph.n < FEW_OPERATIONS) this.#drawLongest();
    this.#makespan = graph.latestEnd();
    this.#keep();
  }

  #drawLongest(): void {
    const share = SHARES[this.#random.next() % (SHARES.length + 1)];
    this.#longest = share === undefined ? FAR : Math.max(2, Math.floor(share * this.#graph.n));
  }

  #keep(): void {
    this.best = this.#makespan;
    this.sinceBest = 0;
    this.#bestOrder.set(this.#graph.order);
    this.#bestMode.set(this.#graph.mode.subarray(0, this.#graph.n));
  }

  #apply(): void {
    const { tables, slots, resource, width, first } = this.#graph;
    const v = this.#chosen;
    const ways = tables.modeStart[v + 1]! - tables.modeStart[v]!;
    const least = Math.min(this.#longest, 8 + (ways < MOST_WAYS ? ways : MOST_WAYS));
    const until = this.#iteration + least + (this.#random.next() % Math.min(this.#longest, this.#tenure));
    for (let slot = v * width; slot < v * width + slots[v]!; slot++) this.#tabu[v * first.length + resource[slot]!] = until;
    this.#graph.move(v, this.#chosenMode, this.#chosenCut);
  }

  result(): ShopOrder {
    return { mode: this.#bestMode.slice(), order: this.#bestOrder.slice(), value: this.best };
  }

  run(iterations: number, patience: number): boolean {
    for (let i = 0; i < iterations && this.sinceBest < patience; i++) {
      this.#iteration++;
      this.#path.walk(this.#makespan);
      this.#lookForMove();
      if (this.#chosen < 0) {
        if (this.#spare < 0) return false;
        this.#chosen = this.#spare;
        this.#chosenMode = this.#spareMode;
        this.#chosenCut = this.#spareCut;
      }
      this.#apply();
      this.#makespan = this.#graph.latestEnd();
      this.sinceBest++;
      if (this.#makespan < this.best) this.#keep();
    }
    return true;
  }

  #lookForMove(): void {
    this.#chosen = -1;
    this.#spare = -1;
    this.#value = FAR;
    this.#through = FAR;
    this.#ties = 0;
    this.#spares = 0;
    const lean = this.#random.next() % 4;
    this.#graph.ofReached = lean === 1 ? 0 : 1;
    this.#graph.ofLeft = lean === 0 ? 0 : 1;
    if (this.#path.length > MOST_LOOKS) {
      this.#path.measureGains();
      for (let i = 0; i < MOST_LOOKS; i++) {
        const v = this.#path.mostGain(i);
        // Without this one everything would still be as long as with a move found before.
        if (this.#makespan - this.#path.gain[i]! > this.#value) break;
        this.#lookAt(v);
      }
      if (this.#chosen >= 0) return;
      // What is left is mostly tabu: one operation at random gives a forbidden move, all of them any that is left.
      this.#lookAt(this.#path.operations[this.#random.next() % this.#path.length]!);
      if (this.#chosen >= 0 || this.#spare >= 0) return;
    }
    for (let i = 0; i < this.#path.length; i++) this.#lookAt(this.#path.operations[i]!);
  }

  /** Scores one operation in every near mode at every cut, exactly as the others would then stand. */
  #lookAt(v: number): void {
    const near = this.#near;
    const ready = this.#graph.jobReady(v);
    const rest = this.#graph.jobRest(v);
    const count = near.find(v, this.#graph.mode[v]!);
    this.#graph.takeOut(v, ready, rest);
    const without = this.#graph.latestEnd();
    const least = this.#graph.jobReached(v);
    const most = this.#graph.jobLeft(v);
    for (let k = 0; k < count; k++) this.#scoreCuts(v, near.at(v, k), ready, rest, without, least, most);
    this.#graph.putBack(v);
  }

  /** Scores the cuts of a mode while its operation is out. */
  #scoreCuts(v: number, mode: number, ready: number, rest: number, without: number, least: number, most: number): void {
    const { slotStart, resource, from, to, duration } = this.#graph.tables;
    if (least >= most) return;
    const { pointer, after, owner, start, tail } = {
      pointer: this.#pointer,
      after: this.#graph.after,
      owner: this.#graph.owner,
      start: this.#graph.start,
      tail: this.#graph.tail,
    };
    const none = this.#graph.n * this.#graph.width;
    const first = slotStart[mode]!;
    const count = slotStart[mode + 1]! - first;
    const isTabu = this.#isTabu(v, mode);
    const isHome = mode === this.#graph.mode[v]!;
    const home = v * this.#graph.width;
    const ownRest = rest + duration[mode]!;
    const moreWork = WORK_PRICE * (duration[mode]! - this.#graph.p[v]!);
    let cut = most;
    // [i] the slot behind the cut on resource i; `head` grows with every step, what comes behind shrinks.
    let head = ready;
    for (let i = 0; i < count; i++) {
      let slot = this.#graph.first[resource[first + i]!]!;
      let last = none;
      while (slot < none && this.#graph.measureOf(owner[slot]!) <= least) {
        last = slot;
        slot = after[slot]!;
      }
      pointer[i] = slot;
      const free = start[owner[last]!]! + this.#graph.to[last]! - from[first + i]!;
      if (free > head) head = free;
      if (slot < none && this.#graph.measureOf(owner[slot]!) < cut) cut = this.#graph.measureOf(owner[slot]!);
    }
    for (;;) {
      let behind = ownRest;
      let isSame = isHome;
      for (let i = 0; i < count; i++) {
        const slot = pointer[i]!;
        const path = tail[owner[slot]!]! + to[first + i]! - this.#graph.from[slot]!;
        if (path > behind) behind = path;
        if (isSame && slot !== after[home + i]) isSame = false;
      }
      const through = head + behind;
      if (!isSame) this.#consider(v, mode, cut, through + moreWork, through > without ? through : without, isTabu);
      if (cut >= most || head + ownRest > this.#value) return;
      // All at the cut go before it.
      const passed = cut;
      cut = most;
      for (let i = 0; i < count; i++) {
        let slot = pointer[i]!;
        while (slot < none) {
          const measure = this.#graph.measureOf(owner[slot]!);
          if (measure > passed) {
            if (measure < cut) cut = measure;
            break;
          }
          const free = start[owner[slot]!]! + this.#graph.to[slot]! - from[first + i]!;
          if (free > head) head = free;
          slot = after[slot]!;
        }
        pointer[i] = slot;
      }
    }
  }

  #isTabu(v: number, mode: number): boolean {
    const { slotStart, resource } = this.#graph.tables;
    const base = v * this.#graph.first.length;
    for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++) if (this.#tabu[base + resource[i]!]! > this.#iteration) return true;
    return false;
  }

  #consider(v: number, mode: number, cut: number, through: number, value: number, isTabu: boolean): void {
    if (isTabu && value >= this.best) {
      if (this.#random.next() % ++this.#spares !== 0) return;
      this.#spare = v;
      this.#spareMode = mode;
      this.#spareCut = cut;
      return;
    }
    if (value > this.#value || (value === this.#value && through > this.#through)) return;
    if (value < this.#value || through < this.#through) this.#ties = 0;
    if (this.#random.next() % ++this.#ties !== 0) return;
    this.#value = value;
    this.#through = through;
    this.#chosen = v;
    this.#chosenMode = mode;
    this.#chosenCut = cut;
  }
}
