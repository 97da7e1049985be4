// Hot loops over typed arrays sized by the model; indices come from the arrays themselves, hence the non-null assertions.
import type { HybridModel } from './hybrid-model.ts';

/**
 * A sequence of some of a hybrid line's jobs, into which others are put where they cost least. The first stage takes jobs in this
 * order, each later stage in the order they come from the one before, and of the machines of a stage the one that ends the job first.
 * A place is weighed by timing only what changes: in each stage the jobs from the first on that arrives at another time.
 */
export class HybridInsertion {
  readonly #model: HybridModel;
  readonly sequence: Int32Array;
  length = 0;
  /** [stage * jobs + place] who is taken there as which, and its inverse [stage * jobs + job]. */
  readonly #order: Int32Array;
  readonly #placeOf: Int32Array;
  /** [stage * jobs + job] its end there, of the whole sequence and of a trial. */
  readonly #end: Int32Array;
  readonly #trialEnd: Int32Array;
  /** [stage * jobs + place] who is taken as which in a trial. */
  readonly #trial: Int32Array;
  /** [(stage * (jobs + 1) + place) * widest + unit] when machines are free before that place; ascending where they are alike. */
  readonly #free: Int32Array;
  readonly #now: Int32Array;
  /** [place] what those before it cost when they leave the last stage, and the latest end among them. */
  readonly #costBefore: Float64Array;
  readonly #latestBefore: Int32Array;
  /** [at] the machine each operation was given in the last full timing. */
  readonly #unit: Int32Array;
  place = 0;
  value = 0;
  /** Elementary steps so far: times counted. */
  work = 0;

  constructor(model: HybridModel) {
    const { jobs, stages, widest } = model;
    this.#model = model;
    this.sequence = new Int32Array(jobs + 1);
    this.#order = new Int32Array(stages * jobs);
    this.#placeOf = new Int32Array(stages * jobs);
    this.#end = new Int32Array(stages * jobs);
    this.#trialEnd = new Int32Array(stages * jobs);
    this.#trial = new Int32Array(stages * (jobs + 1));
    this.#free = new Int32Array(stages * (jobs + 1) * widest);
    this.#now = new Int32Array(widest);
    this.#costBefore = new Float64Array(jobs + 1);
    this.#latestBefore = new Int32Array(jobs + 1);
    this.#unit = new Int32Array(stages * jobs);
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
    this.#timeAll();
    return this.#costBefore[this.length]! + this.#model.goal.makespan * this.#latestBefore[this.length]!;
  }

  /** Finds the best place for a job, if there is one below the limit; else the value is infinite. */
  bestPlace(job: number, limit = Number.POSITIVE_INFINITY): void {
    this.#timeAll();
    let least = limit;
    this.value = Number.POSITIVE_INFINITY;
    for (let place = this.length; place >= 0; place--) {
      const cost = this.#costWith(job, place, least);
      if (cost >= least) continue;
      least = cost;
      this.value = cost;
      this.place = place;
    }
  }

  /** Operations in a linear order, and [at] the machine of each, after the last `cost`. */
  plan(): { readonly order: Int32Array; readonly unit: Int32Array } {
    const { jobs, stages, operation, isAlike, units } = this.#model;
    const order = new Int32Array(this.length * stages);
    const unit = this.#unit.slice();
    for (let stage = 0; stage < stages; stage++) {
      // Of machines that are alike only the times were kept: who is free first is taken.
      const free = new Int32Array(units[stage]!);
      for (let k = 0; k < this.length; k++) {
        const job = this.#order[stage * jobs + k]!;
        const at = job * stages + stage;
        order[stage * this.length + k] = operation[at]!;
        if (isAlike[stage] === 0) continue;
        const first = free.indexOf(free.reduce((least, time) => Math.min(least, time)));
        free[first] = this.#end[stage * jobs + job]!;
        unit[at] = first;
      }
    }
    return { order, unit };
  }

  #costOf(job: number, end: number): number {
    const { due, perTickLate, onceLate, perTick } = this.#model.goal;
    const late = end - due[job]!;
    return (late > 0 ? late * perTickLate[job]! + onceLate : 0) + perTick * end;
  }

  /** The job's end in a stage; the machine it takes is free from then on. Its number stands in `#taken`. */
  #taken = 0;
  #take(at: number, stage: number, ready: number): number {
    const { units, isAlike, duration, widest } = this.#model;
    const now = this.#now;
    const count = units[stage]!;
    const row = at * widest;
    if (isAlike[stage] === 1) {
      const end = (now[0]! > ready ? now[0]! : ready) + duration[row]!;
      let i = 0;
      for (; i + 1 < count && now[i + 1]! < end; i++) now[i] = now[i + 1]!;
      now[i] = end;
      return end;
    }
    let least = 0x7fff_ffff;
    let taken = 0;
    for (let unit = 0; unit < count; unit++) {
      const end = (now[unit]! > ready ? now[unit]! : ready) + duration[row + unit]!;
      if (end >= least) continue;
      least = end;
      taken = unit;
    }
    now[taken] = least;
    this.#taken = taken;
    return least;
  }

  /** Times the sequence and remembers every stage's state before every place. */
  #timeAll(): void {
    const { jobs, stages, widest, release, goal } = this.#model;
    const { length } = this;
    const now = this.#now;
    for (let stage = 0; stage < stages; stage++) {
      const row = stage * jobs;
      if (stage === 0) this.#order.set(this.sequence.subarray(0, length));
      else this.#sortByArrival(this.#order, row - jobs, 0, length, this.#order, row, stage, this.#end);
      now.fill(0);
      for (let k = 0; k < length; k++) {
        const job = this.#order[row + k]!;
        const at = job * stages + stage;
        this.#placeOf[row + job] = k;
        for (let unit = 0; unit < widest; unit++) this.#free[(stage * (jobs + 1) + k) * widest + unit] = now[unit]!;
        const arrival = stage === 0 ? 0 : this.#end[row - jobs + job]!;
        this.#end[row + job] = this.#take(at, stage, arrival > release[at]! ? arrival : release[at]!);
        this.#unit[at] = this.#taken;
      }
      for (let unit = 0; unit < widest; unit++) this.#free[(stage * (jobs + 1) + length) * widest + unit] = now[unit]!;
    }
    const lastRow = (stages - 1) * jobs;
    this.#costBefore[0] = -goal.rebate;
    this.#latestBefore[0] = 0;
    for (let k = 0; k < length; k++) {
      const job = this.#order[lastRow + k]!;
      const end = this.#end[lastRow + job]!;
      this.#costBefore[k + 1] = this.#costBefore[k]! + this.#costOf(job, end);
      this.#latestBefore[k + 1] = Math.max(this.#latestBefore[k]!, end);
    }
    this.work += 2 * length * stages;
  }

  /** Copies places from one row to the next stage's by the time jobs arrive there, as they were among equals. */
  #sortByArrival(
    from: Int32Array,
    fromRow: number,
    first: number,
    length: number,
    to: Int32Array,
    toRow: number,
    stage: number,
    ends: Int32Array,
  ): void {
    const endRow = (stage - 1) * this.#model.jobs;
    for (let k = first; k < length; k++) {
      const job = from[fromRow + k]!;
      const arrival = ends[endRow + job]!;
      let i = toRow + k;
      for (; i > toRow + first && ends[endRow + to[i - 1]!]! > arrival; i--) to[i] = to[i - 1]!;
      to[i] = job;
    }
  }

  /** What all costs with one more job; infinite as soon as it is seen not to be below the limit. */
  #costWith(job: number, place: number, limit: number): number {
    const { jobs, stages, widest, release, tail, goal, makespanOnly } = this.#model;
    const length = this.length + 1;
    const { sequence } = this;
    const trial = this.#trial;
    const trialEnd = this.#trialEnd;
    const end = this.#end;
    const now = this.#now;
    const latest = makespanOnly ? limit / goal.makespan : Number.POSITIVE_INFINITY;
    let same = place;
    trial[place] = job;
    for (let k = place; k < this.length; k++) trial[k + 1] = sequence[k]!;
    let changed = 0x7fff_ffff;
    for (let stage = 0; stage < stages; stage++) {
      const row = stage * jobs;
      const here = stage * (jobs + 1);
      if (stage > 0) {
        // Who arrives before anything changes keeps place and time.
        const before = same;
        same = this.#firstFrom(stage, changed, before);
        const placeOf = this.#placeOf;
        let to = same;
        // Those in the unchanged part of the stage before who are not in that of this one, then the changed.
        const from = here - jobs - 1;
        for (let k = 0; to < length; k++) {
          const each = k < before ? this.#order[row - jobs + k]! : trial[from + k]!;
          if (each !== job && placeOf[row + each]! < same) continue;
          const arrival = k < before ? end[row - jobs + each]! : trialEnd[row - jobs + each]!;
          if (k < before) trialEnd[row - jobs + each] = arrival;
          let i = to++;
          for (; i > same && trialEnd[row - jobs + trial[here + i - 1]!]! > arrival; i--) trial[here + i] = trial[here + i - 1]!;
          trial[here + i] = each;
        }
        changed = 0x7fff_ffff;
      }
      const freeRow = (here + same) * widest;
      for (let unit = 0; unit < widest; unit++) now[unit] = this.#free[freeRow + unit]!;
      this.work += length - same + 1;
      for (let k = same; k < length; k++) {
        const each = trial[here + k]!;
        const at = each * stages + stage;
        const arrival = stage === 0 ? 0 : trialEnd[row - jobs + each]!;
        const ended = this.#take(at, stage, arrival > release[at]! ? arrival : release[at]!);
        if (ended + tail[at]! >= latest) return Number.POSITIVE_INFINITY;
        trialEnd[row + each] = ended;
        if (ended < changed) changed = ended;
        if (each !== job && end[row + each]! < changed) changed = end[row + each]!;
      }
    }
    return this.#total(same, length, limit);
  }

  /** The first place of a stage whose job arrives at that time or later. */
  #firstFrom(stage: number, time: number, most: number): number {
    const { jobs } = this.#model;
    const row = stage * jobs;
    let low = 0;
    let high = Math.min(most, this.length);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#end[row - jobs + this.#order[row + middle]!]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #total(same: number, length: number, limit: number): number {
    const { jobs, stages, goal, makespanOnly } = this.#model;
    const row = (stages - 1) * jobs;
    const here = (stages - 1) * (jobs + 1);
    let latest = this.#latestBefore[same]!;
    let cost = this.#costBefore[same]!;
    for (let k = same; k < length; k++) {
      const job = this.#trial[here + k]!;
      const end = this.#trialEnd[row + job]!;
      if (end > latest) latest = end;
      if (makespanOnly) continue;
      cost += this.#costOf(job, end);
      if (cost >= limit) return Number.POSITIVE_INFINITY;
    }
    return cost + goal.makespan * latest;
  }
}
