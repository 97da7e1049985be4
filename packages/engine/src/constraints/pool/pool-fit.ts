// Non-null assertions index arrays sized by the problem or by the trail's own counters.
import type { Problem, StepFunction } from '../../problem/problem.ts';
import { MachineKind, NONE, Phase } from '../../problem/problem.ts';
import type { WorkClock } from '../calendar/work-clock.ts';
import { NEVER } from '../calendar/work-clock.ts';
import { FreeCapacity } from './free-capacity.ts';

/** The needs of every mode with equal pool and phase added up, and a PARALLEL machine as one more need: SPEC R5 is R7 with amount 1. */
interface Needs {
  readonly start: Int32Array;
  readonly pool: Int32Array;
  readonly amount: Int32Array;
  /** What must be left before it is taken: more than `amount` where another phase of the mode draws on the same pool at that time. */
  readonly wanted: Int32Array;
  readonly phase: Uint8Array;
  /** Ticks of work between which a RUN need holds; 0 and NONE = throughout. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Checks, takes and gives back what operations hold of pools and parallel machines (SPEC R5, R7). */
export class PoolFit {
  readonly needs: Needs;
  readonly #free: FreeCapacity[];
  /** [pool] 1 = held through breaks */
  readonly #span: Uint8Array;
  readonly #clock: WorkClock;
  readonly #runCalendar: Int32Array;
  readonly #setupCalendar: Int32Array;
  /** Reservations, oldest first: pool, from, to, amount, made. */
  #trail = new Int32Array(5 * 256);
  #top = 0;
  /** The stretch that forbids: [conflictFrom, conflictTo); whether it hits the setup only, so that an earlier setup may help. */
  conflictFrom = 0;
  conflictTo = 0;
  setupOnly = false;

  constructor(problem: Problem, clock: WorkClock) {
    this.#clock = clock;
    const pools = [...problem.pools];
    const poolOfMachine = new Int32Array(problem.machines.count).fill(-1);
    for (let k = 0; k < problem.machines.count; k++) {
      if (problem.machines.kind[k] !== MachineKind.PARALLEL) continue;
      const capacity = { at: Int32Array.of(0), value: Float64Array.of(problem.machines.capacity[k]!) };
      poolOfMachine[k] = pools.push({ holds: 'span', capacity }) - 1;
    }
    this.needs = mergeNeeds(problem, poolOfMachine);
    this.#free = pools.map((pool) => new FreeCapacity(pool.capacity));
    this.#span = Uint8Array.from(pools, (pool) => (pool.holds === 'span' ? 1 : 0));
    this.#runCalendar = problem.modes.runCalendar;
    this.#setupCalendar = problem.modes.setupCalendar;
  }

  get top(): number {
    return this.#top;
  }

  /** What a pool has left in [from, to) (see `FreeCapacity.cut`); pools of parallel machines are counted on behind the problem's. */
  cut(pool: number, from: number, to: number): StepFunction {
    return this.#free[pool]!.cut(from, to);
  }

  /** Calls `visit` with pool, from, to and amount of everything taken while the trail grew from one height to another. */
  eachTaken(low: number, high: number, visit: (pool: number, from: number, to: number, amount: number) => void): void {
    const trail = this.#trail;
    for (let i = low; i < high; i += 5) visit(trail[i]!, trail[i + 1]!, trail[i + 2]!, trail[i + 3]!);
  }

  /** Whether mode m with setup [u, v) and run [s, e) finds all it needs; if not, the conflict fields say where. */
  fits(m: number, u: number, v: number, s: number, e: number): boolean {
    const { start, wanted } = this.needs;
    for (let i = start[m]!; i < start[m + 1]!; i++) {
      if (!this.needFits(i, wanted[i]!, m, u, v, s, e)) return false;
    }
    return true;
  }

  /** The same for one need, with an amount of one's choice. */
  needFits(i: number, amount: number, m: number, u: number, v: number, s: number, e: number): boolean {
    const pool = this.needs.pool[i]!;
    const phase = this.needs.phase[i]!;
    const span = this.#span[pool] === 1;
    this.setupOnly = false;
    if (phase === Phase.ALL && span) return this.#clear(pool, amount, -1, u, e);
    if (phase !== Phase.SETUP) {
      const from = this.#begin(i, m, s);
      if (!this.#clear(pool, amount, span ? -1 : this.#runCalendar[m]!, from, this.#finish(i, m, s, e))) {
        if (from > s) this.conflictTo = this.#startFor(this.needs.from[i]!, this.#runCalendar[m]!, this.conflictTo);
        return false;
      }
    }
    if (phase !== Phase.RUN && v > u && !this.#clear(pool, amount, span ? -1 : this.#setupCalendar[m]!, u, v)) {
      this.setupOnly = true;
      return false;
    }
    return true;
  }

  /** When a need of the run begins to hold: P(start, from). */
  #begin(i: number, m: number, s: number): number {
    const from = this.needs.from[i]!;
    return from === 0 ? s : this.#clock.workEnd(this.#runCalendar[m]!, s, from);
  }
  #finish(i: number, m: number, s: number, e: number): number {
    const to = this.needs.to[i]!;
    if (to === NONE) return e;
    const end = to === 0 ? s : this.#clock.workEnd(this.#runCalendar[m]!, s, to);
    return end < e ? end : e;
  }
  /** A run start with which `from` ticks of work are done no earlier than at t. */
  #startFor(from: number, calendar: number, t: number): number {
    if (t >= NEVER) return NEVER;
    if (calendar < 0) return t - from;
    const tick = this.#clock.ticksBefore(calendar, t) - from;
    return tick <= 0 ? 0 : this.#clock.tickBegin(calendar, tick);
  }

  #clear(pool: number, amount: number, calendar: number, from: number, to: number): boolean {
    if (from >= to) return true;
    const free = this.#free[pool]!;
    if (calendar < 0) return this.#record(free, free.conflict(from, to, amount));
    const clock = this.#clock;
    for (let i = clock.spanAfter(calendar, from); clock.spanStart(i) < to; i++) {
      const a = clock.spanStart(i) > from ? clock.spanStart(i) : from;
      const b = clock.spanEnd(i) < to ? clock.spanEnd(i) : to;
      if (!this.#record(free, free.conflict(a, b, amount))) return false;
      if (b === to) break;
    }
    return true;
  }
  #record(free: FreeCapacity, conflictTo: number): boolean {
    if (conflictTo < 0) return true;
    this.conflictFrom = free.conflictFrom;
    this.conflictTo = conflictTo;
    return false;
  }

  take(m: number, u: number, v: number, s: number, e: number): void {
    const { start, amount } = this.needs;
    for (let i = start[m]!; i < start[m + 1]!; i++) this.takeNeed(i, amount[i]!, m, u, v, s, e);
  }

  takeNeed(i: number, amount: number, m: number, u: number, v: number, s: number, e: number): void {
    const pool = this.needs.pool[i]!;
    const phase = this.needs.phase[i]!;
    const span = this.#span[pool] === 1;
    if (phase === Phase.ALL && span) {
      this.#takePieces(pool, amount, -1, u, e);
      return;
    }
    if (phase !== Phase.SETUP)
      this.#takePieces(pool, amount, span ? -1 : this.#runCalendar[m]!, this.#begin(i, m, s), this.#finish(i, m, s, e));
    if (phase !== Phase.RUN) this.#takePieces(pool, amount, span ? -1 : this.#setupCalendar[m]!, u, v);
  }

  #takePieces(pool: number, amount: number, calendar: number, from: number, to: number): void {
    if (from >= to || to >= NEVER) return;
    if (calendar < 0) {
      this.#reserve(pool, from, to, amount);
      return;
    }
    const clock = this.#clock;
    for (let i = clock.spanAfter(calendar, from); clock.spanStart(i) < to; i++) {
      const a = clock.spanStart(i) > from ? clock.spanStart(i) : from;
      const b = clock.spanEnd(i) < to ? clock.spanEnd(i) : to;
      this.#reserve(pool, a, b, amount);
      if (b === to) break;
    }
  }

  #reserve(pool: number, from: number, to: number, amount: number): void {
    if (this.#top + 5 > this.#trail.length) {
      const wider = new Int32Array(2 * this.#trail.length);
      wider.set(this.#trail);
      this.#trail = wider;
    }
    const trail = this.#trail;
    const top = this.#top;
    trail[top] = pool;
    trail[top + 1] = from;
    trail[top + 2] = to;
    trail[top + 3] = amount;
    trail[top + 4] = this.#free[pool]!.reserve(from, to, amount);
    this.#top = top + 5;
  }

  /** Gives back everything taken since the trail had this height. */
  undoTo(height: number): void {
    const trail = this.#trail;
    let top = this.#top;
    while (top > height) {
      top -= 5;
      this.#free[trail[top]!]!.release(trail[top + 1]!, trail[top + 2]!, trail[top + 3]!, trail[top + 4]!);
    }
    this.#top = top;
  }
}

/** Adds up what a mode needs of one pool in one phase and window, its machine's own pool included; columns only, as modes are many. */
function mergeNeeds(problem: Problem, poolOfMachine: Int32Array): Needs {
  const { modes } = problem;
  let most = modes.needPool.length;
  for (let m = 0; m < modes.count; m++) if (poolOfMachine[modes.machine[m]!]! >= 0) most++;
  const start = new Int32Array(modes.count + 1);
  const merged: Needs = {
    start,
    pool: new Int32Array(most),
    amount: new Int32Array(most),
    wanted: new Int32Array(most),
    phase: new Uint8Array(most),
    from: new Int32Array(most),
    to: new Int32Array(most),
  };
  const { pool, amount, wanted, phase, from, to } = merged;
  const { machine, needStart, needPool, needAmount, needPhase, needFrom, needTo } = modes;
  let end = 0;
  for (let m = 0; m < modes.count; m++) {
    const first = end;
    let isPlain = true;
    for (let i = needStart[m]!; i < needStart[m + 1]!; i++) {
      const own = needPool[i]!;
      for (let k = first; k < end; k++) if (pool[k] === own) isPlain = false;
      if (!isPlain) {
        end = addNeed(merged, first, end, own, needAmount[i]!, needPhase[i]!, needFrom[i]!, needTo[i]!);
        continue;
      }
      if (needAmount[i]! <= 0 || needFrom[i]! >= needTo[i]!) continue;
      pool[end] = own;
      amount[end] = needAmount[i]!;
      phase[end] = needPhase[i]!;
      from[end] = needFrom[i]!;
      to[end++] = needTo[i]!;
    }
    const machinePool = poolOfMachine[machine[m]!]!;
    if (machinePool >= 0) end = addNeed(merged, first, end, machinePool, 1, Phase.ALL, 0, NONE);
    // Nearly all modes draw on each pool once.
    for (let k = first; k < end; k++) wanted[k] = amount[k]! + (isPlain ? 0 : beside(merged, first, end, k));
    start[m + 1] = end;
  }
  return merged;
}

/** The need joins its like among `first` … `end` or is added; returns the new end. */
function addNeed(needs: Needs, first: number, end: number, pool: number, amount: number, phase: number, from: number, to: number): number {
  if (amount <= 0 || from >= to) return end;
  for (let k = first; k < end; k++) {
    if (needs.pool[k] !== pool || needs.phase[k] !== phase || needs.from[k] !== from || needs.to[k] !== to) continue;
    needs.amount[k] = needs.amount[k]! + amount;
    return end;
  }
  needs.pool[end] = pool;
  needs.amount[end] = amount;
  needs.phase[end] = phase;
  needs.from[end] = from;
  needs.to[end] = to;
  return end + 1;
}

/** The most that other needs of the mode draw on the same pool at a time when this one holds; windows that chain count together. */
function beside(needs: Needs, first: number, end: number, own: number): number {
  const phase = needs.phase[own]!;
  let setup = 0;
  let run = 0;
  let all = 0;
  for (let k = first; k < end; k++) {
    if (k === own || needs.pool[k] !== needs.pool[own]) continue;
    if (needs.phase[k] === phase && (needs.from[k]! >= needs.to[own]! || needs.from[own]! >= needs.to[k]!)) continue;
    if (needs.phase[k] === Phase.SETUP) setup += needs.amount[k]!;
    else if (needs.phase[k] === Phase.RUN) run += needs.amount[k]!;
    else all += needs.amount[k]!;
  }
  // SETUP and RUN never coincide; ALL coincides with either.
  if (phase === Phase.ALL) return setup > run ? setup : run;
  return phase === Phase.RUN ? all + run : all;
}
