// Indices run over a schedule's own arrays, hence the non-null assertions.
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { ShopModel } from '../shop/shop-model.ts';
import { shopModel, suitsShopKernel } from '../shop/shop-model.ts';
import { orderOf, withFigures } from '../shop/times.ts';
import type { Solver, SolverOptions, SolverStatus } from '../solver.ts';
import { DispatchKernel } from './dispatch-kernel.ts';
import { JobShopDispatch } from './job-shop-dispatch.ts';
import { JobShopTiming } from './job-shop-timing.ts';
import { scheduleOfEnds } from './schedule-of-ends.ts';
import { StartPlans } from './start-plans.ts';
import { WindowChoice } from './window-choice.ts';
import { windowKernel } from './window-kernel.ts';
import type { WindowSearch } from './window-search.ts';
import { ZeroSlackDive } from './zero-slack-dive.ts';

/** Job shops above this many operations are searched window by window. */
const LARGE_FROM = 4000;
/** Rules are tried one after the other, each to its end: the first in any case, the others within this share of the budget. */
const STARTING_SHARE = 0.1;
const MOST_CHAINS = 24;
/** Where machines are saturated one dive comes before all other rules, and others after them within this share of the budget. */
const DIVING_SHARE = 0.25;
const MOST_DIVES = 8;
const PLACEMENTS_PER_STEP = 2;
/** Operations timed per step: a step is some microseconds. */
const OPERATIONS_PER_STEP = 500;
/** A window's search ends after so many operations timed in vain, in no more and no fewer iterations than these. */
const PATIENCE = 8_000_000;
const LEAST_PATIENCE = 300;
const MOST_PATIENCE = 6000;
/** After so many windows in a row in which nothing could move there is nothing to move. */
const MOST_DEAD_ENDS = 2000;

/** Whether a problem is a pure job shop too large for a population. */
export function suitsLargeShop(problem: Problem): boolean {
  const { features, operations } = problem;
  return operations.count > LARGE_FROM && features.chains && !features.flexible && !features.setups && suitsShopKernel(problem);
}

/** The solver of large job shops: dispatching rules, then tabu search in one window after the other of the best plan. */
export function createLargeShopSolver(problem: Problem, options: SolverOptions, bound: () => number): Solver {
  return new LargeShopSolver(problem, options, bound);
}

class LargeShopSolver implements Solver {
  readonly #problem: Problem;
  #model: ShopModel | undefined;
  readonly #scale: number;
  readonly #findBound: () => number;
  #bound: number | undefined;
  /** The plan under way: the best there is, except within a window being searched. The first plan needs none of its tables. */
  #table: JobShopTiming | undefined;
  readonly #starts: StartPlans;
  readonly #random: Random;
  /** Undefined before the first plan, null where no machine is saturated. */
  #dive: ZeroSlackDive | null | undefined;
  readonly #windows: WindowChoice;
  /** Made for the first window: it is not what the first plan should wait for. */
  #kernel: WindowSearch | undefined;
  /** Whether `timing` holds the best plan; else it is the one `starts` has just made, whose ends are known already. */
  #isTimed = true;
  #isSearching = false;
  /** What paths that avoid the window take, or a tick less than all: shorter is not needed. */
  #beside = 0;
  #patience = 0;
  #offered: Schedule | undefined;
  #debt = 0;
  #deadEnds = 0;
  #progress = 0;
  #best = Number.MAX_SAFE_INTEGER;
  #solution: Solution | undefined;
  #improvements = 0;

  constructor(problem: Problem, options: SolverOptions, bound: () => number) {
    const random = new Random(options.seed * 31 + (options.worker ?? 0));
    this.#problem = problem;
    this.#random = random;
    this.#scale = problem.objective.levels[0]?.[0]?.weight ?? 1;
    this.#findBound = bound;
    const dispatch = DispatchKernel.start(problem) ?? new JobShopDispatch(this.#timing);
    this.#starts = new StartPlans(() => this.#timing, dispatch, random);
    this.#windows = new WindowChoice(problem.operations.count, random);
    if (options.warmStart !== undefined) this.#take(orderOf(this.#shop, options.warmStart).order);
  }

  get #shop(): ShopModel {
    return (this.#model ??= shopModel(this.#problem));
  }

  get #timing(): JobShopTiming {
    return (this.#table ??= new JobShopTiming(this.#shop));
  }

  step(steps: number, progress = this.#progress): SolverStatus {
    this.#progress = progress;
    if (!this.#isSearching) this.#takeOffer();
    let left = Math.max(1, steps) - this.#debt;
    // The bound comes after the first plan has been shown, not before.
    while (left > 0) {
      if (this.#isOptimal()) return 'optimal';
      if (this.#deadEnds >= MOST_DEAD_ENDS) return 'exhausted';
      left -= this.#advance(left);
    }
    // Work that cannot be interrupted is paid for by the steps that follow.
    this.#debt = -left;
    return this.#bound !== undefined && this.#isOptimal() ? 'optimal' : 'running';
  }

  /** One plan to begin with, one look for a window, or some of the search in it; returns the steps it was worth. */
  #advance(steps: number): number {
    const perPass = 1 + Math.floor(this.#problem.operations.count / OPERATIONS_PER_STEP);
    this.#timeBest();
    if (this.#isDiving()) return this.#goOnDiving(steps);
    if (this.#isStarting()) {
      const value = this.#starts.next();
      if (value < this.#best) {
        this.#keep(value);
        this.#isTimed = false;
      }
      return 5 * perPass;
    }
    if (!this.#isSearching) {
      this.#openWindow();
      return 2 * perPass;
    }
    const perIteration = 1 + Math.floor(this.#tabu.size / OPERATIONS_PER_STEP);
    const iterations = Math.max(1, Math.ceil(steps / perIteration));
    if (!this.#tabu.run(iterations, this.#patience, this.#beside)) this.#closeWindow();
    return iterations * perIteration;
  }

  get #tabu(): WindowSearch {
    return (this.#kernel ??= windowKernel(this.#windows.largest, this.#problem.machines.count, this.#random.next() | 1));
  }

  /** Before anything else is planned. */
  #timeBest(): void {
    if (this.#isTimed) return;
    this.#isTimed = true;
    this.#timing.load(this.#starts.order);
    // One made from the back may become shorter when all of it begins as early as it can.
    if (this.#timing.makespan < this.#best) this.#keep(this.#timing.makespan);
  }

  /** Only once there is a plan, and a bound to aim at. */
  #isDiving(): boolean {
    if (this.#isSearching || this.#bound === undefined) return false;
    this.#dive ??= ZeroSlackDive.suits(this.#timing, this.#bound) ? new ZeroSlackDive(this.#timing, this.#bound, this.#random) : null;
    if (this.#dive === null || this.#dive.dives >= MOST_DIVES) return false;
    return this.#dive.dives === 0 || (!this.#isStarting() && this.#progress < DIVING_SHARE);
  }

  #goOnDiving(steps: number): number {
    const dive = this.#dive!;
    const outcome = dive.run(steps * PLACEMENTS_PER_STEP);
    if (outcome !== 'running') {
      const before = this.#timing.order.slice();
      this.#timing.load(dive.order);
      if (this.#timing.makespan < this.#best) this.#keep(this.#timing.makespan);
      else this.#timing.load(before);
    }
    return steps;
  }

  #isStarting(): boolean {
    if (this.#isSearching || this.#starts.chains >= MOST_CHAINS) return false;
    return this.#starts.chains === 0 || this.#progress < STARTING_SHARE;
  }

  /** What was offered is sorted and timed here, between windows, and left where it turns out no better. */
  #takeOffer(): void {
    const offered = this.#offered;
    this.#offered = undefined;
    if (offered === undefined || latestEnd(offered) >= this.#best) return;
    this.#timeBest();
    const before = this.#timing.order.slice();
    this.#timing.loadStarts(offered.start);
    if (this.#timing.makespan < this.#best) this.#keep(this.#timing.makespan);
    else this.#timing.load(before);
  }

  #take(order: Int32Array): void {
    this.#timing.load(order);
    this.#keep(this.#timing.makespan);
  }

  #openWindow(): void {
    const timing = this.#timing;
    const { from, to } = this.#windows.next(timing);
    // Where another longest path avoids the window, this one is still worth shortening: the next windows see to the others.
    this.#beside = Math.max(Math.min(timing.longestBeside(from, to), timing.makespan - 1), this.#bound ?? 0);
    this.#tabu.load(timing, from, to);
    this.#patience = Math.min(MOST_PATIENCE, Math.max(LEAST_PATIENCE, Math.floor(PATIENCE / (to - from))));
    this.#isSearching = true;
  }

  #closeWindow(): void {
    const timing = this.#timing;
    const tabu = this.#tabu;
    const before = timing.makespan;
    tabu.store(timing);
    timing.retime();
    this.#windows.learn(before - Math.max(tabu.best, this.#beside), tabu.moves * tabu.size + 2 * timing.n);
    this.#deadEnds = tabu.moves === 0 ? this.#deadEnds + 1 : 0;
    this.#isSearching = false;
    if (timing.makespan < this.#best) this.#keep(timing.makespan);
    this.#takeOffer();
  }

  #keep(value: number): void {
    this.#best = value;
    this.#solution = undefined;
    this.#improvements++;
  }

  #isOptimal(): boolean {
    if (this.#improvements === 0) return false;
    this.#bound ??= this.#scale === 0 ? 0 : Math.ceil(this.#findBound() / this.#scale - 1e-9);
    return this.#best <= this.#bound;
  }

  /** The plan as it is between windows is the best there is: no window makes it longer. */
  best(): Solution | undefined {
    if (this.#improvements === 0) return undefined;
    this.#solution ??= this.#solutionOf(this.#isTimed ? this.#timing.end : this.#starts.ends());
    return this.#solution;
  }

  #solutionOf(ends: Int32Array): Solution {
    const problem = this.#problem;
    const n = problem.operations.count;
    return withFigures({ problem, n }, scheduleOfEnds(problem, ends), 0);
  }

  improvements(): number {
    return this.#improvements;
  }

  bound(): number {
    return (this.#bound ?? 0) * this.#scale;
  }

  offer(schedule: Schedule): void {
    if (latestEnd(schedule) < this.#best) this.#offered = schedule;
  }
}

function latestEnd({ end }: Schedule): number {
  let latest = 0;
  for (let o = 0; o < end.length; o++) if (end[o]! > latest) latest = end[o]!;
  return latest;
}
