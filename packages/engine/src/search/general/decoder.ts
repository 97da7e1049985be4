// Non-null assertions index arrays sized by the problem; every index comes from the problem or from this file's counters.
import type { Problem } from '../../problem/problem.ts';
import { MachineKind } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import { BatchBook } from '../../constraints/batch/batch-book.ts';
import { NEVER, WorkClock } from '../../constraints/calendar/work-clock.ts';
import { changeoverCost, changeoverTime } from '../../constraints/changeover/setup-length.ts';
import { FixedPlan } from '../../constraints/fixed/fixed-plan.ts';
import { IdleGaps } from '../../constraints/idle/idle-gaps.ts';
import type { Placement } from '../../constraints/placement.ts';
import { emptyPlacement } from '../../constraints/placement.ts';
import { PoolFit } from '../../constraints/pool/pool-fit.ts';
import { Readiness } from '../../constraints/precedence/readiness.ts';
import { LineBook } from '../../constraints/line/line-book.ts';
import { PlaceBook } from '../../constraints/places/place-book.ts';
import { StockBook } from '../../constraints/reservoir/stock-book.ts';
import { derive } from './derived.ts';
import type { Derived } from './derived.ts';
import { placeFixed } from './fixed-operations.ts';
import { MachineTails } from './machine-tails.ts';
import { ModePrice } from './mode-price.ts';
import { Score } from './score.ts';

/** The gene that leaves the choice of mode to the decoder. */
export const AUTO = -1;

/**
 * Places operations one by one, each at its earliest time under every rule of SPEC.md given those placed before it, and takes
 * them back in reverse order. One operation costs about a microsecond; nothing is allocated on the way.
 */
export class Decoder {
  readonly problem: Problem;
  readonly derived: Derived;
  readonly at: Placement;
  readonly score: Score;
  readonly readiness: Readiness;
  readonly stocks: StockBook;
  readonly places: PlaceBook;
  readonly clock: WorkClock;
  readonly tails: MachineTails;
  /** What decides where the decoder chooses the mode. */
  readonly price: ModePrice;
  /** [operation] do not start before: how maximum lags pull predecessors later. */
  readonly delay: Int32Array;
  /** [operation] where `delay` begins: an operation that is to stay does not start before it did. */
  readonly floor: Int32Array;
  /** [operation] where its setup began in a plan that is placed again, kept where it may be; undefined = as late as fits. */
  setupWish: Int32Array | undefined;
  /** Free operations in the order they were placed, and their number. */
  readonly order: Int32Array;
  placed = 0;
  /** Ticks its machine stood idle before the operation last placed, as far as it was appended to a SINGLE machine. */
  idle = 0;
  readonly #pools: PoolFit;
  readonly #batches: BatchBook;
  readonly #fixed: FixedPlan;
  readonly #hasPools: boolean;
  readonly #hasFixed: boolean;
  readonly #hasStocks: boolean;
  readonly #hasBatches: boolean;
  readonly #hasMaxLags: boolean;
  readonly #hasTransport: boolean;
  readonly #hasJoined: boolean;
  readonly #hasPlaces: boolean;
  readonly #hasLines: boolean;
  readonly #lines: LineBook;
  readonly #gaps: IdleGaps;
  readonly #savedPools: Int32Array;
  // What `fit` found, read by `commit`.
  #segment = -1;
  #before = -1;
  #leader = -1;
  #gap = -1;
  #setupLength = 0;
  #setupStart = 0;
  #setupEnd = 0;
  #start = 0;
  #end = 0;
  /** A fit whose price cannot come below this is given up: the walk from conflict to conflict is what fitting costs. */
  #least = Infinity;
  /** No setup that begins up to here finds its people: later tries of this fit need not look there again. */
  #refused = -1;
  // The fit of the best mode while others are tried.
  readonly #kept = new Int32Array(8);

  /** @throws Error when an operation can never be placed (see `derive`). */
  constructor(problem: Problem) {
    const n = problem.operations.count;
    this.problem = problem;
    this.derived = derive(problem);
    this.at = emptyPlacement(n);
    this.clock = WorkClock.of(problem.calendars);
    this.score = new Score(problem, this.derived);
    this.readiness = new Readiness(problem, this.clock, this.at);
    this.stocks = new StockBook(problem);
    this.#pools = new PoolFit(problem, this.clock);
    this.#batches = new BatchBook(problem, this.clock, this.at, this.#pools);
    this.#fixed = new FixedPlan(problem, this.clock);
    this.#lines = new LineBook(problem);
    this.places = new PlaceBook(problem, this.at);
    this.tails = new MachineTails(problem, this.#fixed);
    this.price = new ModePrice(problem, this.derived, this.score, this.at, this.readiness);
    this.delay = new Int32Array(n);
    this.floor = new Int32Array(n);
    this.order = new Int32Array(n);
    this.#gaps = new IdleGaps(problem.machines.count, n);
    this.#savedPools = new Int32Array(n);
    const { features } = problem;
    this.#hasPools = features.pools || features.parallelMachines;
    this.#hasFixed = features.fixed;
    this.#hasStocks = features.reservoirs;
    this.#hasBatches = features.batches;
    this.#hasMaxLags = features.maxLags;
    this.#hasTransport = features.transport;
    this.#hasJoined = features.joinedSetups;
    this.#hasPlaces = features.places;
    this.#hasLines = features.lines;
    if (this.#hasFixed)
      placeFixed({
        problem,
        at: this.at,
        clock: this.clock,
        fixed: this.#fixed,
        pools: this.#pools,
        stocks: this.stocks,
        score: this.score,
      });
    this.score.refresh();
  }

  /** Finds the earliest time for `o` in mode `m`; its end, or NEVER. */
  #fit(o: number, m: number): number {
    const { operations, modes, machines } = this.problem;
    const work = modes.duration[m]!;
    let r = this.readiness.ready(o, m, work);
    if (operations.release[o]! > r) r = operations.release[o]!;
    if (this.delay[o]! > r) r = this.delay[o]!;
    if (this.#hasStocks) r = Math.max(r, this.stocks.takeFrom(o));
    this.#leader = -1;
    this.#gap = -1;
    this.#segment = -1;
    if (r >= NEVER) return NEVER;
    const k = modes.machine[m]!;
    const kind = machines.kind[k]!;
    if (this.#hasLines && !this.#lines.allows(o, k)) return NEVER;
    if (kind === MachineKind.PARALLEL) {
      this.#before = -1;
      return this.#fitAfter(o, m, operations.alreadySetUp[o] === 1 ? 0 : modes.setup[m]!, 0, r, false, NEVER);
    }
    if (this.#hasFixed && this.#fixed.runs[k]!.length > 0) {
      const end = this.#fitAmongFixed(o, m, k, r);
      return kind === MachineKind.BATCH ? this.#fitInBatch(o, m, end) : end;
    }
    const segment = this.tails.base[k]!;
    if (kind === MachineKind.BATCH) return this.#fitInBatch(o, m, this.#fitInSegment(o, m, k, segment, r, NEVER));
    if (r < this.tails.free[segment]! && work > 0 && machines.line[k]! < 0) {
      const end = this.#fitInGap(o, m, k, r);
      if (end < NEVER) return end;
    }
    return this.#fitInSegment(o, m, k, segment, r, NEVER);
  }

  /** Goes into an idle gap where that leaves the setup behind it as it is; NEVER if there is none. */
  #fitInGap(o: number, m: number, k: number, r: number): number {
    const { operations, modes, machines } = this.problem;
    const gaps = this.#gaps;
    const state = modes.state[m]!;
    const hasTable = machines.changeover[k]! >= 0;
    const set = operations.alreadySetUp[o] === 1;
    let count = gaps.find(k, r, modes.duration[m]!, state, !hasTable || state < 0);
    while (count > 0) {
      const gap = gaps.found[--count]!;
      const length = set ? 0 : modes.setup[m]! + (hasTable ? changeoverTime(this.problem, k, gaps.state(gap), state) : 0);
      if (this.#fitAfter(o, m, length, gaps.from(gap), r, true, gaps.to(gap)) >= NEVER) continue;
      this.#gap = gap;
      this.#before = gaps.state(gap);
      return this.#end;
    }
    return NEVER;
  }

  #fitInSegment(o: number, m: number, k: number, segment: number, r: number, limit: number): number {
    const { operations, modes, machines } = this.problem;
    const tails = this.tails;
    const before = tails.stateBefore(k, segment);
    const free = tails.free[segment]!;
    let length = 0;
    if (operations.alreadySetUp[o] === 0) {
      length = modes.setup[m]!;
      if (machines.changeover[k]! >= 0) length += changeoverTime(this.problem, k, before, modes.state[m]!);
    }
    // Runs without length at the same instant would leave their order, and so the state left, to chance.
    const afterPoint = tails.lastStart[segment]! >= free ? 1 : 0;
    const late = afterPoint === 1 && (modes.duration[m] === 0 || machines.kind[k] === MachineKind.BATCH) && r <= free ? free + 1 : r;
    this.#segment = segment;
    this.#before = before;
    return this.#fitAfter(o, m, length, free, late, true, limit);
  }

  #fitAmongFixed(o: number, m: number, k: number, r: number): number {
    const { modes } = this.problem;
    const tails = this.tails;
    const runs = this.#fixed.runs[k]!;
    for (let i = tails.cursor[k]!; ; i++) {
      const segment = tails.base[k]! + i;
      if (i >= runs.length) return this.#fitInSegment(o, m, k, segment, r, NEVER);
      const next = runs[i]!.start;
      if (next < r || Math.max(tails.free[segment]!, r) + modes.duration[m]! > next) continue;
      const state = modes.state[m]! < 0 ? tails.stateBefore(k, segment) : modes.state[m]!;
      const end = this.#fitInSegment(o, m, k, segment, r, this.#fixed.room(k, i, state));
      if (end < NEVER && this.#start < next) return end;
    }
  }

  /** Prefers joining a batch to opening one when that ends no later; otherwise leaves what `end` stands for in place. */
  #fitInBatch(o: number, m: number, end: number): number {
    const segment = this.#segment;
    const leader = this.#batches.findPlace(o, m, (work) => this.#readyInBatch(o, m, work));
    if (leader < 0 || this.at.end[leader]! > end) return end;
    const at = this.at;
    this.#leader = leader;
    this.#segment = segment;
    this.#setupLength = at.setupLength[leader]!;
    this.#setupStart = at.setupStart[leader]!;
    this.#start = at.start[leader]!;
    this.#end = at.end[leader]!;
    return this.#end;
  }

  #readyInBatch(o: number, m: number, work: number): number {
    let r = Math.max(this.readiness.ready(o, m, work), this.problem.operations.release[o]!, this.delay[o]!);
    if (this.#hasStocks) r = Math.max(r, this.stocks.takeFrom(o));
    return r;
  }

  /**
   * Earliest run from `r` on of mode m on a machine free from `free`, after `length` ticks of setup begun as late as fits; NEVER where
   * it would end after `limit`.
   */
  #fitAfter(o: number, m: number, length: number, free: number, r: number, mayWait: boolean, limit: number): number {
    const { operations, modes } = this.problem;
    const clock = this.clock;
    const joined = this.#hasJoined && operations.joinedSetup[o] === 1 && length > 0;
    const broken = operations.unbroken[o]!;
    const unbroken = joined ? 1 : broken;
    const work = modes.duration[m]!;
    const runCalendar = modes.runCalendar[m]!;
    const setupCalendar = modes.setupCalendar[m]!;
    let s = r > free ? r : free;
    this.#refused = -1;
    if (length > 0) {
      const setUp = this.#setupEndFrom(setupCalendar, free, length, unbroken);
      if (setUp > s) s = setUp;
    }
    for (;;) {
      s = joined ? this.#joinedStart(m, s, work, length, free, broken) : this.#openFrom(runCalendar, s, work, broken);
      if (s >= NEVER || s + work > limit) return NEVER;
      const e = work === 0 ? s : clock.workEnd(runCalendar, s, work);
      if (e >= NEVER || e > limit) return NEVER;
      this.#setupStart = length > 0 ? clock.latestBegin(setupCalendar, s, length, unbroken) : s;
      let next = -1;
      if (
        this.setupWish !== undefined &&
        length > 0 &&
        s === this.floor[o] &&
        !joined &&
        this.#keepsSetup(this.setupWish[o]!, m, length, free, s, e, unbroken)
      )
        this.#setupStart = this.setupWish[o]!;
      else if (this.#hasPools) next = this.#meetPools(m, length, free, s, e, unbroken, mayWait && !joined);
      if (this.#hasPlaces && next < 0) next = this.places.conflict(o, modes.machine[m]!, s, e);
      if (next >= NEVER) return NEVER;
      if (next >= 0 && this.#least < Infinity && this.#bound(o, m, next + work) > this.#least) return NEVER;
      if (next < 0) {
        this.#setupLength = length;
        this.#start = s;
        this.#end = e;
        return e;
      }
      s = next;
    }
  }

  /** Whether the setup may begin at `u`, which is no later than the latest there is. */
  #keepsSetup(u: number, m: number, length: number, free: number, s: number, e: number, unbroken: number): boolean {
    if (u < free || u > this.#setupStart) return false;
    const calendar = this.problem.modes.setupCalendar[m]!;
    const v = this.clock.workEnd(calendar, u, length);
    if (v > s || this.clock.open(calendar, u) !== u || (unbroken === 1 && !this.clock.isUnbroken(calendar, u, v))) return false;
    return !this.#hasPools || this.#pools.fits(m, u, v, s, e);
  }

  /** Moves the setup before run [s, e) to where its pools allow it; -1, or where to try the run next. */
  #meetPools(m: number, length: number, free: number, s: number, e: number, unbroken: number, mayWait: boolean): number {
    const clock = this.clock;
    const calendar = this.problem.modes.setupCalendar[m]!;
    const latest = this.#setupStart;
    let u = latest;
    // End of what forbids the latest setup: no setup that begins after `latest` avoids it before then.
    let clear = -1;
    for (;;) {
      const v = length > 0 ? clock.workEnd(calendar, u, length) : u;
      if (this.#pools.fits(m, u, v, s, e)) break;
      const { conflictFrom, conflictTo, setupOnly } = this.#pools;
      if (setupOnly && clear < 0) clear = conflictTo;
      // The machine waits for the run anyway: perhaps those who set it up have time earlier.
      const earlier = setupOnly && mayWait ? clock.latestBegin(calendar, conflictFrom, length, unbroken) : -1;
      if (earlier < free || earlier <= this.#refused) {
        if (setupOnly) this.#refused = latest;
        return this.#nextTry(m, setupOnly ? clear : conflictTo, s, e, length, unbroken, setupOnly);
      }
      u = earlier;
    }
    this.#setupStart = u;
    return -1;
  }

  #openFrom(calendar: number, from: number, work: number, unbroken: number): number {
    return unbroken === 1 ? this.clock.unbrokenFrom(calendar, from, work) : this.clock.open(calendar, from);
  }

  /** Earliest start from `from` on right behind which a setup begun at `free` or later ends without a break. */
  #joinedStart(m: number, from: number, work: number, length: number, free: number, unbroken: number): number {
    const { runCalendar, setupCalendar } = this.problem.modes;
    let s = from;
    for (;;) {
      const u = this.clock.unbrokenFrom(setupCalendar[m]!, s - length > free ? s - length : free, length);
      if (u >= NEVER) return NEVER;
      s = this.#openFrom(runCalendar[m]!, u + length, work, unbroken);
      if (s === u + length || s >= NEVER) return s;
    }
  }

  /** First run start worth trying after a conflict that ends at `clear`. */
  #nextTry(m: number, clear: number, s: number, e: number, length: number, unbroken: number, setupOnly: boolean): number {
    if (clear >= NEVER) return NEVER;
    if (length > 0 && (setupOnly || clear <= s)) {
      return Math.max(s + 1, this.#setupEndFrom(this.problem.modes.setupCalendar[m]!, clear, length, unbroken));
    }
    return clear > s ? clear : s + 1;
  }

  #setupEndFrom(calendar: number, from: number, length: number, unbroken: number): number {
    if (unbroken === 0) return this.clock.workEnd(calendar, from, length);
    return this.clock.unbrokenFrom(calendar, from, length) + length;
  }

  /** Places `o` in mode `gene`, or in its best mode if that is AUTO or impossible. False when no time was found. */
  place(o: number, gene: number): boolean {
    let mode = gene;
    if (gene === AUTO || this.#fit(o, gene) >= NEVER) mode = this.#bestMode(o);
    if (this.#hasPools) this.#savedPools[o] = this.#pools.top;
    this.score.save(o);
    this.order[this.placed++] = o;
    if (mode < 0) {
      this.#giveUp(o);
      return false;
    }
    this.#commit(o, mode);
    return true;
  }

  /** No mode of `o` that ends at `end` or later is worth more. */
  #bound(o: number, m: number, end: number): number {
    return this.price.isPriced ? this.price.atLeast(o, m, end) : end;
  }

  /** The mode worth most, fitted; -1 if none finds a time. */
  #bestMode(o: number): number {
    const { usableStart, usableMode } = this.derived;
    const { duration } = this.problem.modes;
    const first = usableStart[o]!;
    const stop = usableStart[o + 1]!;
    if (stop - first === 1) return this.#fit(o, usableMode[first]!) < NEVER ? usableMode[first]! : -1;
    const from = this.#earliestStart(o);
    // The mode that promises most goes first: what it ends up with rules most others out unseen.
    let promising = first;
    let promise = Infinity;
    for (let i = first; i < stop; i++) {
      const bound = this.#bound(o, usableMode[i]!, from + duration[usableMode[i]!]!);
      if (bound >= promise) continue;
      promise = bound;
      promising = i;
    }
    let best = -1;
    let last = -1;
    for (let j = first - 1; j < stop; j++) {
      const i = j < first ? promising : j;
      if (j === promising) continue;
      const m = usableMode[i]!;
      const bound = this.#bound(o, m, from + duration[m]!);
      if (bound > this.#least || (bound === this.#least && i > best)) continue;
      if (last === best && best >= 0) this.#keepFit();
      last = i;
      const end = this.#fit(o, m);
      if (end >= NEVER) continue;
      const value = this.price.isPriced ? this.#priceFitted(o, m) : end;
      if (value < this.#least || (value === this.#least && i < best)) {
        this.#least = value;
        best = i;
      }
    }
    this.#least = Infinity;
    if (best >= 0 && last !== best) this.#restoreFit();
    return best < 0 ? -1 : usableMode[best]!;
  }

  #keepFit(): void {
    const kept = this.#kept;
    kept[0] = this.#segment;
    kept[1] = this.#before;
    kept[2] = this.#leader;
    kept[3] = this.#gap;
    kept[4] = this.#setupLength;
    kept[5] = this.#setupStart;
    kept[6] = this.#start;
    kept[7] = this.#end;
  }

  #restoreFit(): void {
    const kept = this.#kept;
    this.#segment = kept[0]!;
    this.#before = kept[1]!;
    this.#leader = kept[2]!;
    this.#gap = kept[3]!;
    this.#setupLength = kept[4]!;
    this.#setupStart = kept[5]!;
    this.#start = kept[6]!;
    this.#end = kept[7]!;
  }

  /** No run of `o` starts earlier, whatever its mode. */
  #earliestStart(o: number): number {
    const { operations, arcs } = this.problem;
    let from = Math.max(operations.release[o]!, this.delay[o]!);
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      if (arcs.share[arc]! >= 1) from = Math.max(from, this.at.end[arcs.from[arc]!]! + arcs.minLag[arc]!);
    }
    return from;
  }

  #priceFitted(o: number, m: number): number {
    const length = this.#setupLength;
    const u = this.#setupStart;
    const v = length > 0 ? this.clock.workEnd(this.problem.modes.setupCalendar[m]!, u, length) : u;
    const filled = this.#leader >= 0 ? this.#batches.size[this.#leader]! : 0;
    return this.price.of(o, m, u, v, length, this.#start, this.#end, this.#before, filled);
  }

  #giveUp(o: number): void {
    const at = this.at;
    const m = this.derived.usableMode[this.derived.usableStart[o]!]!;
    at.mode[o] = m;
    at.setupStart[o] = NEVER;
    at.start[o] = NEVER;
    at.end[o] = NEVER;
    at.setupLength[o] = 0;
    at.work[o] = this.problem.modes.duration[m]!;
    this.tails.keep(o, -1, 0);
    this.#gaps.keep(o);
    this.score.addBroken();
    this.score.refresh();
  }

  #commit(o: number, m: number): void {
    const { modes, machines } = this.problem;
    const at = this.at;
    const { score } = this;
    const k = modes.machine[m]!;
    const joins = this.#leader >= 0;
    const kind = machines.kind[k]!;
    at.mode[o] = m;
    at.setupStart[o] = this.#setupStart;
    at.start[o] = this.#start;
    at.end[o] = this.#end;
    at.setupLength[o] = this.#setupLength;
    at.work[o] = joins ? at.work[this.#leader]! : modes.duration[m]!;
    this.tails.keep(o, joins || kind === MachineKind.PARALLEL || this.#gap >= 0 ? -1 : this.#segment, k);
    this.#gaps.keep(o);
    score.addMode(m);
    if (joins) {
      const size = this.#batches.size[this.#leader]!;
      this.#batches.join(o, m, this.#leader);
      score.addFill(size, this.#batches.size[this.#leader]!, machines.minSize[k]!);
    } else this.#occupy(o, m, k, kind);
    if (this.#hasStocks) this.stocks.add(o, this.#start, this.#end);
    if (this.#hasPlaces) this.places.enter(o, k, this.#start, this.#end);
    if (this.#hasLines) this.#lines.enter(o, k);
    score.addRun(o, m, this.#start, this.#end);
    if (this.#hasMaxLags) score.addLag(this.readiness.excess(o));
    if (this.#hasTransport) this.#countLanes(o, m);
    if (this.#hasFixed) this.#countFixedSuccessors(o, m);
    score.refresh();
  }

  #occupy(o: number, m: number, k: number, kind: number): void {
    const { operations, modes, machines } = this.problem;
    this.#setupEnd =
      this.#setupLength > 0 ? this.clock.workEnd(modes.setupCalendar[m]!, this.#setupStart, this.#setupLength) : this.#setupStart;
    if (this.#hasPools) this.#pools.take(m, this.#setupStart, this.#setupEnd, this.#start, this.#end);
    let money = 0;
    this.idle = 0;
    if (kind !== MachineKind.PARALLEL) {
      if (machines.changeover[k]! >= 0 && operations.alreadySetUp[o] === 0)
        money = changeoverCost(this.problem, k, this.#before, modes.state[m]!);
      if (this.#gap >= 0) this.#gaps.take(o, k, this.#gap, this.#setupStart, this.#end);
      else {
        const free = this.tails.free[this.#segment]!;
        if (kind === MachineKind.SINGLE) this.idle = this.#setupStart - free;
        if (kind === MachineKind.SINGLE && this.#setupStart > free) this.#gaps.open(k, free, this.#setupStart, this.#before);
        this.tails.append(k, this.#segment, this.#start, this.#end, modes.state[m]! < 0 ? this.#before : modes.state[m]!);
      }
    }
    this.score.addWork(m, this.#setupStart, this.#setupEnd, this.#setupLength, this.#start, this.#end, money);
    if (kind === MachineKind.BATCH) {
      this.#batches.open(o, k);
      this.score.addFill(0, this.#batches.size[o]!, machines.minSize[k]!);
    }
  }

  #countLanes(o: number, m: number): void {
    const { arcs, modes, jobs, operations, transport } = this.problem;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      const from = this.at.mode[arcs.from[arc]!]!;
      if (this.readiness.travels(arc, from, m)) this.score.addLane(modes.site[from]!, modes.site[m]!, transport!.arcPieces[arc]!);
    }
    const goal = jobs.deliverySite[operations.job[o]!]!;
    const site = modes.site[m]!;
    if (this.derived.terminal[o] === 1 && goal >= 0 && site >= 0 && goal !== site)
      this.score.addLane(site, goal, transport!.deliveryPieces[o]!);
  }

  /** Fixed successors were placed first: what this one does to them counts now. */
  #countFixedSuccessors(o: number, m: number): void {
    const { arcs, operations, modes, transport } = this.problem;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const arc = arcs.outArc[i]!;
      const to = arcs.to[arc]!;
      if (operations.fixedStart[to]! < 0) continue;
      const mode = this.at.mode[to]!;
      if (this.readiness.startAfter(arc, o, mode, this.at.work[to]!) > this.at.start[to]!) this.score.addBroken();
      if (this.#hasMaxLags) {
        const over = this.at.start[to]! - this.readiness.goodsAt(arc, o, mode) - arcs.maxLag[arc]!;
        if (over > 0) this.score.addLag(over);
      }
      if (this.readiness.travels(arc, m, mode)) this.score.addLane(modes.site[m]!, modes.site[mode]!, transport!.arcPieces[arc]!);
    }
  }

  /** When placed operation `from` must start at the earliest to end `over` ticks later than it does. */
  laterStart(from: number, over: number): number {
    const { at, clock } = this;
    const calendar = this.problem.modes.runCalendar[at.mode[from]!]!;
    const tick = clock.ticksBefore(calendar, at.end[from]! + over - 1) + 1 - at.work[from]!;
    const later = tick > 0 ? clock.tickBegin(calendar, tick) : 0;
    return later > at.start[from]! ? later : at.start[from]! + 1;
  }

  /** Takes back the newest placements until `count` are left. */
  undoTo(count: number): void {
    const { modes } = this.problem;
    const at = this.at;
    if (this.placed <= count) return;
    while (this.placed > count) {
      const o = this.order[--this.placed]!;
      const broken = at.start[o]! >= NEVER;
      if (!broken) {
        if (this.#hasStocks) this.stocks.remove(o, at.start[o]!, at.end[o]!);
        if (this.#hasLines) this.#lines.undo(o, modes.machine[at.mode[o]!]!);
        if (this.#hasPlaces) this.places.undo(o, modes.machine[at.mode[o]!]!);
        if (this.#hasBatches && this.#batches.leader[o]! >= 0) this.#batches.undo(o, modes.machine[at.mode[o]!]!);
        if (this.#hasPools) this.#pools.undoTo(this.#savedPools[o]!);
      }
      this.#gaps.undo(o, modes.machine[at.mode[o]!]!);
      this.tails.restore(o, modes.machine[at.mode[o]!]!);
      this.score.undo(o);
      at.mode[o] = -1;
    }
    this.score.refresh();
  }

  get batches(): BatchBook {
    return this.#batches;
  }

  /** What modes ask of pools, parallel machines among them. */
  get pools(): PoolFit {
    return this.#pools;
  }

  /** Calls `visit` for all that the operation placed as number `i` took of pools. */
  eachTaken(i: number, visit: (pool: number, from: number, to: number, amount: number) => void): void {
    if (!this.#hasPools) return;
    const high = i + 1 < this.placed ? this.#savedPools[this.order[i + 1]!]! : this.#pools.top;
    this.#pools.eachTaken(this.#savedPools[this.order[i]!]!, high, visit);
  }

  /** A copy of what is placed; the setups of fixed operations, which depend on what runs before them, are worked out here. */
  schedule(): Schedule {
    const at = this.at;
    const schedule = { mode: at.mode.slice(), setupStart: at.setupStart.slice(), start: at.start.slice(), end: at.end.slice() };
    if (!this.#hasFixed) return schedule;
    this.#fixed.runs.forEach((runs, k) => {
      let state = this.problem.machines.initialState[k]!;
      runs.forEach((run, i) => {
        const segment = this.tails.base[k]! + i;
        if (this.tails.used(segment)) state = this.tails.state[segment]!;
        for (const o of run.members) schedule.setupStart[o] = this.#fixed.setupStart(k, run, state);
        state = this.#fixed.stateAfter(k, i, state);
      });
    });
    return schedule;
  }
}
