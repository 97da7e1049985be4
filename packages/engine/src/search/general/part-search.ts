// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import type { Whole } from './cut-part.ts';
import { cutPart } from './cut-part.ts';
import { MoveChooser } from './move-chooser.ts';
import { PartChoice } from './part-choice.ts';
import type { Choice } from './part-choice.ts';
import type { PartSolver } from './part-solver.ts';
import { PlanBook } from './plan-book.ts';
import type { Searcher } from './searcher.ts';
import { listOf } from './start-list.ts';
import type { Schedule } from '../../schedule/schedule.ts';

/** Placements a part of one operation is searched for. */
const PLACEMENTS_PER_OPERATION = 60;
/** Placements spent on parts between two decodings of the whole, as a multiple of what that costs: at most. */
const MOST_PATIENCE = 8;
/** Parts whose usual worsening is measured at first; later one in so many is. */
const WORSENINGS = 8;
/** How often half of the parts are let go before all of them are. */
const MOST_HALVINGS = 3;
/** What cutting out a part costs, in placements. */
const CUTTING = 800;

/** Whether parts of the plan may be searched alone: nothing but completions of jobs may look at all of it. */
export function suitsParts({ features, objective }: Problem): boolean {
  if (features.lines || features.places) return false;
  return !objective.levels.some((level) => level.some(({ part }) => part === 'makespan'));
}

/**
 * Search for lists of many thousands: a part of the plan, some machines for some days or an order with those in its way, is cut out
 * and searched as a problem of its own while all else stands still. What is found goes back into the plan; after a number of
 * parts the whole is decoded again, so that everybody moves up.
 */
export class PartSearch {
  readonly #solver: Searcher;
  readonly #solve: PartSolver;
  readonly #book: PlanBook;
  readonly #whole: Whole;
  readonly #choice: PartChoice;
  readonly #setupStart: Int32Array;
  /** Parts put back since the whole was decoded: their operations, with mode, start of setup, start and end as they were. */
  readonly #changes: { readonly which: Int32Array; readonly was: readonly number[] }[] = [];
  readonly #chooser: MoveChooser<Choice>;
  #patience = 4;

  /** A usual worsening by a small change in a part, as a running mean, and how many parts it is from. */
  #worsening = 0;
  #measured = 0;

  constructor(solver: Searcher, solve: PartSolver) {
    const { problem, decoder, sequence } = solver;
    this.#solver = solver;
    this.#solve = solve;
    this.#book = new PlanBook(problem);
    this.#whole = { problem, decoder, book: this.#book, floor: undefined, position: sequence.position };
    this.#setupStart = new Int32Array(problem.operations.count);
    this.#choice = new PartChoice(this.#whole, solver);
    this.#chooser = new MoveChooser(this.#choice.ways);
  }

  /** Searches from the incumbent, which the decoder holds completely, without end. */
  *run(): Generator<void, void> {
    const { lists, sequence } = this.#solver;
    this.#book.take(this.#solver.decoder);
    while (!this.#solver.proven) {
      this.#changes.length = 0;
      const merge = lists.work + this.#patience * sequence.length;
      let gained = 0;
      // One part at least, however little patience is left.
      do {
        gained += yield* this.#part();
        if (this.#solver.spent) yield;
      } while (lists.work < merge);
      this.#chooser.adapt();
      if (gained > 0) {
        const kept = yield* this.#mergeParts();
        this.#patience = kept ? Math.min(MOST_PATIENCE, this.#patience * 1.2) : this.#patience / 2;
      }
      for (let offer = this.#solver.nextOffer(); offer !== undefined; offer = this.#solver.nextOffer()) yield* this.#merge(offer);
      this.#book.take(this.#solver.decoder);
    }
  }

  /** Measuring it costs a tenth of a part's search: it is done for the first parts, and now and then. */
  #worseningKnown(): number | undefined {
    return this.#measured < WORSENINGS || this.#solver.random.below(WORSENINGS) === 0 ? undefined : this.#worsening;
  }

  #learnWorsening(found: number | undefined): void {
    if (found === undefined || found === this.#worsening) return;
    this.#measured++;
    this.#worsening += (found - this.#worsening) / Math.min(this.#measured, WORSENINGS);
  }

  /** Searches one part; what it gained. */
  *#part(): Generator<void, number> {
    const { lists, random } = this.#solver;
    const used = this.#chooser.draw(random.unit());
    const work = lists.work;
    lists.work += 20;
    const chosen = this.#chooser.move(used).choose();
    if (chosen === undefined || chosen.free.length < 2) return 0;
    const part = cutPart(this.#whole, chosen.free, chosen.from, chosen.to);
    lists.work += CUTTING;
    const search = this.#solve(part, PLACEMENTS_PER_OPERATION * chosen.free.length, random.below(1 << 30), this.#worseningKnown());
    const began = lists.work;
    let answer = search.next();
    for (; answer.done !== true; answer = search.next()) {
      lists.work = began + answer.value;
      if (this.#solver.spent) yield;
    }
    const { gain, placements, schedule, eachTaken } = answer.value;
    this.#learnWorsening(answer.value.worsening);
    lists.work = began + placements;
    if (gain > 0 && schedule !== undefined) {
      const book = this.#book;
      const was = [...chosen.free].flatMap((o) => [book.mode[o]!, book.setupStart[o]!, book.start[o]!, book.end[o]!]);
      this.#changes.push({ which: chosen.free, was });
      book.move(chosen.free, (o, i) => {
        book.mode[o] = part.wholeMode[schedule.mode[i]!]!;
        book.setupStart[o] = schedule.setupStart[i]!;
        book.start[o] = schedule.start[i]!;
        book.end[o] = schedule.end[i]!;
        book.work[o] = schedule.work[i]!;
        book.moved.set(o, []);
      });
      eachTaken((i, pool, from, to, amount) => {
        (book.moved.get(part.whole[i]!)! as number[]).push(part.wholePool[pool]!, from, to, amount);
      });
    }
    this.#chooser.learn(used, gain, lists.work - work);
    return gain;
  }

  /** Decodes what the parts gave; where that is no better, as parts may collide by what none of them sees, the later half of them is let go. */
  *#mergeParts(): Generator<void, boolean> {
    const book = this.#book;
    for (let tries = 0; this.#changes.length > 0; tries++) {
      if (yield* this.#merge(book)) return tries === 0;
      if (tries === MOST_HALVINGS) break;
      const kept = this.#changes.length >> 1;
      while (this.#changes.length > kept) {
        const { which, was } = this.#changes.pop()!;
        which.forEach((o, i) => {
          [book.mode[o], book.setupStart[o], book.start[o], book.end[o]] = was.slice(4 * i, 4 * i + 4) as [number, number, number, number];
        });
      }
    }
    return false;
  }

  /** Decodes a plan as it stands; kept where it is better than the incumbent. */
  *#merge(plan: Schedule): Generator<void, boolean> {
    const solver = this.#solver;
    const { problem, decoder, sequence, incumbent, lists } = solver;
    const list = listOf(problem, decoder.derived, plan);
    let first = 0;
    while (first < list.length && list[first] === sequence.list[first]) first++;
    sequence.loadRange(list, sequence.gene, first, list.length);
    for (const o of list) {
      if (plan.mode[o] !== sequence.gene[o]) sequence.setGene(o, plan.mode[o]!);
      else if (plan.start[o] === incumbent.start[o] && plan.setupStart[o] === incumbent.setupStart[o]) continue;
      first = Math.min(first, sequence.position[o]!);
    }
    lists.rewind(Math.min(first, decoder.placed));
    this.#keepTimes(plan);
    if (yield* solver.decode(first, incumbent.value)) {
      solver.record();
      solver.settle();
      return true;
    }
    const dirty = Math.min(first, sequence.dirtyFrom);
    sequence.rollBack(incumbent.list);
    lists.rewind(dirty);
    this.#keepTimes(incumbent);
    yield* solver.decode(dirty, Infinity);
    return false;
  }

  /** Nobody starts earlier than there, so that each finds its time again. */
  #keepTimes({ start, setupStart }: Pick<Schedule, 'start' | 'setupStart'>): void {
    const { decoder, lists } = this.#solver;
    lists.gathers = false;
    this.#setupStart.set(setupStart);
    decoder.setupWish = this.#setupStart;
    decoder.floor.set(start);
    decoder.delay.set(decoder.floor);
  }
}
