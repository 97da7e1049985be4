import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Violation } from '../violation.ts';

/** R1: each operation has one of its own modes, and its times are whole ticks from 0. */
export function checkModes(problem: Problem, schedule: Schedule): Violation[] {
  const violations: Violation[] = [];
  for (let o = 0; o < problem.operations.count; o++) {
    const mode = schedule.mode[o] ?? -1;
    const from = problem.operations.modeStart[o] ?? 0;
    const to = problem.operations.modeStart[o + 1] ?? 0;
    if (mode < from || mode >= to)
      violations.push({ rule: 'R1', operations: [o], detail: `mode ${mode} is not one of ${from} … ${to - 1}` });
    const times = [schedule.setupStart[o] ?? -1, schedule.start[o] ?? -1, schedule.end[o] ?? -1];
    if (times.some((time) => time < 0))
      violations.push({ rule: 'R1', operations: [o], detail: `times ${times.join(', ')} are not all set` });
  }
  return violations;
}
