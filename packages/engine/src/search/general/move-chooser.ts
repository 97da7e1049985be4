// Non-null assertions index arrays sized by the number of moves.

/** How the choice among moves learns: shares follow the gain per placement, but never fall below a floor. */
export class MoveChooser<Move> {
  readonly #moves: readonly Move[];
  readonly #gain: Float64Array;
  readonly #work: Float64Array;
  readonly #share: Float64Array;

  constructor(moves: readonly Move[]) {
    this.#moves = moves;
    this.#gain = new Float64Array(moves.length);
    this.#work = new Float64Array(moves.length).fill(1);
    this.#share = new Float64Array(moves.length).fill(1 / moves.length);
  }

  draw(u: number): number {
    let left = u;
    for (let i = 0; i < this.#share.length; i++) {
      left -= this.#share[i]!;
      if (left < 0) return i;
    }
    return this.#share.length - 1;
  }
  move(i: number): Move {
    return this.#moves[i]!;
  }
  learn(i: number, gain: number, work: number): void {
    this.#gain[i] = this.#gain[i]! + gain;
    this.#work[i] = this.#work[i]! + work;
  }
  /** Renews the shares and forgets half of what was learnt. */
  adapt(): void {
    const rate = this.#gain.map((gain, i) => gain / this.#work[i]!);
    const total = rate.reduce((sum, r) => sum + r, 0);
    for (let i = 0; i < rate.length; i++) {
      const earned = total > 0 ? rate[i]! / total : 1 / rate.length;
      this.#share[i] = 0.5 * this.#share[i]! + 0.5 * (0.4 / rate.length + 0.6 * earned);
      this.#gain[i] = this.#gain[i]! / 2;
      this.#work[i] = this.#work[i]! / 2 + 1;
    }
  }
}
