/**
 * Jackson's preemptive schedule of one machine: at every moment the ready operation with the longest tail works. Its length is the
 * best lower bound of the one-machine problem with heads and tails that preemption allows (Jackson 1955; Carlier 1982). O(n log n).
 */
export function jacksonBound(operations: readonly number[], head: Float64Array, duration: Float64Array, tail: Float64Array): number {
  const arriving = [...operations].sort((a, b) => (head[a] ?? 0) - (head[b] ?? 0));
  const left = new Map(arriving.map((o) => [o, duration[o] ?? 0]));
  const ready = new TailHeap(tail);
  let bound = 0;
  let next = 0;
  let now = 0;
  while (next < arriving.length || ready.size > 0) {
    if (ready.size === 0) now = Math.max(now, head[arriving[next] ?? 0] ?? 0);
    while (next < arriving.length && (head[arriving[next] ?? 0] ?? 0) <= now) ready.push(arriving[next++] ?? 0);
    const o = ready.first;
    const work = left.get(o) ?? 0;
    const until = next < arriving.length ? (head[arriving[next] ?? 0] ?? 0) : Number.POSITIVE_INFINITY;
    const worked = Math.min(work, until - now);
    now += worked;
    left.set(o, work - worked);
    if (worked < work) continue;
    ready.pop();
    bound = Math.max(bound, now + (tail[o] ?? 0));
  }
  return bound;
}

/** Operations by tail, longest first. */
class TailHeap {
  readonly #tail: Float64Array;
  readonly #items: number[] = [];

  constructor(tail: Float64Array) {
    this.#tail = tail;
  }

  get size(): number {
    return this.#items.length;
  }
  get first(): number {
    return this.#items[0] ?? 0;
  }

  push(o: number): void {
    const items = this.#items;
    let at = items.push(o) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#key(parent) >= this.#key(at)) break;
      this.#swap(parent, at);
      at = parent;
    }
  }

  pop(): void {
    const items = this.#items;
    const last = items.pop();
    if (last === undefined || items.length === 0) return;
    items[0] = last;
    for (let at = 0; ;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#key(child + 1) > this.#key(child)) child++;
      if (this.#key(child) <= this.#key(at)) break;
      this.#swap(at, child);
      at = child;
    }
  }

  #key(at: number): number {
    return this.#tail[this.#items[at] ?? 0] ?? 0;
  }
  #swap(a: number, b: number): void {
    const item = this.#items[a] ?? 0;
    this.#items[a] = this.#items[b] ?? 0;
    this.#items[b] = item;
  }
}
