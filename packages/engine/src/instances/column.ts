/** Integers one after the other, as many as come: an array of numbers would be copied and collected again and again as it grows. */
export class Column {
  #values = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** What has been pushed so far, in an array of just this length. */
  values(): Int32Array {
    return this.#values.slice(0, this.#length);
  }
}
