/** Integers one after the other, as many as come: an array of numbers would be copied and collected again and again as it grows. */
export class Column {
  #values = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length;
    if (at === this.#values.length) this.room(1);
    else this.#length++;
    this.#values[at] = value;
  }

  /** The same value so many times. */
  repeat(value: number, times: number): void {
    this.room(times).fill(value);
  }

  /** So many integers upwards. */
  count(from: number, times: number): void {
    const values = this.room(times);
    for (let i = 0; i < times; i++) values[i] = from + i;
  }

  /** Pushes so many zeros; they may be written to until the next call. */
  room(length: number): Int32Array {
    const from = this.#length;
    this.#length += length;
    if (this.#length > this.#values.length) {
      const larger = new Int32Array(Math.max(this.#length, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    return this.#values.subarray(from, this.#length);
  }

  /** What has been pushed so far, in an array of just this length. */
  values(): Int32Array {
    return this.#values.slice(0, this.#length);
  }
}
