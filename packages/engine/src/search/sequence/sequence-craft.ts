import type { Schedule, Solution } from '../../schedule/schedule.ts';

/** A sequence of jobs into which others are put where they cost least. */
export interface Insertion {
  readonly sequence: Int32Array;
  length: number;
  /** Where `bestPlace` found it best, and what all costs then. */
  readonly place: number;
  readonly value: number;
  /** Elementary steps so far: times counted. */
  readonly work: number;
  load(sequence: Int32Array): void;
  insert(job: number, place: number): void;
  remove(place: number): number;
  /** What the whole sequence costs. */
  cost(): number;
  /** Finds the best place for a job, if there is one below the limit; else the value is infinite. */
  bestPlace(job: number, limit?: number): void;
}

/** What differs from one kind of line to the next: what a sequence of jobs means. */
export interface SequenceCraft {
  readonly jobs: number;
  insertion(): Insertion;
  /** Whole sequences that are weighed before any is built. */
  readonly starts: readonly Int32Array[];
  /** Jobs in the order best insertion takes them; empty = the best of the starts is gone on from. */
  readonly first: readonly number[];
  /** A sequence may be worse than the last by about so much. */
  readonly tolerance: number;
  /** Jobs are moved in turn until so many in a row do not help. */
  readonly mostIdleTurns: number;
  solutionOf(sequence: Int32Array): Solution;
  sequenceOf(schedule: Schedule): Int32Array;
  /** The same machines and orders, timed anew: what was found elsewhere need not be what any sequence means. */
  retimed(schedule: Schedule): Solution;
}
