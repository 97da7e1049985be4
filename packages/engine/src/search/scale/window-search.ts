import type { JobShopTiming } from './job-shop-timing.ts';

/** A tabu search on part of a large job shop; whatever it is made of, the same seed goes the same way. */
export interface WindowSearch {
  /** Operations of the window. */
  readonly size: number;
  /** Longest path through the best order found since `load`. */
  readonly best: number;
  /** Iterations since it was found, those without a move counting more. */
  readonly sinceBest: number;
  /** Moves made since `load`. */
  readonly moves: number;
  /** Takes the operations at the places [from, to) of the plan's order. */
  load(timing: JobShopTiming, from: number, to: number): void;
  /**
   * Does so many iterations, fewer once `sinceBest` reaches `patience` or nothing through the window is longer than `goal`; false when it
   * is over.
   */
  run(iterations: number, patience: number, goal: number): boolean;
  /** Puts the best order found into the plan; its times are to be made anew. */
  store(timing: JobShopTiming): void;
}
