// Hot loops over typed arrays of fixed size (the last entry stands for "none"); indices come from the arrays themselves.
import type { ShopOrder } from '../shop/shop-model.ts';
import type { ResourceTables } from './resource-tables.ts';

const FAR = 0x7fff_ffff;

/**
 * The graph of a shop whose operations hold several resources at once (Dauzère-Pérès, Roux and Lasserre 1998): each resource has a
 * chain of slots. The earliest start of each operation and the longest path behind it are kept up to date. Others read its arrays and
 * never write them.
 */
export class ResourceGraph {
  readonly n: number;
  readonly width: number;
  readonly tables: ResourceTables;
  /** [operation] mode, time there, slots in use. */
  readonly mode: Int32Array;
  readonly p: Int32Array;
  readonly slots: Int32Array;
  /** [operation * width + i] slot i: its resource, when it is held, its neighbours on the resource. */
  readonly resource: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** [slot] its operation. */
  readonly owner: Int32Array;
  /** [resource] first slot. */
  readonly first: Int32Array;
  /** [operation] earliest start; longest path from its start to the end of everything, its own time included. */
  readonly start: Int32Array;
  readonly tail: Int32Array;
  /** The same, no less than those before (behind) it: grows (falls) along every arc. */
  readonly #reached: Int32Array;
  readonly #left: Int32Array;
  readonly order: Int32Array;
  readonly #place: Int32Array;
  readonly #dirty: Uint8Array;
  readonly #aside: Int32Array;
  /** What taking an operation out has changed, to be put back. */
  readonly #startChanged: Int32Array;
  readonly #startBefore: Int32Array;
  readonly #reachedBefore: Int32Array;
  readonly #tailChanged: Int32Array;
  readonly #tailBefore: Int32Array;
  readonly #leftBefore: Int32Array;
  #startChanges = 0;
  #tailChanges = 0;
  /** Operations without a successor: one of them ends last. */
  readonly sinks: Int32Array;
  /** The measure cuts are made in: so many times what is reached less so many times what is left. */
  ofReached = 1;
  ofLeft = 1;

  constructor(tables: ResourceTables) {
    const { n } = tables.model;
    const { width } = tables;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    const slots = n * width + 1;
    this.n = n;
    this.width = width;
    this.tables = tables;
    this.mode = ints();
    this.p = ints();
    this.slots = ints();
    this.resource = ints(slots);
    this.from = ints(slots);
    this.to = ints(slots);
    this.before = ints(slots);
    this.after = ints(slots);
    this.owner = ints(slots).map((_, slot) => Math.floor(slot / width));
    this.owner[slots - 1] = n;
    this.first = ints(tables.resources);
    this.start = ints();
    this.tail = ints();
    this.#reached = tables.hasWindows ? ints() : this.start;
    this.#left = tables.hasWindows ? ints() : this.tail;
    this.order = ints(n);
    this.#place = ints();
    this.#dirty = new Uint8Array(n + 1);
    this.#aside = ints();
    this.#startChanged = ints();
    this.#startBefore = ints();
    this.#reachedBefore = ints();
    this.#tailChanged = ints();
    this.#tailBefore = ints();
    this.#leftBefore = ints();
    this.sinks = sinksOf(tables);
  }

  /** Begins anew: every resource is held in this order. */
  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    const n = this.n;
    const none = n * this.width;
    const last = new Int32Array(this.first.length).fill(none);
    this.first.fill(none);
    this.order.set(order);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      this.#place[o] = i;
      this.#setMode(o, mode[o]!);
      const base = o * this.width;
      for (let slot = base; slot < base + this.slots[o]!; slot++) {
        const r = this.resource[slot]!;
        const before = last[r]!;
        this.before[slot] = before;
        this.after[slot] = none;
        if (before < none) this.after[before] = slot;
        else this.first[r] = slot;
        last[r] = slot;
      }
    }
    this.#recompute();
  }

  /** Puts an operation elsewhere: what lies before the cut comes first in the order, then the operation, then the rest. */
  move(v: number, mode: number, cut: number): void {
    const { order } = this;
    const place = this.#place;
    const aside = this.#aside;
    this.takeOut(v, this.jobReady(v), this.jobRest(v));
    let kept = 0;
    let held = 0;
    for (let i = 0; i < this.n; i++) {
      const o = order[i]!;
      if (o === v) continue;
      if (this.measureOf(o) < cut) {
        order[kept] = o;
        place[o] = kept++;
      } else aside[held++] = o;
    }
    order[kept] = v;
    place[v] = kept++;
    this.#setMode(v, mode);
    this.#linkAtCut(v, cut);
    for (let i = 0; i < held; i++) {
      order[kept] = aside[i]!;
      place[aside[i]!] = kept++;
    }
    this.#recompute();
  }

  #recompute(): void {
    const { order } = { order: this.order };
    for (let i = 0; i < this.n; i++) this.#refreshStart(order[i]!);
    for (let i = this.n - 1; i >= 0; i--) this.#refreshTail(order[i]!);
  }

  jobReady(o: number): number {
    const { predStart, pred } = this.tables.model;
    const start = this.start;
    const p = this.p;
    let ready = 0;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
      const before = pred[k]!;
      const end = start[before]! + p[before]!;
      if (end > ready) ready = end;
    }
    return ready;
  }

  jobRest(o: number): number {
    const { succStart, succ } = this.tables.model;
    const tail = this.tail;
    let rest = 0;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) if (tail[succ[k]!]! > rest) rest = tail[succ[k]!]!;
    return rest;
  }

  /** Latest and least measure of what must come before and behind in the job: the cuts allowed lie between. */
  jobReached(o: number): number {
    const { predStart, pred } = this.tables.model;
    let most = -FAR;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
      const measure = this.measureOf(pred[k]!);
      if (measure > most) most = measure;
    }
    return most;
  }

  jobLeft(o: number): number {
    const { succStart, succ } = this.tables.model;
    let least = FAR;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) {
      const measure = this.measureOf(succ[k]!);
      if (measure < least) least = measure;
    }
    return least;
  }

  measureOf(o: number): number {
    return this.ofReached * this.#reached[o]! - this.ofLeft * this.#left[o]!;
  }

  latestEnd(): number {
    const sinks = this.sinks;
    let latest = 0;
    for (let i = 0; i < sinks.length; i++) {
      const end = this.start[sinks[i]!]! + this.p[sinks[i]!]!;
      if (end > latest) latest = end;
    }
    return latest;
  }

  /** Off its resources an operation stands in its job with no time of its own; makes all starts and tails as they are then. */
  takeOut(v: number, ready: number, rest: number): void {
    this.#unlink(v);
    this.#startChanged[0] = v;
    this.#startBefore[0] = this.start[v]!;
    this.#reachedBefore[0] = this.#reached[v]!;
    this.#startChanges = 1;
    this.#tailChanged[0] = v;
    this.#tailBefore[0] = this.tail[v]!;
    this.#leftBefore[0] = this.#left[v]!;
    this.#tailChanges = 1;
    // Without time of its own it must not count twice: its successors read start + p.
    this.start[v] = ready - this.p[v]!;
    this.tail[v] = rest;
    if (this.tables.hasWindows) this.#measureAlone(v, ready, rest);
    this.#sweepStarts(this.#place[v]! + 1, this.#soilBehind(v));
    this.#sweepTails(this.#place[v]! - 1, this.#soilAhead(v));
  }

  #measureAlone(v: number, ready: number, rest: number): void {
    const { predStart, pred, succStart, succ } = this.tables.model;
    let reached = ready;
    let left = rest;
    for (let k = predStart[v]!; k < predStart[v + 1]!; k++) reached = Math.max(reached, this.#reached[pred[k]!]!);
    for (let k = succStart[v]!; k < succStart[v + 1]!; k++) left = Math.max(left, this.#left[succ[k]!]!);
    this.#reached[v] = reached;
    this.#left[v] = left;
  }

  putBack(v: number): void {
    for (let i = 0; i < this.#startChanges; i++) {
      const o = this.#startChanged[i]!;
      this.start[o] = this.#startBefore[i]!;
      this.#reached[o] = this.#reachedBefore[i]!;
    }
    for (let i = 0; i < this.#tailChanges; i++) {
      const o = this.#tailChanged[i]!;
      this.tail[o] = this.#tailBefore[i]!;
      this.#left[o] = this.#leftBefore[i]!;
    }
    this.#link(v);
  }

  #unlink(v: number): void {
    const none = this.n * this.width;
    const base = v * this.width;
    for (let slot = base; slot < base + this.slots[v]!; slot++) {
      const before = this.before[slot]!;
      const after = this.after[slot]!;
      if (before < none) this.after[before] = after;
      else this.first[this.resource[slot]!] = after;
      if (after < none) this.before[after] = before;
    }
  }

  #link(v: number): void {
    const none = this.n * this.width;
    const base = v * this.width;
    for (let slot = base; slot < base + this.slots[v]!; slot++) {
      const before = this.before[slot]!;
      const after = this.after[slot]!;
      if (before < none) this.after[before] = slot;
      else this.first[this.resource[slot]!] = slot;
      if (after < none) this.before[after] = slot;
    }
  }

  #linkAtCut(v: number, cut: number): void {
    const none = this.n * this.width;
    const base = v * this.width;
    for (let slot = base; slot < base + this.slots[v]!; slot++) {
      let before = none;
      let after = this.first[this.resource[slot]!]!;
      while (after < none && this.measureOf(this.owner[after]!) < cut) {
        before = after;
        after = this.after[after]!;
      }
      this.before[slot] = before;
      this.after[slot] = after;
    }
    this.#link(v);
  }

  #setMode(o: number, mode: number): void {
    const { slotStart, resource, from, to, duration } = this.tables;
    this.mode[o] = mode;
    this.p[o] = duration[mode]!;
    let slot = o * this.width;
    for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++) {
      this.resource[slot] = resource[i]!;
      this.from[slot] = from[i]!;
      this.to[slot++] = to[i]!;
    }
    this.slots[o] = slotStart[mode + 1]! - slotStart[mode]!;
  }

  /** Makes an operation's start what those before it make it; whether it changed. */
  #refreshStart(o: number): boolean {
    const start = this.start;
    const owner = this.owner;
    const base = o * this.width;
    const stop = base + this.slots[o]!;
    let fresh = this.jobReady(o);
    for (let slot = base; slot < stop; slot++) {
      const before = this.before[slot]!;
      const free = start[owner[before]!]! + this.to[before]! - this.from[slot]!;
      if (free > fresh) fresh = free;
    }
    const old = start[o]!;
    start[o] = fresh;
    if (!this.tables.hasWindows) return fresh !== old;
    const { predStart, pred } = this.tables.model;
    const reached = this.#reached;
    let most = fresh;
    for (let slot = base; slot < stop; slot++) most = Math.max(most, reached[owner[this.before[slot]!]!]!);
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) most = Math.max(most, reached[pred[k]!]!);
    const was = reached[o]!;
    reached[o] = most;
    return fresh !== old || most !== was;
  }

  #refreshTail(o: number): boolean {
    const tail = this.tail;
    const owner = this.owner;
    const base = o * this.width;
    const stop = base + this.slots[o]!;
    let fresh = this.jobRest(o) + this.p[o]!;
    for (let slot = base; slot < stop; slot++) {
      const after = this.after[slot]!;
      const rest = tail[owner[after]!]! + this.to[slot]! - this.from[after]!;
      if (rest > fresh) fresh = rest;
    }
    const old = tail[o]!;
    tail[o] = fresh;
    if (!this.tables.hasWindows) return fresh !== old;
    const { succStart, succ } = this.tables.model;
    const left = this.#left;
    let most = fresh;
    for (let slot = base; slot < stop; slot++) most = Math.max(most, left[owner[this.after[slot]!]!]!);
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) most = Math.max(most, left[succ[k]!]!);
    const was = left[o]!;
    left[o] = most;
    return fresh !== old || most !== was;
  }

  #soil(o: number): number {
    if (o === this.n) return 0;
    const at = this.#place[o]!;
    if (this.#dirty[at] === 1) return 0;
    this.#dirty[at] = 1;
    return 1;
  }

  #soilBehind(o: number): number {
    const { succStart, succ } = this.tables.model;
    const base = o * this.width;
    let count = 0;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) count += this.#soil(succ[k]!);
    for (let slot = base; slot < base + this.slots[o]!; slot++) count += this.#soil(this.owner[this.after[slot]!]!);
    return count;
  }

  #soilAhead(o: number): number {
    const { predStart, pred } = this.tables.model;
    const base = o * this.width;
    let count = 0;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) count += this.#soil(pred[k]!);
    for (let slot = base; slot < base + this.slots[o]!; slot++) count += this.#soil(this.owner[this.before[slot]!]!);
    return count;
  }

  /** Recomputes marked starts and all that follows from a change, in the order's direction; notes what was there. */
  #sweepStarts(from: number, marked: number): void {
    const { order, dirty, start, reached } = { order: this.order, dirty: this.#dirty, start: this.start, reached: this.#reached };
    let pending = marked;
    let changes = this.#startChanges;
    for (let i = from; pending > 0; i++) {
      if (dirty[i] === 0) continue;
      dirty[i] = 0;
      pending--;
      const o = order[i]!;
      const oldStart = start[o]!;
      const oldReached = reached[o]!;
      if (!this.#refreshStart(o)) continue;
      this.#startChanged[changes] = o;
      this.#startBefore[changes] = oldStart;
      this.#reachedBefore[changes++] = oldReached;
      pending += this.#soilBehind(o);
    }
    this.#startChanges = changes;
  }

  #sweepTails(from: number, marked: number): void {
    const { order, dirty, tail, left } = { order: this.order, dirty: this.#dirty, tail: this.tail, left: this.#left };
    let pending = marked;
    let changes = this.#tailChanges;
    for (let i = from; pending > 0; i--) {
      if (dirty[i] === 0) continue;
      dirty[i] = 0;
      pending--;
      const o = order[i]!;
      const oldTail = tail[o]!;
      const oldLeft = left[o]!;
      if (!this.#refreshTail(o)) continue;
      this.#tailChanged[changes] = o;
      this.#tailBefore[changes] = oldTail;
      this.#leftBefore[changes++] = oldLeft;
      pending += this.#soilAhead(o);
    }
    this.#tailChanges = changes;
  }
}

/** Operations without a successor: one of them ends last. */
function sinksOf({ model }: ResourceTables): Int32Array {
  const sinks: number[] = [];
  for (let o = 0; o < model.n; o++) if (model.succStart[o] === model.succStart[o + 1]) sinks.push(o);
  return Int32Array.from(sinks);
}
