import type { Schedule } from '@midstream/engine';
import type { Plan } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { CompiledFactory } from '../compile/compile-factory.ts';
import { tickFrom } from '../compile/time-axis.ts';

/**
 * A published plan as a start for the search: machines and sequences are kept, times are only a wish. Operations the plan does not
 * know are put where the earliest start of their order lets them in. Undefined when nothing of it is left.
 */
export function publishedWarmStart(compiled: CompiledFactory, published: Plan): Schedule | undefined {
  const { problem, axis, steps, meanings } = compiled;
  const before = new Map(published.operations.map((operation) => [operation.id, operation]));
  const n = problem.operations.count;
  const mode = new Int32Array(n);
  const start = new Int32Array(n);
  let known = 0;
  steps.forEach((step, o) => {
    const from = problem.operations.modeStart[o] ?? 0;
    const to = problem.operations.modeStart[o + 1] ?? 0;
    const published = before.get(step.id);
    mode[o] = from;
    start[o] = problem.operations.release[o] ?? 0;
    if (published === undefined) return;
    known++;
    const overtime = published.overtimeMinutes > 0;
    const same = range(from, to).filter((each) => meanings[each]?.machine === published.machine);
    mode[o] = same.find((each) => meanings[each]?.overtime === overtime) ?? same[0] ?? from;
    const instant = instantOf(published.start, compiled.factory.timeZone, 'start');
    start[o] = instant === undefined ? 0 : Math.max(0, tickFrom(axis, instant));
  });
  if (known === 0) return undefined;
  const end = start.map((at, o) => at + (problem.modes.duration[mode[o] ?? 0] ?? 0));
  return { mode, setupStart: start.slice(), start, end };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
