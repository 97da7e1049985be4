import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { Solver, SolverOptions, SolverStatus } from '../solver.ts';
import type { Rule } from './dispatch.ts';
import { dispatch, dispatchBackwards, RULES } from './dispatch.ts';
import { FlexibleTabu } from './flexible-tabu.ts';
import { JobShopTabu } from './job-shop-tabu.ts';
import { Population } from './population.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';
import { shopModel } from './shop-model.ts';
import { orderOf, solutionOf } from './times.ts';

/** Iterations without improvement after which a descent ends; fewer for large shops, whose iterations cost more. */
const PATIENCE = 12_500;
const LEAST_PATIENCE = 500;
const ITERATIONS_PER_STEP = 4;
/** A shop up to this size is improved by population; above, one descent goes on for ever. */
const POPULATION_LIMIT = 4000;

/** The solver of pure shops: dispatching rules, then tabu search from each, then path relinking between the best and the different. */
export function createShopSolver(problem: Problem, options: SolverOptions, bound: number): Solver {
  return new ShopSolver(problem, options, bound);
}

class ShopSolver implements Solver {
  readonly #model: ShopModel;
  readonly #random: Random;
  readonly #tabu: JobShopTabu | FlexibleTabu;
  readonly #population: Population;
  readonly #patience: number;
  readonly #bound: number;
  readonly #scale: number;
  readonly #starts: (() => ShopOrder)[];
  #best: ShopOrder | undefined;
  #solution: Solution | undefined;
  #improvements = 0;
  #loaded = false;
  #progress = 0;
  #parents: readonly ShopOrder[] = [];

  constructor(problem: Problem, options: SolverOptions, bound: number) {
    this.#model = shopModel(problem);
    this.#random = new Random(options.seed * 31 + (options.worker ?? 0));
    this.#scale = problem.objective.levels[0]?.[0]?.weight ?? 1;
    this.#bound = Math.ceil(this.#scale === 0 ? 0 : bound / this.#scale - 1e-9);
    this.#tabu = this.#model.isJobShop ? new JobShopTabu(this.#model, this.#random) : new FlexibleTabu(this.#model, this.#random);
    this.#population = new Population(this.#model, this.#random);
    this.#patience = Math.max(LEAST_PATIENCE, Math.min(PATIENCE, Math.round(PATIENCE * (400 / Math.max(400, this.#model.n)))));
    this.#starts = this.#startingPoints(options);
  }

  /** Rules in the order of what they are worth; a warm start goes first. */
  #startingPoints(options: SolverOptions): (() => ShopOrder)[] {
    const starts: (() => ShopOrder)[] = [];
    const warm = options.warmStart;
    if (warm !== undefined) starts.push(() => orderOf(this.#model, warm));
    const rules: readonly Rule[] = RULES.filter((rule) => rule !== 'random');
    for (const rule of rules)
      starts.push(
        () => dispatch(this.#model, rule, this.#random),
        () => dispatchBackwards(this.#model, rule, this.#random),
      );
    return starts;
  }

  step(steps: number, progress = this.#progress): SolverStatus {
    this.#progress = progress;
    let left = Math.max(1, steps);
    while (left > 0) {
      if (this.#isOptimal()) return 'optimal';
      const start = this.#starts.shift();
      if (start !== undefined) {
        this.#take(start());
        // A large shop's simulation is a slice of its own.
        left -= 1 + Math.floor(this.#model.n / 100);
        continue;
      }
      if (!this.#loaded) this.#loadNext();
      const iterations = Math.min(left * ITERATIONS_PER_STEP, Math.max(1, Math.floor(200_000 / this.#model.n)));
      const alive = this.#tabu.run(iterations);
      left -= Math.max(1, Math.ceil(iterations / ITERATIONS_PER_STEP));
      if (this.#tabu.best < (this.#best?.makespan ?? Number.MAX_SAFE_INTEGER)) this.#keep(this.#tabu.result());
      const tired = this.#tabu.sinceBest > this.#patience && this.#model.n <= POPULATION_LIMIT;
      if (!alive || tired) {
        this.#population.add(this.#tabu.result(), this.#progress);
        this.#loaded = false;
        // No critical operation can be moved at all: what is on the critical path is one job or one machine without a break.
        if (!alive && this.#best !== undefined && this.#tabu.best === this.#best.makespan && this.#model.isJobShop) return 'exhausted';
      }
    }
    return this.#isOptimal() ? 'optimal' : 'running';
  }

  #isOptimal(): boolean {
    return this.#best !== undefined && this.#bound > 0 && this.#best.makespan <= this.#bound;
  }

  /** Starting points go into the population as they are until it is full of searched ones. */
  #take(order: ShopOrder): void {
    if (order.makespan < (this.#best?.makespan ?? Number.MAX_SAFE_INTEGER)) this.#keep(order);
    this.#parents = [...this.#parents, order].sort((a, b) => a.makespan - b.makespan);
  }

  #loadNext(): void {
    const [next, ...rest] = this.#parents;
    const child =
      this.#population.size < this.#population.target && this.#model.n <= POPULATION_LIMIT ? undefined : this.#population.child();
    if (child !== undefined) this.#load(child);
    else if (next !== undefined) {
      this.#parents = rest;
      this.#load(next);
    } else this.#load(dispatch(this.#model, 'random', this.#random));
    this.#loaded = true;
  }

  #load(order: ShopOrder): void {
    if (this.#tabu instanceof JobShopTabu) this.#tabu.load(order.order);
    else this.#tabu.load(order);
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
    return this.#bound * this.#scale;
  }

  offer(schedule: Schedule): void {
    const order = orderOf(this.#model, schedule);
    const makespan = solutionOf(this.#model, order).figures.makespan;
    const offered = { ...order, makespan };
    this.#population.add(offered, this.#progress);
    if (makespan < (this.#best?.makespan ?? Number.MAX_SAFE_INTEGER)) this.#keep(offered);
  }
}
