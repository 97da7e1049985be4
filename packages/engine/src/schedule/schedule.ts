import type { ObjectivePart } from '../problem/problem.ts';

/** A complete answer to a problem: for each operation the mode and three times. */
export interface Schedule {
  /** [operation] index into modes. */
  readonly mode: Int32Array;
  /** [operation] start of the setup; equals `start` where there is none. Ticks. */
  readonly setupStart: Int32Array;
  /** [operation] start of the run. */
  readonly start: Int32Array;
  /** [operation] end of the run. */
  readonly end: Int32Array;
}
/** Every objective part of a schedule, whether weighted or not. */
export type Figures = Readonly<Record<ObjectivePart, number>>;

/** A schedule with everything that is counted of it. */
export interface Solution {
  readonly schedule: Schedule;
  readonly figures: Figures;
  /** Value of each objective level, `lagExcess` first. */
  readonly value: readonly number[];
}
