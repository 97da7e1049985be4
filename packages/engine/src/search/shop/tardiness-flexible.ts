// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { RegularGoal } from './regular-goal.ts';
import { costOf } from './regular-goal.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** Of an iteration's moves so many of the most promising are tried that about this many operations are timed anew, no fewer than the least. */
const WORK = 6000;
const LEAST_TRIALS = 12;
const MOST_MOVES = 4096;
const LAST_ITERATION = 2 ** 30;
/** An operation stays away from the machine it left for so long, and by chance longer, the more so the longer the critical tree. */
const TENURE = 6;

/**
 * Tabu search on a flexible shop of chains whose objective is a sum over the ends of jobs. An operation of the critical tree, the union
 * of the longest paths to the jobs whose earlier end is worth something (Mati, Dauzère-Pérès and Lahlou 2011), moves to another place of
 * its machine or to one of another machine that can do it, wherever the linear order lets it stand between its neighbours in the job, so
 * no circle can arise. The order is kept by starts, so that those are the places worth while. Of all moves the most promising ones, by
 * how late the operation would end there and whom it would keep waiting, are evaluated exactly.
 */
export class TardinessFlexible implements ShopKernel {
  readonly #model: ShopModel;
  readonly #goal: RegularGoal;
  readonly #n: number;
  readonly #jp: Int32Array;
  readonly #js: Int32Array;
  readonly #release: Int32Array;
  readonly #modeStart: Int32Array;
  readonly #modeMachine: Int32Array;
  readonly #modeTime: Int32Array;
  readonly #mode: Int32Array;
  readonly #machine: Int32Array;
  readonly #p: Int32Array;
  readonly #mp: Int32Array;
  readonly #ms: Int32Array;
  /** [machine] the first of its operations. */
  readonly #first: Int32Array;
  #end: Int32Array;
  #trial: Int32Array;
  readonly #order: Int32Array;
  readonly #position: Int32Array;
  readonly #jobEnd: Int32Array;
  readonly #seen: Int32Array;
  /** [mode] iteration until which its operation may not come back to it. */
  readonly #tabu: Int32Array;
  // A move: operation, mode, the operation it is put behind on the mode's machine, and the score by which it is tried.
  readonly #moveO: Int32Array = new Int32Array(MOST_MOVES);
  readonly #moveMode: Int32Array = new Int32Array(MOST_MOVES);
  readonly #moveBehind: Int32Array = new Int32Array(MOST_MOVES);
  readonly #score: Float64Array = new Float64Array(MOST_MOVES);
  readonly #bestOrder: Int32Array;
  readonly #bestMode: Int32Array;
  #moves = 0;
  #critical = 0;
  #seed: number;
  #iteration = 1;
  #cost = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;

  /** Any seed but 0. */
  constructor(model: ShopModel, goal: RegularGoal, seed: number) {
    const { n } = model;
    const { operations, modes } = model.problem;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.#model = model;
    this.#goal = goal;
    this.#n = n;
    this.#seed = seed | 0;
    this.#jp = ints().fill(n);
    this.#js = ints().fill(n);
    for (let o = 0; o < n; o++) {
      if (model.predStart[o + 1]! > model.predStart[o]!) this.#jp[o] = model.pred[model.predStart[o]!]!;
      if (model.succStart[o + 1]! > model.succStart[o]!) this.#js[o] = model.succ[model.succStart[o]!]!;
    }
    this.#release = ints();
    this.#release.set(operations.release);
    this.#modeStart = operations.modeStart;
    this.#modeMachine = modes.machine;
    this.#modeTime = modes.duration;
    this.#mode = ints(n);
    this.#machine = ints();
    this.#p = ints();
    this.#mp = ints().fill(n);
    this.#ms = ints().fill(n);
    this.#first = ints(model.m);
    this.#end = ints();
    this.#trial = ints();
    this.#order = ints(n);
    this.#position = ints();
    this.#jobEnd = ints(goal.last.length);
    this.#seen = ints();
    this.#tabu = ints(modes.count);
    this.#bestOrder = ints(n);
    this.#bestMode = ints(n);
  }

  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    const n = this.#n;
    const last = new Int32Array(this.#model.m).fill(n);
    this.#order.set(order);
    this.#mode.set(mode.subarray(0, n));
    this.#first.fill(n);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const machine = this.#modeMachine[mode[o]!]!;
      const before = last[machine]!;
      this.#position[o] = i;
      this.#machine[o] = machine;
      this.#p[o] = this.#modeTime[mode[o]!]!;
      this.#mp[o] = before;
      this.#ms[o] = n;
      if (before === n) this.#first[machine] = o;
      else this.#ms[before] = o;
      last[machine] = o;
    }
    this.#sweep(this.#end, 0);
    this.#sortByStart();
    this.#cost = this.#costOf(this.#end);
    this.#tabu.fill(0);
    this.#remember();
  }

  #remember(): void {
    this.best = this.#cost;
    this.sinceBest = 0;
    this.#bestOrder.set(this.#order);
    this.#bestMode.set(this.#mode);
  }

  #sweep(end: Int32Array, from: number): void {
    for (let i = from; i < this.#n; i++) this.#time(end, this.#order[i]!);
  }

  #time(end: Int32Array, o: number): void {
    const a = end[this.#jp[o]!]!;
    const b = end[this.#mp[o]!]!;
    let start = a > b ? a : b;
    if (this.#release[o]! > start) start = this.#release[o]!;
    end[o] = start + this.#p[o]!;
  }

  #costOf(end: Int32Array): number {
    const { last } = this.#goal;
    const jobEnd = this.#jobEnd;
    for (let j = 0; j < last.length; j++) jobEnd[j] = last[j]! < 0 ? 0 : end[last[j]!]!;
    return costOf(this.#goal, jobEnd);
  }

  /** Nearly sorted as it is: each operation goes back past those that start later. Stable, so predecessors stay in front. */
  #sortByStart(): void {
    const order = this.#order;
    for (let i = 1; i < this.#n; i++) {
      const o = order[i]!;
      const start = this.#end[o]! - this.#p[o]!;
      let at = i;
      for (; at > 0 && this.#end[order[at - 1]!]! - this.#p[order[at - 1]!]! > start; at--) order[at] = order[at - 1]!;
      order[at] = o;
    }
    for (let i = 0; i < this.#n; i++) this.#position[order[i]!] = i;
  }

  #next(): number {
    let seed = this.#seed;
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    this.#seed = seed;
    return seed & 0x3fff_ffff;
  }

  run(iterations: number, patience: number): boolean {
    if (this.#iteration > LAST_ITERATION) {
      this.#iteration = 1;
      this.#tabu.fill(0);
      this.#seen.fill(0);
    }
    for (let round = 0; round < iterations && this.sinceBest < patience; round++) {
      this.#iteration++;
      this.#listMoves();
      if (this.#moves === 0) return false;
      this.#apply(this.#choose());
      if (this.#cost < this.best) this.#remember();
      else this.sinceBest++;
    }
    return true;
  }

  #listMoves(): void {
    this.#moves = 0;
    this.#critical = 0;
    const { due, onceLate, perTickLate, perTick, makespan, last } = this.#goal;
    const end = this.#end;
    let latest = 0;
    for (let j = 0; j < last.length; j++) if (last[j]! >= 0 && end[last[j]!]! > latest) latest = end[last[j]!]!;
    for (let j = 0; j < last.length; j++) {
      if (last[j]! < 0) continue;
      const at = end[last[j]!]!;
      const isLate = at > due[j]! && perTickLate[j]! + onceLate > 0;
      if (isLate || perTick > 0 || (makespan > 0 && at === latest)) this.#walkBack(last[j]!);
    }
  }

  /** Along one longest path as far as no other has gone before. */
  #walkBack(from: number): void {
    const n = this.#n;
    const end = this.#end;
    for (let at = from; at < n && this.#seen[at] !== this.#iteration;) {
      this.#seen[at] = this.#iteration;
      this.#critical++;
      this.#listPlaces(at);
      const start = end[at]! - this.#p[at]!;
      const a = this.#jp[at]!;
      const b = this.#mp[at]!;
      const viaJob = a < n && end[a] === start;
      const viaMachine = b < n && end[b] === start;
      if (viaMachine && (!viaJob || (this.#next() & 0x10000) !== 0)) at = b;
      else if (viaJob) at = a;
      else return;
    }
  }

  /** Every place an operation could have on every machine that can do it, but for the one it has. */
  #listPlaces(o: number): void {
    const n = this.#n;
    const ms = this.#ms;
    const position = this.#position;
    const from = this.#jp[o] === n ? -1 : position[this.#jp[o]!]!;
    const to = this.#js[o] === n ? n : position[this.#js[o]!]!;
    for (let mode = this.#modeStart[o]!; mode < this.#modeStart[o + 1]!; mode++) {
      const isOwn = mode === this.#mode[o];
      let behind = n;
      let next = this.#first[this.#modeMachine[mode]!]!;
      if (next === o) next = ms[o]!;
      // A machine's operations stand in the order of their places.
      while (behind === n || position[behind]! < to) {
        if ((next === n || position[next]! > from) && !(isOwn && behind === this.#mp[o])) this.#addMove(o, mode, behind, next);
        if (next === n) break;
        behind = next;
        next = ms[next]!;
        if (next === o) next = ms[o]!;
      }
    }
  }

  /** What is promised: by how much it ends later than now, and keeps waiting what comes next on the machine and in its job. */
  #addMove(o: number, mode: number, behind: number, next: number): void {
    if (this.#moves === MOST_MOVES) return;
    const n = this.#n;
    const end = this.#end;
    const p = this.#p;
    let start = Math.max(end[this.#jp[o]!]!, this.#release[o]!);
    if (behind < n) {
      // Behind its own successors on the machine it finds them moved up.
      const isLater = behind !== this.#mp[o] && this.#machine[behind] === this.#machine[o] && this.#position[behind]! > this.#position[o]!;
      start = Math.max(start, end[behind]! - (isLater ? p[o]! : 0));
    }
    const done = start + this.#modeTime[mode]!;
    const waits = next < n ? Math.max(0, done - (end[next]! - p[next]!)) : 0;
    const i = this.#moves++;
    this.#moveO[i] = o;
    this.#moveMode[i] = mode;
    this.#moveBehind[i] = behind;
    this.#score[i] = done - end[o]! + waits;
  }

  /** Puts the most promising moves in front; returns how many are to be tried. */
  #draw(): number {
    const trials = Math.max(LEAST_TRIALS, Math.floor(WORK / this.#n));
    if (this.#moves <= trials) return this.#moves;
    let low = 0;
    let high = this.#moves - 1;
    while (low < high) {
      const pivot = this.#score[low + (this.#next() % (high - low + 1))]!;
      let i = low;
      let k = high;
      while (i <= k) {
        while (this.#score[i]! < pivot) i++;
        while (this.#score[k]! > pivot) k--;
        if (i <= k) this.#exchange(i++, k--);
      }
      if (trials <= k) high = k;
      else if (trials >= i) low = i;
      else break;
    }
    return trials;
  }

  #exchange(i: number, k: number): void {
    swap(this.#moveO, i, k);
    swap(this.#moveMode, i, k);
    swap(this.#moveBehind, i, k);
    swap(this.#score, i, k);
  }

  /** The move with the least cost that is not tabu or is better than all before; any of those tried if there is no such. */
  #choose(): number {
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    let ties = 0;
    const count = this.#draw();
    for (let i = 0; i < count; i++) {
      const isTabu = this.#tabu[this.#moveMode[i]!]! > this.#iteration;
      const value = this.#evaluate(i);
      if (value > least || (isTabu && value >= this.best)) continue;
      if (value === least && this.#next() % ++ties > 0) continue;
      if (value < least) ties = 1;
      least = value;
      chosen = i;
    }
    return chosen < 0 ? this.#next() % count : chosen;
  }

  /** What a move leads to; everything is as before afterwards, but for the trial's ends. */
  #evaluate(i: number): number {
    const o = this.#moveO[i]!;
    const before = this.#mp[o]!;
    const mode = this.#mode[o]!;
    const place = this.#position[o]!;
    const to = this.#placeOf(i);
    this.#put(o, this.#moveMode[i]!, this.#moveBehind[i]!);
    this.#trial.set(this.#end);
    // The order without o at its old place and with it at its new one; what lies before both is as it was.
    const order = this.#order;
    for (let at = Math.min(place, to); at < this.#n; at++) {
      if (at === to && to <= place) this.#time(this.#trial, o);
      if (at !== place) this.#time(this.#trial, order[at]!);
      if (at === to && to > place) this.#time(this.#trial, o);
    }
    this.#put(o, mode, before);
    return this.#costOf(this.#trial);
  }

  /** Where in the order it comes to stand: right behind what comes before it in its job and on the machine. */
  #placeOf(i: number): number {
    const n = this.#n;
    const o = this.#moveO[i]!;
    const behind = this.#moveBehind[i]!;
    const a = this.#jp[o] === n ? -1 : this.#position[this.#jp[o]!]!;
    const b = behind === n ? -1 : this.#position[behind]!;
    const last = a > b ? a : b;
    return last >= this.#position[o]! ? last : last + 1;
  }

  /** Takes an operation out of its machine's sequence and puts it into another, or the same, behind one of it. */
  #put(o: number, mode: number, behind: number): void {
    const n = this.#n;
    const mp = this.#mp;
    const ms = this.#ms;
    const before = mp[o]!;
    const after = ms[o]!;
    if (before === n) this.#first[this.#machine[o]!] = after;
    else ms[before] = after;
    if (after < n) mp[after] = before;
    const machine = this.#modeMachine[mode]!;
    const next = behind === n ? this.#first[machine]! : ms[behind]!;
    if (behind === n) this.#first[machine] = o;
    else ms[behind] = o;
    if (next < n) mp[next] = o;
    mp[o] = behind;
    ms[o] = next;
    this.#mode[o] = mode;
    this.#machine[o] = machine;
    this.#p[o] = this.#modeTime[mode]!;
  }

  #apply(i: number): void {
    const o = this.#moveO[i]!;
    const place = this.#position[o]!;
    const to = this.#placeOf(i);
    this.#tabu[this.#mode[o]!] = this.#iteration + TENURE + (this.#next() % (TENURE + (this.#critical >> 1)));
    this.#put(o, this.#moveMode[i]!, this.#moveBehind[i]!);
    const order = this.#order;
    if (to < place) order.copyWithin(to + 1, to, place);
    else order.copyWithin(place, place + 1, to + 1);
    order[to] = o;
    this.#sweep(this.#end, Math.min(place, to));
    this.#sortByStart();
    this.#cost = this.#costOf(this.#end);
  }

  result(): ShopOrder {
    return { mode: this.#bestMode.slice(), order: this.#bestOrder.slice(), value: this.best };
  }
}

function swap(list: Int32Array | Float64Array, i: number, k: number): void {
  const held = list[i]!;
  list[i] = list[k]!;
  list[k] = held;
}
