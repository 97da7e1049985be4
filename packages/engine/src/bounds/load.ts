// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../problem/problem.ts';
import { MachineKind, Phase } from '../problem/problem.ts';
import type { EligibilitySets } from './eligibility.ts';
import type { HeadsAndTails } from './heads-and-tails.ts';

/** More work than this, in visits of operations, is not spent on unions of sets. */
const UNION_VISITS = 2_000_000;
/** And in visits of modes, not on weights of machines. */
const WEIGHT_VISITS = 3_000_000;
const MOST_ROUNDS = 300;
const FIRST_STRIDE = 0.5;

/**
 * ⌈(Σ least work of the operations confined to a set of machines + as many smallest heads and tails as it has units) / units⌉, over
 * the eligibility sets and their pairwise unions. Ovens bound nothing: they work many at a time.
 */
export function setLoadBound(problem: Problem, sets: EligibilitySets, times: HeadsAndTails): number {
  const isFlexible = problem.features.flexible || problem.features.parallelMachines;
  // Where every operation has one machine the one-machine bounds say more.
  if (!isFlexible) return 0;
  let bound = 0;
  const union = new Uint8Array(problem.machines.count);
  const pairs = sets.count * sets.count * problem.operations.count <= UNION_VISITS;
  for (let first = 0; first < sets.count; first++) {
    for (let second = first; second < (pairs ? sets.count : first + 1); second++) {
      union.fill(0);
      mark(sets, first, union);
      mark(sets, second, union);
      bound = Math.max(bound, unionBound(problem, sets, times, union));
    }
  }
  return bound;
}

function mark({ machineStart, machine }: EligibilitySets, set: number, union: Uint8Array): void {
  for (let i = machineStart[set]!; i < machineStart[set + 1]!; i++) union[machine[i]!] = 1;
}

function unionBound({ machines }: Problem, sets: EligibilitySets, times: HeadsAndTails, union: Uint8Array): number {
  let units = 0;
  for (let k = 0; k < machines.count; k++) {
    if (union[k] === 0) continue;
    if (machines.kind[k] === MachineKind.BATCH) return 0;
    units += machines.capacity[k]!;
  }
  const heads: number[] = [];
  const tails: number[] = [];
  let work = 0;
  for (let set = 0; set < sets.count; set++) {
    let isInside = true;
    for (let i = sets.machineStart[set]!; isInside && i < sets.machineStart[set + 1]!; i++) isInside = union[sets.machine[i]!] === 1;
    if (!isInside) continue;
    for (let i = sets.memberStart[set]!; i < sets.memberStart[set + 1]!; i++) {
      const o = sets.member[i]!;
      work += times.duration[o]!;
      heads.push(times.head[o]!);
      tails.push(times.tail[o]!);
    }
  }
  if (heads.length < units) return 0;
  return Math.ceil((work + smallest(heads, units) + smallest(tails, units)) / units - 1e-9);
}

function smallest(values: number[], count: number): number {
  const sorted = Float64Array.from(values).sort();
  let sum = 0;
  for (let i = 0; i < count; i++) sum += sorted[i]!;
  return sum;
}

/**
 * Where durations differ by machine. For any weights of the machines that sum to 1, the weighted mean of what the machines have to
 * do is at least Σ over operations of the least weight · work, and no plan is shorter than it: the dual of the assignment problem.
 * Weights grow where more is assigned than the mean (subgradient ascent). Setups that every mode has count where heads do not.
 */
export function assignmentBound(problem: Problem, { head, tail }: HeadsAndTails): number {
  const { operations, modes, machines, features } = problem;
  if (!features.flexible) return 0;
  const m = machines.count;
  // Never more than any operation that could run there takes from its head on, even on a machine that stays idle.
  const leastHead = new Float64Array(m).fill(Number.POSITIVE_INFINITY);
  const leastTail = new Float64Array(m).fill(Number.POSITIVE_INFINITY);
  for (let o = 0; o < operations.count; o++) {
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
      const machine = modes.machine[k]!;
      leastHead[machine] = Math.min(leastHead[machine]!, head[o]!);
      leastTail[machine] = Math.min(leastTail[machine]!, tail[o]!);
    }
  }
  const isUsed = Uint8Array.from(machines.kind, (kind, k) =>
    kind !== MachineKind.BATCH && leastHead[k] !== Number.POSITIVE_INFINITY ? 1 : 0,
  );
  const run = Float64Array.from(modes.duration, (duration, k) => duration / machines.capacity[modes.machine[k]!]!);
  const border = leastHead.map((least, k) => (isUsed[k] === 1 ? least + leastTail[k]! : 0));
  const bound = ascend(problem, isUsed, run, border);
  if (!features.setups) return bound;
  const occupied = run.map((work, k) => work + modes.setup[k]! / machines.capacity[modes.machine[k]!]!);
  for (let o = 0; o < operations.count; o++)
    if (operations.alreadySetUp[o] === 1)
      for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) occupied[k] = run[k]!;
  const tails = leastTail.map((least, k) => (isUsed[k] === 1 ? least : 0));
  return Math.max(bound, ascend(problem, isUsed, occupied, tails));
}

function ascend(problem: Problem, isUsed: Uint8Array, work: Float64Array, border: Float64Array): number {
  const m = problem.machines.count;
  const weight = new Float64Array(m);
  const load = new Float64Array(m);
  for (let k = 0; k < m; k++) weight[k] = isUsed[k]!;
  let bound = 0;
  let best = weight.slice();
  let stride = FIRST_STRIDE;
  let sinceBest = 0;
  const rounds = Math.min(MOST_ROUNDS, Math.ceil(WEIGHT_VISITS / Math.max(1, problem.modes.count)));
  for (let round = 0; round < rounds; round++) {
    const value = assignCheapest(problem, isUsed, work, border, weight, load);
    if (value > bound) {
      bound = value;
      best = weight.slice();
      sinceBest = 0;
    } else if (++sinceBest === 10) {
      weight.set(best);
      stride /= 2;
      sinceBest = 0;
      continue;
    }
    for (let k = 0; k < m; k++) weight[k]! *= Math.max(0.1, 1 + stride * Math.min(2, load[k]! / Math.max(1, value) - 1));
  }
  return Math.ceil(bound - 1e-6);
}

/** Σ of least weight · work plus the weighted borders, over Σ weight; `load` becomes what each machine is given then. */
function assignCheapest(
  { operations, modes, machines }: Problem,
  isUsed: Uint8Array,
  work: Float64Array,
  border: Float64Array,
  weight: Float64Array,
  load: Float64Array,
): number {
  let sum = 0;
  let weights = 0;
  for (let k = 0; k < machines.count; k++) {
    load[k] = border[k]!;
    weights += weight[k]!;
    sum += weight[k]! * border[k]!;
  }
  if (weights === 0) return 0;
  for (let o = 0; o < operations.count; o++) {
    let least = Number.POSITIVE_INFINITY;
    let chosen = -1;
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
      const machine = modes.machine[k]!;
      const price = isUsed[machine] === 1 ? weight[machine]! * work[k]! : 0;
      if (price >= least) continue;
      least = price;
      chosen = k;
    }
    sum += least;
    load[modes.machine[chosen]!]! += work[chosen]!;
  }
  return sum / weights;
}

/**
 * What operations certainly take of a pool, over its largest capacity: all that begins at or after a head is worked there from that head
 * on, and the last of it has the least tail of all. Members of batches share, so those count for nothing.
 */
export function poolLoadBound(problem: Problem, { head, tail }: HeadsAndTails): number {
  const { operations, pools } = problem;
  if (pools.length === 0) return 0;
  const largest = pools.map(({ capacity }) => capacity.value.reduce((most, value) => Math.max(most, value), 0));
  const latestFirst = Int32Array.from({ length: operations.count }, (_, o) => o).sort((a, b) => head[b]! - head[a]! || a - b);
  const least = new LeastUse(problem);
  const work = new Float64Array(pools.length);
  const leastTail = new Float64Array(pools.length).fill(Number.POSITIVE_INFINITY);
  let bound = 0;
  for (const o of latestFirst) {
    least.count(o);
    for (let i = 0; i < least.pools; i++) {
      const pool = least.pool[i]!;
      const own = least.use[pool]!;
      if (own === 0 || largest[pool] === 0) continue;
      work[pool] = work[pool]! + own;
      leastTail[pool] = Math.min(leastTail[pool]!, tail[o]!);
      bound = Math.max(bound, head[o]! + Math.ceil(work[pool]! / largest[pool]!) + leastTail[pool]!);
    }
  }
  return bound;
}

/** Amount times ticks of work that an operation takes of each pool in the mode that is most modest with it; all its needs are read once. */
class LeastUse {
  readonly #problem: Problem;
  /** [pool] what a mode takes of it, and which mode that was last. */
  readonly #own: Float64Array;
  readonly #mode: Int32Array;
  /** [pool] in how many modes of the operation it is needed. */
  readonly #needed: Int32Array;
  /** Pools the operation counted last needs in any mode. */
  readonly pool: Int32Array;
  pools = 0;
  /** [pool] the least of all modes, for those pools. */
  readonly use: Float64Array;

  constructor(problem: Problem) {
    const count = problem.pools.length;
    this.#problem = problem;
    this.#own = new Float64Array(count);
    this.#mode = new Int32Array(count).fill(-1);
    this.#needed = new Int32Array(count);
    this.pool = new Int32Array(count);
    this.use = new Float64Array(count);
  }

  count(o: number): void {
    const { operations, modes, machines } = this.#problem;
    const first = operations.modeStart[o]!;
    const last = operations.modeStart[o + 1]!;
    for (let i = 0; i < this.pools; i++) this.#needed[this.pool[i]!] = 0;
    this.pools = 0;
    for (let k = first; k < last; k++) {
      this.#add(k);
      const isShared = machines.kind[modes.machine[k]!] === MachineKind.BATCH;
      for (let i = modes.needStart[k]!; i < modes.needStart[k + 1]!; i++) {
        const pool = modes.needPool[i]!;
        if (this.#mode[pool] !== k) continue;
        // Once a mode, however many of its needs are of the pool.
        this.#mode[pool] = -1;
        const own = isShared ? 0 : this.#own[pool]!;
        this.use[pool] = this.#needed[pool] === 0 ? own : Math.min(this.use[pool]!, own);
        if (this.#needed[pool] === 0) this.pool[this.pools++] = pool;
        this.#needed[pool] = this.#needed[pool]! + 1;
      }
    }
    for (let i = 0; i < this.pools; i++) if (this.#needed[this.pool[i]!]! < last - first) this.use[this.pool[i]!] = 0;
  }

  /** What a mode takes of each pool it needs. */
  #add(k: number): void {
    const { modes } = this.#problem;
    for (let i = modes.needStart[k]!; i < modes.needStart[k + 1]!; i++) {
      if (modes.needPhase[i] === Phase.SETUP) continue;
      const pool = modes.needPool[i]!;
      const ticks = Math.max(0, Math.min(modes.needTo[i]!, modes.duration[k]!) - modes.needFrom[i]!);
      this.#own[pool] = (this.#mode[pool] === k ? this.#own[pool]! : 0) + modes.needAmount[i]! * ticks;
      this.#mode[pool] = k;
    }
  }
}
