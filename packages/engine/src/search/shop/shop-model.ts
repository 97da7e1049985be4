import type { Problem } from '../../problem/problem.ts';

/** Whether a problem is a pure job, flexible or assembly shop with the makespan as its only goal. */
export function suitsShopKernel({ features, modes }: Problem): boolean {
  const extra = [
    features.calendars,
    features.setups,
    features.pools,
    features.parallelMachines,
    features.batches,
    features.lags,
    features.maxLags,
    features.sendAhead,
    features.transport,
    features.releases,
    features.fixed,
    features.reservoirs,
    features.baseline,
    features.lines,
    features.places,
  ];
  // Where an operation takes no time, moving one to another machine can close a circle.
  if (features.flexible && modes.duration.includes(0)) return false;
  return features.makespanOnly && modes.priceProfiles.length === 0 && !extra.includes(true);
}

/** The arrays a shop kernel works on: views of the problem, and the precedence as neighbour lists. */
export interface ShopModel {
  readonly problem: Problem;
  /** Number of operations; also the index of the sentinel that stands for "none". */
  readonly n: number;
  readonly m: number;
  /** Operation → its predecessors and successors, CSR. */
  readonly predStart: Int32Array;
  readonly pred: Int32Array;
  readonly succStart: Int32Array;
  readonly succ: Int32Array;
  /** Every operation has at most one of each, and one mode: the pure job shop. */
  readonly isJobShop: boolean;
}

export function shopModel(problem: Problem): ShopModel {
  const { operations, arcs, machines, features } = problem;
  const pred = new Int32Array(arcs.count);
  const succ = new Int32Array(arcs.count);
  for (let i = 0; i < arcs.count; i++) {
    pred[i] = arcs.from[arcs.inArc[i] ?? 0] ?? 0;
    succ[i] = arcs.to[arcs.outArc[i] ?? 0] ?? 0;
  }
  return {
    problem,
    n: operations.count,
    m: machines.count,
    predStart: arcs.inStart,
    pred,
    succStart: arcs.outStart,
    succ,
    isJobShop: features.chains && !features.flexible,
  };
}

/** A solution without times: a mode per operation and one order of all operations that every machine follows. */
export interface ShopOrder {
  readonly mode: Int32Array;
  /** A linear order in which each operation comes after its predecessors. */
  readonly order: Int32Array;
  /** What is minimised: the makespan, or the weighted sum of the objective. */
  readonly value: number;
}
