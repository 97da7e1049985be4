import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R10: no stock falls below zero before it becomes unlimited. */
export function checkReservoirs(reading: Reading): Violation[] {
  const { problem, schedule } = reading;
  const { operations } = problem;
  const flows: { at: number; change: number; operation: number }[][] = problem.reservoirs.map((reservoir) =>
    [...reservoir.receiptAt].map((at, i) => ({ at, change: reservoir.receiptQuantity[i] ?? 0, operation: -1 })),
  );
  for (let o = 0; o < operations.count; o++) {
    for (let i = operations.flowStart[o] ?? 0; i < (operations.flowStart[o + 1] ?? 0); i++) {
      const change = operations.flowQuantity[i] ?? 0;
      flows[operations.flowReservoir[i] ?? 0]?.push({ at: (change < 0 ? schedule.start[o] : schedule.end[o]) ?? 0, change, operation: o });
    }
  }
  return problem.reservoirs.flatMap((reservoir, index) => {
    // All that happens at one instant counts together, so what comes in goes first.
    const ordered = (flows[index] ?? []).sort((a, b) => a.at - b.at || b.change - a.change);
    let level = reservoir.initial;
    if (level < 0) return [{ rule: 'R10', operations: [], at: 0, detail: `reservoir ${index} starts at ${level}` } satisfies Violation];
    for (const flow of ordered) {
      if (flow.at >= reservoir.unlimitedFrom) break;
      level += flow.change;
      if (level < 0)
        return [
          { rule: 'R10', operations: [flow.operation], at: flow.at, detail: `reservoir ${index} falls to ${level}` } satisfies Violation,
        ];
    }
    return [];
  });
}
