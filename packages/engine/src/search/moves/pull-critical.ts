// Non-null assertions index arrays sized by the problem.
import { lastOperation, onCriticalChain, pressingJob } from './critical-chain.ts';
import type { JobOperations } from './critical-chain.ts';
import type { Move } from './move.ts';

/**
 * Puts an operation on the critical chain of a pressing job before one or more of those that hold its machine, its ancestors with
 * it (the insertion neighbourhood N6 of Balas & Vazacopoulos 1998, on sequences).
 */
export function pullCritical(operationsOf: JobOperations): Move {
  return {
    name: 'pull-critical',
    apply: (context) => {
      const { incumbent, sequence, random } = context;
      const j = pressingJob(context);
      if (j < 0) return false;
      const last = lastOperation(context, j, operationsOf);
      const o = last < 0 ? -1 : onCriticalChain(context, last, true);
      if (o < 0) return false;
      let target = incumbent.machineBefore[o]!;
      if (target < 0) return false;
      while (random.unit() < 0.4 && incumbent.machineBefore[target]! >= 0) target = incumbent.machineBefore[target]!;
      if (sequence.position[target]! < 0) return false;
      sequence.pullForward(o, sequence.position[target]!);
      return true;
    },
  };
}

/** Sends the operation that holds the machine of a critical one behind it, its descendants with it. */
export function pushBlocker(operationsOf: JobOperations): Move {
  return {
    name: 'push-blocker',
    apply: (context) => {
      const { incumbent, sequence, random } = context;
      const j = pressingJob(context);
      if (j < 0) return false;
      const last = lastOperation(context, j, operationsOf);
      let o = last < 0 ? -1 : onCriticalChain(context, last, true);
      if (o < 0) return false;
      const blocker = incumbent.machineBefore[o]!;
      if (blocker < 0 || sequence.position[blocker]! < 0) return false;
      while (random.unit() < 0.4 && incumbent.machineAfter[o]! >= 0) o = incumbent.machineAfter[o]!;
      sequence.pushBack(blocker, sequence.position[o]!);
      return true;
    },
  };
}
