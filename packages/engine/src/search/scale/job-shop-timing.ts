// Indices come from the model's own tables, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { ShopModel } from '../shop/shop-model.ts';

/** Keys pack a time below 2^31 and a place below 2^22 into the 53 exact bits of a double. */
const PLACES = 2 ** 22;

/** A complete plan of a job shop with all its times: one order of all operations, which every machine follows. Entry n stands for "none". */
export class JobShopTiming {
  readonly n: number;
  readonly m: number;
  /** [operation] what never changes: time, machine, neighbours in its job. */
  readonly duration: Int32Array;
  readonly machine: Int32Array;
  readonly jobBefore: Int32Array;
  readonly jobAfter: Int32Array;
  /** A linear order of the graph and its inverse. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  /** [operation] neighbours on its machine. */
  readonly machineBefore: Int32Array;
  readonly machineAfter: Int32Array;
  /** [operation] earliest end; longest path from its start to the end of everything. */
  readonly end: Int32Array;
  readonly tail: Int32Array;
  makespan = 0;
  readonly #last: Int32Array;
  readonly #keys: Float64Array;

  constructor(model: ShopModel) {
    const { n, m } = model;
    const { operations, modes } = model.problem;
    if (n >= PLACES) throw new Error(`${n} operations are more than ${PLACES - 1}`);
    this.n = n;
    this.m = m;
    this.duration = new Int32Array(n + 1);
    this.machine = new Int32Array(n + 1);
    this.jobBefore = new Int32Array(n + 1).fill(n);
    this.jobAfter = new Int32Array(n + 1).fill(n);
    for (let o = 0; o < n; o++) {
      const mode = operations.modeStart[o]!;
      this.duration[o] = modes.duration[mode]!;
      this.machine[o] = modes.machine[mode]!;
      if (model.predStart[o + 1]! > model.predStart[o]!) this.jobBefore[o] = model.pred[model.predStart[o]!]!;
      if (model.succStart[o + 1]! > model.succStart[o]!) this.jobAfter[o] = model.succ[model.succStart[o]!]!;
    }
    this.order = new Int32Array(n);
    this.place = new Int32Array(n + 1);
    // Before any plan: one job after the other.
    let filled = 0;
    for (let first = 0; first < n; first++) {
      if (this.jobBefore[first] !== n) continue;
      for (let o = first; o !== n; o = this.jobAfter[o]!) {
        this.place[o] = filled;
        this.order[filled++] = o;
      }
    }
    this.machineBefore = new Int32Array(n + 1);
    this.machineAfter = new Int32Array(n + 1);
    this.end = new Int32Array(n + 1);
    this.tail = new Int32Array(n + 1);
    this.#last = new Int32Array(m);
    this.#keys = new Float64Array(n);
  }

  load(order: Int32Array): void {
    this.order.set(order);
    this.retime();
  }

  /** Takes over a plan made elsewhere, by its starts; of equal ones as they stand now, which no precedence forbids. O(N log N). */
  loadStarts(starts: Int32Array): void {
    const { n, order, place } = this;
    const keys = this.#keys;
    const old = order.slice();
    for (let o = 0; o < n; o++) keys[o] = starts[o]! * PLACES + place[o]!;
    keys.sort();
    for (let i = 0; i < n; i++) order[i] = old[keys[i]! % PLACES]!;
    this.retime();
  }

  /** All times anew from the order. O(N). */
  retime(): void {
    const { n, order, place, end, tail, duration, machine, jobBefore, jobAfter, machineBefore, machineAfter } = this;
    const last = this.#last.fill(n);
    let makespan = 0;
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const before = last[machine[o]!]!;
      place[o] = i;
      machineBefore[o] = before;
      machineAfter[before] = o;
      machineAfter[o] = n;
      last[machine[o]!] = o;
      const x = end[jobBefore[o]!]!;
      const y = end[before]!;
      end[o] = (x > y ? x : y) + duration[o]!;
      if (end[o]! > makespan) makespan = end[o]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      const o = order[i]!;
      const x = tail[jobAfter[o]!]!;
      const y = tail[machineAfter[o]!]!;
      tail[o] = (x > y ? x : y) + duration[o]!;
    }
    this.makespan = makespan;
  }

  /**
   * The same plan in another order: by earliest start (`share` 0), by latest start (1) or between. All of these grow along every path, so
   * the order stays a valid one; which operations stand near each other changes. O(N log N).
   */
  reorder(share: number): void {
    const { n, order, place, end, tail, duration, makespan } = this;
    const keys = this.#keys;
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const start = end[o]! - duration[o]!;
      keys[i] = Math.floor(start + share * (makespan - tail[o]! - start)) * PLACES + i;
    }
    keys.sort();
    const old = order.slice();
    for (let i = 0; i < n; i++) {
      const o = old[keys[i]! % PLACES]!;
      order[i] = o;
      place[o] = i;
    }
  }

  /** Longest path that no operation placed in [from, to) lies on. O(N). */
  longestBeside(from: number, to: number): number {
    const { n, order, place, end, tail, jobBefore, jobAfter, machineBefore, machineAfter } = this;
    let longest = 0;
    for (let i = 0; i < from; i++) {
      const o = order[i]!;
      const a = jobAfter[o]!;
      const b = machineAfter[o]!;
      if ((a === n || place[a]! >= to) && end[o]! + tail[a]! > longest) longest = end[o]! + tail[a]!;
      if ((b === n || place[b]! >= to) && end[o]! + tail[b]! > longest) longest = end[o]! + tail[b]!;
    }
    for (let i = to; i < n; i++) {
      const o = order[i]!;
      if (jobBefore[o] === n && machineBefore[o] === n && tail[o]! > longest) longest = tail[o]!;
    }
    return longest;
  }

  /**
   * Places at which a random longest path changes from one machine to another, into `into`; returns how many. Only there can a plan be
   * shortened: within a run of one machine's operations every order takes as long.
   */
  turns(random: Random, into: Int32Array): number {
    const { n, order, place, end, tail, duration, machine, jobAfter, machineAfter, makespan } = this;
    let at = n;
    let choices = 0;
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      if (tail[o] === makespan && end[o] === duration[o] && random.below(++choices) === 0) at = o;
    }
    let count = 0;
    while (at < n) {
      const rest = tail[at]! - duration[at]!;
      if (rest === 0) break;
      const a = jobAfter[at]!;
      const b = machineAfter[at]!;
      const viaJob = a < n && tail[a] === rest && (b === n || tail[b] !== rest || random.below(2) === 0);
      const next = viaJob ? a : b;
      if (viaJob && machine[next] !== machine[at] && count < into.length) into[count++] = place[at]!;
      at = next;
    }
    return count;
  }
}
