// Non-null assertions index arrays sized by the problem or by the fixed list of parts.
import type { ObjectivePart, Problem } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';
import { PriceIntegral } from '../../constraints/price/price-integral.ts';
import { arrival } from '../../constraints/transport/arrival.ts';
import type { Derived } from './derived.ts';

/** The objective parts in the order of the running sums. */
export const PARTS = [
  'weightedTardiness',
  'lateJobs',
  'makespan',
  'flowTime',
  'setupTime',
  'changeoverCost',
  'cost',
  'carbon',
  'movedOperations',
  'startShift',
  'underfill',
  'lagExcess',
] as const satisfies readonly ObjectivePart[];
const [TARDINESS, LATE, MAKESPAN, FLOW, SETUP, CHANGEOVER, COST, CARBON, MOVED, SHIFT, UNDERFILL, LAG] = PARTS.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
/** One beyond the parts: operations for which no time was found. */
const BROKEN = PARTS.length;

/**
 * The objective of a schedule under construction. Jobs count with the earliest completion still possible, so every regular part
 * only grows as operations are placed: a partial value is a bound of the complete one, and exact when all are placed.
 */
export class Score {
  /** [part] running sums; only tracked parts are kept. BROKEN is last. */
  readonly parts = new Float64Array(PARTS.length + 1);
  /** Weighted sum that guides the search. */
  value = 0;
  readonly #problem: Problem;
  readonly #derived: Derived;
  /** [tracked] part and its weight in `value` */
  readonly #tracked: Int32Array;
  readonly #weight: Float64Array;
  readonly #tracks = new Uint8Array(PARTS.length + 1);
  readonly #trackJobs: boolean;
  /** [job] earliest completion still possible, -1 = job without operations */
  readonly jobEnd: Int32Array;
  readonly #savedJobEnd: Int32Array;
  readonly #saved: Float64Array;
  readonly #prices: PriceIntegral | undefined;
  readonly #baselineStart: Int32Array | undefined;

  constructor(problem: Problem, derived: Derived) {
    this.#problem = problem;
    this.#derived = derived;
    const wanted = new Set<number>([LAG, BROKEN]);
    for (const level of problem.objective.levels) for (const { part } of level) wanted.add(PARTS.indexOf(part));
    this.#tracked = Int32Array.from(wanted);
    for (const part of wanted) this.#tracks[part] = 1;
    this.#weight = new Float64Array(wanted.size);
    this.#trackJobs = [TARDINESS, LATE, MAKESPAN, FLOW].some((part) => this.#tracks[part] === 1);
    this.#prices = this.#tracks[COST] === 1 ? new PriceIntegral(problem) : undefined;
    this.#baselineStart = problem.baseline?.start;
    this.jobEnd = new Int32Array(problem.jobs.count).fill(-1);
    this.#savedJobEnd = new Int32Array(problem.operations.count);
    this.#saved = new Float64Array(problem.operations.count * wanted.size);
    this.#openJobs();
    this.setLevelWeights(problem.objective.levels.map((_, i) => 0.01 ** i));
  }

  #openJobs(): void {
    const { operations } = this.#problem;
    const { head, tail } = this.#derived;
    if (!this.#trackJobs) return;
    for (let o = 0; o < operations.count; o++) this.#raiseJob(operations.job[o]!, head[o]! + tail[o]!);
  }

  /** Sets how much one unit of each objective level counts in `value`. Broken operations and lag excess always outrank them. */
  setLevelWeights(weights: readonly number[]): void {
    this.#weight.fill(0);
    this.#problem.objective.levels.forEach((level, i) => {
      for (const { part, weight } of level) {
        const k = this.#tracked.indexOf(PARTS.indexOf(part));
        this.#weight[k] = this.#weight[k]! + weight * weights[i]!;
      }
    });
    const lag = this.#tracked.indexOf(LAG);
    this.#weight[lag] = this.#weight[lag]! + 1e3;
    this.#weight[this.#tracked.indexOf(BROKEN)] = 1e12;
    this.#total();
  }

  /** Weight in `value` of one unit of the part at this index of PARTS. */
  weightOf(part: number): number {
    const k = this.#tracked.indexOf(part);
    return k < 0 ? 0 : this.#weight[k]!;
  }

  #total(): void {
    let sum = 0;
    const tracked = this.#tracked;
    for (let k = 0; k < tracked.length; k++) sum += this.#weight[k]! * this.parts[tracked[k]!]!;
    this.value = sum;
  }

  /** SPEC B1: lag excess, then each level; undefined while an operation has found no time. */
  levels(): number[] | undefined {
    if (this.parts[BROKEN]! > 0) return undefined;
    const levels = this.#problem.objective.levels.map((level) =>
      level.reduce((sum, { part, weight }) => sum + weight * this.parts[PARTS.indexOf(part)]!, 0),
    );
    return [this.parts[LAG]!, ...levels];
  }

  #add(part: number, amount: number): void {
    this.parts[part] = this.parts[part]! + amount;
  }

  #raiseJob(j: number, end: number): void {
    const before = this.jobEnd[j]!;
    if (end <= before) return;
    this.jobEnd[j] = end;
    const { jobs } = this.#problem;
    const due = jobs.due[j]!;
    if (due !== NONE && end > due) {
      this.#add(TARDINESS, jobs.weight[j]! * (end - (before > due ? before : due)));
      if (before <= due) this.#add(LATE, 1);
    }
    if (end > this.parts[MAKESPAN]!) this.parts[MAKESPAN] = end;
    this.#add(FLOW, before < 0 ? end - jobs.release[j]! : end - before);
  }

  save(o: number): void {
    const tracked = this.#tracked;
    const count = tracked.length;
    for (let k = 0; k < count; k++) this.#saved[o * count + k] = this.parts[tracked[k]!]!;
    this.#savedJobEnd[o] = this.jobEnd[this.#problem.operations.job[o]!]!;
  }

  undo(o: number): void {
    const tracked = this.#tracked;
    const count = tracked.length;
    for (let k = 0; k < count; k++) this.parts[tracked[k]!] = this.#saved[o * count + k]!;
    this.jobEnd[this.#problem.operations.job[o]!] = this.#savedJobEnd[o]!;
  }

  /** Refreshes `value` after placements or undoing. */
  refresh(): void {
    this.#total();
  }

  addBroken(): void {
    this.#add(BROKEN, 1);
  }
  addLag(excess: number): void {
    this.#add(LAG, excess);
  }
  /** A batch of `before` grows to `after` (0 = it opens) on a machine that wants at least `wanted`. */
  addFill(before: number, after: number, wanted: number): void {
    this.#add(UNDERFILL, Math.max(0, wanted - after) - (before > 0 ? Math.max(0, wanted - before) : 0));
  }
  /** One transfer of so many pieces between sites. */
  addLane(from: number, to: number, pieces: number): void {
    const { transport } = this.#problem;
    const lane = transport?.lanes[from * transport.sites + to];
    if (!lane) return;
    this.#add(COST, lane.cost + lane.costPerPiece * pieces);
    this.#add(CARBON, lane.carbon + lane.carbonPerPiece * pieces);
  }

  /** Completion and what a machine change or shift against the baseline counts. */
  addRun(o: number, m: number, start: number, end: number): void {
    const { operations, modes, jobs, transport, baseline } = this.#problem;
    const { terminal, tail } = this.#derived;
    if (this.#trackJobs) {
      const j = operations.job[o]!;
      let done = end + tail[o]!;
      const site = modes.site[m]!;
      const goal = jobs.deliverySite[j]!;
      if (terminal[o] === 1 && transport !== undefined && goal >= 0 && site >= 0 && goal !== site) {
        const lane = transport.lanes[site * transport.sites + goal];
        if (lane) done = arrival(lane, end);
      }
      this.#raiseJob(j, done);
    }
    if (this.#baselineStart === undefined || this.#baselineStart[o]! < 0) return;
    const shift = Math.abs(start - this.#baselineStart[o]!);
    if (shift > 0 || baseline!.machine[o] !== modes.machine[m]) this.#add(MOVED, 1);
    this.#add(SHIFT, shift);
  }

  /** Cost and carbon of the mode itself, which each member of a batch pays. */
  addMode(m: number): void {
    const { modes } = this.#problem;
    this.#add(COST, modes.cost[m]!);
    this.#add(CARBON, modes.carbon[m]!);
  }

  /** Overtime rates and energy of a setup in [u, v) and a run in [s, e). */
  timedCost(m: number, u: number, v: number, s: number, e: number): number {
    return this.#prices === undefined ? 0 : this.#prices.setup(m, u, v) + this.#prices.run(m, s, e);
  }

  /** Setup of `length` ticks in [u, v), rates and energy of it and of the run [s, e): what a batch pays once. */
  addWork(m: number, u: number, v: number, length: number, s: number, e: number, changeover: number): void {
    const { modes } = this.#problem;
    this.#add(SETUP, length);
    this.#add(CHANGEOVER, changeover);
    this.#add(CARBON, modes.setupCarbonRate[m]! * length);
    if (this.#prices === undefined) return;
    this.#add(COST, modes.setupCostRate[m]! * length + changeover + this.#prices.setup(m, u, v) + this.#prices.run(m, s, e));
  }
}
