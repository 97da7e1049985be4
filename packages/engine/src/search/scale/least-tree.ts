// A complete binary tree in one array: node i has the children 2i and 2i + 1. Indices follow from its size, hence the non-null assertions.

/** Later than every time. */
export const NEVER = 2 ** 30;

/** The least of as many times as there are machines, and whose it is: O(log m) a change, nothing to ask. */
export class LeastTree {
  readonly #leaves: number;
  readonly #least: Int32Array;

  constructor(count: number) {
    let leaves = 1;
    while (leaves < count) leaves *= 2;
    this.#leaves = leaves;
    this.#least = new Int32Array(2 * leaves).fill(NEVER);
  }

  set(at: number, value: number): void {
    const least = this.#least;
    let node = this.#leaves + at;
    least[node] = value;
    for (node >>= 1; node >= 1; node >>= 1) {
      const a = least[2 * node]!;
      const b = least[2 * node + 1]!;
      const smaller = a < b ? a : b;
      if (least[node] === smaller) return;
      least[node] = smaller;
    }
  }

  /** NEVER when every one is. */
  get value(): number {
    return this.#least[1]!;
  }

  /** The first of those that have the least value. */
  get owner(): number {
    const least = this.#least;
    let node = 1;
    while (node < this.#leaves) node = least[2 * node] === least[node] ? 2 * node : 2 * node + 1;
    return node - this.#leaves;
  }
}
