// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';

/** Above so many tails (operations times jobs) the memory of the kernel is not worth its while. */
const MOST_TAILS = 4_000_000;
const MOST_OPERATIONS = 4000;
/** Larger flexible shops are better served by the general search. */
const MOST_FLEXIBLE = 150;

/** What an objective of one level asks for that only the ends of jobs decide: none of it falls when a job ends later. */
export interface RegularGoal {
  /** [job] end from which it is late; its price per tick late, once for being late, per tick of its end. */
  readonly due: Float64Array;
  readonly perTickLate: Float64Array;
  readonly onceLate: number;
  readonly perTick: number;
  readonly makespan: number;
  /** What the price per tick takes off again: flow time begins at the release. */
  readonly rebate: number;
  /** [job] its last operation, -1 for a job without any. */
  readonly last: Int32Array;
}

/** Whether the problem is a job shop or a flexible shop of chains, with releases at most, whose objective only the ends of jobs decide: then its goal. */
export function regularGoal(problem: Problem): RegularGoal | undefined {
  const { features, modes, operations, jobs } = problem;
  const extra = [
    !features.chains,
    features.calendars,
    features.setups,
    features.pools,
    features.parallelMachines,
    features.batches,
    features.lags,
    features.maxLags,
    features.sendAhead,
    features.transport,
    features.fixed,
    features.reservoirs,
    features.baseline,
    features.lines,
    features.places,
    modes.priceProfiles.length > 0,
    operations.count > (features.flexible ? MOST_FLEXIBLE : MOST_OPERATIONS),
    operations.count * jobs.count > MOST_TAILS,
  ];
  return extra.includes(true) ? undefined : sumOverEnds(problem);
}

/** The goal of a problem whose jobs are chains, whatever else it asks for; undefined when not only the ends of jobs decide. */
export function sumOverEnds(problem: Problem): RegularGoal | undefined {
  const { jobs, objective } = problem;
  const weights = objective.levels.length === 1 ? weightsOf(problem) : undefined;
  const last = lastOperations(problem);
  if (weights === undefined || last === undefined) return undefined;
  const goal = {
    due: Float64Array.from(jobs.due, (due) => (due === NONE ? Number.POSITIVE_INFINITY : due)),
    perTickLate: Float64Array.from(jobs.weight, (weight) => weight * weights.weightedTardiness),
    onceLate: weights.lateJobs,
    perTick: weights.flowTime,
    makespan: weights.makespan,
    rebate: jobs.release.reduce((sum, release) => sum + release, 0) * weights.flowTime,
    last,
  };
  return goal.perTickLate.some((price) => price < 0) ? undefined : goal;
}

function weightsOf({ objective }: Problem) {
  const weights = { weightedTardiness: 0, lateJobs: 0, flowTime: 0, makespan: 0 };
  for (const { part, weight } of objective.levels[0]!) {
    if (!isRegular(part) || weight < 0) return undefined;
    weights[part] += weight;
  }
  return weights;
}

function isRegular(part: string): part is 'weightedTardiness' | 'lateJobs' | 'flowTime' | 'makespan' {
  return part === 'weightedTardiness' || part === 'lateJobs' || part === 'flowTime' || part === 'makespan';
}

/** [job] the end of its chain; undefined when some job is not one chain of its own. */
function lastOperations({ operations, arcs, jobs }: Problem): Int32Array | undefined {
  const last = new Int32Array(jobs.count).fill(-1);
  for (let o = 0; o < operations.count; o++) {
    const job = operations.job[o]!;
    if (arcs.outStart[o + 1]! > arcs.outStart[o]!) {
      if (operations.job[arcs.to[arcs.outArc[arcs.outStart[o]!]!]!] !== job) return undefined;
      continue;
    }
    if (last[job]! >= 0) return undefined;
    last[job] = o;
  }
  return last;
}

/** What the ends of the jobs cost. */
export function costOf(goal: RegularGoal, jobEnd: Int32Array): number {
  const { due, perTickLate, onceLate, perTick } = goal;
  let cost = -goal.rebate;
  let makespan = 0;
  for (let j = 0; j < jobEnd.length; j++) {
    const end = jobEnd[j]!;
    const late = end - due[j]!;
    if (late > 0) cost += late * perTickLate[j]! + onceLate;
    cost += end * perTick;
    if (end > makespan) makespan = end;
  }
  return cost + makespan * goal.makespan;
}
