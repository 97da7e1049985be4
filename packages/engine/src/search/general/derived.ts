// Non-null assertions index the problem's own arrays, which assertProblem has checked.
import type { Problem } from '../../problem/problem.ts';
import { coupledGroups } from './coupled-groups.ts';
import type { CoupledGroups } from './coupled-groups.ts';

/** What the general kernel reads off a problem once. */
export interface Derived {
  /** Operations so that each comes after its predecessors. */
  readonly topological: Int32Array;
  /** [operation + 1] CSR into `usableMode`: the modes that can ever work out. */
  readonly usableStart: Int32Array;
  readonly usableMode: Int32Array;
  /** [operation] least work ticks of the run over its usable modes */
  readonly leastWork: Int32Array;
  /** [operation] ticks from its end to its job's completion that no schedule undercuts */
  readonly tail: Int32Array;
  /** [operation] earliest end that no schedule undercuts */
  readonly head: Int32Array;
  /** [operation] 1 = no successor in the same job: its end counts for the job's completion */
  readonly terminal: Uint8Array;
  /** Operations that maximum lags tie together; undefined without any */
  readonly coupled: CoupledGroups | undefined;
}

/** @throws Error when an operation has no mode that can ever work: a pool too small for ever, or no lane. */
export function derive(problem: Problem): Derived {
  const topological = topologicalOrder(problem);
  const usable = usableModes(problem, topological);
  const leastWork = Int32Array.from({ length: problem.operations.count }, (_, o) => {
    let least = Infinity;
    for (let i = usable.usableStart[o]!; i < usable.usableStart[o + 1]!; i++) {
      least = Math.min(least, problem.modes.duration[usable.usableMode[i]!]!);
    }
    return least;
  });
  const coupled = problem.features.maxLags ? coupledGroups(problem, topological) : undefined;
  return { topological, ...usable, leastWork, coupled, ...headsAndTails(problem, topological, leastWork) };
}

function topologicalOrder({ operations, arcs }: Problem): Int32Array {
  const open = new Int32Array(operations.count);
  for (const to of arcs.to) open[to] = open[to]! + 1;
  const order = new Int32Array(operations.count);
  let filled = 0;
  for (let o = 0; o < operations.count; o++) if (open[o] === 0) order[filled++] = o;
  for (let i = 0; i < filled; i++) {
    const o = order[i]!;
    for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
      const to = arcs.to[arcs.outArc[j]!]!;
      open[to] = open[to]! - 1;
      if (open[to] === 0) order[filled++] = to;
    }
  }
  return order;
}

function usableModes(problem: Problem, topological: Int32Array): { usableStart: Int32Array; usableMode: Int32Array } {
  const { operations, modes } = problem;
  const good = new Uint8Array(modes.count);
  for (let i = topological.length - 1; i >= 0; i--) {
    const o = topological[i]!;
    const first = operations.modeStart[o]!;
    const count = operations.modeStart[o + 1]! - first;
    const own = Array.from({ length: count }, (_, j) => first + j).filter((m) => reaches(problem, o, m, good));
    // A pool that is large enough for ever is preferred to one that only once was.
    const lasting = own.filter((m) => poolsSuffice(problem, m, true));
    const kept = lasting.length > 0 ? lasting : own.filter((m) => poolsSuffice(problem, m, false));
    if (kept.length === 0) {
      throw new Error(
        own.length === 0
          ? `operation ${o} has no mode from whose site a lane leads on`
          : `operation ${o} needs more of a pool than the pool ever has`,
      );
    }
    for (const m of kept) good[m] = 1;
  }
  const usableStart = new Int32Array(operations.count + 1);
  const usableMode: number[] = [];
  for (let o = 0; o < operations.count; o++) {
    for (let m = operations.modeStart[o]!; m < operations.modeStart[o + 1]!; m++) if (good[m] === 1) usableMode.push(m);
    usableStart[o + 1] = usableMode.length;
  }
  return { usableStart, usableMode: Int32Array.from(usableMode) };
}

/** Whether each carrying arc out of `o`, and its job's delivery, has a way from mode m's site (SPEC R11). */
function reaches({ operations, modes, arcs, jobs, transport }: Problem, o: number, m: number, good: Uint8Array): boolean {
  const site = modes.site[m]!;
  if (transport === undefined || site < 0) return true;
  const lane = (to: number): boolean => to < 0 || to === site || transport.lanes[site * transport.sites + to] !== undefined;
  let terminal = true;
  for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
    const arc = arcs.outArc[j]!;
    const to = arcs.to[arc]!;
    if (operations.job[to] === operations.job[o]) terminal = false;
    if (arcs.carries[arc] === 0) continue;
    let found = false;
    for (let n = operations.modeStart[to]!; n < operations.modeStart[to + 1]! && !found; n++) found = good[n] === 1 && lane(modes.site[n]!);
    if (!found) return false;
  }
  return !terminal || lane(jobs.deliverySite[operations.job[o]!]!);
}

function poolsSuffice({ modes, pools }: Problem, m: number, forEver: boolean): boolean {
  for (let i = modes.needStart[m]!; i < modes.needStart[m + 1]!; i++) {
    const { value } = pools[modes.needPool[i]!]!.capacity;
    const most = forEver ? value[value.length - 1]! : Math.max(...value);
    if (modes.needAmount[i]! > most) return false;
  }
  return true;
}

function headsAndTails(
  { operations, arcs }: Problem,
  topological: Int32Array,
  leastWork: Int32Array,
): { head: Int32Array; tail: Int32Array; terminal: Uint8Array } {
  const n = operations.count;
  const head = new Int32Array(n);
  const tail = new Int32Array(n);
  const terminal = new Uint8Array(n).fill(1);
  for (const o of topological) {
    let start = Math.max(operations.release[o]!, operations.fixedStart[o]!);
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      const from = arcs.from[arc]!;
      const whole = head[from]! - leastWork[from]!;
      start = Math.max(start, whole + Math.ceil(arcs.share[arc]! * leastWork[from]!) + arcs.minLag[arc]!);
    }
    head[o] = start + leastWork[o]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    const o = topological[i]!;
    for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
      const arc = arcs.outArc[j]!;
      const to = arcs.to[arc]!;
      if (operations.job[to] !== operations.job[o]) continue;
      terminal[o] = 0;
      const after = arcs.share[arc]! < 1 ? arcs.closing[arc]! : 1;
      tail[o] = Math.max(tail[o]!, arcs.minLag[arc]! + Math.ceil(after * leastWork[to]!) + tail[to]!);
    }
  }
  return { head, tail, terminal };
}
