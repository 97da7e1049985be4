// Columns are as long as the model has operations, hence the non-null assertions.
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { Solver, SolverOptions, SolverStatus } from '../solver.ts';
import { jobShopTables } from './job-shop-tables.ts';
import { OrderMixer } from './order-mixer.ts';
import { Population } from './population.ts';
import type { RegularGoal } from './regular-goal.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';
import { shopModel } from './shop-model.ts';
import { tardinessKernel } from './tardiness-kernel.ts';
import { earliestModes, orderOf, solutionOf } from './times.ts';

/** Sums over job ends have steep valleys all over: many short descents find more than a few long ones. */
const PATIENCE = 400;
/** The more descents the budget allows, the more members are worth their while. */
const MEMBERS_PER_ROOT = 0.45;
const FEWEST_MEMBERS = 8;
const MOST_MEMBERS = 20;
/** Of the descents between two members so many take whole jobs from either, and so many one member with a job or two shifted. */
const BY_JOBS = 0.5;
const WITH_SHIFTED_JOBS = 0.25;
/** Of so many descents one begins afresh, the others between two members. */
const FRESH_ONE_IN = 12;
/** After so many descents in a row without a single move there is nothing to move. */
const MOST_DEAD_ENDS = 20;

/** The solver of job shops whose cost is a sum over job ends: tabu descents from due-date orders, then from orders between good ones. */
export function createTardinessSolver(problem: Problem, goal: RegularGoal, options: SolverOptions, bound: () => number): Solver {
  return new TardinessSolver(problem, goal, options, bound);
}

class TardinessSolver implements Solver {
  readonly #model: ShopModel;
  readonly #random: Random;
  readonly #mixer: OrderMixer;
  readonly #kernel: ShopKernel;
  readonly #findBound: () => number;
  /** Found once there is a plan. */
  #bound: number | undefined;
  readonly #population: Population;
  /** Without a budget anybody knows of, the best stay however alike they are. */
  #progress = 1;
  /** That ended, the offered ones of others among them. */
  #descents = 0;
  #warmStart: Schedule | undefined;
  #best: ShopOrder | undefined;
  #solution: Solution | undefined;
  #improvements = 0;
  #isLoaded = false;
  #deadEnds = 0;
  /** What descents ended with since it was last asked for. */
  #news: ShopOrder[] = [];

  constructor(problem: Problem, goal: RegularGoal, options: SolverOptions, bound: () => number) {
    this.#model = shopModel(problem);
    this.#random = new Random(options.seed * 31 + (options.worker ?? 0));
    const tables = jobShopTables(this.#model);
    this.#kernel = tardinessKernel(this.#model, goal, tables, this.#random.next() | 1);
    this.#mixer = new OrderMixer(goal, tables, this.#random);
    this.#population = new Population(this.#model, this.#random);
    this.#findBound = bound;
    this.#warmStart = options.warmStart;
  }

  step(steps: number, progress = this.#progress): SolverStatus {
    this.#progress = Math.min(1, Math.max(0, progress));
    let left = Math.max(1, steps);
    while (left > 0) {
      if (this.#isOptimal()) return 'optimal';
      if (this.#deadEnds >= MOST_DEAD_ENDS) return 'exhausted';
      if (!this.#isLoaded) this.#load();
      left -= this.#search(left);
    }
    return this.#isOptimal() ? 'optimal' : 'running';
  }

  /** One slice of the descent under way; returns the steps it was worth. */
  #search(steps: number): number {
    const kernel = this.#kernel;
    // No slice goes far beyond the end of a descent, so that steps are about equal work.
    const slice = Math.min(steps, PATIENCE);
    const isAlive = kernel.run(slice, PATIENCE);
    if (this.#best === undefined || kernel.best < this.#best.value) this.#keep(kernel.result());
    if (isAlive && kernel.sinceBest < PATIENCE) return slice;
    this.#deadEnds = isAlive ? 0 : this.#deadEnds + 1;
    const found = kernel.result();
    this.#add(found);
    this.#news.push(found);
    this.#isLoaded = false;
    return slice;
  }

  #load(): void {
    this.#kernel.load(this.#nextStart());
    this.#isLoaded = true;
  }

  #add(found: ShopOrder): void {
    this.#descents++;
    this.#population.add(found, this.#members(), this.#progress);
  }

  #members(): number {
    const expected = this.#descents / Math.max(this.#progress, 1e-6);
    return Math.max(FEWEST_MEMBERS, Math.min(MOST_MEMBERS, Math.round(MEMBERS_PER_ROOT * Math.sqrt(expected))));
  }

  #nextStart(): Pick<ShopOrder, 'mode' | 'order'> {
    const warm = this.#warmStart;
    this.#warmStart = undefined;
    if (warm !== undefined) return orderOf(this.#model, warm);
    if (this.#population.size < this.#members() || this.#random.below(FRESH_ONE_IN) === 0) {
      const order = this.#mixer.byDueDates(this.#best === undefined ? 0 : this.#random.unit());
      return { order, mode: earliestModes(this.#model, order) };
    }
    const [a, b] = [this.#population.member(), this.#population.member()];
    const chance = this.#random.unit();
    if (chance < WITH_SHIFTED_JOBS) return { order: this.#mixer.withShiftedJobs(a.order), mode: a.mode };
    const isByJobs = chance < WITH_SHIFTED_JOBS + BY_JOBS;
    const order = isByJobs ? this.#mixer.byJobs(a.order, b.order) : this.#mixer.between(a.order, b.order);
    return { order, mode: this.#mixedModes(a.mode, b.mode) };
  }

  #mixedModes(a: Int32Array, b: Int32Array): Int32Array {
    return this.#model.problem.features.flexible ? a.map((mode, o) => (this.#random.below(2) === 0 ? mode : b[o]!)) : a;
  }

  #isOptimal(): boolean {
    if (this.#best === undefined) return false;
    this.#bound ??= this.#findBound();
    return this.#best.value <= this.#bound;
  }

  #keep(order: ShopOrder): void {
    this.#best = order;
    this.#solution = undefined;
    this.#improvements++;
  }

  best(): Solution | undefined {
    if (this.#best === undefined) return undefined;
    this.#solution ??= solutionOf(this.#model, this.#best);
    return this.#solution;
  }

  improvements(): number {
    return this.#improvements;
  }

  bound(): number {
    return this.#bound ?? 0;
  }

  /** Solvers that show each other the end of every descent choose among the same members. */
  news(): readonly Schedule[] {
    const found = this.#news;
    this.#news = [];
    return found.map((order) => solutionOf(this.#model, order).schedule);
  }

  offer(schedule: Schedule): void {
    const order = orderOf(this.#model, schedule);
    const offered = { ...order, value: solutionOf(this.#model, order).value[1] ?? 0 };
    this.#add(offered);
    if (this.#best === undefined || offered.value < this.#best.value) this.#keep(offered);
  }
}
