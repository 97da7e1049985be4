import type { Schedule, Solution } from '../schedule/schedule.ts';

/** How to search; only the seed must be said. */
export interface SolverOptions {
  /** Any integer; same problem, seed and sequence of calls = same results. */
  readonly seed: number;
  /**
   * Start from this schedule: sequences and modes are kept, times are made anew. Times against precedence are put in order, modes
   * that are none of their operation's are chosen anew.
   * @throws Error when it has another number of operations.
   */
  readonly warmStart?: Schedule;
  /**
   * [operation] 1 = may be brought forward. With it, or with a baseline whose stability the objective prices, the warm start is mended
   * rather than replaced: nobody else starts earlier than there, and the search stays near what a change reached. Only the general
   * kernel looks at it.
   */
  readonly movable?: Uint8Array;
  /** off: trust; step: compare deltas with recounts now and then; full: every accepted schedule is checked by the oracle. */
  readonly assertLevel?: 'off' | 'step' | 'full';
  /** Which of several co-operating solvers this is (0 …); lets them differ in temper. */
  readonly worker?: number;
}
/** optimal: the best equals the bound. exhausted: nothing more will be tried. */
export type SolverStatus = 'running' | 'optimal' | 'exhausted';

/** A search one can drive: no threads, no clock. The host owns time and calls `step` in slices. */
export interface Solver {
  /** Does about `steps` units of work (a unit is some microseconds; a slice of 1,000 lasts some milliseconds). `progress` 0..1 is the spent share of the budget, if known. */
  step(steps: number, progress?: number): SolverStatus;
  /** Best so far; undefined before the first complete schedule. */
  best(): Solution | undefined;
  /** Counts the improvements so far: cheap to poll. */
  improvements(): number;
  /** A proven lower bound of the first real objective level (0 when nothing better is known). */
  bound(): number;
  /** Offers a schedule found elsewhere (another worker, a planner's hand). */
  offer(schedule: Schedule): void;
  /** What co-operating solvers should be offered, since the last call; without it they are offered each better schedule. */
  news?(): readonly Schedule[];
}
