// Hot loops over typed arrays sized by the model; indices come from the arrays themselves, hence the non-null assertions.
import { LineForecast } from './line-forecast.ts';
import type { LineModel } from './line-model.ts';

/** Sequences below this are short enough to time every place exactly. */
const SHORT = 40;
/** In longer ones so many places are, those a forecast says are best. */
const PROMISING = 4;

/**
 * A sequence of some of a line's jobs, into which others are put where they cost least. For the makespan all places of one job are
 * weighed in one pass forward and one back (Taillard 1990, with setups on the way); sums over job ends are timed anew from each place
 * on, as far as they can still be better than the best place so far.
 */
export class LineInsertion {
  readonly #model: LineModel;
  readonly sequence: Int32Array;
  length = 0;
  /** [place * stages + stage] end there, place 0 for "nothing yet"; [place * stages + stage] longest path from a start to the end. */
  readonly #end: Int32Array;
  readonly #tail: Int32Array;
  /** [place] what the jobs before it cost. */
  readonly #costBefore: Float64Array;
  readonly #row: Int32Array;
  /** [place] longest path from a release of the jobs from here on. */
  readonly #released: Int32Array;
  /** [place] what the jobs from here on cost more for each tick they all end later, and what they pay for being late at all. */
  readonly #rateFrom: Float64Array;
  readonly #onceFrom: Float64Array;
  #least = 0;
  #forecast: LineForecast | undefined;
  /** Where `bestPlace` found it best, and what all costs then. */
  place = 0;
  value = 0;
  /** Elementary steps so far: times counted. */
  work = 0;

  constructor(model: LineModel) {
    const { jobs, stages } = model;
    this.#model = model;
    this.sequence = new Int32Array(jobs + 1);
    this.#end = new Int32Array((jobs + 2) * stages);
    this.#tail = new Int32Array((jobs + 2) * stages);
    this.#costBefore = new Float64Array(jobs + 2);
    this.#row = new Int32Array(stages);
    this.#released = new Int32Array(jobs + 2);
    this.#rateFrom = new Float64Array(jobs + 2);
    this.#onceFrom = new Float64Array(jobs + 2);
  }

  load(sequence: Int32Array): void {
    this.sequence.set(sequence);
    this.length = sequence.length;
  }

  insert(job: number, place: number): void {
    this.sequence.copyWithin(place + 1, place, this.length);
    this.sequence[place] = job;
    this.length++;
  }

  remove(place: number): number {
    const job = this.sequence[place]!;
    this.sequence.copyWithin(place, place + 1, this.length);
    this.length--;
    return job;
  }

  /** What the whole sequence costs. */
  cost(): number {
    this.#countEnds();
    return this.#costBefore[this.length]! + this.#model.goal.makespan * this.#end[(this.length + 1) * this.#model.stages - 1]!;
  }

  /** Finds the best place for a job, if there is one below the limit; else the value is infinite. */
  bestPlace(job: number, limit = Number.POSITIVE_INFINITY): void {
    this.#countEnds();
    if (this.#model.makespanOnly) this.#bestForMakespan(job);
    else this.#bestForSum(job, limit);
  }

  #setupRow(before: number, job: number): number {
    return (before * this.#model.jobs + job) * this.#model.stages;
  }

  /** Row `to` of `end`: a job behind another one (0: none, else its number and one) that ended at row `from` of `ends`. */
  #time(ends: Int32Array, from: number, before: number, job: number, into: Int32Array, to: number): void {
    const { duration, release, setup, stages } = this.#model;
    const own = job * stages;
    const hasSetups = setup.length > 0;
    const row = hasSetups ? this.#setupRow(before, job) : 0;
    let end = 0;
    for (let k = 0; k < stages; k++) {
      const free = hasSetups ? ends[from + k]! + setup[row + k]! : ends[from + k]!;
      if (free > end) end = free;
      if (release[own + k]! > end) end = release[own + k]!;
      end += duration[own + k]!;
      into[to + k] = end;
    }
  }

  #costOf(job: number, end: number): number {
    const { due, perTickLate, onceLate, perTick } = this.#model.goal;
    const late = end - due[job]!;
    return (late > 0 ? late * perTickLate[job]! + onceLate : 0) + perTick * end;
  }

  #countEnds(): void {
    const { stages, goal } = this.#model;
    const end = this.#end;
    this.#costBefore[0] = -goal.rebate;
    let before = 0;
    for (let i = 0; i < this.length; i++) {
      const job = this.sequence[i]!;
      this.#time(end, i * stages, before, job, end, (i + 1) * stages);
      this.#costBefore[i + 1] = this.#costBefore[i]! + this.#costOf(job, end[(i + 2) * stages - 1]!);
      before = job + 1;
    }
    this.work += this.length * stages;
  }

  #countTails(): void {
    const { stages, duration, release, setup } = this.#model;
    const tail = this.#tail;
    this.#released[this.length] = 0;
    tail.fill(0, this.length * stages, (this.length + 1) * stages);
    for (let i = this.length - 1; i >= 0; i--) {
      const job = this.sequence[i]!;
      const hasSetups = setup.length > 0 && i + 1 < this.length;
      const row = hasSetups ? this.#setupRow(job + 1, this.sequence[i + 1]!) : 0;
      let after = 0;
      let released = this.#released[i + 1]!;
      for (let k = stages - 1; k >= 0; k--) {
        const behind = hasSetups ? tail[(i + 1) * stages + k]! + setup[row + k]! : tail[(i + 1) * stages + k]!;
        if (behind > after) after = behind;
        after += duration[job * stages + k]!;
        tail[i * stages + k] = after;
        if (release[job * stages + k]! + after > released) released = release[job * stages + k]! + after;
      }
      this.#released[i] = released;
    }
    this.work += this.length * stages;
  }

  #bestForMakespan(job: number): void {
    const { stages, setup, goal } = this.#model;
    const row = this.#row;
    this.#countTails();
    let least = Number.MAX_SAFE_INTEGER;
    for (let i = 0; i <= this.length; i++) {
      this.#time(this.#end, i * stages, i === 0 ? 0 : this.sequence[i - 1]! + 1, job, row, 0);
      const hasSetups = setup.length > 0 && i < this.length;
      const next = hasSetups ? this.#setupRow(job + 1, this.sequence[i]!) : 0;
      // What is released later may be what the makespan hangs on.
      let makespan = this.#released[i]!;
      for (let k = 0; k < stages; k++) {
        const through = row[k]! + this.#tail[i * stages + k]! + (hasSetups ? setup[next + k]! : 0);
        if (through > makespan) makespan = through;
      }
      if (makespan >= least) continue;
      least = makespan;
      this.place = i;
    }
    this.work += 2 * (this.length + 1) * stages;
    this.value = least * goal.makespan;
  }

  /**
   * From the last place to the first: late places cost little to weigh and soon tell what is hopeless. Ends follow from those of the job
   * before by sums and maxima alone: when a job leaves every stage by some time later than it did without the new one, so does each after
   * it, and those that are late already cost so much more. What is earlier somewhere, by setups, is reckoned with in the same way.
   */
  #bestForSum(job: number, limit: number): void {
    this.#countRates();
    this.#least = limit;
    this.value = Number.POSITIVE_INFINITY;
    if (this.length < SHORT) for (let i = this.length; i >= 0; i--) this.#weigh(job, i);
    else this.#weighPromising(job);
  }

  /** Places that a forecast says are good, the best ones first. */
  #weighPromising(job: number): void {
    const { stages } = this.#model;
    const forecast = (this.#forecast ??= new LineForecast(this.#model));
    const { cost } = forecast;
    const before = forecast.work;
    forecast.begin(this.sequence, this.length, this.#end);
    for (let i = 0; i <= this.length; i++) {
      this.#time(this.#end, i * stages, i === 0 ? 0 : this.sequence[i - 1]! + 1, job, this.#row, 0);
      forecast.weigh(job, i, this.#row, this.sequence, this.length, this.#end, this.#costBefore);
    }
    this.work += forecast.work - before + this.length * stages;
    for (let tried = 0; tried < PROMISING; tried++) {
      let best = 0;
      for (let i = 1; i <= this.length; i++) if (cost[i]! < cost[best]!) best = i;
      if (!Number.isFinite(cost[best]!)) return;
      cost[best] = Number.POSITIVE_INFINITY;
      this.#weigh(job, best);
    }
  }

  /** Times a place exactly, as far as it can still be the best. */
  #weigh(job: number, place: number): void {
    const { stages, goal } = this.#model;
    const row = this.#row;
    this.#time(this.#end, place * stages, place === 0 ? 0 : this.sequence[place - 1]! + 1, job, row, 0);
    let cost = this.#costBefore[place]! + this.#costOf(job, row[stages - 1]!);
    let before = job + 1;
    let at = place;
    for (; at < this.length && cost + this.#leastFrom(at, at === place ? before : -1) < this.#least; at++) {
      const next = this.sequence[at]!;
      this.#time(row, 0, before, next, row, 0);
      cost += this.#costOf(next, row[stages - 1]!);
      before = next + 1;
    }
    this.work += (at - place + 1) * stages;
    cost += goal.makespan * row[stages - 1]!;
    if (at < this.length || cost >= this.#least) return;
    this.#least = cost;
    this.value = cost;
    this.place = place;
  }

  /** At least what the jobs from a place on will cost, the stages being left as in `#row`, by another one (its number and one) than before. */
  #leastFrom(place: number, behind: number): number {
    const { stages, hasReleases, setup, goal } = this.#model;
    const end = this.#end;
    const row = this.#row;
    let later = 0x7fff_ffff;
    if (setup.length === 0 || behind < 0)
      for (let k = 0, at = place * stages; k < stages; k++, at++) {
        const apart = row[k]! - end[at]!;
        if (apart < later) later = apart;
      }
    else {
      const next = this.sequence[place]!;
      const now = this.#setupRow(behind, next);
      const was = this.#setupRow(place === 0 ? 0 : this.sequence[place - 1]! + 1, next);
      for (let k = 0, at = place * stages; k < stages; k++, at++) {
        const apart = row[k]! + setup[now + k]! - end[at]! - setup[was + k]!;
        if (apart < later) later = apart;
      }
    }
    const rest = this.#costBefore[this.length]! - this.#costBefore[place]! + goal.makespan * end[(this.length + 1) * stages - 1]!;
    if (later < 0) return Math.max(0, rest + later * this.#rateFrom[place]! - this.#onceFrom[place]!);
    return hasReleases ? rest : rest + later * this.#rateFrom[place]!;
  }

  #countRates(): void {
    const { stages, goal } = this.#model;
    const rate = this.#rateFrom;
    const once = this.#onceFrom;
    rate[this.length] = goal.makespan;
    once[this.length] = 0;
    for (let i = this.length - 1; i >= 0; i--) {
      const job = this.sequence[i]!;
      const isLate = this.#end[(i + 2) * stages - 1]! > goal.due[job]!;
      rate[i] = rate[i + 1]! + goal.perTick + (isLate ? goal.perTickLate[job]! : 0);
      once[i] = once[i + 1]! + (isLate ? goal.onceLate : 0);
    }
  }
}
