// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../problem/problem.ts';
import { MachineKind, NONE } from '../problem/problem.ts';
import { cheapestAssignment } from './cheapest-assignment.ts';
import { onlyMachine } from './eligibility.ts';
import type { EligibilitySets } from './eligibility.ts';
import type { HeadsAndTails } from './heads-and-tails.ts';
import type { OneMachine } from './one-machine.ts';

/** What the ends of jobs cost: weights of the three figures that are sums over jobs. */
export interface EndPrices {
  readonly weightedTardiness: number;
  readonly lateJobs: number;
  readonly flowTime: number;
}

/** Of more jobs than this on one machine no assignment is sought; of more in all, none at all. Its cost grows with the cube. */
const MOST_ON_MACHINE = 200;
const MOST_WORK = 20_000_000;

/**
 * Least Σ over jobs of what their ends cost. Each job ends no earlier than its longest path; and on any one machine the k-th operation
 * ends no earlier than the k-th in the preemptive schedule of the shortest remaining work, so the jobs there cost at least what the
 * cheapest assignment of jobs to those moments does.
 */
export function jobEndsBound(
  problem: Problem,
  prices: EndPrices,
  sets: EligibilitySets,
  times: HeadsAndTails,
  oneMachine: OneMachine,
): number {
  const { jobs, machines } = problem;
  const toEnd = tailsWithinJobs(problem, times);
  const least = new Float64Array(jobs.count);
  for (let o = 0; o < problem.operations.count; o++) {
    const job = problem.operations.job[o]!;
    least[job] = Math.max(least[job]!, times.end[o]! + toEnd[o]!);
  }
  const alone = least.map((end, job) => priceOf(problem, prices, job, end));
  const total = alone.reduce((sum, each) => sum + each, 0);
  let most = total;
  let work = 0;
  for (let set = 0; set < sets.count; set++) {
    const machine = onlyMachine(sets, set);
    if (machine < 0 || machines.kind[machine] !== MachineKind.SINGLE) continue;
    const members = oncePerJob(problem, sets.member.subarray(sets.memberStart[set], sets.memberStart[set + 1]));
    work += members.length ** 3;
    if (members.length < 2 || members.length > MOST_ON_MACHINE || work > MOST_WORK) continue;
    const moments = new Float64Array(members.length);
    oneMachine.earliestEnds(members, 0, members.length, times.head, times.duration, moments);
    const costs = new Float64Array(members.length ** 2);
    let others = total;
    members.forEach((o, row) => {
      const job = problem.operations.job[o]!;
      others -= alone[job]!;
      for (let k = 0; k < members.length; k++)
        costs[row * members.length + k] = priceOf(problem, prices, job, Math.max(least[job]!, moments[k]! + toEnd[o]!));
    });
    most = Math.max(most, others + cheapestAssignment(costs, members.length));
  }
  return most;
}

function priceOf({ jobs }: Problem, prices: EndPrices, job: number, end: number): number {
  const late = jobs.due[job] === NONE ? 0 : Math.max(0, end - jobs.due[job]!);
  return (
    prices.weightedTardiness * jobs.weight[job]! * late +
    prices.lateJobs * (late > 0 ? 1 : 0) +
    prices.flowTime * (end - jobs.release[job]!)
  );
}

/** The first operation of each job: the moments of any part of the operations bound that part. */
function oncePerJob({ operations }: Problem, members: Int32Array): Int32Array {
  const seen = new Set<number>();
  return members.filter((o) => {
    const isNew = !seen.has(operations.job[o]!);
    seen.add(operations.job[o]!);
    return isNew;
  });
}

/** [operation] least time from its end to the end of its own job. */
function tailsWithinJobs({ operations, arcs }: Problem, { duration }: HeadsAndTails): Float64Array {
  const toEnd = new Float64Array(operations.count);
  const open = new Int32Array(operations.count);
  const ready: number[] = [];
  for (let o = 0; o < operations.count; o++) {
    open[o] = arcs.outStart[o + 1]! - arcs.outStart[o]!;
    if (open[o] === 0) ready.push(o);
  }
  for (let o = ready.pop(); o !== undefined; o = ready.pop()) {
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      const before = arcs.from[arc]!;
      const after = arcs.share[arc]! < 1 ? Math.ceil(arcs.closing[arc]! * duration[o]!) : duration[o]!;
      if (operations.job[before] === operations.job[o]) toEnd[before] = Math.max(toEnd[before]!, arcs.minLag[arc]! + after + toEnd[o]!);
      open[before]!--;
      if (open[before] === 0) ready.push(before);
    }
  }
  return toEnd;
}
