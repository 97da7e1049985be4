// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import { StockLevel } from './stock-level.ts';

/** What operations take from and put into reservoirs (SPEC R10). */
export class StockBook {
  readonly #levels: StockLevel[];
  /** [operation + 1] CSR: the net flows of an operation per reservoir, taking and putting apart. */
  readonly #start: Int32Array;
  readonly #reservoir: Int32Array;
  readonly #quantity: Int32Array;
  /** The reservoir that last made `takeFrom` answer NEVER or latest. */
  binding = -1;

  constructor(problem: Problem) {
    this.#levels = problem.reservoirs.map((reservoir) => new StockLevel(reservoir));
    const { operations } = problem;
    this.#start = new Int32Array(operations.count + 1);
    const reservoir: number[] = [];
    const quantity: number[] = [];
    for (let o = 0; o < operations.count; o++) {
      const first = reservoir.length;
      for (let i = operations.flowStart[o]!; i < operations.flowStart[o + 1]!; i++) {
        const r = operations.flowReservoir[i]!;
        const q = operations.flowQuantity[i]!;
        let same = first;
        while (same < reservoir.length && (reservoir[same] !== r || quantity[same]! < 0 !== q < 0)) same++;
        if (same < reservoir.length) quantity[same] = quantity[same]! + q;
        else if (q !== 0) {
          reservoir.push(r);
          quantity.push(q);
        }
      }
      this.#start[o + 1] = reservoir.length;
    }
    this.#reservoir = Int32Array.from(reservoir);
    this.#quantity = Int32Array.from(quantity);
  }

  /** Earliest start at which everything the operation takes is there for good. */
  takeFrom(o: number): number {
    let earliest = 0;
    for (let i = this.#start[o]!; i < this.#start[o + 1]!; i++) {
      if (this.#quantity[i]! >= 0) continue;
      const t = this.#levels[this.#reservoir[i]!]!.takeFrom(-this.#quantity[i]!);
      if (t > earliest) {
        earliest = t;
        this.binding = this.#reservoir[i]!;
      }
    }
    return earliest;
  }

  makes(o: number, reservoir: number): boolean {
    for (let i = this.#start[o]!; i < this.#start[o + 1]!; i++) {
      if (this.#quantity[i]! > 0 && this.#reservoir[i] === reservoir) return true;
    }
    return false;
  }

  add(o: number, start: number, end: number): void {
    for (let i = this.#start[o]!; i < this.#start[o + 1]!; i++) {
      const q = this.#quantity[i]!;
      this.#levels[this.#reservoir[i]!]!.add(q < 0 ? start : end, q);
    }
  }

  /** Undoes the latest `add`, which was of this operation and these times. */
  remove(o: number, start: number, end: number): void {
    for (let i = this.#start[o + 1]! - 1; i >= this.#start[o]!; i--) {
      this.#levels[this.#reservoir[i]!]!.remove(this.#quantity[i]! < 0 ? start : end);
    }
  }
}
