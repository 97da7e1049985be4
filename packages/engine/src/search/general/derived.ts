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
  const leastWork = leastWorks(problem, usable.usableStart, usable.usableMode);
  const coupled = problem.features.maxLags ? coupledGroups(problem, topological) : undefined;
  return { topological, ...usable, leastWork, coupled, ...headsAndTails(problem, topological, leastWork) };
}

function topologicalOrder({ operations, arcs }: Problem): Int32Array {
  const open = new Int32Array(operations.count);
  for (let arc = 0; arc < arcs.count; arc++) open[arcs.to[arc]!] = open[arcs.to[arc]!]! + 1;
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

function leastWorks({ operations, modes }: Problem, usableStart: Int32Array, usableMode: Int32Array): Int32Array {
  const leastWork = new Int32Array(operations.count);
  for (let o = 0; o < operations.count; o++) {
    let least = modes.duration[usableMode[usableStart[o]!]!]!;
    for (let i = usableStart[o]! + 1; i < usableStart[o + 1]!; i++) {
      const work = modes.duration[usableMode[i]!]!;
      if (work < least) least = work;
    }
    leastWork[o] = least;
  }
  return leastWork;
}

/** What `usableModes` knows of a mode. */
const CUT_OFF = 0;
const ONCE = 1;
const LASTING = 2;

function usableModes(problem: Problem, topological: Int32Array): { usableStart: Int32Array; usableMode: Int32Array } {
  const { operations, modes } = problem;
  const good = new Uint8Array(modes.count);
  const worth = new Uint8Array(modes.count);
  const most = mostOfPools(problem);
  const ways = new WaysOn(problem, good);
  let kept = 0;
  for (let i = topological.length - 1; i >= 0; i--) {
    const o = topological[i]!;
    const first = operations.modeStart[o]!;
    const stop = operations.modeStart[o + 1]!;
    // A pool that is large enough for ever is preferred to one that only once was.
    let best = CUT_OFF;
    let reached = false;
    ways.look(o);
    for (let m = first; m < stop; m++) {
      if (!ways.leadOn(modes.site[m]!)) continue;
      reached = true;
      worth[m] = sufficiency(problem, m, most);
      if (worth[m]! > best) best = worth[m]!;
    }
    if (best === CUT_OFF) {
      throw new Error(
        reached
          ? `operation ${o} needs more of a pool than the pool ever has`
          : `operation ${o} has no mode from whose site a lane leads on`,
      );
    }
    for (let m = first; m < stop; m++) {
      if (worth[m]! < best) continue;
      good[m] = 1;
      kept++;
    }
  }
  const usableStart = new Int32Array(operations.count + 1);
  const usableMode = new Int32Array(kept);
  let end = 0;
  for (let o = 0; o < operations.count; o++) {
    for (let m = operations.modeStart[o]!; m < operations.modeStart[o + 1]!; m++) if (good[m] === 1) usableMode[end++] = m;
    usableStart[o + 1] = end;
  }
  return { usableStart, usableMode };
}

/** Whether each carrying arc out of an operation, and its job's delivery, has a way from a site (SPEC R11); found once for each site. */
class WaysOn {
  readonly #problem: Problem;
  /** [mode] 1 = usable: known of all that comes behind the operation looked at. */
  readonly #good: Uint8Array;
  /** [site] for which operation it was found last, and what. */
  readonly #foundFor: Int32Array;
  readonly #found: Uint8Array;
  #operation = -1;

  constructor(problem: Problem, good: Uint8Array) {
    const sites = problem.transport?.sites ?? 0;
    this.#problem = problem;
    this.#good = good;
    this.#foundFor = new Int32Array(sites).fill(-1);
    this.#found = new Uint8Array(sites);
  }

  look(o: number): void {
    this.#operation = o;
  }

  leadOn(site: number): boolean {
    if (site < 0 || this.#problem.transport === undefined) return true;
    if (this.#foundFor[site] !== this.#operation) {
      this.#foundFor[site] = this.#operation;
      this.#found[site] = this.#leadFrom(site) ? 1 : 0;
    }
    return this.#found[site] === 1;
  }

  #leadFrom(site: number): boolean {
    const { operations, modes, arcs, jobs } = this.#problem;
    const o = this.#operation;
    let terminal = true;
    for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
      const arc = arcs.outArc[j]!;
      const to = arcs.to[arc]!;
      if (operations.job[to] === operations.job[o]) terminal = false;
      if (arcs.carries[arc] === 0) continue;
      let found = false;
      for (let n = operations.modeStart[to]!; n < operations.modeStart[to + 1]! && !found; n++)
        found = this.#good[n] === 1 && this.#hasLane(site, modes.site[n]!);
      if (!found) return false;
    }
    return !terminal || this.#hasLane(site, jobs.deliverySite[operations.job[o]!]!);
  }

  #hasLane(from: number, to: number): boolean {
    const { transport } = this.#problem;
    return to < 0 || to === from || transport?.lanes[from * transport.sites + to] !== undefined;
  }
}

/** [pool] the most it ever has, and what it has in the end. */
function mostOfPools({ pools }: Problem): { readonly ever: Float64Array; readonly last: Float64Array } {
  const ever = new Float64Array(pools.length);
  const last = new Float64Array(pools.length);
  pools.forEach(({ capacity: { value } }, k) => {
    for (let i = 0; i < value.length; i++) if (value[i]! > ever[k]!) ever[k] = value[i]!;
    last[k] = value[value.length - 1]!;
  });
  return { ever, last };
}

function sufficiency({ modes }: Problem, m: number, most: ReturnType<typeof mostOfPools>): number {
  let answer = LASTING;
  for (let i = modes.needStart[m]!; i < modes.needStart[m + 1]!; i++) {
    const amount = modes.needAmount[i]!;
    const pool = modes.needPool[i]!;
    if (amount > most.ever[pool]!) return CUT_OFF;
    if (amount > most.last[pool]!) answer = ONCE;
  }
  return answer;
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
