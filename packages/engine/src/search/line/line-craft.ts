// Indices come from sequences of the model's jobs, hence the non-null assertions.
import type { Schedule } from '../../schedule/schedule.ts';
import type { SequenceCraft } from '../sequence/sequence-craft.ts';
import { shopModel } from '../shop/shop-model.ts';
import { orderOf, solutionOf } from '../shop/times.ts';
import { LineInsertion } from './line-insertion.ts';
import type { LineModel } from './line-model.ts';

/** A sequence may be worse than the last by about so many mean operations, each at the mean price of a tick. */
const TOLERANCE_OF_MAKESPAN = 0.04;
const TOLERANCE_OF_SUMS = 3;
/** Jobs of a sum are moved until so many in a row do not help; for the makespan, whose places are weighed at once, until none does. */
const TURNS_OF_SUMS = 60;

/** Lines none overtakes on: all machines take jobs in the one sequence. */
export function lineCraft(line: LineModel): SequenceCraft {
  const { jobs, stages, operation, makespanOnly, problem } = line;
  const model = shopModel(problem);
  return {
    jobs,
    insertion: () => new LineInsertion(line),
    starts: [],
    first: firstOrder(line),
    tolerance: toleranceOf(line),
    mostIdleTurns: makespanOnly ? jobs : Math.min(jobs, TURNS_OF_SUMS),
    solutionOf: (sequence) => {
      const order = new Int32Array(operation.length);
      sequence.forEach((job, place) => {
        for (let k = 0; k < stages; k++) order[place * stages + k] = operation[job * stages + k]!;
      });
      return solutionOf(model, { order, mode: problem.operations.modeStart.slice(0, operation.length) });
    },
    sequenceOf: (schedule) => sequenceOf(line, schedule),
    retimed: (schedule) => solutionOf(model, orderOf(model, schedule)),
  };
}

/** By due date where tardiness counts, else the most work first. */
function firstOrder({ jobs, stages, duration, goal }: LineModel): number[] {
  const work = new Float64Array(jobs);
  duration.forEach((time, at) => {
    work[Math.floor(at / stages)]! += time;
  });
  const byDate = goal.perTickLate.some((price) => price > 0) || goal.onceLate > 0;
  const none = 2 ** 31;
  const rank = (job: number): number => (byDate ? Math.min(goal.due[job]!, none) : 0);
  return Array.from({ length: jobs }, (_, job) => job).sort((a, b) => rank(a) - rank(b) || work[b]! - work[a]! || a - b);
}

function toleranceOf({ duration, goal, jobs, makespanOnly }: LineModel): number {
  const mean = duration.reduce((sum, time) => sum + time, 0) / Math.max(1, duration.length);
  const price = goal.perTickLate.reduce((sum, each) => sum + each, 0) / Math.max(1, jobs) + goal.perTick + goal.makespan;
  return (makespanOnly ? TOLERANCE_OF_MAKESPAN : TOLERANCE_OF_SUMS) * mean * price;
}

function sequenceOf({ jobs, stages, operation }: LineModel, { start }: Schedule): Int32Array {
  // Where the first machine takes no time for some, a later one tells who was first.
  const byStart = (a: number, b: number): number => {
    for (let k = 0; k < stages; k++) {
      const apart = start[operation[a * stages + k]!]! - start[operation[b * stages + k]!]!;
      if (apart !== 0) return apart;
    }
    return a - b;
  };
  return Int32Array.from({ length: jobs }, (_, job) => job).sort(byStart);
}
