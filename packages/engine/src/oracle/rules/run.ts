import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R2: the run starts when released and open, works its duration, and is not broken where it may not be. */
export function checkRuns(reading: Reading): Violation[] {
  const { problem, schedule } = reading;
  const violations: Violation[] = [];
  for (let o = 0; o < problem.operations.count; o++) {
    const start = schedule.start[o] ?? 0;
    const end = schedule.end[o] ?? 0;
    const hours = reading.runHours(o);
    const duration = reading.groupOf[o]?.duration ?? 0;
    const add = (detail: string): number => violations.push({ rule: 'R2', operations: [o], at: start, detail });
    if (start < (problem.operations.release[o] ?? 0)) add(`starts at ${start} before its release ${problem.operations.release[o]}`);
    if (duration > 0 && !hours.isOpen(start)) add(`starts at ${start} while closed`);
    const expected = hours.workEnd(start, duration);
    if (end !== expected) add(`ends at ${end}, not at ${expected}`);
    if (problem.operations.unbroken[o] === 1 && !hours.isUnbroken(start, end)) add(`is interrupted between ${start} and ${end}`);
  }
  return violations;
}
