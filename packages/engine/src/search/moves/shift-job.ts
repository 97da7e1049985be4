// Non-null assertions index arrays sized by the problem.
import { pressingJob } from './critical-chain.ts';
import type { JobOperations } from './critical-chain.ts';
import type { Move } from './move.ts';

/** Moves all operations of a job by about the same way along the list: a pressing one forward, or any one back. */
export function shiftJob(operationsOf: JobOperations): Move {
  return {
    name: 'shift-job',
    apply: (context) => {
      const { problem, sequence, random } = context;
      const pressing = random.unit() < 0.7 ? pressingJob(context) : -1;
      const j = pressing >= 0 ? pressing : random.below(problem.jobs.count);
      const members = operationsOf.member.slice(operationsOf.start[j]!, operationsOf.start[j + 1]!);
      if (members.length === 0) return false;
      const by = 1 + random.below(Math.max(2, Math.min(sequence.length >> 1, 20 * Math.ceil(sequence.length / problem.jobs.count))));
      const byPosition = [...members].sort((a, b) => sequence.position[a]! - sequence.position[b]!);
      // A tail of the job only, now and then: its first operations may stand well.
      const skip = random.unit() < 0.5 ? random.below(byPosition.length) : 0;
      if (pressing >= 0) {
        for (const o of byPosition.slice(skip)) sequence.pullForward(o, Math.max(0, sequence.position[o]! - by));
      } else {
        for (const o of byPosition.slice(skip).reverse()) sequence.pushBack(o, Math.min(sequence.length - 1, sequence.position[o]! + by));
      }
      return true;
    },
  };
}
