import { ConstantColumns } from './constant-columns.ts';
import type { Features, Problem } from './problem.ts';
import { freeOperations, plainArcs, plainModes, singleMachines } from './shop-problem.ts';

/** A job shop with the makespan as its goal and nothing else, in as few columns as say it. They have been checked and become the problem's own. */
export interface Chains {
  readonly machines: number;
  /** [job] how many operations it has, one at least. */
  readonly lengths: Int32Array;
  /** [operation] job by job. */
  readonly machine: Int32Array;
  readonly duration: Int32Array;
}

/** Nothing but jobs and machines. */
const PLAIN: Features = Object.freeze({
  flexible: false,
  chains: true,
  calendars: false,
  setups: false,
  pools: false,
  parallelMachines: false,
  batches: false,
  lags: false,
  maxLags: false,
  sendAhead: false,
  transport: false,
  releases: false,
  fixed: false,
  reservoirs: false,
  baseline: false,
  joinedSetups: false,
  lines: false,
  places: false,
  makespanOnly: true,
});

/**
 * The problem of a plain job shop: what `problemOfShop` makes, without looking again for what cannot be there. The first plan of a process
 * waits for every loop over the operations, so all columns are copied by the block. Its operations' places in their jobs come with it.
 */
export function problemOfChains(chains: Chains): { problem: Problem; place: Int32Array } {
  const { machines, lengths, machine, duration } = chains;
  const n = machine.length;
  const jobs = lengths.length;
  const same = new ConstantColumns(Math.max(n + 1, jobs, machines));
  const { job, place, arcs } = neighbours(chains, same);
  const problem = Object.freeze({
    jobs: {
      count: jobs,
      due: same.nones(jobs),
      weight: same.realOnes(jobs),
      release: same.zeros(jobs),
      deliverySite: same.minusOnes(jobs),
    },
    operations: freeOperations(job, same.zeros(n), same.count(0, n + 1), same),
    modes: plainModes(machine, duration, same.minusOnes(n), same),
    arcs,
    machines: singleMachines(same.minusOnes(machines), same),
    calendars: [],
    pools: [],
    reservoirs: [],
    changeovers: [],
    transport: undefined,
    baseline: undefined,
    objective: { levels: [[{ part: 'makespan', weight: 1 }]] },
    features: PLAIN,
  } satisfies Problem);
  return { problem, place };
}

/** Who belongs to which job, at which place, and who waits for whom. */
function neighbours({ lengths, machine }: Chains, same: ConstantColumns): { job: Int32Array; place: Int32Array; arcs: Problem['arcs'] } {
  const n = machine.length;
  const count = n - lengths.length;
  const job = new Int32Array(n);
  const place = new Int32Array(n);
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const inStart = new Int32Array(n + 1);
  const outStart = new Int32Array(n + 1);
  let begin = 0;
  for (let j = 0; j < lengths.length; j++) {
    const length = lengths[j] ?? 0;
    // Before this job there is an arc fewer for each job than there are operations.
    const arc = begin - j;
    job.fill(j, begin, begin + length);
    place.set(same.count(0, length), begin);
    from.set(same.count(begin, length - 1), arc);
    to.set(same.count(begin + 1, length - 1), arc);
    inStart[begin] = arc;
    inStart.set(same.count(arc, length - 1), begin + 1);
    outStart.set(same.count(arc, length), begin);
    begin += length;
  }
  inStart[n] = count;
  outStart[n] = count;
  const each = same.count(0, count);
  return { job, place, arcs: { ...plainArcs(from, to, same), inStart, inArc: each, outStart, outArc: each } };
}
