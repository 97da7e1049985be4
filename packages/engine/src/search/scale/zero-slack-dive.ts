// Indices come from the shop's own tables and from arrays sized by it, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { JobShopTiming } from './job-shop-timing.ts';
import { LeastTree, NEVER } from './least-tree.ts';

/** So many of the operations that may start are tried, those with the least time to lose first. */
const WIDTH = 4;
/** Of all machines this share must have no time to lose at all: elsewhere too little follows from it. */
const SATURATED_SHARE = 0.1;
/** A dive is given up after so many dead ends, the next after twice as many. */
const FIRST_PATIENCE = 2000;

/**
 * Looks for a plan that ends by a goal which leaves many machines no idle moment: whatever is wrong shows at once, because somewhere a
 * machine waits or a job comes too late. Operations are placed in the order of time; a machine that falls free takes one that waits for
 * it, and where none is left that keeps every machine and job within its time, the last choice is taken back. Depth first, dead ends
 * limited, and begun again with chance in the order of choices.
 */
export class ZeroSlackDive {
  readonly #shop: JobShopTiming;
  readonly #random: Random;
  readonly #goal: number;
  /** The operations placed so far; after `run` has answered, all of them: a linear order. */
  readonly order: Int32Array;
  /** [operation] its end; entry n stays 0. Latest start that lets its job end in time. */
  readonly #end: Int32Array;
  readonly #latest: Int32Array;
  /** [machine] queues of operations whose job has come to them, one after the other in one array; [operation] where it stands. */
  readonly #base: Int32Array;
  readonly #waiting: Int32Array;
  readonly #queue: Int32Array;
  readonly #slot: Int32Array;
  /** [machine] when it is free, and by when it must go on lest it have more work than time. */
  readonly #free: Int32Array;
  readonly #mustGoOn: Int32Array;
  readonly #nextStart: LeastTree;
  readonly #nextMust: LeastTree;
  /** [depth] its choices, `WIDTH` each, how many, how many tried; when the machine was free before. */
  readonly #choice: Int32Array;
  readonly #choices: Uint8Array;
  readonly #tried: Uint8Array;
  readonly #freeBefore: Int32Array;
  readonly #rank = new Float64Array(WIDTH);
  readonly #meanDuration: number;
  #depth = 0;
  #deadEnds = 0;
  #patience = FIRST_PATIENCE;
  #noise = 0;
  /** How many dives have been given up. */
  dives = 0;

  constructor(shop: JobShopTiming, goal: number, random: Random) {
    const { n, m } = shop;
    this.#shop = shop;
    this.#goal = goal;
    this.#random = random;
    this.order = new Int32Array(n);
    this.#end = new Int32Array(n + 1);
    this.#latest = new Int32Array(n + 1).fill(NEVER);
    this.#base = new Int32Array(m + 1);
    this.#waiting = new Int32Array(m);
    this.#queue = new Int32Array(n);
    this.#slot = new Int32Array(n);
    this.#free = new Int32Array(m);
    this.#mustGoOn = new Int32Array(m);
    this.#nextStart = new LeastTree(m);
    this.#nextMust = new LeastTree(m);
    this.#choice = new Int32Array(WIDTH * n);
    this.#choices = new Uint8Array(n);
    this.#tried = new Uint8Array(n);
    this.#freeBefore = new Int32Array(n);
    let work = 0;
    for (let o = 0; o < n; o++) {
      this.#base[shop.machine[o]! + 1]!++;
      work += shop.duration[o]!;
    }
    for (let k = 0; k < m; k++) this.#base[k + 1]! += this.#base[k]!;
    this.#meanDuration = work / n;
    this.#latestStarts();
    this.#begin();
  }

  /** Whether enough machines have exactly as much work as there is time. */
  static suits({ n, m, machine, duration }: JobShopTiming, goal: number): boolean {
    const work = new Float64Array(m);
    for (let o = 0; o < n; o++) work[machine[o]!]! += duration[o]!;
    let saturated = 0;
    for (const each of work) if (each === goal) saturated++;
    return saturated > 0 && saturated >= SATURATED_SHARE * m;
  }

  #latestStarts(): void {
    const { n, jobBefore, jobAfter, duration } = this.#shop;
    for (let first = 0; first < n; first++) {
      if (jobBefore[first] !== n) continue;
      let last = first;
      while (jobAfter[last] !== n) last = jobAfter[last]!;
      let by = this.#goal;
      for (let o = last; o !== n; o = jobBefore[o]!) {
        by -= duration[o]!;
        this.#latest[o] = by;
      }
    }
  }

  #begin(): void {
    const { n, m, machine, duration, jobBefore } = this.#shop;
    this.#depth = 0;
    this.#deadEnds = 0;
    this.#waiting.fill(0);
    this.#free.fill(0);
    this.#mustGoOn.fill(this.#goal);
    for (let o = 0; o < n; o++) {
      this.#mustGoOn[machine[o]!]! -= duration[o]!;
      if (jobBefore[o] === n) this.#arrive(o);
    }
    for (let k = 0; k < m; k++) {
      this.#setNextStart(k);
      this.#setNextMust(k);
    }
    this.#open();
  }

  /**
   * Places so many operations and answers: 'running'; 'found', then `order` is a plan that ends by the goal; 'failed', then it is a whole
   * plan all the same, the rest placed without looking ahead, and the next call dives anew.
   */
  run(placements: number): 'running' | 'found' | 'failed' {
    const { n } = this.#shop;
    if (this.#deadEnds >= this.#patience) this.#restart();
    for (let i = 0; i < placements; i++) {
      if (this.#depth === n) return 'found';
      const at = this.#depth;
      if (this.#tried[at]! < this.#choices[at]!) {
        this.#place(this.#choice[WIDTH * at + this.#tried[at]!++]!);
        if (this.#depth < n) this.#open();
      } else if (at === 0) {
        this.#deadEnds = this.#patience;
      } else {
        this.#takeBack();
        this.#deadEnds++;
      }
      if (this.#deadEnds < this.#patience) continue;
      this.dives++;
      this.#complete();
      return 'failed';
    }
    return this.#depth === n ? 'found' : 'running';
  }

  #restart(): void {
    this.#patience *= 2;
    this.#noise = 2 * this.#meanDuration;
    this.#begin();
  }

  /** Places the rest by latest start, come what may. */
  #complete(): void {
    while (this.#depth < this.#shop.n) {
      const k = this.#nextStart.owner;
      const now = this.#nextStart.value;
      let best = -1;
      for (let i = this.#base[k]!; i < this.#base[k]! + this.#waiting[k]!; i++) {
        const o = this.#queue[i]!;
        if (this.#readyAt(o) <= now && (best < 0 || this.#latest[o]! < this.#latest[best]!)) best = o;
      }
      this.#place(best);
    }
  }

  #readyAt(o: number): number {
    return this.#end[this.#shop.jobBefore[o]!]!;
  }

  /** Which operations may come next: of those that wait for the first machine to fall free, what leaves every other one its time. */
  #open(): void {
    const { n, machine, duration, jobAfter } = this.#shop;
    const at = this.#depth;
    this.#tried[at] = 0;
    this.#choices[at] = 0;
    const now = this.#nextStart.value;
    // Somewhere a machine has waited too long, or for ever.
    if (this.#nextMust.value < now) return;
    const k = this.#nextStart.owner;
    const from = this.#base[k]!;
    const to = from + this.#waiting[k]!;
    let soonest = NEVER;
    let second = NEVER;
    let urgent = -1;
    for (let i = from; i < to; i++) {
      const o = this.#queue[i]!;
      const by = this.#latest[o]!;
      if (by < soonest) {
        second = soonest;
        soonest = by;
        urgent = o;
      } else if (by < second) second = by;
    }
    if (soonest < now) return;
    for (let i = from; i < to; i++) {
      const o = this.#queue[i]!;
      if (this.#readyAt(o) > now) continue;
      const end = now + duration[o]!;
      if (end > (o === urgent ? second : soonest)) continue;
      const next = jobAfter[o]!;
      if (next !== n && Math.max(end, this.#free[machine[next]!]!) > this.#latest[next]!) continue;
      this.#addChoice(at, o);
    }
  }

  /** Keeps the best choices, sorted. */
  #addChoice(at: number, o: number): void {
    const rank = this.#latest[o]! + this.#noise * this.#random.unit();
    const base = WIDTH * at;
    const filled = this.#choices[at]!;
    let i = filled < WIDTH ? filled : WIDTH - 1;
    if (filled < WIDTH) this.#choices[at] = filled + 1;
    else if (rank >= this.#rank[i]!) return;
    for (; i > 0; i--) {
      const above = this.#rank[i - 1]!;
      if (above < rank || (above === rank && this.#choice[base + i - 1]! < o)) break;
      this.#rank[i] = above;
      this.#choice[base + i] = this.#choice[base + i - 1]!;
    }
    this.#rank[i] = rank;
    this.#choice[base + i] = o;
  }

  #place(o: number): void {
    const { n, machine, duration, jobAfter } = this.#shop;
    const k = machine[o]!;
    const at = this.#depth++;
    this.order[at] = o;
    this.#freeBefore[at] = this.#free[k]!;
    const end = Math.max(this.#free[k]!, this.#readyAt(o)) + duration[o]!;
    this.#leave(o);
    this.#end[o] = end;
    this.#free[k] = end;
    this.#mustGoOn[k]! += duration[o]!;
    const next = jobAfter[o]!;
    if (next !== n) {
      this.#arrive(next);
      if (machine[next] !== k) this.#setNextStart(machine[next]!);
    }
    this.#setNextStart(k);
    this.#setNextMust(k);
  }

  #takeBack(): void {
    const { n, machine, duration, jobAfter } = this.#shop;
    const at = --this.#depth;
    const o = this.order[at]!;
    const k = machine[o]!;
    const next = jobAfter[o]!;
    if (next !== n) {
      this.#leave(next);
      if (machine[next] !== k) this.#setNextStart(machine[next]!);
    }
    this.#free[k] = this.#freeBefore[at]!;
    this.#mustGoOn[k]! -= duration[o]!;
    this.#arrive(o);
    this.#setNextStart(k);
    this.#setNextMust(k);
  }

  #arrive(o: number): void {
    const k = this.#shop.machine[o]!;
    const i = this.#base[k]! + this.#waiting[k]!++;
    this.#queue[i] = o;
    this.#slot[o] = i;
  }

  #leave(o: number): void {
    const k = this.#shop.machine[o]!;
    const last = this.#base[k]! + --this.#waiting[k]!;
    const moved = this.#queue[last]!;
    this.#queue[this.#slot[o]!] = moved;
    this.#slot[moved] = this.#slot[o]!;
  }

  #setNextStart(k: number): void {
    let ready = NEVER;
    for (let i = this.#base[k]!; i < this.#base[k]! + this.#waiting[k]!; i++) {
      const at = this.#readyAt(this.#queue[i]!);
      if (at < ready) ready = at;
    }
    this.#nextStart.set(k, ready > this.#free[k]! ? ready : this.#free[k]!);
  }

  /** A machine that has done all its work must do nothing more. */
  #setNextMust(k: number): void {
    this.#nextMust.set(k, this.#mustGoOn[k]! >= this.#goal ? NEVER : this.#mustGoOn[k]!);
  }
}
