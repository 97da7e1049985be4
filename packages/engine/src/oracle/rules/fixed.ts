import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R12: what is fixed starts when it must. */
export function checkFixed(reading: Reading): Violation[] {
  const { operations } = reading.problem;
  const violations: Violation[] = [];
  for (let o = 0; o < operations.count; o++) {
    const fixed = operations.fixedStart[o] ?? -1;
    if (fixed >= 0 && reading.schedule.start[o] !== fixed)
      violations.push({
        rule: 'R12',
        operations: [o],
        at: fixed,
        detail: `is fixed at ${fixed} but starts at ${reading.schedule.start[o]}`,
      });
  }
  return violations;
}
