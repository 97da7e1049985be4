// Indices come from sequences of the model's jobs, hence the non-null assertions.
import { Random } from '../../random/xorshift.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { ShopModel } from '../shop/shop-model.ts';
import { shopModel } from '../shop/shop-model.ts';
import { solutionOf } from '../shop/times.ts';
import type { Solver, SolverOptions, SolverStatus } from '../solver.ts';
import { LineInsertion } from './line-insertion.ts';
import type { LineModel } from './line-model.ts';

/** So many jobs are taken out and put in again at a time. */
const TAKEN = 4;
/** A sequence may be worse than the last by about so many mean operations, each at the mean price of a tick. */
const TOLERANCE_OF_MAKESPAN = 0.04;
const TOLERANCE_OF_SUMS = 1;
/** Jobs of a sum are moved until so many in a row do not help; for the makespan, whose places are weighed at once, until none does. */
const TURNS_OF_SUMS = 5;
/** Times counted that one step is worth. */
const WORK_PER_STEP = 2000;

/**
 * The solver of lines none overtakes on: iterated greedy (Ruiz and Stützle 2007, 2008) from a sequence made by best insertion (Nawaz,
 * Enscore and Ham 1983). Some jobs are taken out, each is put in again where it costs least, then jobs in turn as long as that helps.
 */
export function createLineSolver(line: LineModel, options: SolverOptions, bound: () => number): Solver {
  return new LineSolver(line, options, bound);
}

class LineSolver implements Solver {
  readonly #line: LineModel;
  readonly #model: ShopModel;
  readonly #random: Random;
  readonly #insertion: LineInsertion;
  readonly #findBound: () => number;
  readonly #tolerance: number;
  readonly #mostIdleTurns: number;
  /** Jobs still to be put in, the next one last. */
  #waiting: number[];
  /** Jobs in the order they are moved in turn, whose turn it is, and how many in a row did not help. */
  readonly #turns: Int32Array;
  #turn = 0;
  #settled = 0;
  #value = Number.POSITIVE_INFINITY;
  /** What the next jobs are taken out of. */
  #current: Int32Array | undefined;
  #currentValue = Number.POSITIVE_INFINITY;
  #best: Int32Array | undefined;
  #bestValue = Number.POSITIVE_INFINITY;
  #bound: number | undefined;
  #solution: Solution | undefined;
  #improvements = 0;

  constructor(line: LineModel, options: SolverOptions, bound: () => number) {
    this.#line = line;
    this.#model = shopModel(line.problem);
    this.#random = new Random(options.seed * 31 + (options.worker ?? 0));
    this.#insertion = new LineInsertion(line);
    this.#findBound = bound;
    this.#turns = Int32Array.from({ length: line.jobs }, (_, job) => job);
    this.#tolerance = toleranceOf(line);
    this.#mostIdleTurns = line.makespanOnly ? line.jobs : Math.min(line.jobs, TURNS_OF_SUMS);
    this.#waiting = firstOrder(line);
    if (options.warmStart !== undefined) this.#goOnFrom(sequenceOf(line, options.warmStart));
  }

  step(steps: number): SolverStatus {
    const until = this.#insertion.work + Math.max(1, steps) * WORK_PER_STEP;
    do {
      if (this.#isOptimal()) return 'optimal';
      if (this.#line.jobs < 2 && this.#best !== undefined) return 'exhausted';
      this.#move();
    } while (this.#insertion.work < until);
    return this.#isOptimal() ? 'optimal' : 'running';
  }

  /** Puts one job where it costs least. */
  #move(): void {
    const insertion = this.#insertion;
    const job = this.#waiting.pop();
    if (job !== undefined) {
      insertion.bestPlace(job);
      insertion.insert(job, insertion.place);
      this.#value = insertion.value;
      if (this.#waiting.length === 0) this.#beginTurns();
      return;
    }
    if (this.#settled >= this.#mostIdleTurns) return this.#takeOut();
    const next = this.#turns[this.#turn]!;
    this.#turn = (this.#turn + 1) % this.#line.jobs;
    const from = insertion.sequence.indexOf(next);
    insertion.remove(from);
    insertion.bestPlace(next, this.#value);
    const isBetter = insertion.value < this.#value;
    insertion.insert(next, isBetter ? insertion.place : from);
    this.#settled = isBetter ? 0 : this.#settled + 1;
    if (isBetter) this.#reached(insertion.value);
  }

  #reached(value: number): void {
    this.#value = value;
    if (value >= this.#bestValue) return;
    this.#bestValue = value;
    this.#best = this.#insertion.sequence.slice(0, this.#line.jobs);
    this.#solution = undefined;
    this.#improvements++;
  }

  #beginTurns(): void {
    this.#reached(this.#value);
    this.#settled = 0;
    this.#turn = 0;
    for (let i = this.#turns.length - 1; i > 0; i--) {
      const other = this.#random.below(i + 1);
      const held = this.#turns[i]!;
      this.#turns[i] = this.#turns[other]!;
      this.#turns[other] = held;
    }
  }

  /** Goes on from here, unless it is too much worse than before; some jobs wait to be put in again. */
  #takeOut(): void {
    const insertion = this.#insertion;
    if (this.#current === undefined || this.#value - this.#currentValue < 2 * this.#tolerance * this.#random.unit()) {
      this.#current = insertion.sequence.slice(0, this.#line.jobs);
      this.#currentValue = this.#value;
    } else insertion.load(this.#current);
    for (let i = 0; i < Math.min(TAKEN, this.#line.jobs - 1); i++)
      this.#waiting.push(insertion.remove(this.#random.below(insertion.length)));
  }

  #goOnFrom(sequence: Int32Array): void {
    const insertion = this.#insertion;
    insertion.load(sequence);
    this.#waiting = [];
    this.#current = undefined;
    this.#value = insertion.cost();
    this.#beginTurns();
  }

  #isOptimal(): boolean {
    if (this.#best === undefined) return false;
    this.#bound ??= this.#findBound();
    return this.#bestValue <= this.#bound;
  }

  best(): Solution | undefined {
    if (this.#best === undefined) return undefined;
    this.#solution ??= this.#solutionOf(this.#best);
    return this.#solution;
  }

  #solutionOf(sequence: Int32Array): Solution {
    const { stages, operation, problem } = this.#line;
    const order = new Int32Array(operation.length);
    sequence.forEach((job, place) => {
      for (let k = 0; k < stages; k++) order[place * stages + k] = operation[job * stages + k]!;
    });
    return solutionOf(this.#model, { order, mode: problem.operations.modeStart.slice(0, operation.length), value: this.#bestValue });
  }

  improvements(): number {
    return this.#improvements;
  }

  bound(): number {
    return this.#bound ?? 0;
  }

  offer(schedule: Schedule): void {
    const sequence = sequenceOf(this.#line, schedule);
    const judge = new LineInsertion(this.#line);
    judge.load(sequence);
    if (judge.cost() < this.#bestValue) this.#goOnFrom(sequence);
  }
}

/** Best last, as they are taken from the end: by due date where tardiness counts, else the most work first. */
function firstOrder({ jobs, stages, duration, goal }: LineModel): number[] {
  const work = new Float64Array(jobs);
  duration.forEach((time, at) => {
    work[Math.floor(at / stages)]! += time;
  });
  const byDate = goal.perTickLate.some((price) => price > 0) || goal.onceLate > 0;
  const none = 2 ** 31;
  const rank = (job: number): number => (byDate ? Math.min(goal.due[job]!, none) : 0);
  return Array.from({ length: jobs }, (_, job) => job).sort((a, b) => rank(b) - rank(a) || work[a]! - work[b]! || b - a);
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
