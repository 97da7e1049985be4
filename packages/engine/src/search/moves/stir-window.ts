// Non-null assertions index arrays sized by the problem.
import type { Move } from './move.ts';

/** Sorts a stretch of the list anew by disturbed positions; with `freeModes` the decoder also chooses the modes anew. */
export function stirWindow(operations: number, freeModes: boolean): Move {
  const key = new Float64Array(operations);
  return {
    name: freeModes ? 'stir-window-and-modes' : 'stir-window',
    apply: ({ sequence, random, derived }) => {
      const length = Math.min(sequence.length, 4 + random.below(Math.max(2, Math.min(40, sequence.length >> 1))));
      const from = random.below(sequence.length - length + 1);
      const strength = length * (0.05 + 0.4 * random.unit() * random.unit());
      for (let i = from; i < from + length; i++) {
        const o = sequence.list[i]!;
        key[o] = i + (random.unit() - 0.5) * 2 * strength;
        if (freeModes && derived.usableStart[o + 1]! - derived.usableStart[o]! > 1) sequence.setGene(o, -1);
      }
      sequence.reorder(from, from + length, key);
      return true;
    },
  };
}
