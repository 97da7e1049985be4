import { MachineKind } from '../../problem/problem.ts';
import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';
import { checkBatch } from './batch.ts';

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
