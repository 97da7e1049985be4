// Indices run over a problem's own columns, hence the non-null assertions.
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';

/** The plan of a job shop as every caller knows it, by the end of each operation. With one mode each, modes are numbered as operations are. */
export function scheduleOfEnds({ operations, modes }: Problem, ends: Int32Array): Schedule {
  const n = operations.count;
  const end = ends.slice(0, n);
  const start = new Int32Array(n);
  for (let o = 0; o < n; o++) start[o] = end[o]! - modes.duration[o]!;
  return { mode: operations.modeStart.slice(0, n), setupStart: start.slice(), start, end };
}
