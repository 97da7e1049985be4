// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { JobShopTables } from './job-shop-tables.ts';
import type { RegularGoal } from './regular-goal.ts';
import { costOf } from './regular-goal.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** No path: so low that no sum of durations lifts it to 0. */
const NO_PATH = -(2 ** 30);
/** In blocks longer than this only operations so near to an end move to that end. */
const REACH = 20;
/** The moves of an iteration are no more than this. */
const MOST_MOVES = 4096;
/** So many of the most promising moves are evaluated exactly. */
const EXACT = 20;
const LAST_ITERATION = 2 ** 30;

/**
 * Tabu search on a job shop whose objective is a sum over the ends of jobs. A longest path to the end of every job whose end costs
 * something is walked (after Mati, Dauzère-Pérès and Lahlou 2011); operations of its blocks swap with their neighbours or move to the ends of the
 * block. A move is first estimated by the longest paths through what it touches to each job's end, a lower bound for swaps; then the
 * best few are evaluated exactly.
 */
export class TardinessTabu implements ShopKernel {
  readonly #model: ShopModel;
  readonly #goal: RegularGoal;
  readonly #jobs: number;
  readonly #p: Int32Array;
  readonly #machine: Int32Array;
  readonly #release: Int32Array;
  readonly #jp: Int32Array;
  readonly #js: Int32Array;
  readonly #mp: Int32Array;
  readonly #ms: Int32Array;
  readonly #end: Int32Array;
  readonly #trialEnd: Int32Array;
  /** [operation, job] longest path from its start to the end of the job. */
  readonly #tails: Int32Array;
  /** [operation] the job it ends, -1 where another one follows in its job. */
  readonly #ends: Int32Array;
  readonly #order: Int32Array;
  readonly #position: Int32Array;
  readonly #row: Int32Array;
  readonly #column: Int32Array;
  readonly #tabu: Int32Array;
  readonly #mark: Uint8Array;
  readonly #held: Int32Array;
  /** The order within the window of the move that was evaluated last. */
  readonly #window: Int32Array;
  readonly #path: Int32Array;
  readonly #starts: Int32Array;
  readonly #jobEnd: Int32Array;
  readonly #trialJobEnd: Int32Array;
  readonly #through: Int32Array;
  readonly #tail: Int32Array;
  readonly #moveU: Int32Array = new Int32Array(MOST_MOVES);
  readonly #moveV: Int32Array = new Int32Array(MOST_MOVES);
  readonly #forward: Uint8Array = new Uint8Array(MOST_MOVES);
  readonly #isTabu: Uint8Array = new Uint8Array(MOST_MOVES);
  readonly #estimate: Float64Array = new Float64Array(MOST_MOVES);
  /** [operation] the iteration in which its swap with the next one, its way to a block's end and to a block's start were listed. */
  readonly #swapListed: Int32Array;
  readonly #toEnd: Int32Array;
  readonly #toStart: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #tenure: number;
  readonly #tenureSpread: number;
  #moves = 0;
  #seed: number;
  #iteration = 1;
  #cost = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;

  /** Any seed but 0. */
  constructor(model: ShopModel, goal: RegularGoal, tables: JobShopTables, seed: number) {
    const n = model.n;
    const jobs = goal.due.length;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.#model = model;
    this.#goal = goal;
    this.#jobs = jobs;
    this.#seed = seed | 0;
    this.#p = tables.duration;
    this.#machine = tables.machine;
    this.#jp = tables.jobBefore;
    this.#js = tables.jobAfter;
    this.#row = tables.row;
    this.#column = tables.column;
    this.#tabu = ints(tables.cells);
    this.#tenure = tables.tenure;
    this.#tenureSpread = tables.tenureSpread;
    this.#release = ints();
    this.#release.set(model.problem.operations.release);
    this.#mp = ints().fill(n);
    this.#ms = ints().fill(n);
    this.#end = ints();
    this.#trialEnd = ints();
    this.#tails = ints((n + 1) * jobs).fill(NO_PATH);
    this.#ends = ints().fill(-1);
    goal.last.forEach((o, j) => {
      if (o >= 0) this.#ends[o] = j;
    });
    this.#order = ints(n);
    this.#position = ints();
    this.#mark = new Uint8Array(n + 1);
    this.#held = ints();
    this.#window = ints();
    this.#path = ints();
    this.#starts = ints();
    this.#jobEnd = ints(jobs);
    this.#trialJobEnd = ints(jobs);
    this.#through = ints(jobs);
    this.#tail = ints(jobs);
    this.#swapListed = ints();
    this.#toEnd = ints();
    this.#toStart = ints();
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
    this.#sweepEnds(this.#end, this.#order, 0, 0);
    this.#sweepTails(n - 1);
    this.#cost = this.#costOf(this.#end, this.#jobEnd);
    // Iterations go on counting, so what was tabu before only has to be older than now.
    this.#iteration += this.#tenure + this.#tenureSpread + 1;
    this.best = this.#cost;
    this.sinceBest = 0;
  }

  /** Ends of the operations that `order` holds from place `from` on; `offset` is the place of its first entry in the whole order. */
  #sweepEnds(end: Int32Array, order: Int32Array, from: number, offset: number, to = this.#model.n): void {
    const p = this.#p;
    const jp = this.#jp;
    const mp = this.#mp;
    const release = this.#release;
    for (let i = from; i < to; i++) {
      const o = order[i - offset]!;
      const a = end[jp[o]!]!;
      const b = end[mp[o]!]!;
      let start = a > b ? a : b;
      if (release[o]! > start) start = release[o]!;
      end[o] = start + p[o]!;
    }
  }

  /** Tails of the operations up to this place of the order. */
  #sweepTails(right: number): void {
    const jobs = this.#jobs;
    const tails = this.#tails;
    const order = this.#order;
    const p = this.#p;
    const js = this.#js;
    const ms = this.#ms;
    const ends = this.#ends;
    for (let i = right; i >= 0; i--) {
      const o = order[i]!;
      const own = o * jobs;
      const viaJob = js[o]! * jobs;
      const viaMachine = ms[o]! * jobs;
      const time = p[o]!;
      for (let j = 0; j < jobs; j++) {
        const a = tails[viaJob + j]!;
        const b = tails[viaMachine + j]!;
        const longer = a > b ? a : b;
        tails[own + j] = longer < 0 ? NO_PATH : longer + time;
      }
      const job = ends[o]!;
      if (job >= 0 && tails[own + job]! < time) tails[own + job] = time;
    }
  }

  #costOf(end: Int32Array, jobEnd: Int32Array): number {
    const last = this.#goal.last;
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
    if (this.#iteration > LAST_ITERATION) {
      this.#iteration = 1;
      this.#tabu.fill(0);
      this.#swapListed.fill(0);
      this.#toEnd.fill(0);
      this.#toStart.fill(0);
    }
    for (let round = 0; round < iterations && this.sinceBest < patience; round++) {
      this.#iteration++;
      this.#listMoves();
      this.#estimateMoves();
      const chosen = this.#choose();
      if (chosen < 0) return false;
      this.#apply(chosen);
      if (this.#cost < this.best) {
        this.best = this.#cost;
        this.sinceBest = 0;
        this.#bestOrder.set(this.#order);
      } else this.sinceBest++;
    }
    return true;
  }

  /** The moves along one longest path to the end of each job whose earlier end would be worth something. */
  #listMoves(): void {
    this.#moves = 0;
    const { due, onceLate, perTickLate, perTick, makespan, last } = this.#goal;
    let latest = 0;
    for (let j = 0; j < this.#jobs; j++) if (this.#jobEnd[j]! > latest) latest = this.#jobEnd[j]!;
    for (let j = 0; j < this.#jobs; j++) {
      const end = this.#jobEnd[j]!;
      const isLate = end > due[j]! && perTickLate[j]! + onceLate > 0;
      if (last[j]! >= 0 && (isLate || perTick > 0 || (makespan > 0 && end === latest))) this.#listPath(last[j]!);
    }
  }

  #listPath(from: number): void {
    const n = this.#model.n;
    const end = this.#end;
    const path = this.#path;
    let length = 0;
    let at = from;
    while (at < n) {
      path[length++] = at;
      const start = end[at]! - this.#p[at]!;
      if (start === 0) break;
      const a = this.#jp[at]!;
      const b = this.#mp[at]!;
      const viaJob = a < n && end[a] === start;
      const viaMachine = b < n && end[b] === start;
      if (viaJob && viaMachine) at = (this.#next() & 0x10000) === 0 ? a : b;
      else if (viaJob) at = a;
      else if (viaMachine) at = b;
      else break;
    }
    // The path lies in reverse: a block is path[high] (its first operation) … path[low] (its last).
    for (let low = 0; low < length;) {
      let high = low;
      while (high + 1 < length && this.#mp[path[high]!] === path[high + 1]) high++;
      this.#listBlock(low, high);
      low = high + 1;
    }
  }

  #listBlock(low: number, high: number): void {
    const path = this.#path;
    const now = this.#iteration;
    for (let i = low; i < high; i++) {
      const u = path[i + 1]!;
      if (this.#swapListed[u] === now) continue;
      this.#swapListed[u] = now;
      this.#addMove(u, path[i]!, 1);
    }
    for (let i = low + 2; i <= Math.min(high, low + REACH); i++) {
      const u = path[i]!;
      if (this.#toEnd[u] === now) continue;
      this.#toEnd[u] = now;
      this.#addMove(u, path[low]!, 1);
    }
    for (let i = Math.max(low, high - REACH); i <= high - 2; i++) {
      const u = path[i]!;
      if (this.#toStart[u] === now) continue;
      this.#toStart[u] = now;
      this.#addMove(u, path[high]!, 0);
    }
  }

  /** Unless it might close a cycle: a path from u's job successor to v, or from v to its job predecessor, takes time. */
  #addMove(u: number, v: number, forward: number): void {
    const n = this.#model.n;
    if (this.#moves === MOST_MOVES) return;
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

  #estimateMoves(): void {
    for (let i = 0; i < this.#moves; i++) {
      this.#estimate[i] =
        this.#forward[i] === 1
          ? this.#estimateForward(i, this.#moveU[i]!, this.#moveV[i]!)
          : this.#estimateBackward(i, this.#moveU[i]!, this.#moveV[i]!);
    }
  }

  #start(o: number, before: number): number {
    const viaJob = this.#end[this.#jp[o]!]!;
    const start = viaJob > before ? viaJob : before;
    return this.#release[o]! > start ? this.#release[o]! : start;
  }

  #estimateForward(i: number, u: number, v: number): number {
    const ms = this.#ms;
    const p = this.#p;
    const starts = this.#starts;
    let isTabu = 0;
    let before = this.#end[this.#mp[u]!]!;
    let count = 0;
    let w = u;
    do {
      w = ms[w]!;
      before = this.#start(w, before);
      starts[count++] = before;
      before += p[w]!;
      if (this.#tabu[this.#row[w]! + this.#column[u]!]! > this.#iteration) isTabu = 1;
    } while (w !== v);
    this.#isTabu[i] = isTabu;
    this.#beginPaths(ms[v]!);
    this.#addPaths(u, this.#start(u, before));
    while (w !== u) {
      this.#addPaths(w, starts[--count]!);
      w = this.#mp[w]!;
    }
    return this.#endPaths();
  }

  #estimateBackward(i: number, u: number, v: number): number {
    const ms = this.#ms;
    const p = this.#p;
    const starts = this.#starts;
    let isTabu = 0;
    let before = this.#start(u, this.#end[this.#mp[v]!]!);
    const startU = before;
    before += p[u]!;
    let count = 0;
    for (let w = v; w !== u; w = ms[w]!) {
      before = this.#start(w, before);
      starts[count++] = before;
      before += p[w]!;
      if (this.#tabu[this.#row[u]! + this.#column[w]!]! > this.#iteration) isTabu = 1;
    }
    this.#isTabu[i] = isTabu;
    this.#beginPaths(ms[u]!);
    for (let w = this.#mp[u]!; ; w = this.#mp[w]!) {
      this.#addPaths(w, starts[--count]!);
      if (w === v) break;
    }
    this.#addPaths(u, startU);
    return this.#endPaths();
  }

  /** Paths begin with those of the operation that comes behind all that a move touches. */
  #beginPaths(behind: number): void {
    const jobs = this.#jobs;
    for (let j = 0; j < jobs; j++) {
      this.#tail[j] = this.#tails[behind * jobs + j]!;
      this.#through[j] = 0;
      // What a job's end was, unless it hung on what the move touches.
      this.#trialJobEnd[j] = this.#jobEnd[j]!;
    }
  }

  /** One more operation the move touches, from the last to the first, with its new start. */
  #addPaths(o: number, start: number): void {
    const jobs = this.#jobs;
    const tail = this.#tail;
    const tails = this.#tails;
    const through = this.#through;
    const held = this.#trialJobEnd;
    const jobEnd = this.#jobEnd;
    const time = this.#p[o]!;
    const own = o * jobs;
    const viaJob = this.#js[o]! * jobs;
    const startBefore = this.#end[o]! - time;
    for (let j = 0; j < jobs; j++) {
      const a = tail[j]!;
      const b = tails[viaJob + j]!;
      const longer = a > b ? a : b;
      const path = longer < 0 ? NO_PATH : longer + time;
      tail[j] = path;
      if (start + path > through[j]!) through[j] = start + path;
      if (jobEnd[j]! - startBefore === tails[own + j]) held[j] = 0;
    }
    const job = this.#ends[o]!;
    if (job < 0 || tail[job]! >= time) return;
    tail[job] = time;
    if (start + time > through[job]!) through[job] = start + time;
  }

  #endPaths(): number {
    const through = this.#through;
    const held = this.#trialJobEnd;
    for (let j = 0; j < this.#jobs; j++) if (through[j]! > held[j]!) held[j] = through[j]!;
    return costOf(this.#goal, held);
  }

  /** The move with the least exact cost among the most promising; any tabu one if there is no other, -1 if there is none. */
  #choose(): number {
    const estimate = this.#estimate;
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    let spare = -1;
    let spares = 0;
    for (let i = 0; i < this.#moves; i++) {
      if (this.#isTabu[i] === 0 || estimate[i]! < this.best) continue;
      estimate[i] = Number.POSITIVE_INFINITY;
      if (this.#next() % ++spares === 0) spare = i;
    }
    for (let round = 0; round < EXACT; round++) {
      let next = -1;
      let lowest = least;
      let ties = 0;
      for (let i = 0; i < this.#moves; i++) {
        const value = estimate[i]!;
        if (value > lowest || value >= least) continue;
        if (value < lowest) {
          lowest = value;
          next = i;
          ties = 1;
        } else if (this.#next() % ++ties === 0) next = i;
      }
      if (next < 0) break;
      estimate[next] = Number.POSITIVE_INFINITY;
      const cost = this.#evaluate(next);
      if (this.#isTabu[next] === 1 && cost >= this.best) {
        if (spare < 0) spare = next;
      } else if (cost < least) {
        least = cost;
        chosen = next;
      }
    }
    return chosen < 0 ? spare : chosen;
  }

  /** What a move leads to; the new order of its window lies in `window` afterwards. */
  #evaluate(i: number): number {
    const u = this.#moveU[i]!;
    const v = this.#moveV[i]!;
    const before = this.#mp[u]!;
    const behind = this.#ms[u]!;
    const left = this.#relinkMove(i);
    const right = this.#position[this.#forward[i] === 1 ? v : u]!;
    this.#trialEnd.set(this.#end);
    this.#sweepEnds(this.#trialEnd, this.#window, left, left, right + 1);
    this.#sweepEnds(this.#trialEnd, this.#order, right + 1, 0);
    this.#relink(u, before, behind);
    return this.#costOf(this.#trialEnd, this.#trialJobEnd);
  }

  /** Changes the machine's order and finds that of the window; returns where the window begins. */
  #relinkMove(i: number): number {
    const u = this.#moveU[i]!;
    const v = this.#moveV[i]!;
    if (this.#forward[i] === 1) {
      this.#relink(u, v, this.#ms[v]!);
      this.#windowForward(u, this.#position[u]!, this.#position[v]!);
      return this.#position[u]!;
    }
    this.#relink(u, this.#mp[v]!, v);
    this.#windowBackward(u, this.#position[v]!, this.#position[u]!);
    return this.#position[v]!;
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
    let kept = 0;
    let count = 1;
    held[0] = u;
    mark[u] = 1;
    for (let i = left + 1; i <= right; i++) {
      const o = order[i]!;
      if ((mark[this.#jp[o]!]! | mark[this.#mp[o]!]!) !== 0) {
        mark[o] = 1;
        held[count++] = o;
      } else window[kept++] = o;
    }
    for (let i = 0; i < count; i++) {
      mark[held[i]!] = 0;
      window[kept++] = held[i]!;
    }
  }

  /** u and what leads to it within the window go before the rest. */
  #windowBackward(u: number, left: number, right: number): void {
    const order = this.#order;
    const mark = this.#mark;
    const held = this.#held;
    const window = this.#window;
    let kept = right - left;
    let count = 1;
    held[0] = u;
    mark[u] = 1;
    for (let i = right - 1; i >= left; i--) {
      const o = order[i]!;
      if ((mark[this.#js[o]!]! | mark[this.#ms[o]!]!) !== 0) {
        mark[o] = 1;
        held[count++] = o;
      } else window[kept--] = o;
    }
    for (let i = 0; i < count; i++) {
      mark[held[i]!] = 0;
      window[kept--] = held[i]!;
    }
  }

  #apply(i: number): void {
    const u = this.#moveU[i]!;
    const v = this.#moveV[i]!;
    this.#forbidReturn(i);
    const left = this.#relinkMove(i);
    const right = this.#position[this.#forward[i] === 1 ? v : u]!;
    for (let at = left; at <= right; at++) {
      const o = this.#window[at - left]!;
      this.#order[at] = o;
      this.#position[o] = at;
    }
    this.#sweepEnds(this.#end, this.#order, left, 0);
    this.#sweepTails(right);
    this.#cost = this.#costOf(this.#end, this.#jobEnd);
  }

  /** The pairs a move turns round may not be turned back for a while. */
  #forbidReturn(i: number): void {
    const u = this.#moveU[i]!;
    const v = this.#moveV[i]!;
    const until = this.#iteration + this.#tenure + (this.#next() % this.#tenureSpread);
    let w = u;
    do {
      if (this.#forward[i] === 1) {
        w = this.#ms[w]!;
        this.#tabu[this.#row[u]! + this.#column[w]!] = until;
      } else {
        w = this.#mp[w]!;
        this.#tabu[this.#row[w]! + this.#column[u]!] = until;
      }
    } while (w !== v);
  }

  result(): ShopOrder {
    const { operations } = this.#model.problem;
    return { mode: operations.modeStart.slice(0, this.#model.n), order: this.#bestOrder.slice(), value: this.best };
  }
}
