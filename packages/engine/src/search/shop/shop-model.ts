import type { Problem } from '../../problem/problem.ts';

/** Larger shops with setups are better served by rules that see setups than by a search that starts without. */
const MOST_WITH_SETUPS = 4000;

/** Whether a problem is a job, flexible or assembly shop, with or without setups, and the makespan as its only goal. */
export function suitsShopKernel(problem: Problem): boolean {
  const { features, modes } = problem;
  const extra = [
    features.calendars,
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
  // Where an operation takes no time, putting another behind or before it can close a circle.
  if (!isJobShop(features) && modes.duration.includes(0)) return false;
  if (features.setups && !setsUpBetweenNeighbours(problem)) return false;
  return features.makespanOnly && modes.priceProfiles.length === 0 && !extra.includes(true);
}

/** Every operation has at most one predecessor, one successor and one mode, and needs no setup. */
function isJobShop({ chains, flexible, setups }: Problem['features']): boolean {
  return chains && !flexible && !setups;
}

/** Whether each setup follows from two neighbours of a machine: nothing is set up before, and every mode has a state where states count. */
function setsUpBetweenNeighbours({ operations, modes, machines }: Problem): boolean {
  if (operations.count > MOST_WITH_SETUPS || operations.alreadySetUp.includes(1)) return false;
  return modes.state.every((state, mode) => state >= 0 || (machines.changeover[modes.machine[mode] ?? 0] ?? -1) < 0);
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
  /** Every operation has at most one of each, and one mode without setup: the pure job shop. */
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
    isJobShop: isJobShop(features),
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
