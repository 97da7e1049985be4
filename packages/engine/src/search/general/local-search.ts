// Non-null assertions index arrays sized by the problem.
import { changeMode } from '../../moves/change-mode.ts';
import { operationsOfJobs } from '../../moves/critical-chain.ts';
import { joinSameState } from '../../moves/join-same-state.ts';
import type { Move, MoveContext } from '../../moves/move.ts';
import { pullCritical, pushBlocker } from '../../moves/pull-critical.ts';
import { shiftJob } from '../../moves/shift-job.ts';
import { shiftOperation } from '../../moves/shift-operation.ts';
import { stirWindow } from '../../moves/stir-window.ts';
import type { GeneralSolver } from './general-solver.ts';
import { jobPressure } from './pressure.ts';

/** How the choice among moves learns: shares follow the gain per placement, but never fall below a floor. */
class MoveChooser {
  readonly #moves: readonly Move[];
  readonly #gain: Float64Array;
  readonly #work: Float64Array;
  readonly #share: Float64Array;

  constructor(moves: readonly Move[]) {
    this.#moves = moves;
    this.#gain = new Float64Array(moves.length);
    this.#work = new Float64Array(moves.length).fill(1);
    this.#share = new Float64Array(moves.length).fill(1 / moves.length);
  }

  draw(u: number): number {
    let left = u;
    for (let i = 0; i < this.#share.length; i++) {
      left -= this.#share[i]!;
      if (left < 0) return i;
    }
    return this.#share.length - 1;
  }
  move(i: number): Move {
    return this.#moves[i]!;
  }
  learn(i: number, gain: number, work: number): void {
    this.#gain[i] = this.#gain[i]! + gain;
    this.#work[i] = this.#work[i]! + work;
  }
  /** Renews the shares and forgets half of what was learnt. */
  adapt(): void {
    const rate = this.#gain.map((gain, i) => gain / this.#work[i]!);
    const total = rate.reduce((sum, r) => sum + r, 0);
    for (let i = 0; i < rate.length; i++) {
      const earned = total > 0 ? rate[i]! / total : 1 / rate.length;
      this.#share[i] = 0.5 * this.#share[i]! + 0.5 * (0.4 / rate.length + 0.6 * earned);
      this.#gain[i] = this.#gain[i]! / 2;
      this.#work[i] = this.#work[i]! / 2 + 1;
    }
  }
}

function movesFor(solver: GeneralSolver): Move[] {
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

/**
 * Simulated annealing over sequences. The limit a candidate must keep is drawn before it is decoded, so that most candidates are
 * given up after a few placements. Temperatures follow what a typical worsening is; each cycle ends at the best and starts warmer.
 */
export function* localSearch(solver: GeneralSolver): Generator<void, void> {
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
    weighLevels(solver);
    yield* solver.adopt(solver.elite?.list ?? incumbent.list.slice(), solver.elite?.gene ?? incumbent.gene.slice());
    const hot = yield* typicalWorsening(solver, context, chooser);
    const candidates = Math.min(2_000_000, Math.ceil((4000 + 40 * sequence.length) * 1.5 ** Math.min(cycle, 12)));
    const warmth = 0.5 * 0.8 ** Math.min(cycle, 3);
    for (let i = 0; i < candidates; i++) {
      const cooled = hot * warmth * 0.003 ** (i / candidates);
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
function* tryMove(solver: GeneralSolver, context: MoveContext, move: Move, limit: number): Generator<void, boolean> {
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
  solver.settle();
  return true;
}

/** Mean worsening by the moves at hand, measured on some candidates that are all taken back. */
function* typicalWorsening(solver: GeneralSolver, context: MoveContext, chooser: MoveChooser): Generator<void, number> {
  const { sequence, incumbent, lists, decoder } = solver;
  let sum = 0;
  let count = 0;
  const samples = sequence.length > 2000 ? 10 : 40;
  for (let i = 0; i < samples; i++) {
    if (!chooser.move(chooser.draw(context.random.unit())).apply(context)) {
      sequence.rollBack(incumbent.list);
      continue;
    }
    const from = sequence.dirtyFrom;
    yield* solver.decode(from, Infinity);
    const worse = decoder.score.value - incumbent.value;
    // A broken or lag-ridden candidate says nothing about the scale of the objective.
    if (worse > 0 && decoder.score.parts[11] === 0 && decoder.score.parts[12] === 0) {
      sum += worse;
      count++;
    }
    const dirty = Math.min(from, sequence.dirtyFrom);
    sequence.rollBack(incumbent.list);
    lists.rewind(dirty);
  }
  return count > 0 ? sum / count : Math.max(1e-6, Math.abs(incumbent.value) * 0.01);
}

/** Scales the levels so that each outranks the next by far but leaves it visible. */
function weighLevels(solver: GeneralSolver): void {
  const { problem, elite, decoder } = solver;
  if (!elite) return;
  decoder.score.setLevelWeights(problem.objective.levels.map((_, i) => 0.02 ** i / Math.max(1e-9, Math.abs(elite.levels[i + 1]!) || 1)));
}
