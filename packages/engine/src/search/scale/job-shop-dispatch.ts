// Hot loops over arrays sized once by the shop; indices come from the arrays themselves, hence the non-null assertions.
import type { Dispatching } from './dispatching.ts';
import type { JobShopTiming } from './job-shop-timing.ts';

/**
 * Dispatching in plain TypeScript: one heap a machine, all in one array, and one of the machines by the end of what they run. O(N log N).
 * Its twin in kernels/job-shop-dispatch.ts makes the same choices in the same order.
 */
export class JobShopDispatch implements Dispatching {
  readonly #shop: JobShopTiming;
  readonly priority: Int32Array;
  readonly order: Int32Array;
  readonly reached: Int32Array;
  /** [machine + 1] where the queue of a machine lies; no queue is ever longer than what the machine has to do. */
  readonly #base: Int32Array;
  readonly #queue: Int32Array;
  readonly #waiting: Int32Array;
  /** [machine] what it runs, n = nothing; when that ends. */
  readonly #running: Int32Array;
  readonly #until: Int32Array;
  readonly #events: Int32Array;
  #eventCount = 0;
  readonly #touched: Int32Array;
  /** [machine] work that waits for it. */
  readonly #work: Int32Array;
  #byQueues = false;

  constructor(shop: JobShopTiming) {
    const { n, m, machine } = shop;
    this.#shop = shop;
    this.priority = new Int32Array(n + 1);
    this.order = new Int32Array(n);
    this.reached = new Int32Array(n + 1);
    this.#base = new Int32Array(m + 1);
    for (let o = 0; o < n; o++) this.#base[machine[o]! + 1]!++;
    for (let k = 0; k < m; k++) this.#base[k + 1]! += this.#base[k]!;
    this.#queue = new Int32Array(n);
    this.#waiting = new Int32Array(m);
    this.#running = new Int32Array(m);
    this.#until = new Int32Array(m);
    this.#events = new Int32Array(m);
    this.#touched = new Int32Array(2 * m);
    this.#work = new Int32Array(m);
  }

  rankByWorkAfter(backwards: boolean): void {
    const { n, duration, jobBefore, jobAfter } = this.#shop;
    // Along each job from what comes last, so that work adds up.
    const last = backwards ? jobBefore : jobAfter;
    const next = backwards ? jobAfter : jobBefore;
    for (let end = 0; end < n; end++) {
      if (last[end] !== n) continue;
      let after = 0;
      for (let o = end; o !== n; o = next[o]!) {
        this.priority[o] = after;
        after += duration[o]!;
      }
    }
  }

  rankByReached(): void {
    this.priority.set(this.reached);
  }

  run(backwards: boolean, byQueues: boolean): number {
    const { n, m, machine, duration, jobBefore, jobAfter } = this.#shop;
    const before = backwards ? jobAfter : jobBefore;
    const after = backwards ? jobBefore : jobAfter;
    const { order, reached, priority } = this;
    const running = this.#running.fill(n);
    const until = this.#until;
    const touched = this.#touched;
    const isTouched = new Uint8Array(m);
    this.#waiting.fill(0);
    this.#work.fill(0);
    this.#byQueues = byQueues;
    this.#eventCount = 0;
    let filled = 0;
    let makespan = 0;
    let count = 0;
    for (let o = 0; o < n; o++) if (before[o] === n) this.#arrive(o, after[o]!, priority);
    for (let k = 0; k < m; k++) touched[count++] = k;
    for (let now = 0; ;) {
      for (let i = 0; i < count; i++) {
        const k = touched[i]!;
        isTouched[k] = 0;
        if (running[k] !== n || this.#waiting[k] === 0) continue;
        const o = this.#next(k, priority);
        running[k] = o;
        until[k] = now + duration[o]!;
        reached[o] = until[k]!;
        order[backwards ? n - 1 - filled : filled] = o;
        filled++;
        if (until[k]! > makespan) makespan = until[k]!;
        this.#begin(k);
      }
      if (this.#eventCount === 0) return makespan;
      now = until[this.#events[0]!]!;
      count = 0;
      // All that ends at one instant is taken together, or the first machine served would not see what the second sets free.
      while (this.#eventCount > 0 && until[this.#events[0]!] === now) {
        const k = this.#finish();
        const next = after[running[k]!]!;
        running[k] = n;
        if (isTouched[k] === 0) touched[count++] = k;
        isTouched[k] = 1;
        if (next === n) continue;
        this.#arrive(next, after[next]!, priority);
        const other = machine[next]!;
        if (isTouched[other] === 0) touched[count++] = other;
        isTouched[other] = 1;
      }
    }
  }

  #rankByQueue(o: number, next: number, priority: Int32Array): void {
    const { n, machine, duration } = this.#shop;
    priority[o] = next === n ? 0 : -this.#work[machine[next]!]!;
    this.#work[machine[o]!]! += duration[o]!;
  }

  /** `after`: the operation that its job goes on with. */
  #arrive(o: number, after: number, priority: Int32Array): void {
    if (this.#byQueues) this.#rankByQueue(o, after, priority);
    const queue = this.#queue;
    const k = this.#shop.machine[o]!;
    const base = this.#base[k]!;
    const rank = priority[o]!;
    let at = this.#waiting[k]!++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = queue[base + parent]!;
      if (priority[above]! >= rank) break;
      queue[base + at] = above;
      at = parent;
    }
    queue[base + at] = o;
  }

  /** Takes the first of a machine's queue. */
  #next(k: number, priority: Int32Array): number {
    const queue = this.#queue;
    const base = this.#base[k]!;
    const top = queue[base]!;
    const size = --this.#waiting[k]!;
    const last = queue[base + size]!;
    const rank = priority[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && priority[queue[base + child + 1]!]! > priority[queue[base + child]!]!) child++;
      const below = queue[base + child]!;
      if (priority[below]! <= rank) break;
      queue[base + at] = below;
      at = child;
    }
    queue[base + at] = last;
    if (this.#byQueues) this.#work[k]! -= this.#shop.duration[top]!;
    return top;
  }

  /** Puts a machine among those at work, the first to end on top. */
  #begin(k: number): void {
    const events = this.#events;
    const until = this.#until;
    const end = until[k]!;
    let at = this.#eventCount++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = events[parent]!;
      if (until[above]! <= end) break;
      events[at] = above;
      at = parent;
    }
    events[at] = k;
  }

  #finish(): number {
    const events = this.#events;
    const until = this.#until;
    const top = events[0]!;
    const size = --this.#eventCount;
    const last = events[size]!;
    const end = until[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && until[events[child + 1]!]! < until[events[child]!]!) child++;
      const below = events[child]!;
      if (until[below]! >= end) break;
      events[at] = below;
      at = child;
    }
    events[at] = last;
    return top;
  }
}
