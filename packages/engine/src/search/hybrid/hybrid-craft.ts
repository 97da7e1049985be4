// Indices come from sequences of the model's jobs, hence the non-null assertions.
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { SequenceCraft } from '../sequence/sequence-craft.ts';
import { type ShopModel, shopModel } from '../shop/shop-model.ts';
import { orderOf, solutionOf } from '../shop/times.ts';
import { HybridInsertion } from './hybrid-insertion.ts';
import { type HybridModel, mirrored } from './hybrid-model.ts';

/** A sequence may be worse than the last by about so many mean operations, each at the mean price of a tick. */
const TOLERANCE_OF_MAKESPAN = 0.04;
const TOLERANCE_OF_SUMS = 0.2;
/** A place costs a simulation of what comes after it: jobs are moved until so many in a row do not help. */
const IDLE_TURNS = 5;
/** Above so many times counted, building a first sequence by insertion takes longer than it is worth. */
const MOST_WORK = 100_000_000;

/** Hybrid lines as a sequence of jobs for the first stage they pass; backwards: for the last one, from the end. */
export function hybridCraft(line: HybridModel, backwards: boolean): SequenceCraft {
  const view = backwards ? mirrored(line) : line;
  const { jobs, stages } = line;
  const model = shopModel(line.problem);
  const [first, ...others] = orders(view);
  const builds = (jobs * jobs * jobs * stages) / 4 < MOST_WORK;
  return {
    jobs,
    insertion: () => new HybridInsertion(view),
    starts: [first!, ...others],
    first: builds ? [...first!] : [],
    tolerance: toleranceOf(line),
    mostIdleTurns: Math.min(jobs, IDLE_TURNS),
    solutionOf: (sequence) => planOf(view, model, sequence, backwards),
    sequenceOf: (schedule) => sequenceOf(line, schedule, backwards),
    retimed: (schedule) => solutionOf(model, orderOf(model, schedule)),
  };
}

function planOf(view: HybridModel, model: ShopModel, sequence: Int32Array, backwards: boolean): Solution {
  const insertion = new HybridInsertion(view);
  insertion.load(sequence);
  insertion.cost();
  const { order, unit } = insertion.plan();
  const { operation, widest } = view;
  const mode = new Int32Array(operation.length);
  operation.forEach((o, at) => {
    mode[o] = view.mode[at * widest + unit[at]!]!;
  });
  return solutionOf(model, { order: backwards ? order.toReversed() : order, mode });
}

/** By due date where tardiness counts; the most work first; what has the most work left behind the first stage; the least there. */
function orders({ jobs, stages, duration, widest, goal }: HybridModel): Int32Array[] {
  const timeOf = (at: number): number => duration[at * widest]!;
  const work = Float64Array.from({ length: jobs }, (_, job) => {
    let sum = 0;
    for (let stage = 0; stage < stages; stage++) sum += timeOf(job * stages + stage);
    return sum;
  });
  const all = Int32Array.from({ length: jobs }, (_, job) => job);
  const entering = (job: number): number => timeOf(job * stages);
  const ranks = [
    (job: number) => -work[job]!,
    (job: number) => entering(job) - work[job]!,
    (job: number) => entering(job),
    (job: number) => work[job]!,
  ];
  const byDate = goal.perTickLate.some((price) => price > 0) || goal.onceLate > 0;
  if (byDate) ranks.unshift((job: number) => Math.min(goal.due[job]!, 2 ** 31));
  return ranks.map((rank) => all.toSorted((a, b) => rank(a) - rank(b) || a - b));
}

function toleranceOf({ duration, goal, jobs, makespanOnly }: HybridModel): number {
  const mean = duration.reduce((sum, time) => sum + time, 0) / Math.max(1, duration.length);
  const price = goal.perTickLate.reduce((sum, each) => sum + each, 0) / Math.max(1, jobs) + goal.perTick + goal.makespan;
  return (makespanOnly ? TOLERANCE_OF_MAKESPAN : TOLERANCE_OF_SUMS) * mean * price;
}

function sequenceOf({ jobs, stages, operation }: HybridModel, { start, end }: Schedule, backwards: boolean): Int32Array {
  // Of those that begin together a later stage tells who is taken first.
  const byTime = (a: number, b: number): number => {
    for (let k = 0; k < stages; k++) {
      const stage = backwards ? stages - 1 - k : k;
      const [one, other] = [operation[a * stages + stage]!, operation[b * stages + stage]!];
      const apart = backwards ? end[other]! - end[one]! : start[one]! - start[other]!;
      if (apart !== 0) return apart;
    }
    return a - b;
  };
  return Int32Array.from({ length: jobs }, (_, job) => job).sort(byTime);
}
