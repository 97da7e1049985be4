// Non-null assertions index arrays sized by the problem.
import type { Move } from './move.ts';

/** Moves an operation drawn at random past one or more neighbours on its machine, or some way along the list where it has none. */
export const shiftOperation: Move = {
  name: 'shift-operation',
  apply: ({ incumbent, sequence, random }) => {
    const o = sequence.list[random.below(sequence.length)]!;
    const forward = random.unit() < 0.5;
    const neighbour = forward ? incumbent.machineBefore : incumbent.machineAfter;
    let target = neighbour[o]!;
    while (target >= 0 && random.unit() < 0.5 && neighbour[target]! >= 0) target = neighbour[target]!;
    const away = 1 + random.below(1 + Math.min(60, sequence.length >> 2));
    const at = sequence.position[o]!;
    const to = target >= 0 ? sequence.position[target]! : forward ? Math.max(0, at - away) : Math.min(sequence.length - 1, at + away);
    if (to === at) return false;
    if (forward) sequence.pullForward(o, to);
    else sequence.pushBack(o, to);
    return true;
  },
};
