import type { Problem } from '../problem/problem.ts';
import type { Schedule, Solution } from '../schedule/schedule.ts';
import { FigureCounter } from './general/figures.ts';
import type { Solver, SolverStatus } from './solver.ts';

/** The solver of a problem without its idle rules, as one of the problem itself: schedules are the same, figures are counted anew. */
export class BareSolver implements Solver {
  readonly #search: Solver;
  /** Whether both have the same first level; if not, every schedule is worth nought there. */
  readonly #hasSameFirstLevel: boolean;
  readonly #counter: FigureCounter;
  #found: Solution | undefined;
  #solution: Solution | undefined;
  readonly news?: () => readonly Schedule[];

  constructor(problem: Problem, bare: Problem, search: Solver) {
    const first = new Set(bare.objective.levels[0]?.map(({ part }) => part));
    this.#search = search;
    this.#hasSameFirstLevel = problem.objective.levels[0]?.some(({ part, weight }) => weight !== 0 && first.has(part)) ?? false;
    this.#counter = new FigureCounter(problem);
    if (search.news !== undefined) this.news = () => search.news?.() ?? [];
  }

  step(steps: number, progress?: number): SolverStatus {
    return this.#search.step(steps, progress);
  }

  best(): Solution | undefined {
    const found = this.#search.best();
    if (found === undefined) return undefined;
    if (this.#solution === undefined || found !== this.#found) {
      const { schedule } = found;
      const figures = this.#counter.count(schedule);
      this.#solution = { schedule, figures, value: this.#counter.value(figures) };
      this.#found = found;
    }
    return this.#solution;
  }

  improvements(): number {
    return this.#search.improvements();
  }

  bound(): number {
    return this.#hasSameFirstLevel ? this.#search.bound() : 0;
  }

  offer(schedule: Schedule): void {
    this.#search.offer(schedule);
  }
}
