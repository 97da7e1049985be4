import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R3: the setup is worked in open hours and done before the run. */
export function checkSetups(reading: Reading): Violation[] {
  const violations: Violation[] = [];
  for (const group of reading.groups) {
    for (const o of group.members) {
      const add = (detail: string): number => violations.push({ rule: 'R3', operations: [o], at: group.setupStart, detail });
      const setupStart = reading.schedule.setupStart[o] ?? 0;
      if (group.setup === 0) {
        if (setupStart !== group.start) add(`has no setup but one is drawn from ${setupStart} to ${group.start}`);
        continue;
      }
      const hours = reading.setupHours(o);
      if (!hours.isOpen(setupStart)) add(`sets up at ${setupStart} while closed`);
      const done = hours.workEnd(setupStart, group.setup);
      if (done > group.start) add(`is set up at ${done}, after its start ${group.start}`);
      const isJoined = reading.problem.operations.joinedSetup[o] === 1;
      if (isJoined && done !== group.start) add(`is set up at ${done}, not right before its start ${group.start}`);
      if ((isJoined || reading.problem.operations.unbroken[o] === 1) && !hours.isUnbroken(setupStart, done))
        add(`its setup is interrupted between ${setupStart} and ${done}`);
    }
  }
  return violations;
}
