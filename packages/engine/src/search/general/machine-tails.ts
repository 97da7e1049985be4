// Non-null assertions index arrays this class sizes itself.
import type { Problem } from '../../problem/problem.ts';
import type { FixedPlan } from '../../constraints/fixed/fixed-plan.ts';

/**
 * Where each machine can be appended to. Fixed runs cut its time into segments (one without them); a segment holds the end, the
 * state and the last start of what was appended to it. On machines with changeovers segments close behind the newest one used,
 * so that nothing slips in front of an operation whose setup is already counted.
 */
export class MachineTails {
  /** [machine + 1] first segment */
  readonly base: Int32Array;
  /** [segment] */
  readonly free: Int32Array;
  readonly state: Int32Array;
  readonly lastStart: Int32Array;
  readonly #used: Uint8Array;
  /** [machine] first segment still open, counted from its base */
  readonly cursor: Int32Array;
  readonly #problem: Problem;
  readonly #fixed: FixedPlan;
  // [operation] what `restore` puts back
  readonly #savedSegment: Int32Array;
  readonly #savedFree: Int32Array;
  readonly #savedState: Int32Array;
  readonly #savedStart: Int32Array;
  readonly #savedUsed: Uint8Array;
  readonly #savedCursor: Int32Array;

  constructor(problem: Problem, fixed: FixedPlan) {
    const { machines, operations } = problem;
    this.#problem = problem;
    this.#fixed = fixed;
    this.base = new Int32Array(machines.count + 1);
    for (let k = 0; k < machines.count; k++) this.base[k + 1] = this.base[k]! + fixed.runs[k]!.length + 1;
    const segments = this.base[machines.count]!;
    this.free = new Int32Array(segments);
    this.state = new Int32Array(segments).fill(-1);
    this.lastStart = new Int32Array(segments).fill(-1);
    this.#used = new Uint8Array(segments);
    this.cursor = new Int32Array(machines.count);
    fixed.runs.forEach((runs, k) => {
      const base = this.base[k]!;
      this.state[base] = machines.initialState[k]!;
      runs.forEach((run, i) => {
        this.free[base + i + 1] = run.end;
        this.lastStart[base + i + 1] = run.start;
      });
    });
    this.#savedSegment = new Int32Array(operations.count);
    this.#savedFree = new Int32Array(operations.count);
    this.#savedState = new Int32Array(operations.count);
    this.#savedStart = new Int32Array(operations.count);
    this.#savedUsed = new Uint8Array(operations.count);
    this.#savedCursor = new Int32Array(operations.count);
  }

  used(segment: number): boolean {
    return this.#used[segment] === 1;
  }

  /** State of the machine where the segment would be appended to. */
  stateBefore(k: number, segment: number): number {
    const base = this.base[k]!;
    if (segment === base || this.#used[segment] === 1) return this.state[segment]!;
    const i = segment - base;
    // Back to the last fixed run or segment that left a state.
    let from = i;
    while (from > 0 && this.#used[base + from] === 0) from--;
    let state = this.state[base + from]!;
    for (; from < i; from++) state = this.#fixed.stateAfter(k, from, state);
    return state;
  }

  /** Notes for operation `o` what appending to `segment` will change (-1: nothing). */
  keep(o: number, segment: number, k: number): void {
    this.#savedSegment[o] = segment;
    if (segment < 0) return;
    this.#savedFree[o] = this.free[segment]!;
    this.#savedState[o] = this.state[segment]!;
    this.#savedStart[o] = this.lastStart[segment]!;
    this.#savedUsed[o] = this.#used[segment]!;
    this.#savedCursor[o] = this.cursor[k]!;
  }

  /** State of the segment before operation `o` was appended to it. */
  stateBeforeOf(o: number): number {
    return this.#savedState[o]!;
  }

  append(k: number, segment: number, start: number, end: number, state: number): void {
    this.free[segment] = end;
    this.state[segment] = state;
    this.lastStart[segment] = start;
    this.#used[segment] = 1;
    if (this.#problem.machines.changeover[k]! >= 0) this.cursor[k] = segment - this.base[k]!;
  }

  /** Undoes the latest `append`, which was of operation `o` on machine `k`. */
  restore(o: number, k: number): void {
    const segment = this.#savedSegment[o]!;
    if (segment < 0) return;
    this.free[segment] = this.#savedFree[o]!;
    this.state[segment] = this.#savedState[o]!;
    this.lastStart[segment] = this.#savedStart[o]!;
    this.#used[segment] = this.#savedUsed[o]!;
    this.cursor[k] = this.#savedCursor[o]!;
  }
}
