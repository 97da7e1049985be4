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
import { orderOf, solutionOf } from './times.ts';

/** Sums over job ends have steep valleys all over: many short descents find more than a few long ones. */
const PATIENCE = 400;
const MEMBERS = 20;
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
    this.#kernel.load({ mode: this.#model.problem.operations.modeStart, order: this.#nextStart() });
    this.#isLoaded = true;
  }

  #add(found: ShopOrder): void {
    this.#population.add(found, MEMBERS, this.#progress);
  }

  #nextStart(): Int32Array {
    const warm = this.#warmStart;
    this.#warmStart = undefined;
    if (warm !== undefined) return orderOf(this.#model, warm).order;
    if (this.#population.size < MEMBERS || this.#random.below(FRESH_ONE_IN) === 0)
      return this.#mixer.byDueDates(this.#best === undefined ? 0 : this.#random.unit());
    return this.#mixer.between(this.#population.member().order, this.#population.member().order);
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
