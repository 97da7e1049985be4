// Non-null assertions index arrays sized by the problem.
import { lastOperation, onCriticalChain, pressingJob } from './critical-chain.ts';
import type { JobOperations } from './critical-chain.ts';
import type { Move, MoveContext } from './move.ts';

/** Gives an operation, critical or any, another of its modes, and shifts it a little. */
export function changeMode(operationsOf: JobOperations): Move {
  return {
    name: 'change-mode',
    apply: (context) => {
      const { derived, sequence, random, incumbent } = context;
      let o = random.unit() < 0.6 ? criticalOne(context, operationsOf) : -1;
      for (let i = 0; i < 8 && (o < 0 || choices(context, o) < 2); i++) o = sequence.list[random.below(sequence.length)]!;
      if (o < 0 || choices(context, o) < 2) return false;
      const first = derived.usableStart[o]!;
      let mode = derived.usableMode[first + random.below(choices(context, o) - 1)]!;
      if (mode === incumbent.mode[o]) mode = derived.usableMode[derived.usableStart[o + 1]! - 1]!;
      sequence.setGene(o, mode);
      const at = sequence.position[o]!;
      const by = random.below(1 + Math.min(30, sequence.length >> 3));
      if (random.unit() < 0.5) sequence.pullForward(o, Math.max(0, at - by));
      else sequence.pushBack(o, Math.min(sequence.length - 1, at + by));
      return true;
    },
  };
}

function choices({ derived }: MoveContext, o: number): number {
  return derived.usableStart[o + 1]! - derived.usableStart[o]!;
}

function criticalOne(context: MoveContext, operationsOf: JobOperations): number {
  const j = pressingJob(context);
  const last = j < 0 ? -1 : lastOperation(context, j, operationsOf);
  return last < 0 ? -1 : onCriticalChain(context, last, false);
}
