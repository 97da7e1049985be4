/** Small, fast and repeatable random numbers (Marsaglia's xorshift32, seeded through a multiplicative scrambler). */
export class Random {
  #state: number;

  constructor(seed: number) {
    let z = (Math.imul(seed | 0, 0x9e3779b1) + 0x7f4a7c15) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    // A xorshift must never hold 0: it would stay there.
    this.#state = (z ^ (z >>> 16)) | 0 || 0x1234567;
  }

  /** An unsigned 32-bit integer. */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  /** An integer in 0 … bound-1; bound ≥ 1. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.next() / 0x1_0000_0000;
  }
}
