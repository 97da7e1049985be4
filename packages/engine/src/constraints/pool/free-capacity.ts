// Non-null assertions index flat arrays within the count kept beside them.
import type { StepFunction } from '../../problem/problem.ts';
import { NEVER } from '../calendar/work-clock.ts';

/**
 * What a pool has left at each instant (SPEC R7), as a step function one can reserve from and undo, last in first out.
 * Intervals are half open; an empty one reserves nothing.
 */
export class FreeCapacity {
  #at: Int32Array;
  #free: Int32Array;
  #count: number;
  /** Start of the conflict last found. */
  conflictFrom = 0;

  constructor(capacity: StepFunction) {
    this.#count = capacity.at.length;
    this.#at = new Int32Array(this.#count + 64);
    this.#free = new Int32Array(this.#count + 64);
    this.#at.set(capacity.at);
    capacity.value.forEach((value, i) => {
      this.#free[i] = Math.floor(value);
    });
  }

  /** What is left in [from, to), nothing below 0; before and behind as at the borders. */
  cut(from: number, to: number): StepFunction {
    const at: number[] = [0];
    const value: number[] = [];
    const within = (free: number): number => Math.max(0, free);
    let i = this.#stepAt(from);
    value.push(within(this.#free[i]!));
    for (i++; i < this.#count && this.#at[i]! < to; i++) {
      const next = within(this.#free[i]!);
      if (next === value[value.length - 1]) continue;
      at.push(this.#at[i]!);
      value.push(next);
    }
    return { at: Int32Array.from(at), value: Float64Array.from(value) };
  }

  /** Index of the step that holds at t. */
  #stepAt(t: number): number {
    const at = this.#at;
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at[middle]! <= t) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** End of the first stretch of [from, to) with less than `amount` left (NEVER if it never ends); -1 if there is enough throughout. */
  conflict(from: number, to: number, amount: number): number {
    if (from >= to) return -1;
    const at = this.#at;
    const free = this.#free;
    const count = this.#count;
    let i = this.#stepAt(from);
    while (free[i]! >= amount) {
      if (++i >= count || at[i]! >= to) return -1;
    }
    this.conflictFrom = at[i]!;
    while (++i < count) {
      if (free[i]! >= amount) return at[i]!;
    }
    return NEVER;
  }

  /** Takes `amount` during [from, to); returns what `release` needs to undo it: bit 0 a step was made at `from`, bit 1 at `to`. */
  reserve(from: number, to: number, amount: number): number {
    let made = 0;
    let i = this.#stepAt(from);
    if (this.#at[i] !== from) {
      this.#split(++i, from);
      made = 1;
    }
    let j = i;
    const count = this.#count;
    while (j < count && this.#at[j]! < to) j++;
    if (j === count || this.#at[j] !== to) {
      this.#split(j, to);
      made |= 2;
    }
    const free = this.#free;
    for (let k = i; k < j; k++) free[k] = free[k]! - amount;
    return made;
  }

  /** Undoes the latest `reserve` that is not yet undone. */
  release(from: number, to: number, amount: number, made: number): void {
    const i = this.#stepAt(from);
    let j = i;
    while (this.#at[j]! < to) {
      this.#free[j] = this.#free[j]! + amount;
      j++;
    }
    if (made & 2) this.#drop(j);
    if (made & 1) this.#drop(i);
  }

  /** Makes a step at index i that begins at t and equals the one before it. */
  #split(i: number, t: number): void {
    if (this.#count === this.#at.length) this.#grow();
    this.#at.copyWithin(i + 1, i, this.#count);
    this.#free.copyWithin(i + 1, i, this.#count);
    this.#at[i] = t;
    this.#free[i] = this.#free[i - 1]!;
    this.#count++;
  }
  #drop(i: number): void {
    this.#at.copyWithin(i, i + 1, this.#count);
    this.#free.copyWithin(i, i + 1, this.#count);
    this.#count--;
  }
  #grow(): void {
    const at = new Int32Array(2 * this.#count);
    const free = new Int32Array(2 * this.#count);
    at.set(this.#at);
    free.set(this.#free);
    this.#at = at;
    this.#free = free;
  }
}
