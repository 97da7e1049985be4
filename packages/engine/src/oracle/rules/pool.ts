import type { Pool } from '../../problem/problem.ts';
import { NONE, Phase } from '../../problem/problem.ts';
import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

type Group = Reading['groups'][number];

/** From this instant on, a group takes so much more (or, where negative, gives it back). */
interface Edge {
  readonly at: number;
  readonly change: number;
  readonly operation: number;
}

/** R7: at no instant do needs exceed a pool's capacity. */
export function checkPools(reading: Reading): Violation[] {
  const edges: Edge[][] = reading.problem.pools.map(() => []);
  for (const group of reading.groups) {
    for (const need of needsOf(reading, group)) {
      const holds = reading.problem.pools[need.pool]?.holds ?? 'span';
      const operation = group.members[0] ?? 0;
      for (const { start, end } of heldSpans(reading, group, need, holds))
        edges[need.pool]?.push({ at: start, change: need.amount, operation }, { at: end, change: -need.amount, operation });
    }
  }
  return reading.problem.pools.flatMap((pool, index) => firstExcess(pool, index, edges[index] ?? []));
}

interface Need {
  readonly pool: number;
  readonly phase: number;
  readonly from: number;
  readonly to: number;
  amount: number;
}

/** What a group needs per pool and phase: within an operation needs add up, within a batch the largest member's counts. */
function needsOf(reading: Reading, group: Group): Need[] {
  const largest = new Map<string, Need>();
  for (const o of group.members) {
    const own = new Map<string, Need>();
    const { modes } = reading.problem;
    const mode = reading.schedule.mode[o] ?? 0;
    for (let i = modes.needStart[mode] ?? 0; i < (modes.needStart[mode + 1] ?? 0); i++) {
      const pool = modes.needPool[i] ?? 0;
      const phase = modes.needPhase[i] ?? 0;
      const from = modes.needFrom[i] ?? 0;
      const to = modes.needTo[i] ?? NONE;
      const key = [pool, phase, from, to].join('|');
      const sum = own.get(key)?.amount ?? 0;
      own.set(key, { pool, phase, from, to, amount: sum + (modes.needAmount[i] ?? 0) });
    }
    for (const [key, need] of own) if ((largest.get(key)?.amount ?? -1) < need.amount) largest.set(key, need);
  }
  return [...largest.values()];
}

/** When a group holds a need. The members of a batch share their calendars (R6). */
function heldSpans(reading: Reading, group: Group, need: Need, holds: 'span' | 'worked'): { start: number; end: number }[] {
  const o = group.members[0] ?? 0;
  const { phase } = need;
  if (need.from > 0 || need.to < group.duration) {
    const start = reading.runHours(o).workEnd(group.start, need.from);
    const end = Math.min(group.end, reading.runHours(o).workEnd(group.start, need.to));
    if (holds === 'worked') return reading.runHours(o).within(start, end);
    return start < end ? [{ start, end }] : [];
  }
  const setupEnd = group.setup === 0 ? group.setupStart : reading.setupHours(o).workEnd(group.setupStart, group.setup);
  if (holds === 'worked') {
    const setup = phase === Phase.RUN ? [] : reading.setupHours(o).within(group.setupStart, setupEnd);
    const run = phase === Phase.SETUP ? [] : reading.runHours(o).within(group.start, group.end);
    return [...setup, ...run];
  }
  const start = phase === Phase.RUN ? group.start : group.setupStart;
  const end = phase === Phase.SETUP ? setupEnd : group.end;
  return start < end ? [{ start, end }] : [];
}

/** Sums the edges up in the order of time, those at one instant together, and reports the first excess. */
function firstExcess(pool: Pool, index: number, edges: readonly Edge[]): Violation[] {
  const { at: steps, value } = pool.capacity;
  const ordered = [...edges, ...[...steps].map((at): Edge => ({ at, change: 0, operation: -1 }))].sort((a, b) => a.at - b.at);
  let used = 0;
  let step = 0;
  let latest = -1;
  for (const [i, edge] of ordered.entries()) {
    used += edge.change;
    if (edge.change > 0) latest = edge.operation;
    if (ordered[i + 1]?.at === edge.at) continue;
    while (step + 1 < steps.length && (steps[step + 1] ?? 0) <= edge.at) step++;
    const capacity = value[step] ?? 0;
    if (used > capacity)
      return [
        { rule: 'R7', operations: latest < 0 ? [] : [latest], at: edge.at, detail: `pool ${index}: ${used} needed, ${capacity} there` },
      ];
  }
  return [];
}
