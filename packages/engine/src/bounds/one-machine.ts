// Hot loops over scratch arrays sized once; indices come from the arrays themselves, hence the non-null assertions.

/** Keys pack a time below 2^31 and a place below 2^22 into the 53 exact bits of a double, so that arrays sort without a comparison function. */
const PLACES = 2 ** 22;

/** Preemptive schedules of one machine, after Jackson (1955) and Carlier (1982). Scratch space for so many operations at a time, below 2^22. */
export class OneMachine {
  readonly #keys: Float64Array;
  readonly #left: Int32Array;
  readonly #heap: Int32Array;
  readonly #order: Int32Array;
  #size = 0;

  constructor(most: number) {
    if (most >= PLACES) throw new Error(`${most} operations on one machine are more than ${PLACES - 1}`);
    this.#keys = new Float64Array(most);
    this.#left = new Int32Array(most);
    this.#heap = new Int32Array(most);
    this.#order = new Int32Array(most);
  }

  /**
   * Length of the preemptive schedule in which the ready operation with the longest tail works: no schedule of these operations, one
   * at a time, is shorter. `members[from … to)` index the three tables. O(n log n).
   */
  longest(members: Int32Array, from: number, to: number, head: Int32Array, duration: Int32Array, tail: Int32Array): number {
    const count = this.#arrive(members, from, to, head, duration);
    let bound = 0;
    let next = 0;
    let now = 0;
    this.#size = 0;
    while (next < count || this.#size > 0) {
      if (this.#size === 0) now = Math.max(now, head[this.#order[next]!]!);
      while (next < count && head[this.#order[next]!]! <= now) this.#push(next++, tail, this.#order);
      const first = this.#heap[0]!;
      const work = this.#left[first]!;
      const worked = Math.min(work, (next < count ? head[this.#order[next]!]! : now + work) - now);
      now += worked;
      this.#left[first] = work - worked;
      if (worked < work) continue;
      this.#pop(tail, this.#order);
      bound = Math.max(bound, now + tail[this.#order[first]!]!);
    }
    return bound;
  }

  /**
   * Fills `completion` with the moments at which the preemptive schedule of the shortest remaining work ends its first, second …
   * operation: no schedule ends its k-th earlier (Schrage 1968). Returns their number.
   */
  earliestEnds(members: Int32Array, from: number, to: number, head: Int32Array, duration: Int32Array, completion: Float64Array): number {
    const count = this.#arrive(members, from, to, head, duration);
    let ended = 0;
    let next = 0;
    let now = 0;
    this.#size = 0;
    // The heap keeps the largest key on top; what is left counts negative while operations wait.
    const left = this.#left;
    for (let i = 0; i < count; i++) left[i] = -left[i]!;
    while (next < count || this.#size > 0) {
      if (this.#size === 0) now = Math.max(now, head[this.#order[next]!]!);
      while (next < count && head[this.#order[next]!]! <= now) this.#push(next++, left, undefined);
      const first = this.#heap[0]!;
      const work = -left[first]!;
      const worked = Math.min(work, (next < count ? head[this.#order[next]!]! : now + work) - now);
      now += worked;
      // It only comes nearer to the top, where it is already.
      left[first] = worked - work;
      if (worked < work) continue;
      this.#pop(left, undefined);
      completion[ended++] = now;
    }
    return ended;
  }

  /** Orders the operations by head. */
  #arrive(members: Int32Array, from: number, to: number, head: Int32Array, duration: Int32Array): number {
    const count = to - from;
    const keys = this.#keys.subarray(0, count);
    for (let i = 0; i < count; i++) keys[i] = head[members[from + i]!]! * PLACES + i;
    keys.sort();
    for (let i = 0; i < count; i++) {
      const o = members[from + (keys[i]! % PLACES)]!;
      this.#order[i] = o;
      this.#left[i] = duration[o]!;
    }
    return count;
  }

  /** Places by `rank[via[place]]`, or by `rank[place]` itself; the largest on top. */
  #push(place: number, rank: Int32Array, via: Int32Array | undefined): void {
    const heap = this.#heap;
    const key = via === undefined ? rank[place]! : rank[via[place]!]!;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent]!;
      if ((via === undefined ? rank[above]! : rank[via[above]!]!) >= key) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = place;
  }

  #pop(rank: Int32Array, via: Int32Array | undefined): void {
    const heap = this.#heap;
    const size = --this.#size;
    const last = heap[size]!;
    const key = via === undefined ? rank[last]! : rank[via[last]!]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      let childKey = via === undefined ? rank[heap[child]!]! : rank[via[heap[child]!]!]!;
      if (child + 1 < size) {
        const other = heap[child + 1]!;
        const otherKey = via === undefined ? rank[other]! : rank[via[other]!]!;
        if (otherKey > childKey) {
          child++;
          childKey = otherKey;
        }
      }
      if (childKey <= key) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}
