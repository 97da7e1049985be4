// Non-null assertions index arrays sized by the problem.
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { compareValues } from '../../schedule/compare-values.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import { Random } from '../../random/xorshift.ts';
import type { Solver, SolverOptions, SolverStatus } from '../solver.ts';
import { AUTO, Decoder } from './decoder.ts';
import { Dispatch } from './dispatch.ts';
import { FigureCounter } from './figures.ts';
import { floorsOfBatches } from './hold-batches.ts';
import { Incumbent } from './incumbent.ts';
import { ListDecoder } from './list-decoder.ts';
import { localSearch } from './local-search.ts';
import type { Brief } from './local-search.ts';
import { PARTS } from './score.ts';
import { learntView, RULES, ruleView, tunedRule } from './rules.ts';
import type { RuleView, Tuning } from './rules.ts';
import type { Retime } from './retime.ts';
import type { Elite, Searcher } from './searcher.ts';
import { Sequence } from './sequence.ts';
import { near, trialsFor } from './tuning.ts';
import { WindowSearch } from './window-search.ts';
import type { Part } from './cut-part.ts';
import { PartSearch, suitsParts } from './part-search.ts';
import type { PartResult } from './part-solver.ts';
import { genesOf, listOf, rulesFor } from './start-list.ts';
import { pricesStability, react } from './reaction.ts';
import { searchCalmly } from './put-back.ts';

const LAG = PARTS.indexOf('lagExcess');
const UNDERFILL = PARTS.indexOf('underfill');
/** Share of its slack that an operation waits for others to fill its batch with, at first. */
const PATIENCE = 0.7;
/** Placements a unit of `step` stands for. */
const PLACEMENTS_PER_UNIT = 4;

/** Lists longer than this are searched window by window. */
const WINDOWS_FROM = 250;

/** Lists longer than this are searched in parts that stand alone, too. */
const PARTS_FROM = 1500;
/** Parts gain more in the same time than further rules and their tuning: so many are tried then. */
const PART_RULES = 2;
/** Searches a part of a plan for so many placements, and nothing else. */
function solvePart(
  { problem, warmStart }: Part,
  placements: number,
  seed: number,
  worsening: number | undefined,
): Generator<number, PartResult> {
  return new GeneralSolver(problem, { seed }, () => -Infinity).improve(warmStart, placements, worsening);
}
/** Placements between two looks at whether the host wants to stop. */
const PART_SLICE = 500;

/** The solver for every problem: dispatching first, then a search over sequences that the decoder turns into schedules. */
export class GeneralSolver implements Solver, Searcher {
  readonly problem: Problem;
  readonly decoder: Decoder;
  readonly lists: ListDecoder;
  readonly sequence: Sequence;
  readonly incumbent: Incumbent;
  readonly random: Random;
  readonly worker: number;
  progress: number | undefined;
  /** Placements allowed in this and all earlier calls of `step`. */
  allowance = 0;
  elite: Elite | undefined;
  #bestSchedule: Schedule | undefined;
  #solution: Solution | undefined;
  #improvements = 0;
  #status: SolverStatus = 'running';
  readonly #assertLevel: NonNullable<SolverOptions['assertLevel']>;
  readonly #findBound: () => number;
  /** Found once there is a plan: at size it takes longer than the first plan may. */
  #bound: number | undefined;
  readonly #figures: FigureCounter;
  readonly #warmStart: Schedule | undefined;
  readonly #movable: Uint8Array | undefined;
  readonly #offers: Schedule[] = [];
  readonly #usesParts: boolean;
  /** Whether floors belong to batches; after a change of the factory they belong to who is to stay. */
  #holdsBatches: boolean;
  readonly #life: Generator<void, void>;

  /** @throws Error when an operation can never be placed: a pool too small for ever, or no lane. */
  constructor(problem: Problem, options: SolverOptions, bound: () => number, partsFrom = PARTS_FROM) {
    this.problem = problem;
    this.decoder = new Decoder(problem);
    const free = this.decoder.derived.topological.filter((o) => problem.operations.fixedStart[o]! < 0);
    this.sequence = new Sequence(problem, free, new Int32Array(problem.operations.count).fill(AUTO));
    this.lists = new ListDecoder(this.decoder, this.sequence);
    this.incumbent = new Incumbent(problem, free.length);
    this.random = new Random(options.seed * 64 + (options.worker ?? 0));
    this.worker = options.worker ?? 0;
    this.#assertLevel = options.assertLevel ?? 'off';
    this.#findBound = bound;
    this.#figures = new FigureCounter(problem);
    this.#warmStart = options.warmStart;
    this.#movable = options.movable;
    this.#usesParts = this.sequence.length > partsFrom && suitsParts(problem);
    this.#holdsBatches = problem.features.batches;
    this.#life = this.#live();
  }

  step(steps: number, progress?: number): SolverStatus {
    this.progress = progress;
    if (this.elite !== undefined && this.#bound === undefined) {
      this.#bound = this.#findBound();
      if (this.#meetsBound(this.elite.levels)) this.#status = 'optimal';
    }
    this.allowance += steps * PLACEMENTS_PER_UNIT;
    if (this.#status === 'running' && this.lists.work < this.allowance && this.#life.next().done) this.#status = 'exhausted';
    return this.#status;
  }

  best(): Solution | undefined {
    if (this.#bestSchedule && !this.#solution) {
      const figures = this.#figures.count(this.#bestSchedule);
      this.#solution = { schedule: this.#bestSchedule, figures, value: this.#figures.value(figures) };
    }
    return this.#solution;
  }

  improvements(): number {
    return this.#improvements;
  }

  get found(): Schedule | undefined {
    return this.#bestSchedule;
  }

  bound(): number {
    return this.#bound ?? 0;
  }

  offer(schedule: Schedule): void {
    this.#offers.push(schedule);
  }

  /** Searches near a plan that is given for so many placements; the decoder holds what it found. */
  *improve(given: Schedule, placements: number, worsening?: number): Generator<number, PartResult> {
    yield* this.#drive(this.adoptTimed(given), Infinity);
    const before = this.incumbent.value;
    const timed = this.elite;
    this.releaseTimes();
    const brief: Brief = { candidates: Math.ceil(placements / this.sequence.length), worsening };
    yield* this.#drive(localSearch(this, brief), placements);
    const { elite } = this;
    const nothing = { gain: 0, placements: this.lists.work, worsening: brief.worsening, schedule: undefined, eachTaken: () => {} };
    // Cut out of a plan that keeps all rules a part keeps them too, but for the setup of what stands still behind it, here and there.
    if (elite === undefined || timed === undefined || elite === timed || timed.levels[0]! > 0) return nothing;
    yield* this.#drive(this.adoptElite(), Infinity);
    const gain = before - this.incumbent.value;
    if (gain <= 1e-9 * Math.abs(before)) return nothing;
    const { order, at, placed } = this.decoder;
    return {
      gain,
      placements: this.lists.work,
      worsening: brief.worsening,
      schedule: at,
      eachTaken: (visit) => {
        for (let i = 0; i < placed; i++) this.decoder.eachTaken(i, (pool, from, to, amount) => visit(order[i]!, pool, from, to, amount));
      },
    };
  }

  /** Runs to the end, or to so much work, in slices. */
  *#drive(life: Generator<void, void>, limit: number): Generator<number, void> {
    while (this.lists.work < limit) {
      this.allowance = Math.min(limit, this.lists.work + PART_SLICE);
      if (life.next().done) return;
      yield this.lists.work;
    }
  }

  /** Whether the allowance is spent, so that the search must yield. */
  get spent(): boolean {
    return this.lists.work >= this.allowance;
  }

  get proven(): boolean {
    return this.#status === 'optimal';
  }

  /** Looks at what the decoder has just placed completely; true if it is the best so far. */
  record(): boolean {
    const levels = this.decoder.score.levels();
    if (levels === undefined || (this.elite && compareValues(levels, this.elite.levels) >= 0)) return false;
    const floor = this.#holdsBatches ? floorsOfBatches(this.decoder) : undefined;
    this.elite = { list: this.sequence.list.slice(), gene: this.decoder.at.mode.slice(), floor, levels };
    this.#bestSchedule = this.decoder.schedule();
    this.#solution = undefined;
    this.#improvements++;
    if (this.#assertLevel === 'full' || (this.#assertLevel === 'step' && this.#improvements % 16 === 1)) this.#assertBest();
    if (this.#meetsBound(levels)) this.#status = 'optimal';
    return true;
  }

  #meetsBound(levels: readonly number[]): boolean {
    if (this.#bound === undefined || levels[0] !== 0 || this.problem.objective.levels.length > 1) return false;
    // Running sums first: recounting a long schedule takes longer than a candidate.
    if (levels[1]! > this.#bound + 1e-6 * Math.abs(this.#bound)) return false;
    return this.best()!.value[1]! <= this.#bound + 1e-12 * Math.abs(this.#bound);
  }

  /** @throws Error when the independent judge disagrees with the best schedule or its figures: a bug of this kernel. */
  #assertBest(): void {
    const { schedule, value } = this.best()!;
    const check = checkSchedule(this.problem, schedule);
    const first = check.violations[0];
    if (first) throw new Error(`improvement ${this.#improvements} breaks ${first.rule}: ${first.detail}`);
    if (compareValues(value, check.value) !== 0) {
      throw new Error(`improvement ${this.#improvements} is counted ${value.join(' / ')}, recounted ${check.value.join(' / ')}`);
    }
  }

  /** Decodes the sequence from `from` on, pausing as the allowance demands; true if it stayed within the limit. */
  *decode(from: number, limit: number, adaptFrom = this.sequence.length): Generator<void, boolean> {
    this.lists.rewind(from);
    for (;;) {
      const status = this.lists.run(this.sequence.length, limit, Math.max(1, this.allowance - this.lists.work), adaptFrom);
      if (status !== 'paused') return status === 'done';
      yield;
    }
  }

  /** Decodes the sequence anew in [from, to), and before `from` as far as it is not placed. */
  *decodeTo(from: number, to: number): Generator<void, void> {
    this.lists.rewind(from);
    while (this.lists.run(to, Infinity, Math.max(1, this.allowance - this.lists.work)) === 'paused') yield;
    this.decoder.undoTo(to);
  }

  /** Keeps the modes the decoder chose for genes changed since the sequence was last accepted. */
  freezeModes(): void {
    const { sequence, decoder } = this;
    for (let i = 0; i < sequence.changed.length; i += 2) {
      const o = sequence.changed[i]!;
      sequence.gene[o] = decoder.at.mode[o]!;
    }
  }

  /** Makes the completely decoded sequence the incumbent. */
  settle(): void {
    this.freezeModes();
    this.sequence.accept();
    this.incumbent.take(this.sequence, this.decoder);
    // Copies and prices of long lists must not make slices longer than their steps say.
    this.lists.work += this.sequence.length >> 3;
  }

  /** The same, and sorts the list by time where that is sure to give the same schedule: then moves mean what they seem to. */
  settleInTime(): void {
    this.freezeModes();
    const { pools, parallelMachines, batches, maxLags, fixed, reservoirs, lines, places } = this.problem.features;
    const plain = !pools && !parallelMachines && !batches && !maxLags && !fixed && !reservoirs && !lines && !places;
    const first = plain ? this.sequence.sortBy(this.decoder.at.start) : this.sequence.length;
    this.sequence.accept();
    this.incumbent.take(this.sequence, this.decoder);
    this.lists.rewind(first);
  }

  /** Decodes and adopts a whole sequence as the incumbent. */
  *adopt(list: Int32Array, gene: Int32Array): Generator<void, void> {
    this.sequence.load(list, gene);
    yield* this.decode(0, Infinity);
    this.sequence.gene.set(this.decoder.at.mode);
    this.record();
    this.settle();
  }

  *adoptElite(): Generator<void, void> {
    const { elite, incumbent, decoder } = this;
    if (elite?.floor !== undefined) {
      this.lists.rewind(0);
      decoder.floor.set(elite.floor);
      decoder.delay.set(elite.floor);
    }
    yield* this.adopt(elite?.list ?? incumbent.list.slice(), elite?.gene ?? incumbent.gene.slice());
  }

  /** Times a plan anew and adopts it as the incumbent. */
  *retime(plan: Retime): Generator<void, void> {
    for (;;) {
      const before = plan.tried;
      const isDone = plan.run(Math.max(1, this.allowance - this.lists.work));
      this.lists.work += plan.tried - before;
      if (isDone) break;
      yield;
    }
    this.sequence.load(this.decoder.order.slice(0, this.sequence.length), this.decoder.at.mode);
    this.lists.rewind(this.decoder.placed);
    this.record();
    this.settle();
  }

  /** Adopts a schedule as it stands: nobody starts earlier than there, so that each finds its time again. */
  *adoptTimed(schedule: Schedule): Generator<void, void> {
    const { decoder, problem } = this;
    this.lists.gathers = false;
    decoder.setupWish = schedule.setupStart;
    decoder.floor.set(schedule.start);
    decoder.delay.set(decoder.floor);
    yield* this.adopt(listOf(problem, decoder.derived, schedule), genesOf(problem, decoder.derived, schedule));
  }

  /** Lets all start as early as they can again. */
  releaseTimes(): void {
    this.lists.rewind(0);
    this.lists.gathers = true;
    this.decoder.setupWish = undefined;
    this.decoder.floor.fill(0);
    this.decoder.delay.fill(0);
  }

  /** Takes in schedules offered from outside: each is decoded, and kept as the incumbent if it is the best known. */
  *takeOffers(): Generator<void, boolean> {
    let taken = false;
    for (let offer = this.#offers.shift(); offer; offer = this.#offers.shift()) {
      yield* this.#takeIn(offer);
      taken = true;
    }
    if (taken && this.#holdsBatches) this.releaseTimes();
    if (taken && this.elite) yield* this.adoptElite();
    return taken;
  }

  /** As a list; where that would tear batches apart, with its times. */
  *#takeIn(schedule: Schedule): Generator<void, void> {
    if (this.#holdsBatches) yield* this.adoptTimed(schedule);
    else yield* this.adopt(listOf(this.problem, this.decoder.derived, schedule), genesOf(this.problem, this.decoder.derived, schedule));
  }

  nextOffer(): Schedule | undefined {
    return this.#offers.shift();
  }

  get hasOffers(): boolean {
    return this.#offers.length > 0;
  }

  *#live(): Generator<void, void> {
    if (this.problem.operations.count === 0 || this.sequence.length === 0) {
      this.record();
      return;
    }
    const given = this.#warmStart;
    if (given && (this.#movable !== undefined || pricesStability(this.problem))) {
      const search = new WindowSearch(this);
      this.#holdsBatches = false;
      search.around(yield* react(this, given, this.#movable));
      if (this.sequence.length > WINDOWS_FROM) yield* search.run();
      else if (this.#movable === undefined && this.problem.baseline !== undefined) yield* searchCalmly(this, given);
      else yield* localSearch(this);
      return;
    }
    if (given) {
      yield* this.#takeIn(given);
      if (this.#holdsBatches) this.releaseTimes();
    }
    yield* this.#dispatch();
    if (this.proven) return;
    if (this.#usesParts) yield* new PartSearch(this, solvePart).run();
    else if (this.sequence.length > WINDOWS_FROM) yield* new WindowSearch(this).run();
    else yield* localSearch(this);
  }

  /** One simulation per rule, then a search for the best parameters of a rule. */
  *#dispatch(): Generator<void, void> {
    const view = ruleView(this.problem, this.decoder.derived);
    if (this.problem.features.places) yield* this.#jobByJob();
    const patience = yield* this.#tryRules(view);
    if (this.proven) return;
    yield* this.#tune(view, patience);
    if (this.proven) return;
    this.decoder.price.renew(1);
    // Without a clean schedule the search starts from the last, broken one.
    if (this.#usesParts && this.#bestSchedule !== undefined) yield* this.adoptTimed(this.#bestSchedule);
    else if (this.elite) yield* this.adoptElite();
    else yield* this.adopt(this.sequence.list.slice(), this.sequence.gene.slice());
  }

  /** Simulates one rule after the other; for what share of its slack it paid to wait for others. */
  *#tryRules(view: RuleView): Generator<void, number> {
    const names = rulesFor(this.problem).slice(0, this.#usesParts ? PART_RULES : this.sequence.length > 5000 ? 3 : undefined);
    const fills = this.decoder.score.weightOf(UNDERFILL) > 0;
    // Whether waiting for others pays depends on the ovens, hardly on the rule: the first is tried with and without, mostly with.
    let patience = fills ? PATIENCE : 0;
    for (const [i, name] of names.entries()) {
      for (const tried of fills && i === 0 && !this.#usesParts ? [PATIENCE, 0] : [patience]) {
        if (yield* this.#simulate(new Dispatch(this.decoder, view, RULES[name], this.random, 0, tried))) patience = tried;
        if (this.proven) return patience;
      }
    }
    if (this.#usesParts && this.#bestSchedule !== undefined) {
      const learnt = learntView(this.problem, view, this.#bestSchedule);
      yield* this.#simulate(new Dispatch(this.decoder, learnt, RULES[names[0]!], this.random, 0, patience));
    }
    return patience;
  }

  /** Simulates a rule with other parameters, around the best so far. */
  *#tune(view: RuleView, patience: number): Generator<void, void> {
    const { length } = this.sequence;
    const parts = this.problem.objective.levels[0]?.map(({ part }) => part) ?? [];
    const byWork = parts.includes('makespan') && !parts.includes('weightedTardiness');
    // Long lists gain more from a better rule than from small changes: there, tuning goes on while it succeeds now and then.
    const trials = trialsFor(length, this.#usesParts);
    const fills = this.decoder.score.weightOf(UNDERFILL) > 0;
    let last = trials;
    let tuning: Tuning = { reach: 4, setup: 0.12, far: 0.5, patience, haste: 1 };
    for (let i = 0; i < last; i++) {
      const tried = i === 0 ? tuning : near(tuning, i, this.random, fills, this.#usesParts);
      this.decoder.price.renew(tried.haste);
      const noise = i % 4 === 3 ? 0.03 : 0;
      if (yield* this.#simulate(new Dispatch(this.decoder, view, tunedRule(tried, byWork), this.random, noise, tried.patience))) {
        tuning = tried;
        if (length > 5000 && !this.#usesParts) last = Math.max(last, i + trials);
      }
      if (this.proven) return;
    }
  }

  /** One job after the other: nobody waits for anybody's place. */
  *#jobByJob(): Generator<void, void> {
    const { sequence } = this;
    sequence.reorder(0, sequence.length, Float64Array.from(this.problem.operations.job));
    yield* this.adopt(sequence.list.slice(), sequence.gene.slice());
  }

  /** Runs a simulation to its end; true if it gave the best schedule so far. */
  *#simulate(dispatch: Dispatch): Generator<void, boolean> {
    let before = this.decoder.placed;
    for (;;) {
      const done = dispatch.run(Math.max(1, this.allowance - this.lists.work));
      this.lists.work += this.decoder.placed - before;
      before = this.decoder.placed;
      if (done) break;
      yield;
    }
    this.sequence.load(this.decoder.order.slice(0, this.sequence.length), this.decoder.at.mode);
    const improvements = this.#improvements;
    this.record();
    // What is left of maximum lags, and jobs in each other's way, are mended only by the list decoder.
    if (this.decoder.score.parts[LAG]! > 0 || (this.problem.features.places && this.elite === undefined))
      yield* this.adopt(this.sequence.list.slice(), this.sequence.gene.slice());
    if (this.spent) yield;
    return this.#improvements > improvements;
  }
}
