import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R14: at no instant are more jobs at a machine than it has places. */
export function checkPlaces(reading: Reading): Violation[] {
  const { problem } = reading;
  const stays: { from: number; to: number; operation: number }[][] = Array.from({ length: problem.machines.count }, () => []);
  for (let o = 0; o < problem.operations.count; o++) {
    const from = reading.schedule.start[o] ?? 0;
    stays[reading.machineOf(o)]?.push({ from, to: leaves(reading, o), operation: o });
  }
  return stays.flatMap((here, machine) => {
    const places = problem.machines.places[machine] ?? 0;
    // A stay begins where the count grows, so it is enough to count there.
    const crowded = here.find(({ from }) => here.filter((stay) => stay.from <= from && from < stay.to).length > places);
    if (crowded === undefined) return [];
    const count = here.filter((stay) => stay.from <= crowded.from && crowded.from < stay.to).length;
    const detail = `${count} jobs are at machine ${machine}, which has ${places} places`;
    return [{ rule: 'R14', operations: [crowded.operation], at: crowded.from, detail } satisfies Violation];
  });
}

/** When the job of an operation leaves its machine: when its next operation starts, or else when the operation ends. */
function leaves({ problem, schedule }: Reading, o: number): number {
  const { arcs, operations } = problem;
  for (let arc = 0; arc < arcs.count; arc++) {
    const to = arcs.to[arc] ?? 0;
    if (arcs.from[arc] === o && operations.job[to] === operations.job[o]) return schedule.start[to] ?? 0;
  }
  return schedule.end[o] ?? 0;
}
