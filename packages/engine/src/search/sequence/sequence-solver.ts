// Indices come from sequences of the craft's jobs, hence the non-null assertions.
import { Random } from '../../random/xorshift.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { Solver, SolverOptions, SolverStatus } from '../solver.ts';
import type { Insertion, SequenceCraft } from './sequence-craft.ts';

/** So many jobs are taken out and put in again at a time. */
const TAKEN = 4;
/** Times counted that one step is worth. */
const WORK_PER_STEP = 2000;

/**
 * The solver of what one sequence of jobs decides: iterated greedy (Ruiz and Stützle 2007, 2008) from a sequence made by best insertion
 * (Nawaz, Enscore and Ham 1983). Some jobs are taken out, each is put in again where it costs least, then jobs in turn as long as that
 * helps.
 */
export class SequenceSolver implements Solver {
  readonly #craft: SequenceCraft;
  readonly #random: Random;
  readonly #insertion: Insertion;
  readonly #findBound: () => number;
  /** Sequences still to be weighed, and jobs still to be put in, the next one last. */
  readonly #starts: Int32Array[];
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

  constructor(craft: SequenceCraft, options: SolverOptions, bound: () => number) {
    this.#craft = craft;
    this.#random = new Random(options.seed * 31 + (options.worker ?? 0));
    this.#insertion = craft.insertion();
    this.#findBound = bound;
    this.#turns = Int32Array.from({ length: craft.jobs }, (_, job) => job);
    this.#starts = craft.starts.toReversed();
    this.#waiting = craft.first.toReversed();
    if (options.warmStart !== undefined) {
      this.#goOnFrom(craft.sequenceOf(options.warmStart));
      this.#keep(options.warmStart);
    }
  }

  step(steps: number): SolverStatus {
    const until = this.#insertion.work + Math.max(1, steps) * WORK_PER_STEP;
    do {
      if (this.#isOptimal()) return 'optimal';
      if (this.#craft.jobs < 2 && this.#best !== undefined) return 'exhausted';
      this.#move();
    } while (this.#insertion.work < until);
    return this.#isOptimal() ? 'optimal' : 'running';
  }

  /** Puts one job where it costs least. */
  #move(): void {
    const insertion = this.#insertion;
    const start = this.#starts.pop();
    if (start !== undefined) return this.#weigh(start);
    const job = this.#waiting.pop();
    if (job !== undefined) {
      insertion.bestPlace(job);
      insertion.insert(job, insertion.place);
      this.#value = insertion.value;
      if (this.#waiting.length === 0) this.#beginTurns();
      return;
    }
    if (this.#settled >= this.#craft.mostIdleTurns) return this.#takeOut();
    const next = this.#turns[this.#turn]!;
    this.#turn = (this.#turn + 1) % this.#craft.jobs;
    const from = insertion.sequence.indexOf(next);
    insertion.remove(from);
    insertion.bestPlace(next, this.#value);
    const isBetter = insertion.value < this.#value;
    insertion.insert(next, isBetter ? insertion.place : from);
    this.#settled = isBetter ? 0 : this.#settled + 1;
    if (isBetter) this.#reached(insertion.value);
  }

  #weigh(start: Int32Array): void {
    const insertion = this.#insertion;
    insertion.load(start);
    this.#reached(insertion.cost());
    if (this.#starts.length > 0) return;
    if (this.#waiting.length === 0) this.#goOnFrom(this.#best!);
    else insertion.length = 0;
  }

  #reached(value: number): void {
    this.#value = value;
    if (value >= this.#bestValue) return;
    this.#bestValue = value;
    this.#best = this.#insertion.sequence.slice(0, this.#craft.jobs);
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
    if (this.#current === undefined || this.#value - this.#currentValue < 2 * this.#craft.tolerance * this.#random.unit()) {
      this.#current = insertion.sequence.slice(0, this.#craft.jobs);
      this.#currentValue = this.#value;
    } else insertion.load(this.#current);
    for (let i = 0; i < Math.min(TAKEN, this.#craft.jobs - 1); i++)
      this.#waiting.push(insertion.remove(this.#random.below(insertion.length)));
  }

  #goOnFrom(sequence: Int32Array): void {
    const insertion = this.#insertion;
    insertion.load(sequence);
    this.#starts.length = 0;
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
    this.#solution ??= this.#craft.solutionOf(this.#best);
    return this.#solution;
  }

  improvements(): number {
    return this.#improvements;
  }

  bound(): number {
    return this.#bound ?? 0;
  }

  offer(schedule: Schedule): void {
    const sequence = this.#craft.sequenceOf(schedule);
    const judge = this.#craft.insertion();
    judge.load(sequence);
    if (judge.cost() < this.#bestValue) this.#goOnFrom(sequence);
    this.#keep(schedule);
  }

  /** What was found elsewhere stays the best until a sequence is better, even where none is as good. */
  #keep(schedule: Schedule): void {
    const solution = this.#craft.retimed(schedule);
    const value = solution.value[1] ?? 0;
    if (value >= this.#bestValue) return;
    this.#bestValue = value;
    this.#best = this.#craft.sequenceOf(schedule);
    this.#solution = solution;
    this.#improvements++;
  }
}
