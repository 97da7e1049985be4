// Indices stay within the list of sizes, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { JobShopTiming } from './job-shop-timing.ts';

const SIZES = [1000, 2000, 4000, 8000, 16_000, 32_000];
/** What one window was worth counts so much among those before. */
const FRESH = 0.1;
/** Now and then any size is tried. */
const CURIOUS = 0.15;
const MOST_TURNS = 4096;

/** Decides which part of a plan is searched next: around a turn of its longest path, in the size that lately won most for its work. */
export class WindowChoice {
  readonly #random: Random;
  readonly #sizes: readonly number[];
  /** [size] what it wins for its work; untried sizes come first. */
  readonly #worth: Float64Array;
  readonly #turns = new Int32Array(MOST_TURNS);
  #chosen = 0;

  constructor(operations: number, random: Random) {
    this.#random = random;
    this.#sizes = SIZES.filter((size, i) => i === 0 || size < 1.5 * operations);
    this.#worth = new Float64Array(this.#sizes.length).fill(Number.POSITIVE_INFINITY);
  }

  get largest(): number {
    return this.#sizes.at(-1)!;
  }

  /** Places [from, to) of the plan's order, which is made anew for it. */
  next(timing: JobShopTiming): { from: number; to: number } {
    const random = this.#random;
    timing.reorder(random.below(3) / 2);
    timing.retime();
    this.#chosen = random.unit() < CURIOUS ? random.below(this.#sizes.length) : this.#best();
    const size = Math.min(timing.n, this.#sizes[this.#chosen]!);
    const turns = timing.turns(random, this.#turns);
    const middle = turns === 0 ? random.below(timing.n) : this.#turns[random.below(turns)]!;
    const from = Math.max(0, Math.min(timing.n - size, middle - Math.floor(size * (0.25 + 0.5 * random.unit()))));
    return { from, to: from + size };
  }

  /** What the last window won, in ticks, and what it cost, in operations timed. */
  learn(won: number, cost: number): void {
    const worth = won / cost;
    const before = this.#worth[this.#chosen]!;
    this.#worth[this.#chosen] = before === Number.POSITIVE_INFINITY ? worth : before + FRESH * (worth - before);
  }

  #best(): number {
    let best = 0;
    for (let i = 1; i < this.#worth.length; i++) if (this.#worth[i]! > this.#worth[best]!) best = i;
    return best;
  }
}
