// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import { FlexibleGraph } from './flexible-graph.ts';
import { FlexiblePairs } from './flexible-pairs.ts';
import { FlexiblePath } from './flexible-path.ts';
import type { FlexibleTables } from './flexible-tables.ts';
import { FlexibleTrades } from './flexible-trades.ts';
import { FlexibleWays } from './flexible-ways.ts';
import { KernelRandom } from './kernel-random.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** Long before the count of iterations is full it begins anew. */
const LAST_ITERATION = 2 ** 30;
const FAR = 0x7fff_ffff;
/** So many operations of a critical path are looked at closely in an iteration: more makes it slower than it makes it better. */
const FEWEST_LOOKS = 2;
/** Where machines are even, up to so many more before everything is made longer: there small gaps decide, and a hot search loses them. */
const MOST_LOOKS = 30;
/** With more ways than this it is worth finding out who would give its place, though by itself it has nowhere to go. */
const MANY_WAYS = 3;
/** Where machines are even, an operation with a choice stays tabu for so many iterations and up to so many more. */
const EVEN_TENURE = 4;
const EVEN_SPREAD = 6;
/** Of moves that promise one makespan the one of the least path and work goes first; a tick of work counts as so many of the path. */
const WORK_PRICE = 4;

/**
 * Tabu search for flexible and assembly shops, with setups where there are any: a critical operation is taken out and put back at the
 * best place of any machine that can do it. Which of a critical path's operations are worth it is estimated first, from the ends and
 * tails there are; only the most promising are taken out. With one out, heads and tails are made exact, and of the safe places, without
 * setups, one is the best. The twin of kernels/flexible-shop.ts, which is the same search as WebAssembly: the same choices in the same
 * order.
 */
export class FlexibleTabu implements ShopKernel {
  readonly #graph: FlexibleGraph;
  readonly #path: FlexiblePath;
  readonly #ways: FlexibleWays;
  readonly #trades: FlexibleTrades;
  readonly #pairs: FlexiblePairs;
  readonly #random: KernelRandom;
  /** [operation * machines + machine] iteration until which it may not be put there. */
  readonly #tabu: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #bestMode: Int32Array;
  #iteration = 1;
  #makespan = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;
  /** Operations to be looked at closely, best first. */
  readonly #look = new Int32Array(MOST_LOOKS);
  readonly #lookValue = new Int32Array(MOST_LOOKS);
  readonly #lookRank = new Int32Array(MOST_LOOKS);
  #looks = 0;
  #wayValue = FAR;
  #wayRank = FAR;
  #chosen = -1;
  #chosenMode = -1;
  #chosenBefore = -1;
  #value = FAR;
  #rank = FAR;
  #ties = 0;
  #spare = -1;
  #spareMode = -1;
  #spareBefore = -1;
  #spares = 0;

  /** Any seed but 0. */
  constructor(model: ShopModel, tables: FlexibleTables, seed: number) {
    const { n, m } = model;
    this.#random = new KernelRandom(seed);
    this.#graph = new FlexibleGraph(model, tables);
    this.#path = new FlexiblePath(this.#graph, this.#random);
    this.#pairs = new FlexiblePairs(this.#graph);
    this.#ways = new FlexibleWays(this.#graph, this.#pairs);
    this.#tabu = new Int32Array(n * m);
    this.#trades = new FlexibleTrades(this.#graph, this.#tabu, WORK_PRICE);
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
      this.#pairs.forgetAll();
    }
    this.#makespan = graph.latestEnd();
    this.#keep();
  }

  #keep(): void {
    this.best = this.#makespan;
    this.sinceBest = 0;
    this.#bestOrder.set(this.#graph.order);
    this.#bestMode.set(this.#graph.mode.subarray(0, this.#graph.n));
  }

  #apply(): void {
    const { machine, mp, n, tables } = this.#graph;
    const v = this.#chosen;
    const left = this.#chosenBefore;
    const isHere = tables.machine[this.#chosenMode] === machine[v];
    if (!this.#pairs.isKept || !isHere || left === mp[v]) this.#forbidReturn(v);
    else this.#pairs.forbid(v, left, left < n && this.#graph.isBehind(left, v), this.#iteration, this.#random.next());
    this.#graph.move(v, this.#chosenMode, left);
  }

  /** What leaves its machine stays away from it for a while. */
  #forbidReturn(v: number): void {
    const { m, n, machine, tables } = this.#graph;
    const ways = tables.modeStart[v + 1]! - tables.modeStart[v]!;
    // What can go nowhere else would be back between the same two neighbours before the rest has changed.
    const least = ways === 1 ? 8 + ((n / 10) | 0) : tables.isEven ? EVEN_TENURE : 8 + ways;
    const spread = ways === 1 ? 2 * tables.tenureSpread : tables.isEven ? EVEN_SPREAD : tables.tenureSpread;
    this.#tabu[v * m + machine[v]!] = this.#iteration + least + (this.#random.next() % spread);
  }

  /** The one operation goes beside the other, then the other to the machine that was left, where it is best. */
  #exchange(): void {
    const graph = this.#graph;
    const { v, mode, other } = this.#trades;
    const back = this.#trades.modeOn(other, graph.machine[v]!);
    // Behind the other, unless that one must come later.
    const isBefore = graph.end[other]! > graph.jobReady(v) && graph.tail[other]! <= graph.jobRest(v);
    this.#chosen = v;
    this.#chosenMode = mode;
    this.#chosenBefore = isBefore ? graph.mp[other]! : other;
    this.#apply();
    this.#chosen = -1;
    this.#value = FAR;
    this.#rank = FAR;
    const ready = graph.jobReady(other);
    const rest = graph.jobRest(other);
    graph.takeOut(other, ready, rest);
    this.#scorePlaces(other, back, ready, rest, graph.latestEnd());
    graph.putBack(other);
    if (this.#chosen >= 0) this.#apply();
  }

  result(): ShopOrder {
    return { mode: this.#bestMode.slice(), order: this.#bestOrder.slice(), value: this.best };
  }

  run(iterations: number, patience: number): boolean {
    for (let i = 0; i < iterations && this.sinceBest < patience; i++) {
      this.#iteration++;
      this.#path.walk(this.#makespan);
      this.#lookForMove();
      if (this.#trades.value < this.#value) this.#exchange();
      else {
        if (this.#chosen < 0) {
          if (this.#spare < 0) return false;
          this.#chosen = this.#spare;
          this.#chosenMode = this.#spareMode;
          this.#chosenBefore = this.#spareBefore;
        }
        this.#apply();
      }
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
    this.#rank = FAR;
    this.#ties = 0;
    this.#spares = 0;
    this.#trades.clear();
    if (this.#path.length > FEWEST_LOOKS) {
      this.#path.measureGains();
      this.#chooseLooks();
      for (let i = 0; i < this.#looks; i++) if (i < FEWEST_LOOKS || this.#isWorthALook(i)) this.#lookAt(this.#look[i]!);
      if (this.#chosen >= 0) return;
      // What looked free was not: one operation at random gives a forbidden move, all of them any that is left.
      this.#lookAt(this.#path.operations[this.#random.next() % this.#path.length]!);
      if (this.#chosen >= 0 || this.#spare >= 0) return;
    }
    for (let i = 0; i < this.#path.length; i++) this.#lookAt(this.#path.operations[i]!);
  }

  /** Rather than do what makes everything longer, operations are looked at that may do without, or that others may give their place. */
  #isWorthALook(i: number): boolean {
    if (Math.min(this.#value, this.#trades.value) <= this.#makespan) return false;
    const { modeStart } = this.#graph.tables;
    const v = this.#look[i]!;
    return this.#lookValue[i]! <= this.#makespan || modeStart[v + 1]! - modeStart[v]! > MANY_WAYS;
  }

  /** Scores one operation at every safe place, exactly as the others would then stand. */
  #lookAt(v: number): void {
    const from = this.#graph.tables.modeStart[v]!;
    const to = this.#graph.tables.modeStart[v + 1]!;
    // The only one on its machine, and no other machine to go to.
    if (to - from === 1 && this.#graph.mp[v] === this.#graph.n && this.#graph.ms[v] === this.#graph.n) return;
    const ready = this.#graph.jobReady(v);
    const rest = this.#graph.jobRest(v);
    this.#graph.takeOut(v, ready, rest);
    const without = this.#graph.latestEnd();
    for (let mode = from; mode < to; mode++) this.#scorePlaces(v, mode, ready, rest, without);
    if (this.#graph.tables.isEven) {
      const { tables, machine } = this.#graph;
      for (let mode = from; mode < to; mode++)
        if (tables.machine[mode] !== machine[v]) this.#trades.score(v, mode, ready, rest, without, this.#makespan, this.#iteration);
    }
    this.#graph.putBack(v);
  }

  /** The few operations that look best by the ends and tails there are. */
  #chooseLooks(): void {
    const { look, lookValue, lookRank } = { look: this.#look, lookValue: this.#lookValue, lookRank: this.#lookRank };
    const most = this.#graph.tables.isEven ? MOST_LOOKS : FEWEST_LOOKS;
    this.#looks = 0;
    for (let at = 0; at < this.#path.length; at++) {
      const v = this.#path.operations[at]!;
      this.#findWay(v, this.#makespan - this.#path.gain[at]!);
      if (this.#wayValue === FAR) continue;
      let i = this.#looks;
      if (i < most) this.#looks++;
      else if (!this.#isWayBetter(--i)) continue;
      for (; i > 0 && this.#isWayBetter(i - 1); i--) {
        look[i] = look[i - 1]!;
        lookValue[i] = lookValue[i - 1]!;
        lookRank[i] = lookRank[i - 1]!;
      }
      look[i] = v;
      lookValue[i] = this.#wayValue;
      lookRank[i] = this.#wayRank;
    }
  }

  #isWayBetter(than: number): boolean {
    const value = this.#lookValue[than]!;
    if (this.#wayValue !== value) return this.#wayValue < value;
    const rank = this.#lookRank[than]!;
    return this.#wayRank < rank || (this.#wayRank === rank && (this.#random.next() & 1) === 0);
  }

  /** The best way to put an operation elsewhere, about: its value and rank. */
  #findWay(v: number, without: number): void {
    const t = this.#graph.tables;
    const ready = this.#graph.jobReady(v);
    const rest = this.#graph.jobRest(v);
    this.#wayValue = FAR;
    this.#wayRank = FAR;
    for (let mode = t.modeStart[v]!; mode < t.modeStart[v + 1]!; mode++) {
      const k = t.machine[mode]!;
      const isTabu = this.#tabu[v * this.#graph.m + k]! > this.#iteration;
      if (isTabu && without >= this.best) continue;
      const path =
        k === this.#graph.machine[v]
          ? this.#ways.pathAtHome(v, mode, ready, rest, without, this.best, this.#iteration)
          : this.#ways.pathAbroad(mode, ready, rest);
      if (path === FAR || (isTabu && path >= this.best)) continue;
      const value = path > without ? path : without;
      const rank = path + WORK_PRICE * (t.duration[mode]! - this.#graph.p[v]!);
      if (value > this.#wayValue || (value === this.#wayValue && rank >= this.#wayRank)) continue;
      this.#wayValue = value;
      this.#wayRank = rank;
    }
  }

  /** Scores the safe places of a mode while its operation is out. */
  #scorePlaces(v: number, mode: number, ready: number, rest: number, without: number): void {
    const n = this.#graph.n;
    const t = this.#graph.tables;
    const end = this.#graph.end;
    const tail = this.#graph.tail;
    const ms = this.#graph.ms;
    const k = t.machine[mode]!;
    const moreWork = WORK_PRICE * (t.duration[mode]! - this.#graph.p[v]!);
    const pairs = this.#pairs;
    pairs.beginPlaces(v, k === this.#graph.machine[v], this.#tabu[v * this.#graph.m + k]! > this.#iteration, this.#iteration);
    const home = mode === this.#graph.mode[v]! ? this.#graph.mp[v]! : -1;
    let before = n;
    let next = this.#graph.first[k]!;
    while (next < n && end[next]! <= ready && tail[next]! > rest) {
      pairs.passPlace(next);
      before = next;
      next = ms[next]!;
    }
    for (;;) {
      if (before !== home) {
        const path = this.#ways.pathBetween(before, end[before]!, mode, next, tail[next]!, ready, rest);
        this.#consider(v, mode, before, path + moreWork, path > without ? path : without, pairs.isPlaceForbidden);
      }
      if (next === n || (end[next]! > ready && tail[next]! <= rest)) break;
      pairs.passPlace(next);
      before = next;
      next = ms[next]!;
    }
  }

  #consider(v: number, mode: number, before: number, rank: number, value: number, isTabu: boolean): void {
    if (isTabu && value >= this.best) {
      if (this.#random.next() % ++this.#spares !== 0) return;
      this.#spare = v;
      this.#spareMode = mode;
      this.#spareBefore = before;
      return;
    }
    if (value > this.#value || (value === this.#value && rank > this.#rank)) return;
    if (value < this.#value || rank < this.#rank) this.#ties = 0;
    if (this.#random.next() % ++this.#ties !== 0) return;
    this.#value = value;
    this.#rank = rank;
    this.#chosen = v;
    this.#chosenMode = mode;
    this.#chosenBefore = before;
  }
}
