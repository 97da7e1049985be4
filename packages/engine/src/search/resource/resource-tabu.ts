// Hot loops over typed arrays of fixed size (the last entry stands for "none"); indices come from the arrays themselves.
import type { ShopKernel } from '../shop/shop-kernel.ts';
import type { ShopOrder } from '../shop/shop-model.ts';
import { NearModes } from './near-modes.ts';
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
 * Tabu search for shops whose operations hold several resources at once (the graph of Dauzère-Pérès, Roux and Lasserre 1998): a critical
 * operation is taken out and put back in any mode at any cut. With it out, heads and tails are exact. A cut is a tick of a measure that
 * grows along every arc: on all resources of the mode the operation goes behind what lies before the tick and before the rest, so no
 * circle can close, and the longest path through it is known exactly.
 */
export class ResourceTabu implements ShopKernel {
  readonly #n: number;
  readonly #width: number;
  readonly #tables: ResourceTables;
  readonly #near: NearModes;
  /** [operation] mode, time there, slots in use. */
  readonly #mode: Int32Array;
  readonly #p: Int32Array;
  readonly #slots: Int32Array;
  /** [operation * width + i] slot i: its resource, when it is held, its neighbours on the resource. */
  readonly #resource: Int32Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  /** [slot] its operation. */
  readonly #owner: Int32Array;
  /** [resource] first slot. */
  readonly #first: Int32Array;
  /** [operation] earliest start; longest path from its start to the end of everything, its own time included. */
  readonly #start: Int32Array;
  readonly #tail: Int32Array;
  /** The same, no less than those before (behind) it: grows (falls) along every arc. */
  readonly #reached: Int32Array;
  readonly #left: Int32Array;
  readonly #order: Int32Array;
  readonly #place: Int32Array;
  readonly #dirty: Uint8Array;
  readonly #path: Int32Array;
  /** [place on the path] how much shorter everything could be without that operation. */
  readonly #gain: Int32Array;
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
  readonly #sinks: Int32Array;
  /** [operation * resources + resource] iteration until which the operation may not be put there, alone or with others. */
  readonly #tabu: Int32Array;
  readonly #tenure: number;
  /** Pointers into the lists of a mode's resources. */
  readonly #pointer: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #bestMode: Int32Array;
  #seed: number;
  #iteration = 1;
  #makespan = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;
  #length = 0;
  /** The measure cuts are made in: so many times what is reached less so many times what is left. */
  #ofReached = 1;
  #ofLeft = 1;
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
    const { width } = tables;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    const slots = n * width + 1;
    this.#n = n;
    this.#width = width;
    this.#tables = tables;
    this.#near = new NearModes(tables);
    this.#seed = seed | 0;
    this.#mode = ints();
    this.#p = ints();
    this.#slots = ints();
    this.#resource = ints(slots);
    this.#from = ints(slots);
    this.#to = ints(slots);
    this.#before = ints(slots);
    this.#after = ints(slots);
    this.#owner = ints(slots).map((_, slot) => Math.floor(slot / width));
    this.#owner[slots - 1] = n;
    this.#first = ints(tables.resources);
    this.#start = ints();
    this.#tail = ints();
    this.#reached = tables.hasWindows ? ints() : this.#start;
    this.#left = tables.hasWindows ? ints() : this.#tail;
    this.#order = ints(n);
    this.#place = ints();
    this.#dirty = new Uint8Array(n + 1);
    this.#path = ints();
    this.#gain = ints();
    this.#aside = ints();
    this.#startChanged = ints();
    this.#startBefore = ints();
    this.#reachedBefore = ints();
    this.#tailChanged = ints();
    this.#tailBefore = ints();
    this.#leftBefore = ints();
    this.#sinks = sinksOf(tables);
    this.#tabu = ints(n * tables.resources);
    this.#tenure = 6 + Math.floor(Math.sqrt(n));
    this.#pointer = ints(width);
    this.#bestOrder = ints(n);
    this.#bestMode = ints(n);
  }

  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    const n = this.#n;
    const none = n * this.#width;
    const last = new Int32Array(this.#first.length).fill(none);
    this.#first.fill(none);
    this.#order.set(order);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      this.#place[o] = i;
      this.#setMode(o, mode[o]!);
      const base = o * this.#width;
      for (let slot = base; slot < base + this.#slots[o]!; slot++) {
        const r = this.#resource[slot]!;
        const before = last[r]!;
        this.#before[slot] = before;
        this.#after[slot] = none;
        if (before < none) this.#after[before] = slot;
        else this.#first[r] = slot;
        last[r] = slot;
      }
    }
    this.#recompute();
    // Iterations go on counting, so what was tabu before only has to be older than now.
    this.#iteration += 2 * n + 1000;
    if (this.#iteration > LAST_ITERATION) {
      this.#iteration = 1;
      this.#tabu.fill(0);
    }
    this.#makespan = this.#latestEnd();
    this.best = this.#makespan;
    this.sinceBest = 0;
    this.#keep();
  }

  result(): ShopOrder {
    return { mode: this.#bestMode.slice(), order: this.#bestOrder.slice(), value: this.best };
  }

  run(iterations: number, patience: number): boolean {
    for (let i = 0; i < iterations && this.sinceBest < patience; i++) {
      this.#iteration++;
      this.#walkPath();
      this.#lookForMove();
      if (this.#chosen < 0) {
        if (this.#spare < 0) return false;
        this.#chosen = this.#spare;
        this.#chosenMode = this.#spareMode;
        this.#chosenCut = this.#spareCut;
      }
      this.#apply();
      this.#makespan = this.#latestEnd();
      this.sinceBest++;
      if (this.#makespan >= this.best) continue;
      this.best = this.#makespan;
      this.sinceBest = 0;
      this.#keep();
    }
    return true;
  }

  #keep(): void {
    this.#bestOrder.set(this.#order);
    this.#bestMode.set(this.#mode.subarray(0, this.#n));
  }

  #random(): number {
    let seed = this.#seed;
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    this.#seed = seed;
    return seed & 0x3fff_ffff;
  }

  #setMode(o: number, mode: number): void {
    const { slotStart, resource, from, to, duration } = this.#tables;
    this.#mode[o] = mode;
    this.#p[o] = duration[mode]!;
    let slot = o * this.#width;
    for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++) {
      this.#resource[slot] = resource[i]!;
      this.#from[slot] = from[i]!;
      this.#to[slot++] = to[i]!;
    }
    this.#slots[o] = slotStart[mode + 1]! - slotStart[mode]!;
  }

  #recompute(): void {
    const { order } = { order: this.#order };
    for (let i = 0; i < this.#n; i++) this.#refreshStart(order[i]!);
    for (let i = this.#n - 1; i >= 0; i--) this.#refreshTail(order[i]!);
  }

  #jobReady(o: number): number {
    const { predStart, pred } = this.#tables.model;
    const start = this.#start;
    const p = this.#p;
    let ready = 0;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
      const before = pred[k]!;
      const end = start[before]! + p[before]!;
      if (end > ready) ready = end;
    }
    return ready;
  }

  #jobRest(o: number): number {
    const { succStart, succ } = this.#tables.model;
    const tail = this.#tail;
    let rest = 0;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) if (tail[succ[k]!]! > rest) rest = tail[succ[k]!]!;
    return rest;
  }

  /** Latest and least measure of what must come before and behind in the job: the cuts allowed lie between. */
  #jobReached(o: number): number {
    const { predStart, pred } = this.#tables.model;
    let most = -FAR;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
      const measure = this.#measureOf(pred[k]!);
      if (measure > most) most = measure;
    }
    return most;
  }

  #jobLeft(o: number): number {
    const { succStart, succ } = this.#tables.model;
    let least = FAR;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) {
      const measure = this.#measureOf(succ[k]!);
      if (measure < least) least = measure;
    }
    return least;
  }

  #measureOf(o: number): number {
    return this.#ofReached * this.#reached[o]! - this.#ofLeft * this.#left[o]!;
  }

  /** Makes an operation's start what those before it make it; whether it changed. */
  #refreshStart(o: number): boolean {
    const start = this.#start;
    const owner = this.#owner;
    const base = o * this.#width;
    const stop = base + this.#slots[o]!;
    let fresh = this.#jobReady(o);
    for (let slot = base; slot < stop; slot++) {
      const before = this.#before[slot]!;
      const free = start[owner[before]!]! + this.#to[before]! - this.#from[slot]!;
      if (free > fresh) fresh = free;
    }
    const old = start[o]!;
    start[o] = fresh;
    if (!this.#tables.hasWindows) return fresh !== old;
    const { predStart, pred } = this.#tables.model;
    const reached = this.#reached;
    let most = fresh;
    for (let slot = base; slot < stop; slot++) most = Math.max(most, reached[owner[this.#before[slot]!]!]!);
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) most = Math.max(most, reached[pred[k]!]!);
    const was = reached[o]!;
    reached[o] = most;
    return fresh !== old || most !== was;
  }

  #refreshTail(o: number): boolean {
    const tail = this.#tail;
    const owner = this.#owner;
    const base = o * this.#width;
    const stop = base + this.#slots[o]!;
    let fresh = this.#jobRest(o) + this.#p[o]!;
    for (let slot = base; slot < stop; slot++) {
      const after = this.#after[slot]!;
      const rest = tail[owner[after]!]! + this.#to[slot]! - this.#from[after]!;
      if (rest > fresh) fresh = rest;
    }
    const old = tail[o]!;
    tail[o] = fresh;
    if (!this.#tables.hasWindows) return fresh !== old;
    const { succStart, succ } = this.#tables.model;
    const left = this.#left;
    let most = fresh;
    for (let slot = base; slot < stop; slot++) most = Math.max(most, left[owner[this.#after[slot]!]!]!);
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) most = Math.max(most, left[succ[k]!]!);
    const was = left[o]!;
    left[o] = most;
    return fresh !== old || most !== was;
  }

  #latestEnd(): number {
    const sinks = this.#sinks;
    let latest = 0;
    for (let i = 0; i < sinks.length; i++) {
      const end = this.#start[sinks[i]!]! + this.#p[sinks[i]!]!;
      if (end > latest) latest = end;
    }
    return latest;
  }

  /** One random critical path, backwards. */
  #walkPath(): void {
    const { n } = this.#tables.model;
    const { predStart, pred } = this.#tables.model;
    const start = this.#start;
    let at = n;
    let choices = 0;
    for (let i = 0; i < this.#sinks.length; i++) {
      const o = this.#sinks[i]!;
      if (this.#makespan === start[o]! + this.#p[o]! && this.#random() % ++choices === 0) at = o;
    }
    let length = 0;
    while (at < n) {
      this.#path[length++] = at;
      const head = start[at]!;
      let next = n;
      let ways = 0;
      for (let k = predStart[at]!; k < predStart[at + 1]!; k++) {
        const o = pred[k]!;
        if (head === start[o]! + this.#p[o]! && this.#random() % ++ways === 0) next = o;
      }
      const base = at * this.#width;
      for (let slot = base; slot < base + this.#slots[at]!; slot++) {
        const before = this.#before[slot]!;
        const o = this.#owner[before]!;
        if (o < n && head === start[o]! + this.#to[before]! - this.#from[slot]! && this.#random() % ++ways === 0) next = o;
      }
      at = next;
    }
    this.#length = length;
  }

  #lookForMove(): void {
    this.#chosen = -1;
    this.#spare = -1;
    this.#value = FAR;
    this.#through = FAR;
    this.#ties = 0;
    this.#spares = 0;
    const lean = this.#random() % 4;
    this.#ofReached = lean === 1 ? 0 : 1;
    this.#ofLeft = lean === 0 ? 0 : 1;
    if (this.#length > MOST_LOOKS) {
      this.#measureGains();
      for (let i = 0; i < MOST_LOOKS; i++) {
        const v = this.#mostGain(i);
        // Without this one everything would still be as long as with a move found before.
        if (this.#makespan - this.#gain[i]! > this.#value) break;
        this.#lookAt(v);
      }
      if (this.#chosen >= 0) return;
      // What is left is mostly tabu: one operation at random gives a forbidden move, all of them any that is left.
      this.#lookAt(this.#path[this.#random() % this.#length]!);
      if (this.#chosen >= 0 || this.#spare >= 0) return;
    }
    for (let i = 0; i < this.#length; i++) this.#lookAt(this.#path[i]!);
  }

  /** Brings the operation of most gain among those from a place of the path on to that place; of equals any. */
  #mostGain(from: number): number {
    const { path, gain } = { path: this.#path, gain: this.#gain };
    let at = from;
    let ties = 0;
    for (let i = from; i < this.#length; i++) {
      if (gain[i]! < gain[at]!) continue;
      if (gain[i]! > gain[at]!) ties = 0;
      if (this.#random() % ++ties === 0) at = i;
    }
    const v = path[at]!;
    const most = gain[at]!;
    path[at] = path[from]!;
    gain[at] = gain[from]!;
    path[from] = v;
    gain[from] = most;
    return v;
  }

  /**
   * How much shorter everything could be without each operation of the path: what follows it there moves up, and what leads to it
   * gets nearer the end, until something beside the path holds it. Two estimates, the smaller one counts.
   */
  #measureGains(): void {
    const { path, gain, start, tail, p } = { path: this.#path, gain: this.#gain, start: this.#start, tail: this.#tail, p: this.#p };
    let least = FAR;
    let next = this.#n;
    for (let i = 0; i < this.#length; i++) {
      const v = path[i]!;
      gain[i] = p[v]!;
      if (next < this.#n) {
        gain[i] = Math.min(least, start[next]! - this.#startWithout(next, v));
        least = Math.min(least, start[next]! - this.#startBeside(next, v));
      }
      next = v;
    }
    least = FAR;
    next = this.#n;
    for (let i = this.#length - 1; i >= 0; i--) {
      const v = path[i]!;
      let here = p[v]!;
      if (next < this.#n) {
        here = Math.min(least, tail[next]! - this.#tailWithout(next, v));
        least = Math.min(least, tail[next]! - this.#tailBeside(next, v));
      }
      if (here < gain[i]!) gain[i] = here;
      next = v;
    }
  }

  /** Start of an operation if one before it did not hold it. */
  #startBeside(o: number, other: number): number {
    const { predStart, pred } = this.#tables.model;
    const { start, p, owner } = { start: this.#start, p: this.#p, owner: this.#owner };
    const base = o * this.#width;
    let head = 0;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
      const u = pred[k]!;
      if (u !== other && start[u]! + p[u]! > head) head = start[u]! + p[u]!;
    }
    for (let slot = base; slot < base + this.#slots[o]!; slot++) {
      const before = this.#before[slot]!;
      if (owner[before] === other) continue;
      const free = start[owner[before]!]! + this.#to[before]! - this.#from[slot]!;
      if (free > head) head = free;
    }
    return head;
  }

  #tailBeside(o: number, other: number): number {
    const { succStart, succ } = this.#tables.model;
    const { tail, owner } = { tail: this.#tail, owner: this.#owner };
    const base = o * this.#width;
    let rest = 0;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) {
      const u = succ[k]!;
      if (u !== other && tail[u]! > rest) rest = tail[u]!;
    }
    rest += this.#p[o]!;
    for (let slot = base; slot < base + this.#slots[o]!; slot++) {
      const after = this.#after[slot]!;
      if (owner[after] === other) continue;
      const path = tail[owner[after]!]! + this.#to[slot]! - this.#from[after]!;
      if (path > rest) rest = path;
    }
    return rest;
  }

  /** The same with that one out, which lets through what held it. */
  #startWithout(o: number, v: number): number {
    const { predStart, pred } = this.#tables.model;
    const { start, owner } = { start: this.#start, owner: this.#owner };
    const base = o * this.#width;
    let head = this.#startBeside(o, v);
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) if (pred[k] === v) head = Math.max(head, this.#jobReady(v));
    for (let slot = base; slot < base + this.#slots[o]!; slot++) {
      if (owner[this.#before[slot]!] !== v) continue;
      const before = this.#before[this.#before[slot]!]!;
      head = Math.max(head, start[owner[before]!]! + this.#to[before]! - this.#from[slot]!);
    }
    return head;
  }

  #tailWithout(o: number, v: number): number {
    const { succStart, succ } = this.#tables.model;
    const { tail, owner } = { tail: this.#tail, owner: this.#owner };
    const base = o * this.#width;
    let rest = this.#tailBeside(o, v);
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) if (succ[k] === v) rest = Math.max(rest, this.#jobRest(v) + this.#p[o]!);
    for (let slot = base; slot < base + this.#slots[o]!; slot++) {
      if (owner[this.#after[slot]!] !== v) continue;
      const after = this.#after[this.#after[slot]!]!;
      rest = Math.max(rest, tail[owner[after]!]! + this.#to[slot]! - this.#from[after]!);
    }
    return rest;
  }

  /** Scores one operation in every near mode at every cut, exactly as the others would then stand. */
  #lookAt(v: number): void {
    const near = this.#near;
    const ready = this.#jobReady(v);
    const rest = this.#jobRest(v);
    const count = near.find(v, this.#mode[v]!);
    this.#takeOut(v, ready, rest);
    const without = this.#latestEnd();
    const least = this.#jobReached(v);
    const most = this.#jobLeft(v);
    for (let k = 0; k < count; k++) this.#scoreCuts(v, near.at(v, k), ready, rest, without, least, most);
    this.#putBack(v);
  }

  #unlink(v: number): void {
    const none = this.#n * this.#width;
    const base = v * this.#width;
    for (let slot = base; slot < base + this.#slots[v]!; slot++) {
      const before = this.#before[slot]!;
      const after = this.#after[slot]!;
      if (before < none) this.#after[before] = after;
      else this.#first[this.#resource[slot]!] = after;
      if (after < none) this.#before[after] = before;
    }
  }

  #link(v: number): void {
    const none = this.#n * this.#width;
    const base = v * this.#width;
    for (let slot = base; slot < base + this.#slots[v]!; slot++) {
      const before = this.#before[slot]!;
      const after = this.#after[slot]!;
      if (before < none) this.#after[before] = slot;
      else this.#first[this.#resource[slot]!] = slot;
      if (after < none) this.#before[after] = slot;
    }
  }

  #soil(o: number): number {
    if (o === this.#n) return 0;
    const at = this.#place[o]!;
    if (this.#dirty[at] === 1) return 0;
    this.#dirty[at] = 1;
    return 1;
  }

  #soilBehind(o: number): number {
    const { succStart, succ } = this.#tables.model;
    const base = o * this.#width;
    let count = 0;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) count += this.#soil(succ[k]!);
    for (let slot = base; slot < base + this.#slots[o]!; slot++) count += this.#soil(this.#owner[this.#after[slot]!]!);
    return count;
  }

  #soilAhead(o: number): number {
    const { predStart, pred } = this.#tables.model;
    const base = o * this.#width;
    let count = 0;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) count += this.#soil(pred[k]!);
    for (let slot = base; slot < base + this.#slots[o]!; slot++) count += this.#soil(this.#owner[this.#before[slot]!]!);
    return count;
  }

  /** Off its resources an operation stands in its job with no time of its own; makes all starts and tails as they are then. */
  #takeOut(v: number, ready: number, rest: number): void {
    this.#unlink(v);
    this.#startChanged[0] = v;
    this.#startBefore[0] = this.#start[v]!;
    this.#reachedBefore[0] = this.#reached[v]!;
    this.#startChanges = 1;
    this.#tailChanged[0] = v;
    this.#tailBefore[0] = this.#tail[v]!;
    this.#leftBefore[0] = this.#left[v]!;
    this.#tailChanges = 1;
    // Without time of its own it must not count twice: its successors read start + p.
    this.#start[v] = ready - this.#p[v]!;
    this.#tail[v] = rest;
    if (this.#tables.hasWindows) this.#measureAlone(v, ready, rest);
    this.#sweepStarts(this.#place[v]! + 1, this.#soilBehind(v));
    this.#sweepTails(this.#place[v]! - 1, this.#soilAhead(v));
  }

  #measureAlone(v: number, ready: number, rest: number): void {
    const { predStart, pred, succStart, succ } = this.#tables.model;
    let reached = ready;
    let left = rest;
    for (let k = predStart[v]!; k < predStart[v + 1]!; k++) reached = Math.max(reached, this.#reached[pred[k]!]!);
    for (let k = succStart[v]!; k < succStart[v + 1]!; k++) left = Math.max(left, this.#left[succ[k]!]!);
    this.#reached[v] = reached;
    this.#left[v] = left;
  }

  #putBack(v: number): void {
    for (let i = 0; i < this.#startChanges; i++) {
      const o = this.#startChanged[i]!;
      this.#start[o] = this.#startBefore[i]!;
      this.#reached[o] = this.#reachedBefore[i]!;
    }
    for (let i = 0; i < this.#tailChanges; i++) {
      const o = this.#tailChanged[i]!;
      this.#tail[o] = this.#tailBefore[i]!;
      this.#left[o] = this.#leftBefore[i]!;
    }
    this.#link(v);
  }

  /** Recomputes marked starts and all that follows from a change, in the order's direction; notes what was there. */
  #sweepStarts(from: number, marked: number): void {
    const { order, dirty, start, reached } = { order: this.#order, dirty: this.#dirty, start: this.#start, reached: this.#reached };
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
    const { order, dirty, tail, left } = { order: this.#order, dirty: this.#dirty, tail: this.#tail, left: this.#left };
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

  /** Scores the cuts of a mode while its operation is out. */
  #scoreCuts(v: number, mode: number, ready: number, rest: number, without: number, least: number, most: number): void {
    const { slotStart, resource, from, to, duration } = this.#tables;
    if (least >= most) return;
    const { pointer, after, owner, start, tail } = {
      pointer: this.#pointer,
      after: this.#after,
      owner: this.#owner,
      start: this.#start,
      tail: this.#tail,
    };
    const none = this.#n * this.#width;
    const first = slotStart[mode]!;
    const count = slotStart[mode + 1]! - first;
    const isTabu = this.#isTabu(v, mode);
    const isHome = mode === this.#mode[v]!;
    const home = v * this.#width;
    const ownRest = rest + duration[mode]!;
    const moreWork = WORK_PRICE * (duration[mode]! - this.#p[v]!);
    let cut = most;
    // [i] the slot behind the cut on resource i; `head` grows with every step, what comes behind shrinks.
    let head = ready;
    for (let i = 0; i < count; i++) {
      let slot = this.#first[resource[first + i]!]!;
      let last = none;
      while (slot < none && this.#measureOf(owner[slot]!) <= least) {
        last = slot;
        slot = after[slot]!;
      }
      pointer[i] = slot;
      const free = start[owner[last]!]! + this.#to[last]! - from[first + i]!;
      if (free > head) head = free;
      if (slot < none && this.#measureOf(owner[slot]!) < cut) cut = this.#measureOf(owner[slot]!);
    }
    for (;;) {
      let behind = ownRest;
      let isSame = isHome;
      for (let i = 0; i < count; i++) {
        const slot = pointer[i]!;
        const path = tail[owner[slot]!]! + to[first + i]! - this.#from[slot]!;
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
          const measure = this.#measureOf(owner[slot]!);
          if (measure > passed) {
            if (measure < cut) cut = measure;
            break;
          }
          const free = start[owner[slot]!]! + this.#to[slot]! - from[first + i]!;
          if (free > head) head = free;
          slot = after[slot]!;
        }
        pointer[i] = slot;
      }
    }
  }

  #isTabu(v: number, mode: number): boolean {
    const { slotStart, resource } = this.#tables;
    const base = v * this.#first.length;
    for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++) if (this.#tabu[base + resource[i]!]! > this.#iteration) return true;
    return false;
  }

  #consider(v: number, mode: number, cut: number, through: number, value: number, isTabu: boolean): void {
    if (isTabu && value >= this.best) {
      if (this.#random() % ++this.#spares !== 0) return;
      this.#spare = v;
      this.#spareMode = mode;
      this.#spareCut = cut;
      return;
    }
    if (value > this.#value || (value === this.#value && through > this.#through)) return;
    if (value < this.#value || through < this.#through) this.#ties = 0;
    if (this.#random() % ++this.#ties !== 0) return;
    this.#value = value;
    this.#through = through;
    this.#chosen = v;
    this.#chosenMode = mode;
    this.#chosenCut = cut;
  }

  /** What lies before the cut comes first in the order, then the operation, then the rest. */
  #apply(): void {
    const v = this.#chosen;
    const { order, place, aside } = { order: this.#order, place: this.#place, aside: this.#aside };
    const ways = this.#tables.modeStart[v + 1]! - this.#tables.modeStart[v]!;
    const until = this.#iteration + 8 + (ways < MOST_WAYS ? ways : MOST_WAYS) + (this.#random() % this.#tenure);
    for (let slot = v * this.#width; slot < v * this.#width + this.#slots[v]!; slot++)
      this.#tabu[v * this.#first.length + this.#resource[slot]!] = until;
    this.#takeOut(v, this.#jobReady(v), this.#jobRest(v));
    const cut = this.#chosenCut;
    let kept = 0;
    let held = 0;
    for (let i = 0; i < this.#n; i++) {
      const o = order[i]!;
      if (o === v) continue;
      if (this.#measureOf(o) < cut) {
        order[kept] = o;
        place[o] = kept++;
      } else aside[held++] = o;
    }
    order[kept] = v;
    place[v] = kept++;
    this.#setMode(v, this.#chosenMode);
    this.#linkAtCut(v, cut);
    for (let i = 0; i < held; i++) {
      order[kept] = aside[i]!;
      place[aside[i]!] = kept++;
    }
    this.#recompute();
  }

  #linkAtCut(v: number, cut: number): void {
    const none = this.#n * this.#width;
    const base = v * this.#width;
    for (let slot = base; slot < base + this.#slots[v]!; slot++) {
      let before = none;
      let after = this.#first[this.#resource[slot]!]!;
      while (after < none && this.#measureOf(this.#owner[after]!) < cut) {
        before = after;
        after = this.#after[after]!;
      }
      this.#before[slot] = before;
      this.#after[slot] = after;
    }
    this.#link(v);
  }
}

/** Operations without a successor: one of them ends last. */
function sinksOf({ model }: ResourceTables): Int32Array {
  const sinks: number[] = [];
  for (let o = 0; o < model.n; o++) if (model.succStart[o] === model.succStart[o + 1]) sinks.push(o);
  return Int32Array.from(sinks);
}
