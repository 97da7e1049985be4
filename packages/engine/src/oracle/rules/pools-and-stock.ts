import { Phase } from '../../problem/problem.ts';
import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

interface Edge {
  readonly at: number;
  readonly change: number;
  readonly operation: number;
}

/** R7: at no instant do needs exceed a pool's capacity. */
export function checkPools(reading: Reading): Violation[] {
  const { problem } = reading;
  const edges: Edge[][] = problem.pools.map(() => []);
  for (const group of reading.groups) {
    // Within a batch the need of a pool and phase counts once, as the largest.
    const needs = new Map<string, { pool: number; phase: number; amount: number; operation: number }>();
    for (const o of group.members) {
      const mode = reading.schedule.mode[o] ?? 0;
      for (let i = problem.modes.needStart[mode] ?? 0; i < (problem.modes.needStart[mode + 1] ?? 0); i++) {
        const pool = problem.modes.needPool[i] ?? 0;
        const phase = problem.modes.needPhase[i] ?? 0;
        const amount = problem.modes.needAmount[i] ?? 0;
        // The same operation may need a pool twice in one phase; that adds up.
        const key = `${pool}|${phase}|${group.members.length > 1 ? '' : i}`;
        if ((needs.get(key)?.amount ?? -1) < amount) needs.set(key, { pool, phase, amount, operation: o });
      }
    }
    for (const need of needs.values()) {
      const holds = problem.pools[need.pool]?.holds ?? 'span';
      for (const span of heldSpans(reading, group, need.operation, need.phase, holds)) {
        edges[need.pool]?.push(
          { at: span.start, change: need.amount, operation: need.operation },
          { at: span.end, change: -need.amount, operation: need.operation },
        );
      }
    }
  }
  return problem.pools.flatMap((pool, index) => {
    const steps = [...pool.capacity.at].map((at, i) => ({ at, capacity: pool.capacity.value[i] ?? 0 }));
    const all = [...(edges[index] ?? [])].sort((a, b) => a.at - b.at || a.change - b.change);
    const times = [...new Set([...all.map((edge) => edge.at), ...steps.map((step) => step.at)])].sort((a, b) => a - b);
    let used = 0;
    let next = 0;
    let step = 0;
    let capacity = 0;
    for (const at of times) {
      for (; step < steps.length && (steps[step]?.at ?? 0) <= at; step++) capacity = steps[step]?.capacity ?? 0;
      let last = -1;
      for (; next < all.length && all[next]?.at === at; next++) {
        used += all[next]?.change ?? 0;
        if ((all[next]?.change ?? 0) > 0) last = all[next]?.operation ?? -1;
      }
      if (used > capacity)
        return [
          {
            rule: 'R7',
            operations: last < 0 ? [] : [last],
            at,
            detail: `pool ${index}: ${used} needed, ${capacity} there`,
          } satisfies Violation,
        ];
    }
    return [];
  });
}

function heldSpans(
  reading: Reading,
  group: Reading['groups'][number],
  o: number,
  phase: number,
  holds: 'span' | 'worked',
): { start: number; end: number }[] {
  const setupEnd = group.setup === 0 ? group.setupStart : reading.setupHours(o).workEnd(group.setupStart, group.setup);
  const setup = group.setup === 0 ? [] : reading.setupHours(o).within(group.setupStart, setupEnd);
  const run = reading.runHours(o).within(group.start, group.end);
  const spans =
    holds === 'worked'
      ? [...(phase === Phase.RUN ? [] : setup), ...(phase === Phase.SETUP ? [] : run)]
      : phase === Phase.SETUP
        ? [{ start: group.setupStart, end: setupEnd }]
        : phase === Phase.RUN
          ? [{ start: group.start, end: group.end }]
          : [{ start: group.setupStart, end: group.end }];
  return spans.filter((span) => span.start < span.end);
}

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
