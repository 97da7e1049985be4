// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import { AUTO } from './decoder.ts';
import type { Searcher } from './searcher.ts';
import { Retime } from './retime.ts';
import { elapsedPerOpenTick } from './rules.ts';
import { genesOf, listOf } from './start-list.ts';

/** Whether moving away from the published plan has a price: then a warm start is to be mended, not replaced. */
export function pricesStability({ baseline, objective }: Problem): boolean {
  return (
    baseline !== undefined &&
    objective.levels.some((level) => level.some(({ part }) => part === 'movedOperations' || part === 'startShift'))
  );
}

/**
 * Answers a change of the factory: the warm start is timed anew with nobody starting earlier than before; what came to stand later
 * or is new may then go to its best mode and time. Ends with a complete incumbent and returns what the change reached: the only
 * operations worth searching around.
 */
export function* react(solver: Searcher, warmStart: Schedule, movable: Uint8Array | undefined): Generator<void, Int32Array> {
  const { problem, decoder, sequence } = solver;
  const placed = placedByDue(solver, warmStart);
  const list = listOf(problem, decoder.derived, placed);
  const gene = genesOf(problem, decoder.derived, warmStart);
  const { floor } = decoder;
  for (const o of list) {
    const isFree = movable?.[o] === 1 || isNew(problem, o);
    floor[o] = isFree ? 0 : warmStart.start[o]!;
    if (isNew(problem, o)) gene[o] = AUTO;
  }
  decoder.delay.set(floor);
  solver.lists.gathers = false;
  decoder.setupWish = warmStart.setupStart;
  if (problem.features.lines || problem.features.places) yield* solver.adopt(list, gene);
  else yield* solver.retime(new Retime(decoder, list, gene, placed.start));
  const { start } = solver.incumbent;
  const displaced = list.filter((o) => isNew(problem, o) || start[o]! > warmStart.start[o]!);
  const reached = movable === undefined ? withNeighbours(solver, displaced) : list.filter((o) => movable[o] === 1);
  const before = floor.slice();
  yield* insertAnew(solver, displaced, displaced, before);
  yield* insertAnew(solver, firstHit(solver, displaced), displaced, before);
  const { jobs, operations } = problem;
  const late = list.filter((o) => solver.incumbent.jobEnd[operations.job[o]!]! > jobs.due[operations.job[o]!]!);
  // A change for the better displaces nobody: who is late may gain by it.
  if (movable === undefined) yield* insertAnew(solver, NOBODY, late, floor.slice());
  // From here on the search may bring forward what the change reached, and nothing else; of a short list, all.
  if (movable === undefined && list.length <= SHORT) floor.fill(0);
  for (const o of reached) floor[o] = 0;
  decoder.delay.set(floor);
  yield* solver.adopt(solver.incumbent.list.slice(), solver.incumbent.gene.slice());
  return Int32Array.from(reached.filter((o) => sequence.position[o]! >= 0));
}

function isNew({ baseline }: Problem, o: number): boolean {
  return baseline !== undefined && baseline.start[o]! < 0;
}

/** The warm start with new operations where their due dates want them: first come would push all others back. */
function placedByDue({ problem, decoder }: Searcher, warmStart: Schedule): Schedule {
  const { jobs, operations } = problem;
  const stretch = elapsedPerOpenTick(problem);
  const { tail, leastWork } = decoder.derived;
  const start = warmStart.start.map((at, o) => {
    if (!isNew(problem, o)) return at;
    const latest = jobs.due[operations.job[o]!]! - 2 * stretch * (tail[o]! + leastWork[o]!);
    return Math.max(at, Math.min(latest, at + 64 * leastWork[o]! * stretch));
  });
  return { ...warmStart, start };
}

/** Lets operations choose their modes anew and start when they can; kept where that is better. */
function* insertAnew(solver: Searcher, which: Int32Array, freed: Int32Array, floors: Int32Array): Generator<void, void> {
  if (freed.length === 0) return;
  const { decoder, sequence, incumbent } = solver;
  let first = sequence.length;
  for (const o of freed) {
    decoder.floor[o] = 0;
    first = Math.min(first, sequence.position[o]!);
  }
  decoder.delay.set(decoder.floor);
  for (const o of which) sequence.setGene(o, AUTO);
  const isBetter = yield* solver.decode(first, incumbent.value);
  if (isBetter) {
    solver.record();
    solver.settle();
    return;
  }
  decoder.floor.set(floors);
  decoder.delay.set(floors);
  const dirty = Math.min(first, sequence.dirtyFrom);
  sequence.rollBack(incumbent.list);
  yield* solver.decode(dirty, Infinity);
}

/** Those of `displaced` that no other one holds back: what the change itself hit. */
function firstHit({ problem, incumbent }: Searcher, displaced: Int32Array): Int32Array {
  const { arcs } = problem;
  const isDisplaced = new Uint8Array(problem.operations.count);
  for (const o of displaced) isDisplaced[o] = 1;
  return displaced.filter((o) => {
    const before = incumbent.machineBefore[o]!;
    if (before >= 0 && isDisplaced[before] === 1) return false;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) if (isDisplaced[arcs.from[arcs.inArc[i]!]!] === 1) return false;
    return true;
  });
}

/** What was displaced, what follows it in its jobs, and those that run right before and behind on the same machines. */
function withNeighbours({ problem, incumbent }: Searcher, displaced: Int32Array): Int32Array {
  const { arcs } = problem;
  const isReached = new Uint8Array(problem.operations.count);
  const open: number[] = [...displaced];
  for (let o = open.pop(); o !== undefined; o = open.pop()) {
    if (isReached[o] === 1) continue;
    isReached[o] = 1;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) open.push(arcs.to[arcs.outArc[i]!]!);
  }
  for (const o of displaced) {
    let [back, forth] = [incumbent.machineBefore[o]!, incumbent.machineAfter[o]!];
    for (let i = 0; i < NEIGHBOURS; i++) {
      if (back >= 0) {
        isReached[back] = 1;
        back = incumbent.machineBefore[back]!;
      }
      if (forth >= 0) {
        isReached[forth] = 1;
        forth = incumbent.machineAfter[forth]!;
      }
    }
  }
  return incumbent.list.filter((o) => isReached[o] === 1);
}

const NOBODY = new Int32Array(0);
/** Lists up to this length are searched as a whole. */
const SHORT = 250;
/** So many operations before and behind a displaced one on its machine may be exchanged with it. */
const NEIGHBOURS = 3;
