// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { JobShopTables } from './job-shop-tables.ts';
import type { RegularGoal } from './regular-goal.ts';
import { costOf } from './regular-goal.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** The moves of an iteration are no more than this. */
const MOST_MOVES = 4096;
/** Of an iteration's moves so many are tried that about this many operations are timed anew, but never fewer than the least. */
const WORK = 24_000;
const LEAST_TRIALS = 12;
const LAST_ITERATION = 2 ** 30;
/** A pair stays tabu for so long, and by chance longer, the more so the more moves there are. */
const TENURE = 8;
const MOST_SPREAD = 40;
/** Between two descents nothing that was tabu stays so. */
const LONGEST_TENURE = 2 * TENURE + MOST_SPREAD;
/** With more jobs a machine than this, blocks are long: their operations also move to the ends. */
const JOBS_WITHOUT_INSERTION = 10;

/** Whether operations move to the ends of their block, not only past a neighbour. */
export function insertsAtEnds({ n, m }: ShopModel): boolean {
  return n > JOBS_WITHOUT_INSERTION * m;
}

/**
 * Tabu search on a job shop whose objective is a sum over the ends of jobs. Moves turn round neighbours of a machine that stand on the
 * critical tree, the union of the longest paths to the jobs whose earlier end is worth something (Mati, Dauzère-Pérès and Lahlou 2011),
 * and each is evaluated exactly: the linear order is mended between the two, and ends are counted anew from there on. The twin of
 * kernels/tardiness.ts, which is the same search as WebAssembly. It serves where that cannot run, and as its judge.
 */
export class TardinessTabu implements ShopKernel {
  readonly #model: ShopModel;
  readonly #goal: RegularGoal;
  readonly #jobs: number;
  readonly #inserts: boolean;
  readonly #p: Int32Array;
  readonly #machine: Int32Array;
  readonly #release: Int32Array;
  readonly #jp: Int32Array;
  readonly #js: Int32Array;
  readonly #mp: Int32Array;
  readonly #ms: Int32Array;
  #end: Int32Array;
  /** Ends after the move that was tried last, and the order within its window. */
  #trial: Int32Array;
  readonly #window: Int32Array;
  readonly #order: Int32Array;
  readonly #position: Int32Array;
  readonly #row: Int32Array;
  readonly #column: Int32Array;
  readonly #tabu: Int32Array;
  /** [operation] the stamp of the last window whose later part it is in. */
  readonly #mark: Int32Array;
  #stamp = 0;
  readonly #held: Int32Array;
  /** [operation] the iteration whose critical tree it was seen on. */
  readonly #seen: Int32Array;
  readonly #jobEnd: Int32Array;
  readonly #path: Int32Array;
  readonly #moveU: Int32Array = new Int32Array(MOST_MOVES);
  readonly #moveV: Int32Array = new Int32Array(MOST_MOVES);
  readonly #forward: Uint8Array = new Uint8Array(MOST_MOVES);
  readonly #bestOrder: Int32Array;
  #moves = 0;
  #seed: number;
  #iteration = 1;
  #cost = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;

  /** Any seed but 0. */
  constructor(model: ShopModel, goal: RegularGoal, tables: JobShopTables, seed: number) {
    const n = model.n;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.#model = model;
    this.#goal = goal;
    this.#jobs = goal.due.length;
    this.#inserts = insertsAtEnds(model);
    this.#seed = seed | 0;
    this.#p = tables.duration;
    this.#machine = tables.machine;
    this.#jp = tables.jobBefore;
    this.#js = tables.jobAfter;
    this.#row = tables.row;
    this.#column = tables.column;
    this.#tabu = ints(tables.cells);
    this.#release = ints();
    this.#release.set(model.problem.operations.release);
    this.#mp = ints().fill(n);
    this.#ms = ints().fill(n);
    this.#end = ints();
    this.#trial = ints();
    this.#window = ints();
    this.#order = ints(n);
    this.#position = ints();
    this.#mark = ints();
    this.#held = ints();
    this.#seen = ints();
    this.#path = ints();
    this.#jobEnd = ints(this.#jobs);
    this.#bestOrder = ints(n);
  }

  load({ order }: Pick<ShopOrder, 'order'>): void {
    const n = this.#model.n;
    const last = new Int32Array(this.#model.m).fill(n);
    this.#order.set(order);
    this.#bestOrder.set(order);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const before = last[this.#machine[o]!]!;
      this.#position[o] = i;
      this.#mp[o] = before;
      this.#ms[before] = o;
      this.#ms[o] = n;
      last[this.#machine[o]!] = o;
    }
    this.#sweep(this.#end, this.#order, 0, n);
    this.#cost = this.#costOf(this.#end);
    // Iterations go on counting, so what was tabu before only has to be older than now.
    this.#iteration += LONGEST_TENURE;
    this.best = this.#cost;
    this.sinceBest = 0;
  }

  /** Ends of the operations an order holds from one place to another. */
  #sweep(end: Int32Array, order: Int32Array, from: number, to: number): void {
    const p = this.#p;
    const jp = this.#jp;
    const mp = this.#mp;
    const release = this.#release;
    for (let i = from; i < to; i++) {
      const o = order[i]!;
      const a = end[jp[o]!]!;
      const b = end[mp[o]!]!;
      let start = a > b ? a : b;
      if (release[o]! > start) start = release[o]!;
      end[o] = start + p[o]!;
    }
  }

  #costOf(end: Int32Array): number {
    const last = this.#goal.last;
    const jobEnd = this.#jobEnd;
    for (let j = 0; j < last.length; j++) jobEnd[j] = last[j]! < 0 ? 0 : end[last[j]!]!;
    return costOf(this.#goal, jobEnd);
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
    if (this.#iteration > LAST_ITERATION || this.#stamp > LAST_ITERATION) {
      this.#iteration = 1;
      this.#stamp = 0;
      this.#tabu.fill(0);
      this.#seen.fill(0);
      this.#mark.fill(0);
    }
    for (let round = 0; round < iterations && this.sinceBest < patience; round++) {
      this.#iteration++;
      this.#listMoves();
      if (this.#moves === 0) return false;
      this.#apply(this.#choose());
      if (this.#cost < this.best) {
        this.best = this.#cost;
        this.sinceBest = 0;
        this.#bestOrder.set(this.#order);
      } else this.sinceBest++;
    }
    return true;
  }

  #listMoves(): void {
    this.#moves = 0;
    const { due, onceLate, perTickLate, perTick, makespan, last } = this.#goal;
    const end = this.#end;
    let latest = 0;
    for (let j = 0; j < this.#jobs; j++) if (last[j]! >= 0 && end[last[j]!]! > latest) latest = end[last[j]!]!;
    for (let j = 0; j < this.#jobs; j++) {
      if (last[j]! < 0) continue;
      const at = end[last[j]!]!;
      const isLate = at > due[j]! && perTickLate[j]! + onceLate > 0;
      if (isLate || perTick > 0 || (makespan > 0 && at === latest)) this.#listPath(last[j]!);
    }
  }

  /** Goes back along one longest path as far as no other path has gone before. */
  #listPath(from: number): void {
    const n = this.#model.n;
    const end = this.#end;
    const seen = this.#seen;
    const now = this.#iteration;
    const path = this.#path;
    let at = from;
    let length = 0;
    while (at < n && seen[at] !== now) {
      seen[at] = now;
      const start = end[at]! - this.#p[at]!;
      const a = this.#jp[at]!;
      const b = this.#mp[at]!;
      const viaJob = a < n && end[a] === start;
      const viaMachine = b < n && end[b] === start;
      let goMachine = viaMachine;
      if (viaJob && viaMachine) goMachine = (this.#next() & 0x10000) !== 0;
      if (viaMachine && a !== b) this.#addMove(b, at, 1);
      if (goMachine && this.#inserts) path[length++] = at;
      else if (length > 0) {
        path[length++] = at;
        this.#listInsertions(length);
        length = 0;
      }
      if (goMachine) at = b;
      else if (viaJob) at = a;
      else return;
    }
    if (length === 0) return;
    if (at < n) path[length++] = at;
    this.#listInsertions(length);
  }

  /** Operations of a block to its ends; the path lies in reverse: path[0] is the block's last. Neighbours are listed already. */
  #listInsertions(length: number): void {
    const path = this.#path;
    for (let i = 2; i < length; i++) this.#addMove(path[i]!, path[0]!, 1);
    for (let i = 0; i < length - 2; i++) this.#addMove(path[i]!, path[length - 1]!, 0);
  }

  /** Unless it might close a circle: a path from u's job successor to v, or from v to its job predecessor, takes time. */
  #addMove(u: number, v: number, forward: number): void {
    if (this.#moves === MOST_MOVES) return;
    const n = this.#model.n;
    const end = this.#end;
    const p = this.#p;
    const d = forward === 1 ? this.#js[u]! : this.#jp[u]!;
    if (d === v) return;
    if (d < n && (forward === 1 ? end[d]! <= end[v]! - p[v]! : end[v]! <= end[d]! - p[d]!)) return;
    const i = this.#moves++;
    this.#moveU[i] = u;
    this.#moveV[i] = v;
    this.#forward[i] = forward;
  }

  /** Puts as many moves as there is time for in front, drawn by chance if there are more; returns how many. */
  #draw(): number {
    const trials = Math.max(LEAST_TRIALS, Math.floor(WORK / this.#model.n));
    if (this.#moves <= trials) return this.#moves;
    for (let i = 0; i < trials; i++) {
      const other = i + (this.#next() % (this.#moves - i));
      exchange(this.#moveU, i, other);
      exchange(this.#moveV, i, other);
      exchange(this.#forward, i, other);
    }
    return trials;
  }

  /** The move with the least cost that is not tabu or is better than all before; any if there is no such. */
  #choose(): number {
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    let ties = 0;
    const count = this.#draw();
    for (let i = 0; i < count; i++) {
      const value = this.#evaluate(i);
      if (value > least || (value >= this.best && this.#isTabu(i))) continue;
      if (value === least && this.#next() % ++ties > 0) continue;
      if (value < least) ties = 1;
      least = value;
      chosen = i;
    }
    return chosen < 0 ? this.#next() % count : chosen;
  }

  #isTabu(i: number): boolean {
    const u = this.#moveU[i]!;
    const v = this.#moveV[i]!;
    const tabu = this.#tabu;
    if (this.#forward[i] === 1) {
      for (let w = this.#ms[u]!; ; w = this.#ms[w]!) {
        if (tabu[this.#row[w]! + this.#column[u]!]! > this.#iteration) return true;
        if (w === v) return false;
      }
    }
    for (let w = this.#mp[u]!; ; w = this.#mp[w]!) {
      if (tabu[this.#row[u]! + this.#column[w]!]! > this.#iteration) return true;
      if (w === v) return false;
    }
  }

  /** What a move leads to; everything is as before afterwards, but for the trial's ends and window. */
  #evaluate(i: number): number {
    const u = this.#moveU[i]!;
    const before = this.#mp[u]!;
    const behind = this.#ms[u]!;
    this.#try(i);
    this.#relink(u, before, behind);
    return this.#costOf(this.#trial);
  }

  #try(i: number): void {
    const u = this.#moveU[i]!;
    const v = this.#moveV[i]!;
    const left = this.#position[this.#forward[i] === 1 ? u : v]!;
    const right = this.#position[this.#forward[i] === 1 ? v : u]!;
    if (this.#forward[i] === 1) {
      this.#relink(u, v, this.#ms[v]!);
      this.#windowForward(u, left, right);
    } else {
      this.#relink(u, this.#mp[v]!, v);
      this.#windowBackward(u, left, right);
    }
    this.#trial.set(this.#end);
    this.#sweep(this.#trial, this.#window, 0, right - left + 1);
    this.#sweep(this.#trial, this.#order, right + 1, this.#model.n);
  }

  /** Takes u out of its machine's order and puts it between two neighbours. */
  #relink(u: number, before: number, behind: number): void {
    const mp = this.#mp;
    const ms = this.#ms;
    const a = mp[u]!;
    const b = ms[u]!;
    ms[a] = b;
    mp[b] = a;
    ms[before] = u;
    mp[u] = before;
    ms[u] = behind;
    mp[behind] = u;
  }

  /** u and what follows from it within the window go behind the rest. */
  #windowForward(u: number, left: number, right: number): void {
    const order = this.#order;
    const mark = this.#mark;
    const held = this.#held;
    const window = this.#window;
    const stamp = ++this.#stamp;
    let kept = 0;
    let count = 1;
    held[0] = u;
    mark[u] = stamp;
    for (let i = left + 1; i <= right; i++) {
      const o = order[i]!;
      if (mark[this.#jp[o]!] === stamp || mark[this.#mp[o]!] === stamp) {
        mark[o] = stamp;
        held[count++] = o;
      } else window[kept++] = o;
    }
    for (let i = 0; i < count; i++) window[kept++] = held[i]!;
  }

  /** u and what leads to it within the window go before the rest. */
  #windowBackward(u: number, left: number, right: number): void {
    const order = this.#order;
    const mark = this.#mark;
    const held = this.#held;
    const window = this.#window;
    const stamp = ++this.#stamp;
    let kept = right - left;
    let count = 1;
    held[0] = u;
    mark[u] = stamp;
    for (let i = right - 1; i >= left; i--) {
      const o = order[i]!;
      if (mark[this.#js[o]!] === stamp || mark[this.#ms[o]!] === stamp) {
        mark[o] = stamp;
        held[count++] = o;
      } else window[kept--] = o;
    }
    for (let i = 0; i < count; i++) window[kept--] = held[i]!;
  }

  #apply(i: number): void {
    const u = this.#moveU[i]!;
    const v = this.#moveV[i]!;
    const until = this.#iteration + TENURE + (this.#next() % (TENURE + Math.min(MOST_SPREAD, this.#moves)));
    for (let w = u; w !== v;) {
      if (this.#forward[i] === 1) {
        w = this.#ms[w]!;
        this.#tabu[this.#row[u]! + this.#column[w]!] = until;
      } else {
        w = this.#mp[w]!;
        this.#tabu[this.#row[w]! + this.#column[u]!] = until;
      }
    }
    const left = this.#position[this.#forward[i] === 1 ? u : v]!;
    const right = this.#position[this.#forward[i] === 1 ? v : u]!;
    this.#try(i);
    for (let at = left; at <= right; at++) {
      const o = this.#window[at - left]!;
      this.#order[at] = o;
      this.#position[o] = at;
    }
    [this.#end, this.#trial] = [this.#trial, this.#end];
    this.#cost = this.#costOf(this.#end);
  }

  result(): ShopOrder {
    const { operations } = this.#model.problem;
    return { mode: operations.modeStart.slice(0, this.#model.n), order: this.#bestOrder.slice(), value: this.best };
  }
}

function exchange(list: Int32Array | Uint8Array, i: number, k: number): void {
  const held = list[i]!;
  list[i] = list[k]!;
  list[k] = held;
}
