// Non-null assertions index arrays sized by the problem.
import { windowMoves } from '../moves/window-moves.ts';
import type { WindowContext } from '../moves/window-moves.ts';
import type { Searcher } from './searcher.ts';
import { MARK } from './list-decoder.ts';
import { MoveChooser } from './move-chooser.ts';
import { Outlook } from './outlook.ts';

/** Candidates tried in a window before another is chosen. */
const TRIES = 24;
/** Operations a machine has in the shortest window, on average: fewer leave nothing to exchange. */
const RUNS_PER_MACHINE = 1.5;
/** Widest window, as a multiple of the shortest. */
const WIDEST = 16;
/** Share of windows around what is worth it, where that is said. */
const AROUND = 0.9;
/** Windows after which the search asks whether it still gains. */
const PATIENCE = 150;

/**
 * Search for long lists. A candidate changes a window of the list and is decoded to the window's end, where an outlook on the rest
 * judges it; the few that promise something are decoded on, judged again at growing distances, and kept when the complete value
 * is within the limit.
 */
export class WindowSearch {
  readonly #solver: Searcher;
  readonly #outlook: Outlook;
  readonly #context: WindowContext;
  readonly #chooser: MoveChooser<ReturnType<typeof windowMoves>[number]>;

  #heat = 0;
  #cooling = 1;
  #cycle = 0;
  #windows = 0;
  #nextCycle = PATIENCE;
  #valueThen = Infinity;
  #wantsBest = false;

  /** Operations worth searching around; empty = any. */
  #around: Int32Array = new Int32Array(0);
  #isComplete = false;

  constructor(solver: Searcher) {
    const { problem, sequence, incumbent, random, decoder } = solver;
    this.#solver = solver;
    this.#outlook = new Outlook(decoder, incumbent, sequence);
    solver.lists.onMark = this.#outlook.mark;
    this.#context = { problem, derived: decoder.derived, sequence, incumbent, random, price: this.#outlook.price, from: 0, to: 0 };
    this.#chooser = new MoveChooser(windowMoves(problem));
  }

  /** Searches around these operations mostly; the incumbent, just decoded, is where it begins. */
  around(operations: Int32Array): void {
    this.#around = operations;
    this.#isComplete = true;
  }

  *run(): Generator<void, void> {
    const solver = this.#solver;
    const { lists, random } = solver;
    if (this.#isComplete) this.#outlook.adopt(0);
    else yield* this.#restart();
    while (!solver.proven) {
      this.#warm();
      if (this.#wantsBest) yield* this.#restart();
      this.#chooseWindow(this.#windowMarks());
      lists.rewind(Math.min(this.#solver.decoder.placed, this.#context.from));
      for (let i = 0; i < TRIES; i++) {
        const used = this.#chooser.draw(random.unit());
        const work = lists.work++;
        const before = solver.incumbent.value;
        yield* this.#try(used);
        this.#chooser.learn(used, Math.max(0, before - solver.incumbent.value), lists.work - work + 5);
        if (solver.spent) yield;
      }
      this.#chooser.adapt();
      if (solver.hasOffers && (yield* solver.takeOffers())) yield* this.#restart();
    }
  }

  /** Mostly short windows; each doubling is half as likely. */
  #windowMarks(): number {
    const { random, sequence, problem } = this.#context;
    const least = Math.max(1, Math.round((RUNS_PER_MACHINE * problem.machines.count) / MARK));
    let marks = least;
    while (marks * MARK < sequence.length && marks < WIDEST * least && random.unit() < 0.5) marks *= 2;
    return marks;
  }

  /** Descends while that pays; then anneals in cycles of growing patience, each from the best known. */
  #warm(): void {
    const { elite, incumbent } = this.#solver;
    this.#windows++;
    if (this.#windows < this.#nextCycle) {
      this.#heat *= this.#cooling;
      return;
    }
    const gained = this.#valueThen - incumbent.value;
    this.#valueThen = incumbent.value;
    if (this.#heat === 0 && gained > 0.002 * Math.abs(incumbent.value) && elite) {
      this.#nextCycle = this.#windows + PATIENCE;
      return;
    }
    this.#cycle++;
    const length = Math.ceil(PATIENCE * 1.25 ** Math.min(this.#cycle, 12));
    this.#nextCycle = this.#windows + length;
    this.#heat = 1e-4 * 2 ** (this.#cycle % 3) * Math.abs(incumbent.value);
    this.#cooling = 0.01 ** (1 / length);
    this.#wantsBest = true;
  }

  *#restart(): Generator<void, void> {
    const solver = this.#solver;
    const outlook = this.#outlook;
    yield* solver.adoptElite();
    yield* this.#sortInTime();
    outlook.adopt(0);
    this.#wantsBest = false;
    this.#valueThen = solver.incumbent.value;
  }

  /** A list in order of time decodes to the same schedule or, where the old order held something up, to a better one; mostly. */
  *#sortInTime(): Generator<void, void> {
    const solver = this.#solver;
    const { sequence, incumbent } = solver;
    const first = sequence.sortBy(incumbent.start);
    if (first < sequence.length && (yield* solver.decode(first, incumbent.value))) {
      solver.record();
      solver.settle();
      return;
    }
    if (first === sequence.length) return;
    sequence.rollBack(incumbent.list);
    yield* solver.decode(first, Infinity);
    solver.settle();
  }

  /** Around an operation that is dear to delay, mostly; anywhere otherwise. */
  #chooseWindow(marks: number): void {
    const { sequence, random, price } = this.#context;
    let centre = random.below(sequence.length);
    if (this.#around.length > 0 && random.unit() < AROUND) centre = sequence.position[this.#around[random.below(this.#around.length)]!]!;
    else if (random.unit() < 0.7) {
      for (let i = 0; i < 4; i++) {
        const other = random.below(sequence.length);
        if (price[sequence.list[other]!]! > price[sequence.list[centre]!]!) centre = other;
      }
    }
    const last = Math.floor(sequence.length / MARK);
    const end = Math.max(1, Math.min(last, Math.ceil(centre / MARK) + random.below(2)));
    this.#context.to = end === last ? sequence.length : end * MARK;
    this.#context.from = Math.max(0, (end - 1 - marks) * MARK);
  }

  *#try(used: number): Generator<void, boolean> {
    const solver = this.#solver;
    const { sequence, incumbent, lists, decoder } = solver;
    const outlook = this.#outlook;
    if (!this.#chooser.move(used).apply(this.#context) || sequence.dirtyFrom >= sequence.dirtyTo) {
      sequence.rollBack(incumbent.list);
      return false;
    }
    const first = sequence.dirtyFrom;
    const allowed = incumbent.value - this.#heat * Math.log(1 - this.#context.random.unit());
    const to = Math.min(sequence.length, Math.ceil(sequence.dirtyTo / MARK) * MARK);
    let kept = true;
    let reach = MARK;
    lists.rewind(first);
    for (let stop = to; ; reach *= 2) {
      for (;;) {
        const status = lists.run(stop, allowed, Math.max(1, solver.allowance - lists.work), to);
        kept = status !== 'over';
        if (status !== 'paused') break;
        yield;
      }
      if (!kept || decoder.placed >= sequence.length) break;
      outlook.open(first, stop);
      const change = outlook.change();
      if (change === 0 || change > allowed - incumbent.value) {
        kept = false;
        break;
      }
      stop = stop + reach >= sequence.length ? sequence.length : stop + reach;
    }
    if (kept) {
      solver.record();
      solver.settle();
      outlook.adopt(first);
      return true;
    }
    const dirty = Math.min(first, sequence.dirtyFrom);
    sequence.rollBack(incumbent.list);
    lists.rewind(dirty);
    return false;
  }
}
