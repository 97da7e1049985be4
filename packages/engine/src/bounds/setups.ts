// Indices come from the problem's own tables, hence the non-null assertions.
import type { Changeover, Problem } from '../problem/problem.ts';

/** The least that changeovers of one machine add up to, whatever the order. */
export class ChangeoverFloor {
  readonly #problem: Problem;
  /** [changeover machine's first slot + state] 1 = somebody who may run there leaves the state; 2 = somebody brings it along for nothing. */
  readonly #marks: Uint8Array;
  readonly #first: Int32Array;

  /** O(modes). */
  constructor(problem: Problem) {
    const { operations, modes, machines, changeovers } = problem;
    this.#problem = problem;
    this.#first = new Int32Array(machines.count + 1);
    for (let k = 0; k < machines.count; k++) this.#first[k + 1] = this.#first[k]! + (changeovers[machines.changeover[k]!]?.states ?? 0);
    this.#marks = new Uint8Array(this.#first[machines.count]!);
    for (let o = 0; o < operations.count; o++) {
      const mark = operations.alreadySetUp[o] === 1 ? 3 : 1;
      for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
        const machine = modes.machine[k]!;
        if (machines.changeover[machine]! >= 0 && modes.state[k]! >= 0) this.#marks[this.#first[machine]! + modes.state[k]!]! |= mark;
      }
    }
    for (let k = 0; k < machines.count; k++)
      if (machines.changeover[k]! >= 0 && machines.initialState[k]! >= 0) this.#marks[this.#first[k]! + machines.initialState[k]!]! |= 3;
  }

  /**
   * Counted in `table`, ticks or money, for the operations `members[from … to)` that have modes on this SINGLE machine only: each enters
   * its state from some state, and every state nobody brings along is once entered from another. Without `withFirst` the first one
   * enters for nothing, as it may while it waits for its job.
   */
  of(machine: number, members: Int32Array, from: number, to: number, table: 'time' | 'cost', withFirst: boolean): number {
    const { operations, modes, machines, changeovers } = this.#problem;
    const changeover = changeovers[machines.changeover[machine]!];
    if (changeover === undefined) return 0;
    const values = changeover[table];
    const fromAny = this.#leastEntry(machine, changeover, values, true);
    const fromOther = this.#leastEntry(machine, changeover, values, false);
    const isEntered = new Uint8Array(changeover.states);
    let sum = 0;
    for (let i = from; i < to; i++) {
      const o = members[i]!;
      if (operations.alreadySetUp[o] === 1) continue;
      const state = modes.state[operations.modeStart[o]!]!;
      let isCertain = state >= 0;
      for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) if (modes.state[k] !== state) isCertain = false;
      sum += isCertain ? fromAny[state]! : leastEntryOf(values);
      if (isCertain) isEntered[state] = 1;
    }
    let dearest = 0;
    for (let state = 0; state < changeover.states; state++) {
      if (isEntered[state] === 0) continue;
      const once = (this.#marks[this.#first[machine]! + state]! & 2) === 0 ? fromOther[state]! - fromAny[state]! : 0;
      sum += once;
      dearest = Math.max(dearest, fromAny[state]! + once);
    }
    return withFirst && machines.initialState[machine]! >= 0 ? sum : sum - dearest;
  }

  /** [state] least entry from a state somebody leaves; 0 where nobody can enter it. */
  #leastEntry(machine: number, { states }: Changeover, values: ArrayLike<number>, withItself: boolean): Float64Array {
    const least = new Float64Array(states);
    for (let into = 0; into < states; into++) {
      let entry = Number.POSITIVE_INFINITY;
      for (let before = 0; before < states; before++) {
        const isLeft = this.#marks[this.#first[machine]! + before]! !== 0;
        if (isLeft && (withItself || before !== into)) entry = Math.min(entry, values[before * states + into]!);
      }
      least[into] = entry === Number.POSITIVE_INFINITY ? 0 : entry;
    }
    return least;
  }
}

/** Least entry of a table, at most 0: an operation in no state changes nothing. */
export function leastEntryOf(values: ArrayLike<number>): number {
  let least = 0;
  for (let i = 0; i < values.length; i++) least = Math.min(least, values[i]!);
  return least;
}
