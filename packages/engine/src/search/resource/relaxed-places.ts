import { NONE } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { Solver, SolverStatus } from '../solver.ts';

/** A step of the graph search costs as much as so many of the general one. */
const DEARER = 20;

/** The problem with room for everybody at every machine. */
export function withoutPlaces(problem: Problem): Problem {
  const { machines, features } = problem;
  return { ...problem, machines: { ...machines, places: machines.places.map(() => NONE) }, features: { ...features, places: false } };
}

/**
 * Two searches by turns: one takes no notice of places at machines and is fast; what it finds is offered to the other, which minds
 * them. Where places are seldom short that is as good as done; where they are, the other goes on from near it.
 */
export class RelaxedPlacesSolver implements Solver {
  readonly #exact: Solver;
  readonly #relaxed: Solver;
  #relaxedStatus: SolverStatus = 'running';
  #seen = 0;

  constructor(exact: Solver, relaxed: Solver) {
    this.#exact = exact;
    this.#relaxed = relaxed;
  }

  step(steps: number, progress?: number): SolverStatus {
    if (this.#relaxedStatus !== 'running' || this.#exact.best() === undefined) return this.#exact.step(steps, progress);
    const half = Math.max(1, Math.floor(steps / 2));
    this.#relaxedStatus = this.#relaxed.step(Math.max(1, Math.floor(half / DEARER)), progress);
    for (const found of this.#relaxed.news?.() ?? []) this.#exact.offer(found);
    const best = this.#relaxed.best();
    if (best !== undefined && this.#relaxed.improvements() > this.#seen) this.#exact.offer(best.schedule);
    this.#seen = this.#relaxed.improvements();
    return this.#exact.step(half, progress);
  }

  best(): Solution | undefined {
    return this.#exact.best();
  }
  improvements(): number {
    return this.#exact.improvements();
  }
  bound(): number {
    return this.#exact.bound();
  }
  offer(schedule: Schedule): void {
    this.#exact.offer(schedule);
    this.#relaxed.offer(schedule);
  }
}
