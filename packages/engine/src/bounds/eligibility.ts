// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../problem/problem.ts';

/** Operations grouped by the set of machines they can use. */
export interface EligibilitySets {
  readonly count: number;
  /** [set + 1] CSR of the machines of a set, ascending. */
  readonly machineStart: Int32Array;
  readonly machine: Int32Array;
  /** [set + 1] CSR of the operations confined to exactly this set. */
  readonly memberStart: Int32Array;
  readonly member: Int32Array;
}

/** O(N + modes · log of modes per operation): sets are found by hash, one that is a single machine by the machine. */
export function eligibilitySets(problem: Problem): EligibilitySets {
  const { operations, machines } = problem;
  const n = operations.count;
  const setOf = new Int32Array(n);
  const single = new Int32Array(machines.count).fill(-1);
  const seen = new SetTable(n);
  const machineStart = [0];
  const machine: number[] = [];
  const scratch: number[] = [];
  for (let o = 0; o < n; o++) {
    machinesOf(problem, o, scratch);
    let set = scratch.length === 1 ? single[scratch[0]!]! : seen.find(scratch, machineStart, machine);
    if (set < 0) {
      set = machineStart.length - 1;
      for (const each of scratch) machine.push(each);
      machineStart.push(machine.length);
      if (scratch.length === 1) single[scratch[0]!] = set;
      else seen.add(set);
    }
    setOf[o] = set;
  }
  const count = machineStart.length - 1;
  const memberStart = new Int32Array(count + 1);
  for (const set of setOf) memberStart[set + 1]!++;
  for (let s = 0; s < count; s++) memberStart[s + 1]! += memberStart[s]!;
  const next = memberStart.slice(0, count);
  const member = new Int32Array(n);
  for (let o = 0; o < n; o++) member[next[setOf[o]!]!++] = o;
  return { count, machineStart: Int32Array.from(machineStart), machine: Int32Array.from(machine), memberStart, member };
}

/** The machine of a set that is a single one, else -1. */
export function onlyMachine({ machineStart, machine }: EligibilitySets, set: number): number {
  const from = machineStart[set]!;
  return machineStart[set + 1]! - from > 1 ? -1 : machine[from]!;
}

/** The machines of its modes, each once, ascending: by insertion, for they are few and mostly sorted. */
function machinesOf({ operations, modes }: Problem, o: number, into: number[]): void {
  into.length = 0;
  for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
    const machine = modes.machine[k]!;
    let at = into.length;
    while (at > 0 && into[at - 1]! > machine) at--;
    if (at > 0 && into[at - 1] === machine) continue;
    into.splice(at, 0, machine);
  }
}

/** Finds a set among those seen, by open addressing. */
class SetTable {
  readonly #slots: Int32Array;
  #slot = 0;

  constructor(most: number) {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2))).fill(-1);
  }

  /** -1 if it was never added; then `add` puts it where it belongs. */
  find(wanted: readonly number[], start: readonly number[], machine: readonly number[]): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hash = wanted.length;
    for (const each of wanted) hash = Math.imul(hash ^ each, 0x01000193) ^ (hash >>> 15);
    for (this.#slot = hash & mask; slots[this.#slot]! >= 0; this.#slot = (this.#slot + 1) & mask) {
      const set = slots[this.#slot]!;
      const from = start[set]!;
      if (start[set + 1]! - from === wanted.length && wanted.every((each, i) => machine[from + i] === each)) return set;
    }
    return -1;
  }

  /** Remembers the set last looked for in vain. */
  add(set: number): void {
    this.#slots[this.#slot] = set;
  }
}
