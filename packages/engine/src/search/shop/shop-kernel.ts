import type { ShopOrder } from './shop-model.ts';

/** A tabu search on one kind of shop. All kernels speak of solutions as linear orders, so one population serves them all. */
export interface ShopKernel {
  /** Value of the best solution since `load`. */
  readonly best: number;
  /** Iterations since it was found. */
  readonly sinceBest: number;
  /** Begins anew from a solution, with an empty tabu list. */
  load(start: Pick<ShopOrder, 'mode' | 'order'>): void;
  /** Does so many iterations, fewer once `sinceBest` reaches `patience`; false when no move is left at all. */
  run(iterations: number, patience: number): boolean;
  /** The best since `load`. */
  result(): ShopOrder;
}
