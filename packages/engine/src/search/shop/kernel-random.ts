/** Random numbers of a tabu search: xorshift32, without a bit that its twin in WebAssembly does not have. */
export class KernelRandom {
  #state: number;

  /** Any seed but 0. */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to 2³⁰ - 1. */
  next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state & 0x3fff_ffff;
  }
}
