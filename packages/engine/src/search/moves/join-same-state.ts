// Non-null assertions index arrays sized by the problem.
import type { Move } from './move.ts';

const FAR = 60;

/** Brings an operation that needed a changeover, or is alone in its batch, next to one on its machine with the same state. */
export const joinSameState: Move = {
  name: 'join-same-state',
  apply: ({ problem, incumbent, sequence, random }) => {
    const { modes, operations } = problem;
    const n = sequence.length;
    const at = random.below(n);
    for (let i = 0; i < 40; i++) {
      const o = sequence.list[(at + i) % n]!;
      const family = operations.batchFamily[o]!;
      if (incumbent.setupLength[o] === 0 && family < 0) continue;
      const state = modes.state[incumbent.mode[o]!]!;
      const forward = random.unit() < 0.5;
      const neighbour = forward ? incumbent.machineBefore : incumbent.machineAfter;
      let p = neighbour[o]!;
      let skip = random.below(3);
      for (let j = 0; j < FAR && p >= 0; j++, p = neighbour[p]!) {
        if (modes.state[incumbent.mode[p]!] !== state || operations.batchFamily[p] !== family || skip-- > 0) continue;
        if (sequence.position[p]! < 0) break;
        // Whichever end of the pair moves, the other stays where it is.
        if (forward) {
          if (random.unit() < 0.6) sequence.pullForward(o, sequence.position[p]! + 1);
          else sequence.pushBack(p, Math.max(0, sequence.position[o]! - 1));
        } else if (random.unit() < 0.6) sequence.pullForward(p, sequence.position[o]! + 1);
        else sequence.pushBack(o, Math.max(0, sequence.position[p]! - 1));
        return true;
      }
    }
    return false;
  },
};
