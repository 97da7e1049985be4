// Indices come from the network's own tables, hence the non-null assertions.
import { Disjunctive } from './disjunctive.ts';
import type { TaskNetwork } from './task-network.ts';
import { tightenPool } from './time-table.ts';

/** After so many rounds the rest is left: bounds that creep forward tick by tick would take for ever. */
const MOST_ROUNDS = 200;

/** When each task can start and end under a deadline, narrowed by all rules until none has anything to say. */
export class Domains {
  readonly network: TaskNetwork;
  /** [task] earliest start, latest end. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly #disjunctive: Disjunctive;
  /** [task] its machine in the network, -1 = none. */
  readonly #machineOf: Int32Array;
  readonly #isOpen: Uint8Array;
  /** Orders decided between pairs that share a machine, as two lists; they hold until `undecide`. */
  #first = new Int32Array(64);
  #second = new Int32Array(64);
  #decided = 0;
  /** Whether a decided order has narrowed anything since it was last set to false. */
  #hasMoved = false;

  constructor(network: TaskNetwork) {
    this.network = network;
    this.start = new Int32Array(network.count);
    this.end = new Int32Array(network.count);
    this.#disjunctive = new Disjunctive(network.machines.reduce((most, list) => Math.max(most, list.length), 1));
    this.#machineOf = new Int32Array(network.count).fill(-1);
    network.machines.forEach((list, k) => list.forEach((o) => (this.#machineOf[o] = k)));
    this.#isOpen = new Uint8Array(network.machines.length);
  }

  /** Everything ends by `deadline`. */
  open(deadline: number): void {
    const { head, tail } = this.network;
    this.start.set(head);
    for (let o = 0; o < this.network.count; o++) this.end[o] = deadline - tail[o]!;
    this.#isOpen.fill(1);
  }

  /** Takes over domains on which no rule had anything left to say. */
  copyFrom({ start, end }: { readonly start: Int32Array; readonly end: Int32Array }): void {
    this.start.set(start);
    this.end.set(end);
    this.#isOpen.fill(0);
  }

  /** How many orders are decided. */
  get decided(): number {
    return this.#decided;
  }

  /** As `order`, and for as long as the decision stands: whatever moves one of the two moves the other. */
  decide(before: number, after: number): boolean {
    if (this.#decided === this.#first.length) {
      this.#first = grown(this.#first);
      this.#second = grown(this.#second);
    }
    this.#first[this.#decided] = before;
    this.#second[this.#decided++] = after;
    return this.order(before, after);
  }

  /** Takes back all but the first `count` decisions; domains stay as they are: the caller puts back what they were. */
  undecide(count: number): void {
    this.#decided = count;
  }

  /** `before` ends before `after` starts: narrows both; false if they cannot. */
  order(before: number, after: number): boolean {
    const { length } = this.network;
    return this.#raise(after, this.start[before]! + length[before]!) && this.#lower(before, this.end[after]! - length[after]!);
  }

  /** False if no schedule is left. */
  narrow(): boolean {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      do {
        this.#hasMoved = false;
        if (!this.#paths() || !this.#decisions()) return false;
      } while (this.#hasMoved);
      let isNarrower = false;
      for (let k = 0; k < this.#isOpen.length; k++) {
        if (this.#isOpen[k] === 0) continue;
        this.#isOpen[k] = 0;
        const changed = this.#machine(k);
        if (changed < 0) return false;
        if (changed > 0) isNarrower = true;
      }
      for (const pool of this.network.pools) {
        if (pool.tasks.length === 0) continue;
        const before = this.#sumOf(pool.tasks);
        if (!tightenPool(pool, this.start, this.end, this.network.length)) return false;
        if (this.#sumOf(pool.tasks) === before) continue;
        isNarrower = true;
        for (const o of pool.tasks) this.#reopen(o);
      }
      if (!isNarrower) return true;
    }
    return true;
  }

  /** Domains only shrink, so equal sums mean equal domains. */
  #sumOf(tasks: Int32Array): number {
    let sum = 0;
    for (const o of tasks) sum += this.end[o]! - this.start[o]!;
    return sum;
  }

  #paths(): boolean {
    const { from, to, distance, length } = this.network;
    for (let i = 0; i < from.length; i++) if (!this.#raise(to[i]!, this.start[from[i]!]! + distance[i]!)) return false;
    for (let i = from.length - 1; i >= 0; i--) {
      const a = from[i]!;
      const b = to[i]!;
      if (!this.#lower(a, this.end[b]! - length[b]! - distance[i]! + length[a]!)) return false;
    }
    return true;
  }

  #decisions(): boolean {
    const { length } = this.network;
    for (let i = 0; i < this.#decided; i++) {
      const a = this.#first[i]!;
      const b = this.#second[i]!;
      const from = this.start[a]! + length[a]!;
      const to = this.end[b]! - length[b]!;
      if (from <= this.start[b]! && to >= this.end[a]!) continue;
      this.#hasMoved = true;
      if (!this.#raise(b, from) || !this.#lower(a, to)) return false;
    }
    return true;
  }

  /** -1 fails, 1 has narrowed something. */
  #machine(k: number): number {
    const list = this.network.machines[k]!;
    const filter = this.#disjunctive;
    list.forEach((o, i) => {
      filter.start[i] = this.start[o]!;
      filter.end[i] = this.end[o]!;
      filter.length[i] = this.network.length[o]!;
    });
    if (!filter.tighten(list.length)) return -1;
    let changed = 0;
    for (let i = 0; i < list.length; i++) {
      const o = list[i]!;
      if (filter.start[i] === this.start[o] && filter.end[i] === this.end[o]) continue;
      this.start[o] = filter.start[i]!;
      this.end[o] = filter.end[i]!;
      this.#isOpen[k] = 1;
      changed = 1;
    }
    return changed;
  }

  #raise(o: number, start: number): boolean {
    if (start <= this.start[o]!) return true;
    this.start[o] = start;
    this.#reopen(o);
    return start + this.network.length[o]! <= this.end[o]!;
  }

  #lower(o: number, end: number): boolean {
    if (end >= this.end[o]!) return true;
    this.end[o] = end;
    this.#reopen(o);
    return this.start[o]! + this.network.length[o]! <= end;
  }

  #reopen(o: number): void {
    const machine = this.#machineOf[o]!;
    if (machine >= 0) this.#isOpen[machine] = 1;
  }
}

function grown(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
