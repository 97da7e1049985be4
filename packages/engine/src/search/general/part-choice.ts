// Non-null assertions index arrays sized by the problem.
import { MachineKind } from '../../problem/problem.ts';
import type { Whole } from './cut-part.ts';
import { jobPressure } from './pressure.ts';
import type { Searcher } from './searcher.ts';

/** Operations to search alone, and the time they may use. */
export interface ChosenPart {
  readonly free: Int32Array;
  readonly from: number;
  readonly to: number;
}
/** A way to choose a part. */
export interface Choice {
  readonly name: string;
  readonly choose: () => ChosenPart | undefined;
}

/** Operations in a part: what a candidate costs grows with it, what it gains does not. */
const LARGEST = 40;

/** Parts worth searching: machines for some days, or an order with those in its way. */
export class PartChoice {
  readonly ways: readonly Choice[];
  readonly #whole: Whole;
  readonly #solver: Searcher;
  readonly #pressure: (j: number) => number;
  /** [operation] 1 = may not be in a part: it takes from stock, or stands still */
  readonly #isKept: Uint8Array;
  /** [job + 1] CSR: operations of jobs */
  readonly #jobStart: Int32Array;
  readonly #jobMember: Int32Array;
  readonly #found = new Set<number>();

  constructor(whole: Whole, solver: Searcher) {
    const { problem } = whole;
    const { operations, jobs } = problem;
    this.#whole = whole;
    this.#solver = solver;
    this.#pressure = jobPressure(problem, solver.incumbent);
    this.#isKept = new Uint8Array(operations.count);
    this.#jobStart = new Int32Array(jobs.count + 1);
    for (let o = 0; o < operations.count; o++) {
      if (operations.fixedStart[o]! >= 0 || operations.flowStart[o + 1]! > operations.flowStart[o]!) this.#isKept[o] = 1;
      this.#jobStart[operations.job[o]! + 1] = this.#jobStart[operations.job[o]! + 1]! + 1;
    }
    for (let j = 0; j < jobs.count; j++) this.#jobStart[j + 1] = this.#jobStart[j + 1]! + this.#jobStart[j]!;
    const next = this.#jobStart.slice();
    this.#jobMember = new Int32Array(operations.count);
    for (let o = 0; o < operations.count; o++) {
      const j = operations.job[o]!;
      this.#jobMember[next[j]!] = o;
      next[j] = next[j]! + 1;
    }
    this.ways = [
      { name: 'machine-group', choose: () => this.#machineGroup() },
      { name: 'late-order', choose: () => this.#lateOrder() },
    ];
  }

  /** The machines an operation may go to, for as long as makes up a part around its start. */
  #machineGroup(): ChosenPart | undefined {
    const { problem, decoder, book } = this.#whole;
    const { usableStart, usableMode } = decoder.derived;
    const { sequence, random } = this.#solver;
    const centre = sequence.list[random.below(sequence.length)]!;
    const machines = new Set<number>();
    for (let i = usableStart[centre]!; i < usableStart[centre + 1]!; i++) machines.add(problem.modes.machine[usableMode[i]!]!);
    const found = this.#found;
    found.clear();
    const lists = [...machines].filter((k) => problem.machines.kind[k] !== MachineKind.PARALLEL);
    if (lists.length === 0) return undefined;
    // The nearest in time to the centre, from all machines alike.
    const t = book.start[centre]!;
    const up = lists.map((k) => book.firstFrom(k, t));
    const down = up.map((i) => i - 1);
    const size = 20 + random.below(LARGEST - 20);
    let from = t;
    let to = t;
    for (let count = 0; count < size;) {
      let best = -1;
      let least = Infinity;
      let isUp = true;
      for (let i = 0; i < lists.length; i++) {
        const list = book.onMachine(lists[i]!);
        if (up[i]! < list.length && book.start[list[up[i]!]!]! - t < least) {
          least = book.start[list[up[i]!]!]! - t;
          best = i;
          isUp = true;
        }
        if (down[i]! >= 0 && t - book.start[list[down[i]!]!]! < least) {
          least = t - book.start[list[down[i]!]!]!;
          best = i;
          isUp = false;
        }
      }
      if (best < 0) break;
      const list = book.onMachine(lists[best]!);
      const o = list[isUp ? up[best]! : down[best]!]!;
      if (isUp) up[best] = up[best]! + 1;
      else down[best] = down[best]! - 1;
      from = Math.min(from, book.start[o]!);
      to = Math.max(to, book.start[o]!);
      found.add(o);
      count++;
    }
    return this.#closed(from, to + 1);
  }

  /** What is left of a pressing order from some operation on, and what runs around each of its operations on the same machine. */
  #lateOrder(): ChosenPart | undefined {
    const { problem, book } = this.#whole;
    const { random } = this.#solver;
    let job = -1;
    let most = 0;
    for (let i = 0; i < 6; i++) {
      const j = random.below(problem.jobs.count);
      const pressure = this.#pressure(j) * (0.5 + random.unit());
      if (pressure <= most) continue;
      most = pressure;
      job = j;
    }
    if (job < 0) return undefined;
    const found = this.#found;
    found.clear();
    const own = [...this.#jobMember.subarray(this.#jobStart[job], this.#jobStart[job + 1])].sort((a, b) => book.start[a]! - book.start[b]!);
    const first = random.below(own.length);
    const each = Math.max(4, Math.floor(LARGEST / 2 / own.length));
    let from = Infinity;
    let to = 0;
    for (const o of own.slice(first)) {
      found.add(o);
      from = Math.min(from, book.start[o]!);
      to = Math.max(to, book.end[o]!);
      const k = book.machineOf(o);
      if (problem.machines.kind[k] === MachineKind.PARALLEL) continue;
      const list = book.onMachine(k);
      const at = book.firstFrom(k, book.start[o]!);
      for (let i = Math.max(0, at - each); i < Math.min(list.length, at + 3); i++) {
        const other = list[i]!;
        found.add(other);
        // With the others of their jobs that come soon: an exchange moves those too.
        from = Math.min(from, book.start[other]!);
        to = Math.max(to, book.end[other]!);
      }
    }
    return this.#closed(from, to + 1);
  }

  /** Without those that are to stay, whole batches and whole groups tied by maximum lags only. */
  #closed(from: number, to: number): ChosenPart {
    const { problem, decoder, book } = this.#whole;
    const found = this.#found;
    const { coupled } = decoder.derived;
    for (const o of found) if (this.#isKept[o] === 1) found.delete(o);
    for (let changed = true; changed;) {
      changed = false;
      for (const o of found) {
        const g = coupled === undefined ? -1 : coupled.group[o]!;
        let whole = true;
        for (let i = g < 0 ? 0 : coupled!.start[g]!; i < (g < 0 ? 0 : coupled!.start[g + 1]!); i++) {
          if (!found.has(coupled!.member[i]!)) whole = false;
        }
        if (whole && problem.machines.kind[book.machineOf(o)] === MachineKind.BATCH) whole = this.#isWholeBatch(o);
        if (whole) continue;
        found.delete(o);
        changed = true;
      }
    }
    return { free: Int32Array.from(found).sort(), from, to };
  }

  #isWholeBatch(o: number): boolean {
    const { book } = this.#whole;
    const k = book.machineOf(o);
    const list = book.onMachine(k);
    for (let i = book.firstFrom(k, book.start[o]!); i < list.length && book.start[list[i]!] === book.start[o]; i++) {
      if (!this.#found.has(list[i]!)) return false;
    }
    return true;
  }
}
