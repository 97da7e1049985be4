import type { InstanceRow } from './history.ts';

/** How one solver does in one group. */
export interface GroupSummary {
  readonly group: string;
  readonly solver: string;
  readonly runs: number;
  /** Runs without any schedule at the end. */
  readonly failed: number;
  /** [mark] mean gap in % at that second, over the runs that have a schedule then; undefined where none has. */
  readonly gaps: readonly (number | undefined)[];
  readonly worst: number | undefined;
  readonly proven: number;
}

/** What gaps are counted from: the best-known value, or the best of these runs where none is published or they beat it. */
export function references(rows: readonly InstanceRow[]): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const { instance, known, value } of rows)
    best.set(instance, Math.min(best.get(instance) ?? Infinity, known ?? Infinity, value ?? Infinity));
  return best;
}

/** The value a run had at a second; undefined before its first schedule. */
export function valueOf(row: InstanceRow, second: number): number | undefined {
  return row.value === null ? undefined : row.trace.findLast(([at]) => at <= second)?.[1];
}

/** Sums where the objective may be 0 (a relative gap would mean nothing), else the mean of relative gaps. In %. */
export function gapAt(rows: readonly InstanceRow[], best: ReadonlyMap<string, number>, second: number): number | undefined {
  const pairs = rows.flatMap((row) => {
    const value = valueOf(row, second);
    return value === undefined ? [] : [[value, best.get(row.instance) ?? value] as const];
  });
  if (pairs.length === 0) return undefined;
  if (rows.some(({ objective }) => objective !== 'makespan')) {
    const [found, goal] = [0, 1].map((i) => pairs.reduce((sum, pair) => sum + (pair[i] ?? 0), 0));
    return 100 * ((found ?? 0) / Math.max(1, goal ?? 1) - ((goal ?? 0) > 0 ? 1 : 0));
  }
  return pairs.reduce((sum, [value, goal]) => sum + 100 * (value / goal - 1), 0) / pairs.length;
}

/** One row per group and solver, in the order they appear. */
export function summarise(rows: readonly InstanceRow[], marks: readonly number[]): GroupSummary[] {
  const best = references(rows);
  const groups = [...new Set(rows.flatMap((row) => row.groups))];
  const solvers = [...new Set(rows.map((row) => row.solver))];
  return groups.flatMap((group) =>
    solvers.flatMap((solver) => {
      const own = rows.filter((row) => row.solver === solver && row.groups.includes(group));
      if (own.length === 0) return [];
      const gaps = own.map((row) => gapAt([row], best, Infinity)).filter((gap) => gap !== undefined);
      return {
        group,
        solver,
        runs: own.length,
        failed: own.filter((row) => row.value === null).length,
        gaps: marks.map((mark) => gapAt(own, best, mark)),
        worst: gaps.length === 0 ? undefined : Math.max(...gaps),
        proven: own.filter((row) => row.value !== null && row.bound >= row.value - 1e-6).length,
      };
    }),
  );
}

/**
 * Instances on which a solver is better, equal, worse than a peer at a second, by the mean over seeds; no schedule is worst. A peer may
 * have run in several configurations: on each instance the best of those that ran there is what it is compared with.
 */
export function duel(rows: readonly InstanceRow[], solver: string, peer: readonly string[], at: number): readonly [number, number, number] {
  const count: [number, number, number] = [0, 0, 0];
  for (const instance of new Set(rows.map((row) => row.instance))) {
    const own = rows.filter((row) => row.instance === instance);
    const [value, other] = [[solver], peer].map((names) => Math.min(...names.flatMap((name) => meanAt(own, name, at))));
    const ran = [[solver], peer].every((names) => own.some((row) => names.includes(row.solver)));
    if (!ran || value === undefined || other === undefined) continue;
    const place = value === other || Math.abs(value - other) <= 1e-9 ? 1 : value < other ? 0 : 2;
    count[place]++;
  }
  return count;
}

/** Empty where the solver did not run; infinite where it had no schedule with one of the seeds. */
function meanAt(rows: readonly InstanceRow[], solver: string, at: number): number[] {
  const own = rows.filter((row) => row.solver === solver);
  return own.length === 0 ? [] : [own.reduce((sum, row) => sum + (valueOf(row, at) ?? Infinity), 0) / own.length];
}
