// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { FlexibleTables } from './flexible-tables.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** Long before the count of iterations is full it begins anew. */
const LAST_ITERATION = 2 ** 30;
const FAR = 0x7fff_ffff;
/** So many operations of a critical path are looked at closely in an iteration: more makes it slower than it makes it better. */
const MOST_LOOKS = 2;
/** Of moves that promise one makespan the one of the least path and work goes first; a tick of work counts as so many of the path. */
const WORK_PRICE = 4;

/**
 * Tabu search for flexible and assembly shops, with setups where there are any: a critical operation is taken out and put back at the
 * best place of any machine that can do it. Which of a critical path's operations are worth it is estimated first, from the ends and
 * tails there are; only the most promising are taken out. With one out, heads and tails are made exact; places that cannot close a cycle, without
 * setups one of them the best, are found as Mastrolilli and Gambardella (2000) show: behind what must come first (R without L), before
 * what must come after (L without R). Setups lie on the arcs between neighbours of a machine. The twin of kernels/flexible-shop.ts,
 * which is the same search as WebAssembly: the same choices in the same order.
 */
export class FlexibleTabu implements ShopKernel {
  readonly #n: number;
  readonly #m: number;
  readonly #tables: FlexibleTables;
  /** [operation] mode, machine, time there; machine predecessor and successor; setup right before it. */
  readonly #mode: Int32Array;
  readonly #machine: Int32Array;
  readonly #p: Int32Array;
  readonly #mp: Int32Array;
  readonly #ms: Int32Array;
  readonly #s: Int32Array;
  /** [machine] first operation. */
  readonly #first: Int32Array;
  /** [operation] earliest end; longest path from its start to the end of everything. */
  readonly #end: Int32Array;
  readonly #tail: Int32Array;
  /** A linear order of the graph and its inverse. */
  readonly #order: Int32Array;
  readonly #place: Int32Array;
  /** [place] 1 = to be recomputed. */
  readonly #dirty: Uint8Array;
  readonly #mark: Uint8Array;
  readonly #window: Int32Array;
  readonly #path: Int32Array;
  /** What taking an operation out has changed, to be put back. */
  readonly #endChanged: Int32Array;
  readonly #endBefore: Int32Array;
  readonly #tailChanged: Int32Array;
  readonly #tailBefore: Int32Array;
  #endChanges = 0;
  #tailChanges = 0;
  /** [operation * machines + machine] iteration until which it may not be put there. */
  readonly #tabu: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #bestMode: Int32Array;
  #seed: number;
  #iteration = 1;
  #makespan = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;
  #length = 0;
  /** [place on the path] how much shorter everything could be without that operation. */
  readonly #gain: Int32Array;
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
  constructor({ n, m }: ShopModel, tables: FlexibleTables, seed: number) {
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.#n = n;
    this.#m = m;
    this.#tables = tables;
    this.#seed = seed | 0;
    this.#mode = ints();
    this.#machine = ints();
    this.#p = ints();
    this.#mp = ints().fill(n);
    this.#ms = ints().fill(n);
    this.#s = ints();
    this.#first = ints(m).fill(n);
    this.#end = ints();
    this.#tail = ints();
    this.#order = ints(n);
    this.#place = ints();
    this.#dirty = new Uint8Array(n + 1);
    this.#mark = new Uint8Array(n + 1);
    this.#window = ints();
    this.#path = ints();
    this.#gain = ints();
    this.#endChanged = ints();
    this.#endBefore = ints();
    this.#tailChanged = ints();
    this.#tailBefore = ints();
    this.#tabu = ints(n * m);
    this.#bestOrder = ints(n);
    this.#bestMode = ints(n);
  }

  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    const n = this.#n;
    const { machine, duration } = this.#tables;
    const last = new Int32Array(this.#m).fill(n);
    this.#first.fill(n);
    this.#mode.set(mode);
    this.#order.set(order);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const k = machine[mode[o]!]!;
      const before = last[k]!;
      this.#place[o] = i;
      this.#machine[o] = k;
      this.#p[o] = duration[mode[o]!]!;
      this.#mp[o] = before;
      this.#ms[o] = n;
      if (before < n) this.#ms[before] = o;
      else this.#first[k] = o;
      this.#s[o] = this.#setup(before, mode[o]!);
      last[k] = o;
      this.#end[o] = this.#ready(o) + this.#p[o]!;
    }
    for (let i = n - 1; i >= 0; i--) this.#tail[order[i]!] = this.#rest(order[i]!) + this.#p[order[i]!]!;
    // Iterations go on counting, so what was tabu before only has to be older than now.
    this.#iteration += 2 * n + 1000;
    if (this.#iteration > LAST_ITERATION) {
      this.#iteration = 1;
      this.#tabu.fill(0);
    }
    this.#measure();
    this.best = this.#makespan;
    this.sinceBest = 0;
    this.#bestOrder.set(this.#order);
    this.#bestMode.set(this.#mode.subarray(0, n));
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
        this.#chosenBefore = this.#spareBefore;
      }
      this.#apply();
      this.#measure();
      this.sinceBest++;
      if (this.#makespan >= this.best) continue;
      this.best = this.#makespan;
      this.sinceBest = 0;
      this.#bestOrder.set(this.#order);
      this.#bestMode.set(this.#mode.subarray(0, this.#n));
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

  /** Setup of a mode right behind an operation, n = first on its machine. */
  #setup(before: number, mode: number): number {
    const t = this.#tables;
    if (!t.hasSetups) return 0;
    if (before === this.#n) return t.firstSetup[mode]!;
    return t.changeover[t.row[this.#mode[before]!]! + t.column[mode]!]! + t.ownSetup[mode]!;
  }

  /** Latest end of what must come before an operation, in its job and on its machine. */
  #ready(o: number): number {
    const head = this.#jobReady(o);
    const viaMachine = this.#end[this.#mp[o]!]! + this.#s[o]!;
    return viaMachine > head ? viaMachine : head;
  }

  #jobReady(o: number): number {
    const t = this.#tables;
    const end = this.#end;
    let head = end[t.jobBefore[o]!]!;
    if (t.isChains) return head;
    for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) {
      const other = end[t.moreBefore[k]!]!;
      if (other > head) head = other;
    }
    return head;
  }

  /** Longest path behind an operation. */
  #rest(o: number): number {
    const tail = this.#jobRest(o);
    const after = this.#ms[o]!;
    const viaMachine = this.#tail[after]! + this.#s[after]!;
    return viaMachine > tail ? viaMachine : tail;
  }

  #jobRest(o: number): number {
    const t = this.#tables;
    const tail = this.#tail;
    let rest = tail[t.jobAfter[o]!]!;
    if (t.isChains) return rest;
    for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) {
      const other = tail[t.moreAfter[k]!]!;
      if (other > rest) rest = other;
    }
    return rest;
  }

  #latestEnd(): number {
    const { sinks } = this.#tables;
    const end = this.#end;
    let latest = 0;
    for (let i = 0; i < sinks.length; i++) if (end[sinks[i]!]! > latest) latest = end[sinks[i]!]!;
    return latest;
  }

  #measure(): void {
    this.#makespan = this.#latestEnd();
  }

  /** One random critical path, backwards. */
  #walkPath(): void {
    const n = this.#n;
    const t = this.#tables;
    const end = this.#end;
    let at = n;
    let choices = 0;
    for (let i = 0; i < t.sinks.length; i++) {
      const o = t.sinks[i]!;
      if (end[o] === this.#makespan && this.#random() % ++choices === 0) at = o;
    }
    let length = 0;
    while (at < n) {
      this.#path[length++] = at;
      const head = end[at]! - this.#p[at]!;
      const onMachine = this.#mp[at]!;
      let next = n;
      let ways = 0;
      if (onMachine < n && head === end[onMachine]! + this.#s[at]!) {
        next = onMachine;
        ways = 1;
      }
      const inJob = t.jobBefore[at]!;
      if (inJob < n && end[inJob] === head && this.#random() % ++ways === 0) next = inJob;
      if (!t.isChains)
        for (let k = t.moreBeforeStart[at]!; k < t.moreBeforeStart[at + 1]!; k++) {
          const o = t.moreBefore[k]!;
          if (end[o] === head && this.#random() % ++ways === 0) next = o;
        }
      at = next;
    }
    this.#length = length;
  }

  #lookForMove(): void {
    this.#chosen = -1;
    this.#spare = -1;
    this.#value = FAR;
    this.#rank = FAR;
    this.#ties = 0;
    this.#spares = 0;
    if (this.#length > MOST_LOOKS) {
      this.#measureGains();
      this.#chooseLooks();
      for (let i = 0; i < this.#looks; i++) this.#lookAt(this.#look[i]!);
      if (this.#chosen >= 0) return;
      // What looked free was not: one operation at random gives a forbidden move, all of them any that is left.
      this.#lookAt(this.#path[this.#random() % this.#length]!);
      if (this.#chosen >= 0 || this.#spare >= 0) return;
    }
    for (let i = 0; i < this.#length; i++) this.#lookAt(this.#path[i]!);
  }

  /** Scores one operation at every safe place, exactly as the others would then stand. */
  #lookAt(v: number): void {
    const from = this.#tables.modeStart[v]!;
    const to = this.#tables.modeStart[v + 1]!;
    // The only one on its machine, and no other machine to go to.
    if (to - from === 1 && this.#mp[v] === this.#n && this.#ms[v] === this.#n) return;
    const ready = this.#jobReady(v);
    const rest = this.#jobRest(v);
    this.#takeOut(v, ready, rest);
    const without = this.#latestEnd();
    for (let mode = from; mode < to; mode++) this.#scorePlaces(v, mode, ready, rest, without);
    this.#putBack(v);
  }

  /**
   * How much shorter everything could be without each operation of the path: what follows it there moves up, and what leads to it
   * gets nearer the end, until something beside the path holds it. Two estimates, the smaller one counts.
   */
  #measureGains(): void {
    const { path, gain, end, tail, p } = { path: this.#path, gain: this.#gain, end: this.#end, tail: this.#tail, p: this.#p };
    let least = FAR;
    let next = this.#n;
    for (let i = 0; i < this.#length; i++) {
      const v = path[i]!;
      gain[i] = p[v]!;
      if (next < this.#n) {
        const start = end[next]! - p[next]!;
        gain[i] = Math.min(least, start - this.#startWithout(next, v));
        least = Math.min(least, start - this.#startBeside(next, v));
      }
      next = v;
    }
    least = FAR;
    next = this.#n;
    for (let i = this.#length - 1; i >= 0; i--) {
      const v = path[i]!;
      let here = p[v]!;
      if (next < this.#n) {
        const rest = tail[next]! - p[next]!;
        here = Math.min(least, rest - this.#restWithout(next, v));
        least = Math.min(least, rest - this.#restBeside(next, v));
      }
      if (here < gain[i]!) gain[i] = here;
      next = v;
    }
  }

  /** Start of an operation if one before it did not hold it. */
  #startBeside(o: number, other: number): number {
    const t = this.#tables;
    const end = this.#end;
    const before = this.#mp[o]!;
    const inJob = t.jobBefore[o]!;
    let head = before === other ? 0 : end[before]! + this.#s[o]!;
    if (inJob !== other && end[inJob]! > head) head = end[inJob]!;
    if (t.isChains) return head;
    for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) {
      const u = t.moreBefore[k]!;
      if (u !== other && end[u]! > head) head = end[u]!;
    }
    return head;
  }

  #restBeside(o: number, other: number): number {
    const t = this.#tables;
    const tail = this.#tail;
    const after = this.#ms[o]!;
    const inJob = t.jobAfter[o]!;
    let rest = after === other ? 0 : tail[after]! + this.#s[after]!;
    if (inJob !== other && tail[inJob]! > rest) rest = tail[inJob]!;
    if (t.isChains) return rest;
    for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) {
      const u = t.moreAfter[k]!;
      if (u !== other && tail[u]! > rest) rest = tail[u]!;
    }
    return rest;
  }

  /** The same with that one out, which lets through what held it. */
  #startWithout(o: number, v: number): number {
    let head = this.#startBeside(o, v);
    if (this.#mp[o] === v) {
      const before = this.#mp[v]!;
      head = Math.max(head, this.#end[before]! + this.#setup(before, this.#mode[o]!));
    }
    return this.#mp[o] !== v || this.#tables.jobBefore[o] === v ? Math.max(head, this.#jobReady(v)) : head;
  }

  #restWithout(o: number, v: number): number {
    let rest = this.#restBeside(o, v);
    if (this.#ms[o] === v) {
      const after = this.#ms[v]!;
      if (after < this.#n) rest = Math.max(rest, this.#tail[after]! + this.#setup(o, this.#mode[after]!));
    }
    return this.#ms[o] !== v || this.#tables.jobAfter[o] === v ? Math.max(rest, this.#jobRest(v)) : rest;
  }

  /** The few operations that look best by the ends and tails there are. */
  #chooseLooks(): void {
    const { look, lookValue, lookRank } = { look: this.#look, lookValue: this.#lookValue, lookRank: this.#lookRank };
    this.#looks = 0;
    for (let at = 0; at < this.#length; at++) {
      const v = this.#path[at]!;
      this.#findWay(v, this.#makespan - this.#gain[at]!);
      if (this.#wayValue === FAR) continue;
      let i = this.#looks;
      if (i < MOST_LOOKS) this.#looks++;
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
    return this.#wayRank < rank || (this.#wayRank === rank && (this.#random() & 1) === 0);
  }

  /** The best way to put an operation elsewhere, about: its value and rank. */
  #findWay(v: number, without: number): void {
    const t = this.#tables;
    const ready = this.#jobReady(v);
    const rest = this.#jobRest(v);
    this.#wayValue = FAR;
    this.#wayRank = FAR;
    for (let mode = t.modeStart[v]!; mode < t.modeStart[v + 1]!; mode++) {
      const k = t.machine[mode]!;
      const isTabu = this.#tabu[v * this.#m + k]! > this.#iteration;
      if (isTabu && without >= this.best) continue;
      const path = k === this.#machine[v] ? this.#pathAtHome(v, mode, ready, rest) : this.#pathAbroad(mode, ready, rest);
      if (path === FAR || (isTabu && path >= this.best)) continue;
      const value = path > without ? path : without;
      const rank = path + WORK_PRICE * (t.duration[mode]! - this.#p[v]!);
      if (value > this.#wayValue || (value === this.#wayValue && rank >= this.#wayRank)) continue;
      this.#wayValue = value;
      this.#wayRank = rank;
    }
  }

  /** Shortest path through an operation at a safe place of another machine, by the ends and tails there are. */
  #pathAbroad(mode: number, ready: number, rest: number): number {
    const { end, tail, ms } = { end: this.#end, tail: this.#tail, ms: this.#ms };
    const n = this.#n;
    let least = FAR;
    let before = n;
    let next = this.#first[this.#tables.machine[mode]!]!;
    while (next < n && end[next]! <= ready && tail[next]! > rest) {
      before = next;
      next = ms[next]!;
    }
    for (;;) {
      const path = this.#pathBetween(before, end[before]!, mode, next, tail[next]!, ready, rest);
      if (path < least) least = path;
      if (next === n || (end[next]! > ready && tail[next]! <= rest)) return least;
      before = next;
      next = ms[next]!;
    }
  }

  /** The same on the machine where it is: what it passes moves up. */
  #pathAtHome(v: number, mode: number, ready: number, rest: number): number {
    const { end, tail, mp, ms, p } = { end: this.#end, tail: this.#tail, mp: this.#mp, ms: this.#ms, p: this.#p };
    const n = this.#n;
    const before = mp[v]!;
    const after = ms[v]!;
    let least = FAR;
    if (mode !== this.#mode[v]!) least = this.#pathBetween(before, end[before]!, mode, after, tail[after]!, ready, rest);
    let reach = end[before]!;
    let last = before;
    for (let w = after; w < n && tail[w]! > rest; w = ms[w]!) {
      reach = Math.max(this.#jobReady(w), reach + this.#setup(last, this.#mode[w]!)) + p[w]!;
      least = Math.min(least, this.#pathBetween(w, reach, mode, ms[w]!, tail[ms[w]!]!, ready, rest));
      last = w;
    }
    reach = tail[after]!;
    last = after;
    for (let w = before; w < n && end[w]! > ready; w = mp[w]!) {
      if (last < n) reach += this.#setup(w, this.#mode[last]!);
      reach = Math.max(this.#jobRest(w), reach) + p[w]!;
      least = Math.min(least, this.#pathBetween(mp[w]!, end[mp[w]!]!, mode, w, reach, ready, rest));
      last = w;
    }
    return least;
  }

  /** Longest path through a mode between two neighbours, which end at `head` and have `tail` behind them. */
  #pathBetween(before: number, head: number, mode: number, next: number, tail: number, ready: number, rest: number): number {
    const t = this.#tables;
    let from = head;
    let behind = tail;
    if (t.hasSetups) {
      from += this.#setup(before, mode);
      if (next < this.#n) behind += t.changeover[t.row[mode]! + t.column[this.#mode[next]!]!]! + t.ownSetup[this.#mode[next]!]!;
    }
    return (from > ready ? from : ready) + t.duration[mode]! + (behind > rest ? behind : rest);
  }

  #unlink(v: number): void {
    const n = this.#n;
    const before = this.#mp[v]!;
    const after = this.#ms[v]!;
    if (before < n) this.#ms[before] = after;
    else this.#first[this.#machine[v]!] = after;
    if (after < n) {
      this.#mp[after] = before;
      this.#s[after] = this.#setup(before, this.#mode[after]!);
    }
  }

  #link(v: number, before: number, after: number): void {
    const n = this.#n;
    this.#mp[v] = before;
    this.#ms[v] = after;
    this.#s[v] = this.#setup(before, this.#mode[v]!);
    if (before < n) this.#ms[before] = v;
    else this.#first[this.#machine[v]!] = v;
    if (after < n) {
      this.#mp[after] = v;
      this.#s[after] = this.#setup(v, this.#mode[after]!);
    }
  }

  /** Off its machine an operation stands in its job with no time of its own; makes all ends and tails as they are then. */
  #takeOut(v: number, ready: number, rest: number): void {
    const before = this.#mp[v]!;
    const after = this.#ms[v]!;
    this.#unlink(v);
    this.#endChanges = 0;
    this.#tailChanges = 0;
    const { end, tail } = { end: this.#end, tail: this.#tail };
    this.#endChanged[this.#endChanges] = v;
    this.#endBefore[this.#endChanges++] = end[v]!;
    this.#tailChanged[this.#tailChanges] = v;
    this.#tailBefore[this.#tailChanges++] = tail[v]!;
    end[v] = ready;
    tail[v] = rest;
    let pending = this.#dirtyAfter(v);
    pending += this.#soil(after);
    this.#endChanges = this.#sweepEnds(this.#place[v]! + 1, pending, this.#endChanges);
    pending = this.#dirtyBefore(v);
    pending += this.#soil(before);
    this.#tailChanges = this.#sweepTails(this.#place[v]! - 1, pending, this.#tailChanges);
  }

  #putBack(v: number): void {
    const end = this.#end;
    const tail = this.#tail;
    for (let i = 0; i < this.#endChanges; i++) end[this.#endChanged[i]!] = this.#endBefore[i]!;
    for (let i = 0; i < this.#tailChanges; i++) tail[this.#tailChanged[i]!] = this.#tailBefore[i]!;
    this.#link(v, this.#mp[v]!, this.#ms[v]!);
  }

  /** Marks an operation to be recomputed; 1 if it was not marked. */
  #soil(o: number): number {
    if (o === this.#n) return 0;
    const at = this.#place[o]!;
    if (this.#dirty[at] === 1) return 0;
    this.#dirty[at] = 1;
    return 1;
  }

  /** Marks what follows in the job. */
  #dirtyAfter(o: number): number {
    const t = this.#tables;
    let count = this.#soil(t.jobAfter[o]!);
    if (t.isChains) return count;
    for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) count += this.#soil(t.moreAfter[k]!);
    return count;
  }

  #dirtyBefore(o: number): number {
    const t = this.#tables;
    let count = this.#soil(t.jobBefore[o]!);
    if (t.isChains) return count;
    for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) count += this.#soil(t.moreBefore[k]!);
    return count;
  }

  /** Recomputes marked ends and all that follows from a change, in the order's direction; notes what was there. */
  #sweepEnds(from: number, marked: number, noted: number): number {
    const { order, dirty, end, p } = { order: this.#order, dirty: this.#dirty, end: this.#end, p: this.#p };
    let pending = marked;
    let changes = noted;
    for (let i = from; pending > 0; i++) {
      if (dirty[i] === 0) continue;
      dirty[i] = 0;
      pending--;
      const o = order[i]!;
      const fresh = this.#ready(o) + p[o]!;
      const old = end[o]!;
      if (fresh === old) continue;
      this.#endChanged[changes] = o;
      this.#endBefore[changes++] = old;
      end[o] = fresh;
      pending += this.#dirtyAfter(o) + this.#soil(this.#ms[o]!);
    }
    return changes;
  }

  #sweepTails(from: number, marked: number, noted: number): number {
    const { order, dirty, tail, p } = { order: this.#order, dirty: this.#dirty, tail: this.#tail, p: this.#p };
    let pending = marked;
    let changes = noted;
    for (let i = from; pending > 0; i--) {
      if (dirty[i] === 0) continue;
      dirty[i] = 0;
      pending--;
      const o = order[i]!;
      const fresh = this.#rest(o) + p[o]!;
      const old = tail[o]!;
      if (fresh === old) continue;
      this.#tailChanged[changes] = o;
      this.#tailBefore[changes++] = old;
      tail[o] = fresh;
      pending += this.#dirtyBefore(o) + this.#soil(this.#mp[o]!);
    }
    return changes;
  }

  /** Scores the safe places of a mode while its operation is out. */
  #scorePlaces(v: number, mode: number, ready: number, rest: number, without: number): void {
    const n = this.#n;
    const t = this.#tables;
    const end = this.#end;
    const tail = this.#tail;
    const ms = this.#ms;
    const k = t.machine[mode]!;
    const moreWork = WORK_PRICE * (t.duration[mode]! - this.#p[v]!);
    const isTabu = this.#tabu[v * this.#m + k]! > this.#iteration;
    const home = mode === this.#mode[v]! ? this.#mp[v]! : -1;
    let before = n;
    let next = this.#first[k]!;
    while (next < n && end[next]! <= ready && tail[next]! > rest) {
      before = next;
      next = ms[next]!;
    }
    for (;;) {
      if (before !== home) {
        const path = this.#pathBetween(before, end[before]!, mode, next, tail[next]!, ready, rest);
        this.#consider(v, mode, before, path + moreWork, path > without ? path : without, isTabu);
      }
      if (next === n || (end[next]! > ready && tail[next]! <= rest)) break;
      before = next;
      next = ms[next]!;
    }
  }

  #consider(v: number, mode: number, before: number, rank: number, value: number, isTabu: boolean): void {
    if (isTabu && value >= this.best) {
      if (this.#random() % ++this.#spares !== 0) return;
      this.#spare = v;
      this.#spareMode = mode;
      this.#spareBefore = before;
      return;
    }
    if (value > this.#value || (value === this.#value && rank > this.#rank)) return;
    if (value < this.#value || rank < this.#rank) this.#ties = 0;
    if (this.#random() % ++this.#ties !== 0) return;
    this.#value = value;
    this.#rank = rank;
    this.#chosen = v;
    this.#chosenMode = mode;
    this.#chosenBefore = before;
  }

  #apply(): void {
    const n = this.#n;
    const t = this.#tables;
    const v = this.#chosen;
    const ways = t.modeStart[v + 1]! - t.modeStart[v]!;
    // What can go nowhere else would be back between the same two neighbours before the rest has changed.
    const least = ways === 1 ? 8 + ((n / 10) | 0) : 8 + ways;
    const spread = ways === 1 ? 2 * t.tenureSpread : t.tenureSpread;
    this.#tabu[v * this.#m + this.#machine[v]!] = this.#iteration + least + (this.#random() % spread);
    const before = this.#mp[v]!;
    const after = this.#ms[v]!;
    this.#unlink(v);
    const k = t.machine[this.#chosenMode]!;
    const left = this.#chosenBefore;
    const right = left < n ? this.#ms[left]! : this.#first[k]!;
    this.#mode[v] = this.#chosenMode;
    this.#machine[v] = k;
    this.#p[v] = t.duration[this.#chosenMode]!;
    this.#link(v, left, right);
    const place = this.#place;
    if (left < n && place[left]! > place[v]!) this.#moveBehind(v, place[left]!);
    else if (right < n && place[right]! < place[v]!) this.#moveBefore(v, place[right]!);
    let from = place[v]!;
    let pending = this.#soil(v) + this.#soil(after) + this.#soil(right);
    if (after < n && place[after]! < from) from = place[after]!;
    if (right < n && place[right]! < from) from = place[right]!;
    this.#sweepEnds(from, pending, 0);
    from = place[v]!;
    pending = this.#soil(v) + this.#soil(before) + this.#soil(left);
    if (before < n && place[before]! > from) from = place[before]!;
    if (left < n && place[left]! > from) from = place[left]!;
    this.#sweepTails(from, pending, 0);
  }

  /** Within the window of the order, v and what follows from it go behind all the rest. */
  #moveBehind(v: number, until: number): void {
    const { order, place, mark, window } = { order: this.#order, place: this.#place, mark: this.#mark, window: this.#window };
    const t = this.#tables;
    let kept = place[v]!;
    let held = 0;
    mark[v] = 1;
    window[held++] = v;
    for (let i = kept + 1; i <= until; i++) {
      const o = order[i]!;
      let follows = mark[t.jobBefore[o]!]! | mark[this.#mp[o]!]!;
      if (!t.isChains) for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) follows |= mark[t.moreBefore[k]!]!;
      if (follows === 1) {
        mark[o] = 1;
        window[held++] = o;
      } else {
        order[kept] = o;
        place[o] = kept++;
      }
    }
    for (let i = 0; i < held; i++) {
      const o = window[i]!;
      mark[o] = 0;
      order[kept] = o;
      place[o] = kept++;
    }
  }

  /** Within the window of the order, v and what leads to it go before all the rest. */
  #moveBefore(v: number, until: number): void {
    const { order, place, mark, window } = { order: this.#order, place: this.#place, mark: this.#mark, window: this.#window };
    const t = this.#tables;
    let kept = place[v]!;
    let held = 0;
    mark[v] = 1;
    window[held++] = v;
    for (let i = kept - 1; i >= until; i--) {
      const o = order[i]!;
      let leads = mark[t.jobAfter[o]!]! | mark[this.#ms[o]!]!;
      if (!t.isChains) for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) leads |= mark[t.moreAfter[k]!]!;
      if (leads === 1) {
        mark[o] = 1;
        window[held++] = o;
      } else {
        order[kept] = o;
        place[o] = kept--;
      }
    }
    for (let i = 0; i < held; i++) {
      const o = window[i]!;
      mark[o] = 0;
      order[kept] = o;
      place[o] = kept--;
    }
  }
}
