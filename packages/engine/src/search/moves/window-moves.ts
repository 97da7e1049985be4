// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import type { Random } from '../../random/xorshift.ts';
import type { Derived } from '../general/derived.ts';
import type { Incumbent } from '../general/incumbent.ts';
import type { Sequence } from '../general/sequence.ts';

/** What a move inside a window of the list may read. It changes positions [from, to) only. */
export interface WindowContext {
  readonly problem: Problem;
  readonly derived: Derived;
  readonly sequence: Sequence;
  readonly incumbent: Incumbent;
  readonly random: Random;
  /** [operation] what a tick of delay costs */
  readonly price: Float64Array;
  from: number;
  to: number;
}
export interface WindowMove {
  readonly name: string;
  readonly apply: (context: WindowContext) => boolean;
}

function anyOf({ sequence, random, from, to }: WindowContext): number {
  return sequence.list[from + random.below(to - from)]!;
}

/** One that is dear to delay, of a few drawn at random. */
function dearOf(context: WindowContext): number {
  let best = anyOf(context);
  for (let i = 0; i < 3; i++) {
    const o = anyOf(context);
    if (context.price[o]! > context.price[best]!) best = o;
  }
  return best;
}

/** Puts a dear operation before one or more of those before it on its machine. */
const pullDear: WindowMove = {
  name: 'pull-dear',
  apply: (context) => {
    const { sequence, incumbent, random, from } = context;
    const o = dearOf(context);
    let target = incumbent.machineBefore[o]!;
    while (target >= 0 && random.unit() < 0.4 && incumbent.machineBefore[target]! >= 0) target = incumbent.machineBefore[target]!;
    const at = sequence.position[o]!;
    const to = target < 0 ? at - 1 - random.below(20) : sequence.position[target]!;
    if (to >= at) return false;
    sequence.pullForward(o, Math.max(from, to));
    return true;
  },
};

/** Sends the one before a dear operation on its machine behind it. */
const pushBeforeDear: WindowMove = {
  name: 'push-before-dear',
  apply: (context) => {
    const { sequence, incumbent, random, from, to } = context;
    let o = dearOf(context);
    const blocker = incumbent.machineBefore[o]!;
    if (blocker < 0 || sequence.position[blocker]! < from) return false;
    while (random.unit() < 0.4 && incumbent.machineAfter[o]! >= 0) o = incumbent.machineAfter[o]!;
    const at = sequence.position[blocker]!;
    const goal = Math.min(to - 1, sequence.position[o]!);
    if (goal <= at) return false;
    sequence.pushBack(blocker, goal);
    return true;
  },
};

const shiftAny: WindowMove = {
  name: 'shift-any',
  apply: (context) => {
    const { sequence, random, from, to } = context;
    const o = anyOf(context);
    const at = sequence.position[o]!;
    const by = 1 + random.below(1 + ((to - from) >> 1));
    if (random.unit() < 0.5) sequence.pullForward(o, Math.max(from, at - by));
    else sequence.pushBack(o, Math.min(to - 1, at + by));
    return true;
  },
};

/** Shifts what a window holds of a job together. */
const shiftJobPart: WindowMove = {
  name: 'shift-job-part',
  apply: (context) => {
    const { problem, sequence, random, from, to } = context;
    const { job } = problem.operations;
    const forward = random.unit() < 0.6;
    const j = job[forward ? dearOf(context) : anyOf(context)]!;
    const by = 1 + random.below(to - from);
    if (forward) {
      for (let i = from; i < to; i++) if (job[sequence.list[i]!] === j) sequence.pullForward(sequence.list[i]!, Math.max(from, i - by));
    } else {
      for (let i = to - 1; i >= from; i--) if (job[sequence.list[i]!] === j) sequence.pushBack(sequence.list[i]!, Math.min(to - 1, i + by));
    }
    return true;
  },
};

const changeModeInWindow: WindowMove = {
  name: 'change-mode',
  apply: (context) => {
    const { derived, sequence, random, from, to } = context;
    let o = dearOf(context);
    let count = derived.usableStart[o + 1]! - derived.usableStart[o]!;
    for (let i = 0; i < 6 && count < 2; i++) {
      o = anyOf(context);
      count = derived.usableStart[o + 1]! - derived.usableStart[o]!;
    }
    if (count < 2) return false;
    const first = derived.usableStart[o]!;
    let mode = derived.usableMode[first + random.below(count - 1)]!;
    if (mode === sequence.gene[o]) mode = derived.usableMode[first + count - 1]!;
    sequence.setGene(o, mode);
    const at = sequence.position[o]!;
    const by = random.below(20);
    if (random.unit() < 0.5) sequence.pullForward(o, Math.max(from, at - by));
    else sequence.pushBack(o, Math.min(to - 1, at + by));
    return true;
  },
};

/** Sorts part of the window by disturbed positions, with the modes left to the decoder now and then. */
function stir(operations: number): WindowMove {
  const key = new Float64Array(operations);
  return {
    name: 'stir',
    apply: ({ sequence, random, derived, from, to }) => {
      const length = Math.min(to - from, 5 + random.below(40));
      const first = from + random.below(to - from - length + 1);
      const strength = length * (0.05 + 0.4 * random.unit() * random.unit());
      const freeModes = random.unit() < 0.4;
      for (let i = first; i < first + length; i++) {
        const o = sequence.list[i]!;
        key[o] = i + (random.unit() - 0.5) * 2 * strength;
        if (freeModes && derived.usableStart[o + 1]! - derived.usableStart[o]! > 1) sequence.setGene(o, -1);
      }
      sequence.reorder(first, first + length, key);
      return true;
    },
  };
}

/** Brings together operations of one machine with the same setup state or batch family, however far apart in the window. */
const gather: WindowMove = {
  name: 'gather',
  apply: (context) => {
    const { problem, sequence, incumbent, random, from, to } = context;
    const { modes, operations } = problem;
    const { position } = sequence;
    for (let tries = 0; tries < 8; tries++) {
      const o = anyOf(context);
      const state = modes.state[incumbent.mode[o]!]!;
      const family = operations.batchFamily[o]!;
      if (state < 0 && family < 0) continue;
      const forward = random.unit() < 0.5;
      const neighbour = forward ? incumbent.machineBefore : incumbent.machineAfter;
      let skip = random.below(2);
      let p = neighbour[o]!;
      // Neighbours with the same state already are one run: look beyond it.
      while (p >= 0 && modes.state[incumbent.mode[p]!] === state && operations.batchFamily[p] === family) p = neighbour[p]!;
      for (; p >= 0 && position[p]! >= from && position[p]! < to; p = neighbour[p]!) {
        if (modes.state[incumbent.mode[p]!] !== state || operations.batchFamily[p] !== family || skip-- > 0) continue;
        const earlier = forward ? p : o;
        const later = forward ? o : p;
        if (position[later]! - position[earlier]! < 2) break;
        if (random.unit() < 0.6) sequence.pullForward(later, position[earlier]! + 1);
        else sequence.pushBack(earlier, position[later]! - 1);
        return true;
      }
    }
    return false;
  },
};

export function windowMoves({ operations, features }: Problem): WindowMove[] {
  return [
    pullDear,
    pushBeforeDear,
    shiftAny,
    shiftJobPart,
    stir(operations.count),
    ...(features.flexible ? [changeModeInWindow] : []),
    ...(features.setups || features.batches ? [gather] : []),
  ];
}
