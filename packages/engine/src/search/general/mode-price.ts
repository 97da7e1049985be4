// Non-null assertions index arrays sized by the problem.
import { changeoverCost } from '../../constraints/changeover/setup-length.ts';
import type { Placement } from '../../constraints/placement.ts';
import type { Readiness } from '../../constraints/precedence/readiness.ts';
import { MachineKind, NONE } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Derived } from './derived.ts';
import { elapsedPerOpenTick } from './rules.ts';
import { PARTS } from './score.ts';
import type { Score } from './score.ts';

const INDEX = Object.fromEntries(PARTS.map((part, i) => [part, i])) as Record<(typeof PARTS)[number], number>;

/**
 * What it is worth to do an operation in one mode rather than in another, in units of the score: its money, carbon, setup and
 * fill, and the time it ends, priced by what its job would lose. Without any price but time the earliest end is best.
 */
export class ModePrice {
  /** Whether anything but time tells modes apart. */
  readonly isPriced: boolean;
  /** [operation] price of a tick whatever the due date: what others lose who wait for it. */
  readonly haste: Float64Array;
  /** How many times the least time behind an operation its job is expected to take still. */
  lead = 1;
  readonly #problem: Problem;
  readonly #derived: Derived;
  readonly #score: Score;
  readonly #at: Placement;
  readonly #readiness: Readiness;
  /** [mode] what it costs whenever it runs */
  readonly #fixed: Float64Array;
  readonly #stretch: number;
  readonly #weight: Float64Array;

  constructor(problem: Problem, derived: Derived, score: Score, at: Placement, readiness: Readiness) {
    this.#problem = problem;
    this.#derived = derived;
    this.#score = score;
    this.#at = at;
    this.#readiness = readiness;
    this.#weight = new Float64Array(PARTS.length);
    this.#fixed = new Float64Array(problem.modes.count);
    this.haste = new Float64Array(problem.operations.count);
    this.#stretch = elapsedPerOpenTick(problem);
    const parts = new Set(problem.objective.levels.flatMap((level) => level.map(({ part }) => part)));
    const { modes, machines } = problem;
    this.isPriced =
      ((parts.has('cost') || parts.has('carbon')) && problem.features.flexible) ||
      (parts.has('underfill') && machines.minSize.some((size, k) => machines.kind[k] === MachineKind.BATCH && size > 0)) ||
      (parts.has('movedOperations') && problem.baseline !== undefined);
    if (modes.count > 0) this.renew(1);
  }

  /** Takes the weights of the score; `haste` scales the price of a tick that presses nobody's due date. */
  renew(haste: number): void {
    if (!this.isPriced) return;
    const { modes, jobs, operations } = this.#problem;
    const weight = this.#weight;
    for (let part = 0; part < weight.length; part++) weight[part] = this.#score.weightOf(part);
    for (let m = 0; m < modes.count; m++) {
      this.#fixed[m] = weight[INDEX.cost]! * modes.cost[m]! + weight[INDEX.carbon]! * modes.carbon[m]!;
    }
    let dear = 0;
    for (let j = 0; j < jobs.count; j++) dear += jobs.due[j] === NONE ? 0 : jobs.weight[j]!;
    // A tenth of what a late tick costs: nearly every machine has somebody waiting behind.
    const usual =
      weight[INDEX.flowTime]! +
      0.1 * (weight[INDEX.weightedTardiness]! * (dear / Math.max(1, jobs.count))) +
      weight[INDEX.makespan]! / Math.sqrt(Math.max(1, jobs.count));
    for (let o = 0; o < operations.count; o++) this.haste[o] = haste * Math.max(1e-9, usual);
  }

  /** What the job of `o` loses when `o` ends at `end`. Grows with `end`. */
  ofTime(o: number, end: number): number {
    const { jobs, operations } = this.#problem;
    const j = operations.job[o]!;
    let price = this.haste[o]! * end;
    const due = jobs.due[j]!;
    if (due === NONE) return price;
    const behind = this.#derived.tail[o]! * this.#stretch * this.lead;
    const late = end + behind - due;
    if (late <= 0) return price;
    price += this.#weight[INDEX.weightedTardiness]! * jobs.weight[j]! * late;
    // Nearing a due date is worth something before it is met: the count is spread over as long as the job still takes.
    const spread = behind + this.#derived.leastWork[o]! + 1;
    return price + this.#weight[INDEX.lateJobs]! * (late < spread ? late / spread : 1);
  }

  /** No more than what `of` will answer for an end at `end` or later. */
  atLeast(o: number, m: number, end: number): number {
    return this.#fixed[m]! + this.ofTime(o, end);
  }

  /** All of it for the run [s, e) with `length` ticks of setup in [u, v) after state `before`; `filled` = total size of the batch it joins, 0 = none. */
  of(o: number, m: number, u: number, v: number, length: number, s: number, e: number, before: number, filled: number): number {
    const { modes, machines, operations, baseline } = this.#problem;
    const weight = this.#weight;
    const k = modes.machine[m]!;
    let price = this.#fixed[m]! + this.ofTime(o, e);
    if (machines.kind[k] === MachineKind.BATCH && weight[INDEX.underfill]! > 0) {
      const size = filled + operations.batchSize[o]!;
      const wanted = machines.minSize[k]!;
      price += weight[INDEX.underfill]! * (Math.max(0, wanted - size) - (filled > 0 ? Math.max(0, wanted - filled) : 0));
    }
    if (filled === 0) {
      if (length > 0) {
        const money = machines.changeover[k]! >= 0 ? changeoverCost(this.#problem, k, before, modes.state[m]!) : 0;
        price +=
          weight[INDEX.setupTime]! * length +
          weight[INDEX.changeoverCost]! * money +
          weight[INDEX.carbon]! * modes.setupCarbonRate[m]! * length +
          weight[INDEX.cost]! * (modes.setupCostRate[m]! * length + money);
      }
      if (weight[INDEX.cost]! > 0) price += weight[INDEX.cost]! * this.#score.timedCost(m, u, v, s, e);
    }
    if (this.#problem.transport !== undefined) price += this.#lanes(o, m);
    if (baseline !== undefined && baseline.start[o]! >= 0) {
      const shift = Math.abs(s - baseline.start[o]!);
      if (shift > 0 || baseline.machine[o] !== k) price += weight[INDEX.movedOperations]!;
      price += weight[INDEX.startShift]! * shift;
    }
    return price;
  }

  /** Ways its goods come, and the way to where its job is delivered. */
  #lanes(o: number, m: number): number {
    const { arcs, modes, transport, jobs, operations } = this.#problem;
    let price = 0;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      const from = this.#at.mode[arcs.from[arc]!]!;
      if (from >= 0 && this.#readiness.travels(arc, from, m))
        price += this.#lane(modes.site[from]!, modes.site[m]!, transport!.arcPieces[arc]!);
    }
    const goal = jobs.deliverySite[operations.job[o]!]!;
    const site = modes.site[m]!;
    if (this.#derived.terminal[o] === 1 && goal >= 0 && site >= 0 && goal !== site)
      price += this.#lane(site, goal, transport!.deliveryPieces[o]!);
    return price;
  }

  #lane(from: number, to: number, pieces: number): number {
    const { transport } = this.#problem;
    const lane = transport!.lanes[from * transport!.sites + to];
    if (!lane) return 0;
    const weight = this.#weight;
    return (
      weight[INDEX.cost]! * (lane.cost + lane.costPerPiece * pieces) + weight[INDEX.carbon]! * (lane.carbon + lane.carbonPerPiece * pieces)
    );
  }
}
