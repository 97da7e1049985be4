import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { Solver, SolverOptions, SolverStatus } from '../solver.ts';
import { balancedModes } from './balanced-modes.ts';
import { dispatch, dispatchBackwards, RULES } from './dispatch.ts';
import { flexibleKernel } from './flexible-kernel.ts';
import { FreshStart } from './fresh-start.ts';
import { jobShopKernel } from './job-shop-kernel.ts';
import { Population } from './population.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';
import { shopModel } from './shop-model.ts';
import { orderOf, solutionOf } from './times.ts';

/** Iterations without improvement after which a descent ends; fewer for large shops, whose iterations cost more. */
const PATIENCE = 6000;
const LEAST_PATIENCE = 1000;
/** Iterations a first order is given where machines can be chosen; fewer in large shops. */
const RACE = 500;
const FULL_RACE_OPERATIONS = 600;
/** So many solutions between two members are searched for a while, and the best of them to the end (as Peng, Lü and Cheng 2015 do). */
const CANDIDATES = 4;
const TRIAL = 1 / 4;
const ITERATIONS_PER_STEP = 4;
/** A shop up to this size is improved by population; above, one descent goes on for ever. */
const POPULATION_LIMIT = 4000;
const FEWEST_MEMBERS = 6;
const USUAL_MEMBERS = 12;
const MOST_MEMBERS = 30;
/** When members have become as alike as this, all but the best make room for new ones. */
const COLLAPSED = 0.02;
/** After so many descents in a row without a single move there is nothing to move. */
const MOST_DEAD_ENDS = 20;

/** The solver of pure shops: dispatching rules, then tabu search from each, then from solutions between the good and the different. */
export function createShopSolver(problem: Problem, options: SolverOptions, bound: () => number): Solver {
  return new ShopSolver(craftOf(problem), options, bound);
}

/** What differs from one kind of shop to the next: its kernel, its rules, its times. */
export interface ShopCraft {
  readonly model: ShopModel;
  /** Any seed but 0. */
  kernel(seed: number): ShopKernel;
  /** First orders in the order of what they are worth. */
  rules(random: Random): (() => ShopOrder)[];
  /** Iterations each first order is given before the best of them go on, where what it is worth shows only then. */
  readonly race?: number;
  /** Iterations without improvement after which a descent ends; default: what tabu search needs. */
  readonly patience?: number;
  /** The share of these that each solution between two members is given before the best goes on; default: a quarter. */
  readonly trial?: number;
  /** Whether a population all worth the same is given up for a new one after a while. */
  readonly beginsAnew?: boolean;
  /** One of any number of others. */
  atRandom(random: Random): ShopOrder;
  orderOf(schedule: Schedule): ShopOrder;
  solutionOf(order: ShopOrder): Solution;
}

function craftOf(problem: Problem): ShopCraft {
  const model = shopModel(problem);
  const rules = RULES.filter((rule) => rule !== 'random');
  // Machines are chosen on arrival, or where there is a choice before any order.
  const onArrival = (): undefined => undefined;
  const choices = model.problem.features.flexible ? [onArrival, (random: Random) => balancedModes(model, random)] : [onArrival];
  return {
    model,
    kernel: (seed) => (model.isJobShop ? jobShopKernel(model, seed) : flexibleKernel(model, seed)),
    ...(model.problem.features.flexible ? { race: Math.round(RACE * Math.min(1, FULL_RACE_OPERATIONS / model.n)), beginsAnew: true } : {}),
    rules: (random) =>
      rules.flatMap((rule) =>
        choices.flatMap((modes) => [
          () => dispatch(model, rule, random, modes(random)),
          () => dispatchBackwards(model, rule, random, modes(random)),
        ]),
      ),
    atRandom: (random) =>
      dispatch(model, 'random', random, choices.length > 1 && random.below(2) === 1 ? balancedModes(model, random) : undefined),
    orderOf: (schedule) => orderOf(model, schedule),
    solutionOf: (order) => solutionOf(model, order),
  };
}

export class ShopSolver implements Solver {
  readonly #craft: ShopCraft;
  readonly #model: ShopModel;
  readonly #random: Random;
  readonly #kernel: ShopKernel;
  readonly #population: Population;
  readonly #patience: number;
  readonly #fresh: FreshStart | undefined;
  readonly #findBound: () => number;
  /** Found once there is a plan. */
  #bound: number | undefined;
  readonly #scale: number;
  readonly #worker: number;
  readonly #starts: (() => ShopOrder)[];
  readonly #waiting: ShopOrder[] = [];
  /** What descents ended with since it was last asked for. */
  #news: ShopOrder[] = [];
  #best: ShopOrder | undefined;
  #solution: Solution | undefined;
  #improvements = 0;
  /** Descents that ended, the offered ones of others among them. */
  #descents = 0;
  #deadEnds = 0;
  #isLoaded = false;
  /** Children still to be tried, and what became of those that were; no child is chosen yet while there are any. */
  #candidates: ShopOrder[] = [];
  #tried: ShopOrder[] = [];
  #isTrying = false;
  #progress = 0;

  constructor(craft: ShopCraft, options: SolverOptions, bound: () => number) {
    this.#craft = craft;
    this.#model = craft.model;
    this.#worker = options.worker ?? 0;
    this.#random = new Random(options.seed * 31 + this.#worker);
    this.#scale = craft.model.problem.objective.levels[0]?.[0]?.weight ?? 1;
    this.#findBound = bound;
    this.#kernel = craft.kernel(this.#random.next() | 1);
    this.#population = new Population(this.#model, this.#random);
    const usual = craft.patience ?? PATIENCE;
    const patience = Math.max(Math.min(usual, LEAST_PATIENCE), Math.round(usual * Math.min(1, 1000 / this.#model.n)));
    this.#patience = this.#isLarge ? Number.MAX_SAFE_INTEGER : patience;
    this.#fresh = craft.beginsAnew === true ? new FreshStart(this.#worker) : undefined;
    this.#starts = this.#startingPoints(options);
  }

  #valueOf(order: ShopOrder): number {
    return this.#craft.solutionOf(order).figures.makespan;
  }

  get #race(): number {
    return this.#isLarge ? 0 : (this.#craft.race ?? 0);
  }

  get #isLarge(): boolean {
    return this.#model.n > POPULATION_LIMIT;
  }

  /** Rules in the order of what they are worth; a warm start goes first. */
  #startingPoints(options: SolverOptions): (() => ShopOrder)[] {
    const warm = options.warmStart;
    return [...(warm === undefined ? [] : [() => this.#craft.orderOf(warm)]), ...this.#craft.rules(this.#random)];
  }

  step(steps: number, progress = this.#progress): SolverStatus {
    this.#progress = Math.min(1, Math.max(0, progress));
    let left = Math.max(1, steps);
    while (left > 0) {
      if (this.#isOptimal()) return 'optimal';
      if (this.#deadEnds >= MOST_DEAD_ENDS) return 'exhausted';
      const start = this.#starts.shift();
      if (start !== undefined) {
        this.#take(start());
        if (this.#starts.length === 0) this.#leaveToOthers();
        // A large shop's simulation is a slice of its own.
        left -= 1 + Math.floor(this.#model.n / 100) + this.#race / ITERATIONS_PER_STEP;
        continue;
      }
      if (!this.#isLoaded) this.#loadNext();
      left -= this.#search(left);
    }
    return this.#isOptimal() ? 'optimal' : 'running';
  }

  /** One slice of the descent under way; returns the steps it was worth. */
  #search(steps: number): number {
    const kernel = this.#kernel;
    const patience = this.#isTrying ? Math.round(this.#patience * (this.#craft.trial ?? TRIAL)) : this.#patience;
    const isAlive = kernel.run(steps * (this.#isLarge ? 1 : ITERATIONS_PER_STEP), patience);
    if (this.#best === undefined || kernel.best < this.#best.value) this.#keep(kernel.result());
    if (isAlive && kernel.sinceBest < patience) return steps;
    if (this.#isTrying) this.#chooseChild();
    else {
      this.#deadEnds = isAlive ? 0 : this.#deadEnds + 1;
      const found = kernel.result();
      this.#add(found);
      if (!this.#isLarge) this.#news.push(found);
      this.#isLoaded = false;
    }
    return steps;
  }

  #add(found: ShopOrder): void {
    this.#descents++;
    this.#fresh?.note(found.value);
    this.#population.add(found, this.#members(), this.#progress);
  }

  /** Tries the next child, or goes on with the best of all that were tried. */
  #chooseChild(): void {
    this.#tried.push(this.#kernel.result());
    const next = this.#candidates.pop();
    if (next !== undefined) return this.#kernel.load(next);
    this.#kernel.load(this.#tried.reduce((a, b) => (b.value < a.value ? b : a)));
    this.#tried = [];
    this.#isTrying = false;
  }

  /** The more descents the budget allows, the more members are worth their while. */
  #members(): number {
    const expected = this.#expected();
    if (expected === 0) return USUAL_MEMBERS;
    return Math.max(FEWEST_MEMBERS, Math.min(MOST_MEMBERS, Math.round(0.5 * Math.sqrt(expected))));
  }

  /** Descents the whole budget allows; 0 while nobody knows. */
  #expected(): number {
    return this.#progress <= 0 ? 0 : this.#descents / this.#progress;
  }

  #isOptimal(): boolean {
    if (this.#best === undefined) return false;
    this.#bound ??= this.#startBound();
    return this.#bound > 0 && this.#best.value <= this.#bound;
  }

  #startBound(): number {
    if (this.#scale === 0) return 0;
    // Makespans are whole; weights need not be.
    return Math.ceil(this.#findBound() / this.#scale - 1e-9);
  }

  #take(made: ShopOrder): void {
    // The warm start's times may have left gaps.
    if (this.#best === undefined) {
      this.#keep({ ...made, value: this.#valueOf(made) });
      // The first is shown before its race.
      if (this.#race > 0) return void this.#starts.unshift(() => made);
    }
    const order = this.#race > 0 ? this.#shortDescent(made) : { ...made, value: this.#valueOf(made) };
    if (this.#best === undefined || order.value < this.#best.value) this.#keep(order);
    this.#waiting.push(order);
    this.#waiting.sort((a, b) => a.value - b.value);
    // Large orders are heavy; only the best is ever searched.
    if (this.#isLarge) this.#waiting.length = 1;
  }

  #shortDescent(start: ShopOrder): ShopOrder {
    this.#kernel.load(start);
    this.#kernel.run(this.#race, this.#race);
    return this.#kernel.result();
  }

  /** Of what the rules found, every second solver searches every second one: their descents go to all. */
  #leaveToOthers(): void {
    if (!this.#isLarge) this.#waiting.splice(0, this.#waiting.length, ...this.#waiting.filter((_, i) => (i + this.#worker) % 2 === 0));
  }

  /** Until the population is full its members come from rules and chance, then from pairs of members. */
  #loadNext(): void {
    this.#isLoaded = true;
    if (this.#fresh?.isDue(this.#population.values(), this.#expected()) === true) {
      this.#fresh.begin();
      this.#population.clear();
    }
    if (this.#population.size >= this.#members() && !this.#isLarge) {
      if (this.#population.spread() < COLLAPSED) this.#population.keepBest();
      this.#candidates = this.#population.children(CANDIDATES);
      const first = this.#candidates.pop();
      if (first !== undefined) {
        this.#isTrying = true;
        return this.#kernel.load(first);
      }
    }
    this.#kernel.load(this.#waiting.shift() ?? this.#craft.atRandom(this.#random));
  }

  #keep(order: ShopOrder): void {
    this.#best = order;
    this.#solution = undefined;
    this.#improvements++;
  }

  best(): Solution | undefined {
    if (this.#best === undefined) return undefined;
    this.#solution ??= this.#craft.solutionOf(this.#best);
    return this.#solution;
  }

  improvements(): number {
    return this.#improvements;
  }

  bound(): number {
    return (this.#bound ?? 0) * this.#scale;
  }

  /** Solvers that show each other the end of every descent work on one population. */
  news(): readonly Schedule[] {
    const found = this.#news;
    this.#news = [];
    return found.map((order) => this.#craft.solutionOf(order).schedule);
  }

  offer(schedule: Schedule): void {
    const order = this.#craft.orderOf(schedule);
    const offered = { ...order, value: this.#valueOf(order) };
    if (!this.#isLarge && this.#fresh?.isOpen(this.#population.size >= this.#members()) !== false) this.#add(offered);
    if (this.#best === undefined || offered.value < this.#best.value) this.#keep(offered);
  }
}
