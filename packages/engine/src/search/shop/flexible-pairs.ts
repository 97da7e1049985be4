// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { FlexibleGraph } from './flexible-graph.ts';

/** A pair that changed places on its machine stays as it is for so many iterations and up to so many more. */
const PAIR_TENURE = 8;
const PAIR_SPREAD = 8;

/**
 * Which operations may not change places back on their machine, in shops near a job shop. There an operation that may not come back to
 * its machine could not move at all; that it may not pass again what it has just passed is enough.
 */
export class FlexiblePairs {
  readonly #graph: FlexibleGraph;
  /** [first * n + second, as far as cells go] iteration until which the first may not go before the second. */
  readonly #until: Int32Array;
  readonly #mask: number;
  readonly isKept: boolean;
  /** Whether the place looked at is forbidden, as places of one machine are looked at from the left. */
  isPlaceForbidden = false;
  /** The operation, n where pairs say no more than its machine; what it stood behind; the nearest before it that it may not pass. */
  #guarded: number;
  #home = 0;
  #barrier = 0;
  #isPast = false;
  #isShut = false;
  #iteration = 0;

  constructor(graph: FlexibleGraph) {
    const cells = graph.tables.pairCells;
    this.#graph = graph;
    this.isKept = cells > 0;
    this.#until = new Int32Array(Math.max(1, cells));
    this.#mask = Math.max(1, cells) - 1;
    this.#guarded = graph.n;
  }

  forgetAll(): void {
    this.#until.fill(0);
  }

  isForbidden(a: number, b: number, iteration: number): boolean {
    return this.isKept && this.#until[(a * this.#graph.n + b) & this.#mask]! > iteration;
  }

  /** What an operation passes on its machine, on the way behind another or before it, it may not pass back for a while. */
  forbid(v: number, left: number, isBehind: boolean, iteration: number, drawn: number): void {
    const { n, mp, ms } = this.#graph;
    const until = iteration + PAIR_TENURE + (drawn % PAIR_SPREAD);
    if (!isBehind) for (let w = mp[v]!; w !== left; w = mp[w]!) this.#until[(w * n + v) & this.#mask] = until;
    else
      for (let w = ms[v]!; ; w = ms[w]!) {
        this.#until[(v * n + w) & this.#mask] = until;
        if (w === left) return;
      }
  }

  /** Before the first place of a machine, which may be shut for the operation as a whole. */
  beginPlaces(v: number, isHere: boolean, isShut: boolean, iteration: number): void {
    const { n, mp } = this.#graph;
    this.#isShut = isShut;
    this.isPlaceForbidden = isShut;
    this.#iteration = iteration;
    this.#guarded = this.isKept && isHere ? v : n;
    if (this.#guarded === n) return;
    this.#home = mp[v]!;
    this.#isPast = this.#home === n;
    let barrier = this.#home;
    while (barrier < n && !this.isForbidden(v, barrier, iteration)) barrier = mp[barrier]!;
    this.#barrier = barrier;
    if (barrier < n) this.isPlaceForbidden = true;
  }

  /** The next place lies behind this one. */
  passPlace(w: number): void {
    if (this.#guarded === this.#graph.n) return;
    if (w === this.#barrier) this.isPlaceForbidden = this.#isShut;
    if (this.#isPast && this.isForbidden(w, this.#guarded, this.#iteration)) this.isPlaceForbidden = true;
    if (w === this.#home) this.#isPast = true;
  }
}
