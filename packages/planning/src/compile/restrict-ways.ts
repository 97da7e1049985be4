import { restrictModes } from '@midstream/engine';
import type { CompiledFactory } from './compile-factory.ts';
import type { AllowedWay } from './plannable.ts';

/** The same as compiling with `allow`, without compiling again: steps keep only the ways that are wished, or all where none is. */
export function restrictWays(compiled: CompiledFactory, allow: AllowedWay): CompiledFactory {
  const { problem, meanings, steps } = compiled;
  const { modeStart } = problem.operations;
  const keep = new Uint8Array(problem.modes.count);
  steps.forEach((step, o) => {
    const from = modeStart[o] ?? 0;
    const to = modeStart[o + 1] ?? 0;
    let kept = 0;
    for (let mode = from; mode < to; mode++) {
      const meaning = meanings[mode];
      if (meaning === undefined || !allow(step, meaning)) continue;
      keep[mode] = 1;
      kept++;
    }
    if (kept === 0) keep.fill(1, from, to);
  });
  if (!keep.includes(0)) return compiled;
  return { ...compiled, problem: restrictModes(problem, keep), meanings: meanings.filter((_, mode) => keep[mode] === 1) };
}
