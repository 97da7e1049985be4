// Indices come from the problem's own tables, hence the non-null assertions.
import type { ObjectivePart, Problem } from '../problem/problem.ts';
import { eligibilitySets } from './eligibility.ts';
import type { EligibilitySets } from './eligibility.ts';
import { headsAndTails } from './heads-and-tails.ts';
import type { HeadsAndTails } from './heads-and-tails.ts';
import { jobEndsBound } from './job-ends.ts';
import { assignmentBound, poolLoadBound, setLoadBound } from './load.ts';
import { machineBound } from './machine-bound.ts';
import { spendingBounds } from './money-and-carbon.ts';
import { OneMachine } from './one-machine.ts';

/**
 * A number no valid schedule without lag excess can undercut on level 1 (SPEC B2): each part of the level bounded by itself and added
 * up, the ends of jobs together. Stocks, lines, places, transport and ovens are ignored, which can only make it smaller. Cost
 * O(N log N + modes + arcs), some milliseconds for 10,000 operations. -Infinity where a weight is negative.
 */
export function lowerBound(problem: Problem): number {
  const weights = new Map<ObjectivePart, number>();
  for (const { part, weight } of problem.objective.levels[0] ?? []) weights.set(part, (weights.get(part) ?? 0) + weight);
  for (const weight of weights.values()) if (weight < 0) return Number.NEGATIVE_INFINITY;
  const weightOf = (part: ObjectivePart): number => weights.get(part) ?? 0;
  const times = headsAndTails(problem);
  const sets = eligibilitySets(problem);
  const oneMachine = new OneMachine(largestSet(sets));
  let bound = 0;
  if (weightOf('makespan') > 0) bound += weightOf('makespan') * makespanBound(problem, sets, times, oneMachine);
  const prices = { weightedTardiness: weightOf('weightedTardiness'), lateJobs: weightOf('lateJobs'), flowTime: weightOf('flowTime') };
  if (prices.weightedTardiness + prices.lateJobs + prices.flowTime > 0) bound += jobEndsBound(problem, prices, sets, times, oneMachine);
  if (weightOf('setupTime') + weightOf('changeoverCost') + weightOf('cost') + weightOf('carbon') > 0) {
    const spending = spendingBounds(problem, sets);
    for (const part of ['setupTime', 'changeoverCost', 'cost', 'carbon'] as const) bound += weightOf(part) * spending[part];
  }
  return bound;
}

/** Longest path, one-machine relaxations, and the load of every set of machines that shares operations. */
function makespanBound(problem: Problem, sets: EligibilitySets, times: HeadsAndTails, oneMachine: OneMachine): number {
  let path = 0;
  for (let o = 0; o < problem.operations.count; o++) path = Math.max(path, times.end[o]! + times.tail[o]!);
  return Math.max(
    path,
    machineBound(problem, sets, times, oneMachine),
    setLoadBound(problem, sets, times),
    assignmentBound(problem, times),
    poolLoadBound(problem, times),
  );
}

function largestSet({ count, memberStart }: EligibilitySets): number {
  let largest = 0;
  for (let set = 0; set < count; set++) largest = Math.max(largest, memberStart[set + 1]! - memberStart[set]!);
  return largest;
}
