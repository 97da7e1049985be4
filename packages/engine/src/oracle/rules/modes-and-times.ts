import { MachineKind } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Reading } from '../reading.ts';
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
      if (reading.problem.operations.unbroken[o] === 1 && !hours.isUnbroken(setupStart, done))
        add(`its setup is interrupted between ${setupStart} and ${done}`);
    }
  }
  return violations;
}

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

/** R4, R5, R6: what a machine can hold at once. */
export function checkMachines(reading: Reading): Violation[] {
  const violations: Violation[] = [];
  const byMachine: (typeof reading.groups)[number][][] = Array.from({ length: reading.problem.machines.count }, () => []);
  for (const group of reading.groups) byMachine[group.machine]?.push(group);
  byMachine.forEach((groups, machine) => {
    const kind = reading.problem.machines.kind[machine];
    if (kind === MachineKind.PARALLEL) violations.push(...checkParallel(reading, machine, groups));
    else {
      violations.push(...checkDisjoint(kind === MachineKind.BATCH ? 'R6' : 'R4', groups));
      if (kind === MachineKind.BATCH) for (const group of groups) violations.push(...checkBatch(reading, machine, group));
    }
  });
  return violations;
}

type Groups = Reading['groups'];

function checkDisjoint(rule: 'R4' | 'R6', groups: Groups): Violation[] {
  const violations: Violation[] = [];
  const ordered = [...groups].sort((a, b) => a.setupStart - b.setupStart || a.end - b.end);
  let widest: Groups[number] | undefined;
  for (const group of ordered) {
    if (widest !== undefined && group.setupStart < widest.end && widest.setupStart < group.end) {
      violations.push({
        rule,
        operations: [widest.members[0] ?? 0, group.members[0] ?? 0],
        at: group.setupStart,
        detail: `[${widest.setupStart}, ${widest.end}) and [${group.setupStart}, ${group.end}) overlap`,
      });
    }
    // A zero-length occupation strictly inside another is caught above; at its edge it may touch.
    if (widest === undefined || group.end > widest.end) widest = group;
  }
  return violations;
}

function checkParallel(reading: Reading, machine: number, groups: Groups): Violation[] {
  const capacity = reading.problem.machines.capacity[machine] ?? 1;
  const edges = groups
    .filter((group) => group.setupStart < group.end)
    .flatMap((group) => [
      { at: group.setupStart, change: 1, group },
      { at: group.end, change: -1, group },
    ]);
  edges.sort((a, b) => a.at - b.at || a.change - b.change);
  let held = 0;
  for (const edge of edges) {
    held += edge.change;
    if (held > capacity)
      return [
        {
          rule: 'R5',
          operations: [edge.group.members[0] ?? 0],
          at: edge.at,
          detail: `${held} at once on machine ${machine}, which takes ${capacity}`,
        },
      ];
  }
  return [];
}

function checkBatch(reading: Reading, machine: number, group: Groups[number]): Violation[] {
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
