import type { ParsedInstance } from '@midstream/engine';

/** An instance's problem in plain columns, as `peers/cp_sat.py` reads it. @throws Error for what no benchmark format has. */
export function problemAsJson({ problem, objective }: ParsedInstance): string {
  const { jobs, operations, modes, arcs, machines, features } = problem;
  const foreign = [features.batches, features.lags, features.maxLags, features.setups && modes.setup.some((ticks) => ticks > 0)];
  if (foreign.includes(true)) throw new Error('the problem has batches, lags or setups of its own, which the peers do not model');
  return JSON.stringify({
    objective,
    ...plain({ due: jobs.due, weight: jobs.weight }),
    ...plain(operations, ['job', 'release', 'modeStart', 'fixedStart', 'joinedSetup', 'flowStart', 'flowReservoir', 'flowQuantity']),
    ...plain(modes, ['machine', 'duration', 'state', 'runCalendar', 'site', 'needStart', 'needPool', 'needAmount', 'needFrom', 'needTo']),
    ...plain(arcs, ['from', 'to', 'share', 'closing', 'carries']),
    ...plain(machines, ['kind', 'capacity', 'changeover', 'initialState', 'line', 'places']),
    // Per arc with a share, what must be done of each of the predecessor's modes.
    sent: Array.from(arcs.share, (share, arc) => (share < 1 ? sentTicks(problem, arc, share) : [])),
    calendars: problem.calendars.map(({ start, end, tailFrom }) => ({ ...plain({ start, end }), tailFrom })),
    changeovers: problem.changeovers.map(({ states, time }) => ({ states, ...plain({ time }) })),
    pools: problem.pools.map(({ capacity }) => capacity.value[0]),
    reservoirs: problem.reservoirs.map(({ initial }) => initial),
    sites: problem.transport?.sites ?? 0,
  });
}

function sentTicks({ arcs, operations, modes }: ParsedInstance['problem'], arc: number, share: number): number[] {
  const from = arcs.from[arc] ?? 0;
  return [...modes.duration.subarray(operations.modeStart[from], operations.modeStart[from + 1])].map((work) => Math.ceil(share * work));
}

type Column = Int32Array | Uint8Array | Float64Array;

/** The named columns (or all) as lists of numbers. */
function plain<T extends object>(table: T, names = Object.keys(table)): Record<string, number[]> {
  const columns = table as Record<string, Column>;
  return Object.fromEntries(names.map((name) => [name, [...(columns[name] ?? [])]]));
}
