// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';
import { NEVER } from '../calendar/work-clock.ts';
import type { Placement } from '../placement.ts';
import { FreeCapacity } from '../pool/free-capacity.ts';

/**
 * Jobs present at machines with few places (SPEC R14): from the start of an operation until the job's next one starts. What is
 * placed stays for ever until its successor is placed too; entered and undone last in, first out.
 */
export class PlaceBook {
  readonly #problem: Problem;
  readonly #at: Placement;
  readonly #free: readonly (FreeCapacity | undefined)[];
  /** [operation] the one before it in its job, and the one behind it; -1 = none */
  readonly before: Int32Array;
  readonly next: Int32Array;
  // [operation] what `undo` gives back
  readonly #made: Int32Array;
  readonly #madeBefore: Int32Array;
  readonly #until: Int32Array;

  constructor(problem: Problem, at: Placement) {
    const { operations, arcs, machines, features } = problem;
    this.#problem = problem;
    this.#at = at;
    this.#free = Array.from(machines.places, (places) =>
      places === NONE ? undefined : new FreeCapacity({ at: Int32Array.of(0), value: Float64Array.of(places) }),
    );
    const size = features.places ? operations.count : 0;
    this.before = new Int32Array(size).fill(-1);
    this.next = new Int32Array(size).fill(-1);
    this.#made = new Int32Array(size);
    this.#madeBefore = new Int32Array(size);
    this.#until = new Int32Array(size);
    if (!features.places) return;
    for (let arc = 0; arc < arcs.count; arc++) {
      const from = arcs.from[arc]!;
      const to = arcs.to[arc]!;
      if (operations.job[from] !== operations.job[to]) continue;
      this.before[to] = from;
      this.next[from] = to;
    }
  }

  #machineOf(o: number): number {
    return this.#problem.modes.machine[this.#at.mode[o]!]!;
  }

  /** Whether a job that comes to machine k with operation o finds the place it leaves there. */
  #keepsPlace(o: number, k: number): boolean {
    const before = this.before[o]!;
    return before >= 0 && this.#machineOf(before) === k;
  }

  /** End of the first stretch without a place for o at machine k from s on (NEVER if it never ends); -1 if there is one. */
  conflict(o: number, k: number, s: number, e: number): number {
    const free = this.#free[k];
    if (free === undefined || this.#keepsPlace(o, k)) return -1;
    return free.conflict(s, this.next[o]! < 0 ? e : NEVER, 1);
  }

  /** Whether those who stay at machine k for ever, as far as is known, leave no place for o. */
  isFull(o: number, k: number): boolean {
    const free = this.#free[k];
    return free !== undefined && !this.#keepsPlace(o, k) && free.conflict(NEVER - 1, NEVER, 1) >= 0;
  }

  enter(o: number, k: number, start: number, end: number): void {
    const before = this.before[o]!;
    const left = before < 0 ? undefined : this.#free[this.#machineOf(before)];
    if (left !== undefined) this.#madeBefore[o] = left.reserve(start, NEVER, -1);
    this.#until[o] = this.next[o]! < 0 ? end : NEVER;
    const free = this.#free[k];
    if (free !== undefined && start < this.#until[o]!) this.#made[o] = free.reserve(start, this.#until[o]!, 1);
  }

  undo(o: number, k: number): void {
    const start = this.#at.start[o]!;
    const free = this.#free[k];
    if (free !== undefined && start < this.#until[o]!) free.release(start, this.#until[o]!, 1, this.#made[o]!);
    const before = this.before[o]!;
    const left = before < 0 ? undefined : this.#free[this.#machineOf(before)];
    if (left !== undefined) left.release(start, NEVER, -1, this.#madeBefore[o]!);
  }
}
