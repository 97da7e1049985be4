// Indices come from the problem's own tables, hence the non-null assertions.
import type { ObjectivePart, Problem } from '../problem/problem.ts';
import { MachineKind, NONE } from '../problem/problem.ts';
import { jacksonBound } from './jackson.ts';

/**
 * A number no valid schedule without lag excess can undercut on level 1 (SPEC B2): each part of the level bounded by itself and added up.
 * Calendars, pools, changeovers and stocks are ignored, which can only make it smaller. Cost O(N log N + arcs).
 */
export function lowerBound(problem: Problem): number {
  const level = problem.objective.levels[0] ?? [];
  if (level.length === 0) return 0;
  const ends = earliestEnds(problem);
  const parts = partBounds(problem, ends);
  return level.reduce(
    (sum, { part, weight }) => sum + weight * (part === 'makespan' ? makespanBound(problem, ends) : (parts[part] ?? 0)),
    0,
  );
}

/** Heads, shortest durations and tails of operations, in ticks, from the precedence alone. */
interface Ends {
  readonly head: Float64Array;
  readonly duration: Float64Array;
  /** Least time from the end of an operation to the end of everything after it. */
  readonly tail: Float64Array;
}

function earliestEnds(problem: Problem): Ends {
  const { operations, modes, arcs } = problem;
  const n = operations.count;
  const duration = new Float64Array(n);
  const head = new Float64Array(n);
  const tail = new Float64Array(n);
  for (let o = 0; o < n; o++) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) least = Math.min(least, modes.duration[k]!);
    duration[o] = least;
    head[o] = Math.max(operations.release[o]!, operations.fixedStart[o]!, 0);
  }
  const order = precedenceOrder(problem);
  for (const o of order) {
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const arc = arcs.outArc[i]!;
      const to = arcs.to[arc]!;
      const through = arcs.share[arc]! < 1 ? Math.ceil(arcs.share[arc]! * duration[o]!) : duration[o]!;
      head[to] = Math.max(head[to]!, head[o]! + through + arcs.minLag[arc]!);
    }
  }
  for (let at = n - 1; at >= 0; at--) {
    const o = order[at]!;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const arc = arcs.outArc[i]!;
      const to = arcs.to[arc]!;
      const after = arcs.share[arc]! < 1 ? Math.ceil(arcs.closing[arc]! * duration[to]!) : duration[to]!;
      tail[o] = Math.max(tail[o]!, arcs.minLag[arc]! + after + tail[to]!);
    }
  }
  return { head, duration, tail };
}

function precedenceOrder({ operations, arcs }: Problem): Int32Array {
  const n = operations.count;
  const open = new Int32Array(n);
  const order = new Int32Array(n);
  let filled = 0;
  for (let o = 0; o < n; o++) {
    open[o] = arcs.inStart[o + 1]! - arcs.inStart[o]!;
    if (open[o] === 0) order[filled++] = o;
  }
  for (let at = 0; at < filled; at++) {
    const o = order[at]!;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const to = arcs.to[arcs.outArc[i]!]!;
      if (--open[to]! === 0) order[filled++] = to;
    }
  }
  return order;
}

/** Longest path, one-machine relaxations, and the load of every set of machines that shares operations. */
function makespanBound(problem: Problem, { head, duration, tail }: Ends): number {
  const { operations, modes, machines } = problem;
  let bound = 0;
  const confined = new Map<string, { machines: readonly number[]; operations: number[] }>();
  for (let o = 0; o < operations.count; o++) {
    bound = Math.max(bound, head[o]! + duration[o]! + tail[o]!);
    const eligible: number[] = [];
    let unary = true;
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
      const machine = modes.machine[k]!;
      if (machines.kind[machine] !== MachineKind.SINGLE) unary = false;
      if (!eligible.includes(machine)) eligible.push(machine);
    }
    if (!unary) continue;
    eligible.sort((a, b) => a - b);
    const key = eligible.join(',');
    const set = confined.get(key);
    if (set === undefined) confined.set(key, { machines: eligible, operations: [o] });
    else set.operations.push(o);
  }
  for (const set of confined.values()) {
    bound = Math.max(
      bound,
      set.machines.length === 1
        ? jacksonBound(set.operations, head, duration, tail)
        : loadBound(set.operations, set.machines.length, head, duration, tail),
    );
  }
  return Math.max(bound, unionBound([...confined.values()], head, duration, tail));
}

/** ⌈(Σ p + the |S| smallest heads + the |S| smallest tails) / |S|⌉, for sets larger than the number of machines. */
function loadBound(
  operations: readonly number[],
  machines: number,
  head: Float64Array,
  duration: Float64Array,
  tail: Float64Array,
): number {
  if (operations.length < machines) return 0;
  const smallest = (values: Float64Array): number =>
    operations
      .map((o) => values[o]!)
      .sort((a, b) => a - b)
      .slice(0, machines)
      .reduce((sum, value) => sum + value, 0);
  const work = operations.reduce((sum, o) => sum + duration[o]!, 0);
  return Math.ceil((work + smallest(head) + smallest(tail)) / machines - 1e-9);
}

/** More sets than this are not combined. */
const MOST_SETS = 60;

/** The same for unions: all operations confined to the machines of one set together with another. */
function unionBound(
  sets: readonly { machines: readonly number[]; operations: readonly number[] }[],
  head: Float64Array,
  duration: Float64Array,
  tail: Float64Array,
): number {
  // Where every operation has one machine the one-machine bounds say more than any union.
  if (sets.length > MOST_SETS || sets.every((set) => set.machines.length === 1)) return 0;
  let bound = 0;
  const unions = new Set<string>();
  for (const first of sets) {
    for (const second of sets) {
      const union = [...new Set([...first.machines, ...second.machines])].sort((a, b) => a - b);
      const key = union.join(',');
      if (unions.has(key) || union.length < 2) continue;
      unions.add(key);
      const inside = sets.filter((set) => set.machines.every((machine) => union.includes(machine))).flatMap((set) => set.operations);
      bound = Math.max(bound, loadBound(inside, union.length, head, duration, tail));
    }
  }
  return bound;
}

/** Bounds of the parts that add up over jobs or operations. Parts not named have the bound 0. */
function partBounds(problem: Problem, { head, duration }: Ends): Partial<Record<ObjectivePart, number>> {
  const { jobs, operations, modes, machines } = problem;
  const completion = new Float64Array(jobs.count);
  let cost = 0;
  let carbon = 0;
  let setupTime = 0;
  for (let o = 0; o < operations.count; o++) {
    const job = operations.job[o]!;
    completion[job] = Math.max(completion[job]!, head[o]! + duration[o]!);
    let leastCost = Number.POSITIVE_INFINITY;
    let leastCarbon = Number.POSITIVE_INFINITY;
    let leastSetup = Number.POSITIVE_INFINITY;
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
      leastCost = Math.min(leastCost, modes.cost[k]!);
      leastCarbon = Math.min(leastCarbon, modes.carbon[k]!);
      // Members of a batch share one setup.
      leastSetup = Math.min(leastSetup, machines.kind[modes.machine[k]!] === MachineKind.BATCH ? 0 : modes.setup[k]!);
    }
    cost += leastCost;
    carbon += leastCarbon;
    if (operations.alreadySetUp[o] !== 1) setupTime += leastSetup;
  }
  let weightedTardiness = 0;
  let lateJobs = 0;
  let flowTime = 0;
  completion.forEach((end, job) => {
    const due = jobs.due[job]!;
    if (due !== NONE && end > due) {
      weightedTardiness += jobs.weight[job]! * (end - due);
      lateJobs++;
    }
    flowTime += end - jobs.release[job]!;
  });
  return { weightedTardiness, lateJobs, flowTime, cost, carbon, setupTime };
}
