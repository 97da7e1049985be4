// Indices come from arrays of one size, hence the non-null assertions.

/** Tasks that share a resource of constant capacity. */
export interface SharedPool {
  readonly capacity: number;
  /** [member] task and how much of the pool it holds while it runs. */
  readonly tasks: Int32Array;
  readonly needs: Int32Array;
}

/**
 * What follows from the parts of runs that are certain: a task runs for sure from its latest start to its earliest end. Where those
 * parts leave too little for another task it starts later or ends earlier (time-table filtering). Writes into the domains of all tasks;
 * false if the certain parts alone need too much. O(members²).
 */
export function tightenPool({ capacity, tasks, needs }: SharedPool, start: Int32Array, end: Int32Array, length: Int32Array): boolean {
  const count = tasks.length;
  const profile = new Profile(2 * count);
  for (let i = 0; i < count; i++) {
    const o = tasks[i]!;
    const from = end[o]! - length[o]!;
    const to = start[o]! + length[o]!;
    if (from < to) profile.add(from, to, needs[i]!);
  }
  profile.build();
  if (profile.highest > capacity) return false;
  for (let i = 0; i < count; i++) {
    const o = tasks[i]!;
    const need = needs[i]!;
    if (length[o] === 0 || need === 0) continue;
    const certainFrom = end[o]! - length[o]!;
    const certainTo = start[o]! + length[o]!;
    const earliest = profile.firstFit(start[o]!, length[o]!, capacity - need, certainFrom, certainTo, need);
    if (earliest > start[o]!) start[o] = earliest;
    const latest = profile.lastFit(end[o]!, length[o]!, capacity - need, certainFrom, certainTo, need);
    if (latest < end[o]!) end[o] = latest;
    if (start[o]! + length[o]! > end[o]!) return false;
  }
  return true;
}

/** A step function of what is certainly held. */
class Profile {
  readonly #at: Float64Array;
  readonly #change: Int32Array;
  readonly #height: Int32Array;
  #count = 0;
  highest = 0;

  constructor(most: number) {
    this.#at = new Float64Array(most);
    this.#change = new Int32Array(most);
    this.#height = new Int32Array(most);
  }

  add(from: number, to: number, need: number): void {
    this.#put(from, need);
    this.#put(to, -need);
  }

  /** By insertion: the events come nearly in order. */
  #put(at: number, change: number): void {
    let i = this.#count++;
    for (; i > 0 && this.#at[i - 1]! > at; i--) {
      this.#at[i] = this.#at[i - 1]!;
      this.#change[i] = this.#change[i - 1]!;
    }
    this.#at[i] = at;
    this.#change[i] = change;
  }

  build(): void {
    let height = 0;
    for (let i = 0; i < this.#count; i++) {
      height += this.#change[i]!;
      this.#height[i] = height;
      const isLastOfInstant = i + 1 === this.#count || this.#at[i + 1] !== this.#at[i];
      if (isLastOfInstant && height > this.highest) this.highest = height;
    }
  }

  /** Earliest start from `from` on at which others never hold more than `room`; [own from, own to) is the task's own share of the profile. */
  firstFit(from: number, length: number, room: number, ownFrom: number, ownTo: number, own: number): number {
    let start = from;
    for (let i = 0; i + 1 < this.#count; i++) {
      const begin = this.#at[i]!;
      const end = this.#at[i + 1]!;
      if (begin === end || end <= start || this.#others(i, ownFrom, ownTo, own) <= room) continue;
      if (begin >= start + length) break;
      start = end;
    }
    return start;
  }

  /** The mirror image: latest end up to `to`. */
  lastFit(to: number, length: number, room: number, ownFrom: number, ownTo: number, own: number): number {
    let last = to;
    for (let i = this.#count - 2; i >= 0; i--) {
      const begin = this.#at[i]!;
      const end = this.#at[i + 1]!;
      if (begin === end || begin >= last || this.#others(i, ownFrom, ownTo, own) <= room) continue;
      if (end <= last - length) break;
      last = begin;
    }
    return last;
  }

  #others(i: number, ownFrom: number, ownTo: number, own: number): number {
    const at = this.#at[i]!;
    return this.#height[i]! - (ownFrom <= at && at < ownTo ? own : 0);
  }
}
