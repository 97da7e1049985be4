// Non-null assertions index arrays sized by the problem.
import { changeMode } from '../moves/change-mode.ts';
import { operationsOfJobs } from '../moves/critical-chain.ts';
import { joinSameState } from '../moves/join-same-state.ts';
import type { Move, MoveContext } from '../moves/move.ts';
import { pullCritical, pushBlocker } from '../moves/pull-critical.ts';
import { shiftJob } from '../moves/shift-job.ts';
import { shiftOperation } from '../moves/shift-operation.ts';
import { stirWindow } from '../moves/stir-window.ts';
import type { Searcher } from './searcher.ts';
import { MoveChooser } from './move-chooser.ts';
import { jobPressure } from './pressure.ts';

function movesFor(solver: Searcher): Move[] {
  const { problem, sequence } = solver;
  const operationsOf = operationsOfJobs({ problem, sequence });
  const { features } = problem;
  return [
    pullCritical(operationsOf),
    pushBlocker(operationsOf),
    shiftOperation,
    shiftJob(operationsOf),
    stirWindow(problem.operations.count, false),
    ...(features.flexible ? [changeMode(operationsOf), stirWindow(problem.operations.count, true)] : []),
    ...(features.setups || features.batches ? [joinSameState] : []),
  ];
}

/** Starting temperatures of the cycles in turn, in usual worsenings: measured on job shops with makespan and tardiness. */
const WARMTH = [1, 3, 0.5] as const;

/** One short cycle instead of many. */
export interface Brief {
  readonly candidates: number;
  /** A usual worsening; undefined = it is measured, and then stands here. */
  worsening: number | undefined;
}

/**
 * Simulated annealing over sequences. The limit a candidate must keep is drawn before it is decoded, so that most candidates are
 * given up after a few placements. Temperatures follow what a typical worsening is; each cycle ends at the best and starts warmer.
 */
export function* localSearch(solver: Searcher, only?: Brief): Generator<void, void> {
  const { problem, sequence, incumbent, random, decoder } = solver;
  const context: MoveContext = {
    problem,
    derived: decoder.derived,
    sequence,
    incumbent,
    random,
    jobPressure: jobPressure(problem, incumbent),
  };
  const chooser = new MoveChooser(movesFor(solver));
  for (let cycle = 0; ; cycle++) {
    if (only === undefined) weighLevels(solver);
    yield* solver.adoptElite();
    const hot = only?.worsening ?? (yield* typicalWorsening(solver, context, chooser, only !== undefined));
    if (only !== undefined) only.worsening = hot;
    const candidates = only?.candidates ?? Math.min(2_000_000, Math.ceil(2000 + 20 * sequence.length) * 1.3 ** Math.min(cycle, 20));
    const warmth = WARMTH[cycle % WARMTH.length]!;
    for (let i = 0; i < candidates; i++) {
      const cooled = hot * warmth * 0.02 ** (i / candidates);
      const used = chooser.draw(random.unit());
      const work = solver.lists.work;
      const before = incumbent.value;
      yield* tryMove(solver, context, chooser.move(used), before - cooled * Math.log(1 - random.unit()));
      chooser.learn(used, Math.max(0, before - incumbent.value), solver.lists.work - work + 5);
      if ((i & 255) === 255) chooser.adapt();
      if (solver.proven) return;
      if (solver.hasOffers) yield* solver.takeOffers();
      if (solver.spent) yield;
    }
  }
}

/** Applies a move and keeps it if the score stays within the limit; otherwise everything is as before. */
function* tryMove(solver: Searcher, context: MoveContext, move: Move, limit: number): Generator<void, boolean> {
  const { sequence, incumbent, lists } = solver;
  lists.work++;
  if (!move.apply(context)) {
    if (sequence.dirtyTo > 0) sequence.rollBack(incumbent.list);
    return false;
  }
  const from = sequence.dirtyFrom;
  lists.rewind(from);
  let kept: boolean;
  for (;;) {
    const status = lists.run(sequence.length, limit, Math.max(1, solver.allowance - lists.work));
    if (status === 'paused') {
      yield;
      continue;
    }
    kept = status === 'done';
    break;
  }
  if (!kept) {
    const dirty = Math.min(from, sequence.dirtyFrom);
    sequence.rollBack(incumbent.list);
    lists.rewind(dirty);
    return false;
  }
  solver.record();
  solver.settleInTime();
  return true;
}

/** A small but usual worsening by the moves at hand (the lower fifth), measured on candidates that are all taken back. */
function* typicalWorsening(solver: Searcher, context: MoveContext, chooser: MoveChooser<Move>, isBrief: boolean): Generator<void, number> {
  const { sequence, incumbent, lists, decoder } = solver;
  const seen: number[] = [];
  const samples = isBrief ? 10 : sequence.length > 2000 ? 15 : 40;
  for (let i = 0; i < samples; i++) {
    if (!chooser.move(chooser.draw(context.random.unit())).apply(context)) {
      sequence.rollBack(incumbent.list);
      continue;
    }
    const from = sequence.dirtyFrom;
    yield* solver.decode(from, Infinity);
    const worse = decoder.score.value - incumbent.value;
    // A broken or lag-ridden candidate says nothing about the scale of the objective.
    if (worse > 0 && decoder.score.parts[11] === 0 && decoder.score.parts[12] === 0) seen.push(worse);
    const dirty = Math.min(from, sequence.dirtyFrom);
    sequence.rollBack(incumbent.list);
    lists.rewind(dirty);
  }
  seen.sort((a, b) => a - b);
  return seen[Math.floor(seen.length / 5)] ?? Math.max(1e-6, Math.abs(incumbent.value) * 0.01);
}

/** Scales the levels so that each outranks the next by far but leaves it visible. */
function weighLevels(solver: Searcher): void {
  const { problem, elite, decoder } = solver;
  if (!elite) return;
  decoder.score.setLevelWeights(problem.objective.levels.map((_, i) => 0.02 ** i / Math.max(1e-9, Math.abs(elite.levels[i + 1]!) || 1)));
}
