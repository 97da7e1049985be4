// Non-null assertions index flat arrays within the count kept beside them.
import type { Reservoir } from '../../problem/problem.ts';
import { NEVER } from '../calendar/work-clock.ts';

/** The stock of a reservoir over time (SPEC R10): dated changes one can add and undo, last in first out. */
export class StockLevel {
  #at: Int32Array;
  #change: Int32Array;
  #count: number;
  /** Stock after every known change. */
  #total: number;
  readonly #unlimitedFrom: number;

  constructor(reservoir: Reservoir) {
    this.#count = reservoir.receiptAt.length;
    this.#at = new Int32Array(this.#count + 32);
    this.#change = new Int32Array(this.#count + 32);
    this.#at.set(reservoir.receiptAt);
    this.#change.set(reservoir.receiptQuantity);
    this.#total = reservoir.receiptQuantity.reduce((sum, quantity) => sum + quantity, reservoir.initial);
    this.#unlimitedFrom = Math.min(reservoir.unlimitedFrom, NEVER);
  }

  /** Earliest instant from which `quantity` can be taken for good; NEVER if the known changes never allow it. */
  takeFrom(quantity: number): number {
    const at = this.#at;
    let level = this.#total;
    let i = this.#count - 1;
    // Beyond unlimitedFrom the level no longer matters.
    while (i >= 0 && at[i]! >= this.#unlimitedFrom) level -= this.#change[i--]!;
    if (level < quantity) return this.#unlimitedFrom;
    let earliest = 0;
    while (i >= 0) {
      const t = at[i]!;
      // Changes of the same instant count together.
      while (i >= 0 && at[i] === t) level -= this.#change[i--]!;
      if (level < quantity) {
        earliest = t;
        break;
      }
    }
    return earliest;
  }

  /** Adds a change (negative takes) at t. */
  add(t: number, change: number): void {
    if (this.#count === this.#at.length) this.#grow();
    let i = this.#count;
    while (i > 0 && this.#at[i - 1]! > t) i--;
    this.#at.copyWithin(i + 1, i, this.#count);
    this.#change.copyWithin(i + 1, i, this.#count);
    this.#at[i] = t;
    this.#change[i] = change;
    this.#count++;
    this.#total += change;
  }

  /** Undoes the latest `add` at t that is not yet undone. */
  remove(t: number): void {
    let i = this.#count - 1;
    while (this.#at[i]! > t) i--;
    this.#total -= this.#change[i]!;
    this.#at.copyWithin(i, i + 1, this.#count);
    this.#change.copyWithin(i, i + 1, this.#count);
    this.#count--;
  }

  #grow(): void {
    const at = new Int32Array(2 * this.#count);
    const change = new Int32Array(2 * this.#count);
    at.set(this.#at);
    change.set(this.#change);
    this.#at = at;
    this.#change = change;
  }
}
