// Non-null assertions index arrays within the count kept beside them.

/** A binary heap of (time, id), earliest first, ties by id: the calendar of a simulation. */
export class EventHeap {
  #time = new Float64Array(64);
  #id = new Int32Array(64);
  size = 0;

  push(time: number, id: number): void {
    if (this.size === this.#id.length) this.#grow();
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(time, id, this.#time[parent]!, this.#id[parent]!)) break;
      this.#time[i] = this.#time[parent]!;
      this.#id[i] = this.#id[parent]!;
      i = parent;
    }
    this.#time[i] = time;
    this.#id[i] = id;
  }

  /** Time of the first event; Infinity when there is none. */
  time(): number {
    return this.size > 0 ? this.#time[0]! : Infinity;
  }

  /** Removes the first event and returns its id. */
  pop(): number {
    const top = this.#id[0]!;
    const time = this.#time[--this.size]!;
    const id = this.#id[this.size]!;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && before(this.#time[child + 1]!, this.#id[child + 1]!, this.#time[child]!, this.#id[child]!)) child++;
      if (!before(this.#time[child]!, this.#id[child]!, time, id)) break;
      this.#time[i] = this.#time[child]!;
      this.#id[i] = this.#id[child]!;
      i = child;
    }
    this.#time[i] = time;
    this.#id[i] = id;
    return top;
  }

  #grow(): void {
    const time = new Float64Array(2 * this.size);
    const id = new Int32Array(2 * this.size);
    time.set(this.#time);
    id.set(this.#id);
    this.#time = time;
    this.#id = id;
  }
}

function before(timeA: number, idA: number, timeB: number, idB: number): boolean {
  return timeA < timeB || (timeA === timeB && idA < idB);
}
