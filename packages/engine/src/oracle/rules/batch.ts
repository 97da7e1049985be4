import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R6: who may share a batch. That batches do not overlap is looked at with the machine. */
export function checkBatch(reading: Reading, machine: number, group: Reading['groups'][number]): Violation[] {
  const { problem, schedule } = reading;
  const violations: Violation[] = [];
  const add = (detail: string): number => violations.push({ rule: 'R6', operations: group.members, at: group.start, detail });
  const size = group.members.reduce((sum, o) => sum + (problem.operations.batchSize[o] ?? 0), 0);
  if (group.members.length > 1) {
    const same = (what: string, values: readonly (number | undefined)[]): void => {
      if (new Set(values).size > 1) add(`members differ in ${what}: ${values.join(', ')}`);
    };
    const mode = (o: number): number => schedule.mode[o] ?? 0;
    if (group.members.some((o) => (problem.operations.batchFamily[o] ?? -1) < 0)) add('an operation without a family runs with others');
    same(
      'family',
      group.members.map((o) => problem.operations.batchFamily[o]),
    );
    same(
      'state',
      group.members.map((o) => problem.modes.state[mode(o)]),
    );
    same(
      'setup start',
      group.members.map((o) => schedule.setupStart[o]),
    );
    same(
      'end',
      group.members.map((o) => schedule.end[o]),
    );
    same(
      'run calendar',
      group.members.map((o) => problem.modes.runCalendar[mode(o)]),
    );
    same(
      'setup calendar',
      group.members.map((o) => problem.modes.setupCalendar[mode(o)]),
    );
    if (size > (problem.machines.capacity[machine] ?? 0)) add(`size ${size} is above ${problem.machines.capacity[machine]}`);
  }
  return violations;
}
