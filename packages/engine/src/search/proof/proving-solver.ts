import type { Problem } from '../../problem/problem.ts';
import { DestructiveBound } from '../../propagation/destructive-bound.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { Solver, SolverStatus } from '../solver.ts';

/** Larger problems are left without: narrowing all domains once takes too long between two looks at the clock. */
const MOST_OPERATIONS = 400;
/** This share of the steps goes into the bound while there is anything left to try. */
const SHARE = 0.06;
/** Operations whose domains are narrowed in a step's time. */
const OPERATIONS_PER_STEP = 2;

/** Whether refuting deadlines can say anything: a small problem whose first level is the makespan and nothing else. */
export function suitsProof({ operations, objective, features }: Problem): boolean {
  const [part, ...others] = objective.levels[0] ?? [];
  return features.makespanOnly && others.length === 0 && part !== undefined && part.weight > 0 && operations.count <= MOST_OPERATIONS;
}

/** A solver beside whose search the bound is raised, until they meet. */
export class ProvingSolver implements Solver {
  readonly #search: Solver;
  readonly #problem: Problem;
  readonly #weight: number;
  #proof: DestructiveBound | undefined;
  #allowance = 0;
  readonly #findBound: () => number;
  readonly news?: () => readonly Schedule[];

  constructor(problem: Problem, search: Solver, bound: () => number) {
    this.#problem = problem;
    this.#search = search;
    this.#findBound = bound;
    if (search.news !== undefined) this.news = () => search.news?.() ?? [];
    this.#weight = problem.objective.levels[0]?.[0]?.weight ?? 1;
  }

  step(steps: number, progress?: number): SolverStatus {
    const status = this.#search.step(steps, progress);
    const best = this.#search.best();
    if (status === 'optimal' || best === undefined || best.value[0] !== 0) return status;
    const makespan = best.figures.makespan;
    this.#proof ??= new DestructiveBound(this.#problem, Math.max(0, Math.ceil(this.#findBound() / this.#weight - 1e-9)));
    const cost = Math.ceil(this.#problem.operations.count / OPERATIONS_PER_STEP);
    this.#allowance += SHARE * steps;
    while (this.#allowance > 0 && this.#proof.isOpen) this.#allowance -= cost * this.#proof.step(makespan);
    return this.#proof.value >= makespan ? 'optimal' : status;
  }

  best(): Solution | undefined {
    return this.#search.best();
  }
  improvements(): number {
    return this.#search.improvements();
  }
  bound(): number {
    return Math.max(this.#search.bound(), (this.#proof?.value ?? 0) * this.#weight);
  }
  offer(schedule: Schedule): void {
    this.#search.offer(schedule);
  }
}
