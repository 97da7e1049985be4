// Non-null assertions index arrays sized by the problem.
import type { MoveContext } from './move.ts';

const LONGEST = 400;
const chain = new Int32Array(LONGEST);

/** A job whose earlier completion would help: the most pressing of a few drawn at random; -1 = none presses. */
export function pressingJob({ problem, random, jobPressure }: MoveContext, tries = 4): number {
  let best = -1;
  let most = 0;
  for (let i = 0; i < tries; i++) {
    const j = random.below(problem.jobs.count);
    const pressure = jobPressure(j) * (0.5 + random.unit());
    if (pressure > most) {
      most = pressure;
      best = j;
    }
  }
  return best;
}

/** The operation with which a job ends in the incumbent; -1 = none is free. */
export function lastOperation({ problem, incumbent, derived, sequence }: MoveContext, j: number, operationsOf: JobOperations): number {
  let last = -1;
  for (let i = operationsOf.start[j]!; i < operationsOf.start[j + 1]!; i++) {
    const o = operationsOf.member[i]!;
    if (derived.terminal[o] === 0 || sequence.position[o]! < 0) continue;
    if (last < 0 || incumbent.end[o]! > incumbent.end[last]!) last = o;
  }
  return problem.operations.count > 0 ? last : -1;
}

export interface JobOperations {
  readonly start: Int32Array;
  readonly member: Int32Array;
}

/**
 * Walks from operation `o` back along what made each start when it did, predecessor or machine. Answers one operation on the way,
 * drawn at random, that waited for its machine (`waitsForMachine`) or any; -1 = none.
 */
export function onCriticalChain({ problem, incumbent, sequence, random }: MoveContext, o: number, waitsForMachine: boolean): number {
  const { arcs } = problem;
  let found = 0;
  let p = o;
  for (let step = 0; step < LONGEST && p >= 0; step++) {
    let previous = -1;
    let latest = -1;
    for (let i = arcs.inStart[p]!; i < arcs.inStart[p + 1]!; i++) {
      const from = arcs.from[arcs.inArc[i]!]!;
      if (incumbent.end[from]! > latest) {
        latest = incumbent.end[from]!;
        previous = from;
      }
    }
    const before = incumbent.machineBefore[p]!;
    const onMachine = before >= 0 && incumbent.end[before]! + incumbent.setupLength[p]! >= latest;
    if ((onMachine || !waitsForMachine) && sequence.position[p]! >= 0) chain[found++] = p;
    p = onMachine ? before : previous;
    if (p >= 0 && sequence.position[p]! < 0) break;
  }
  return found > 0 ? chain[random.below(found)]! : -1;
}

export function operationsOfJobs({ problem, sequence }: Pick<MoveContext, 'problem' | 'sequence'>): JobOperations {
  const { jobs, operations } = problem;
  const start = new Int32Array(jobs.count + 1);
  const free = (o: number): boolean => sequence.position[o]! >= 0;
  for (let o = 0; o < operations.count; o++) if (free(o)) start[operations.job[o]! + 1] = start[operations.job[o]! + 1]! + 1;
  for (let j = 0; j < jobs.count; j++) start[j + 1] = start[j + 1]! + start[j]!;
  const next = start.slice();
  const member = new Int32Array(start[jobs.count]!);
  for (let o = 0; o < operations.count; o++) {
    if (!free(o)) continue;
    const j = operations.job[o]!;
    member[next[j]!] = o;
    next[j] = next[j]! + 1;
  }
  return { start, member };
}
