// Hot loops over typed arrays sized by the model; indices come from the arrays themselves, hence the non-null assertions.
import type { LineModel } from './line-model.ts';

/** Jobs whose ends are known exactly for every place, spread evenly over the sequence. */
const MARKS = 4;
/** Costs of the jobs between two marks are tabulated for so many delays. */
const DELAYS = 16;

/**
 * What it will cost to put a job at each place of a sequence, when costs are sums over job ends. The ends of a few marked jobs are exact:
 * the longest paths to them from every place are known (as Taillard 1990 has them to the end of all). Jobs in between are taken to be
 * as much later as the next marked one.
 */
export class LineForecast {
  readonly #model: LineModel;
  /** [mark] its place; the last one is the last of the sequence. */
  readonly #mark = new Int32Array(MARKS);
  #marks = 0;
  /** [(mark * (jobs + 1) + place) * stages + stage] longest path from a start there to the end of the marked job. */
  readonly #tail: Int32Array;
  /** [mark * (DELAYS + 1) + delay] what the jobs after the mark before, up to this one, cost when so many strides later. */
  readonly #costLater: Float64Array;
  readonly #stride: number;
  /** [place] the forecast. */
  readonly cost: Float64Array;
  /** Elementary steps so far: times counted. */
  work = 0;

  constructor(model: LineModel) {
    const { jobs, stages, duration } = model;
    this.#model = model;
    this.#tail = new Int32Array(MARKS * (jobs + 2) * stages);
    this.#costLater = new Float64Array(MARKS * (DELAYS + 1));
    this.#stride = Math.max(1, (4 * duration.reduce((sum, time) => sum + time, 0)) / Math.max(1, duration.length) / DELAYS);
    this.cost = new Float64Array(jobs + 2);
  }

  /** Begins with a sequence, its ends [(place + 1) * stages + stage] and what it costs [place] before each place. */
  begin(sequence: Int32Array, length: number, end: Int32Array): void {
    const { stages } = this.#model;
    this.#marks = Math.min(MARKS, length);
    let from = 0;
    for (let mark = 0; mark < this.#marks; mark++) {
      const place = Math.floor(((mark + 1) * length) / this.#marks) - 1;
      this.#mark[mark] = place;
      this.#countTails(sequence, mark, place);
      for (let delay = 0; delay <= DELAYS; delay++) {
        let cost = 0;
        for (let i = from; i <= place; i++) cost += this.#costOf(sequence[i]!, end[(i + 2) * stages - 1]! + delay * this.#stride);
        this.#costLater[mark * (DELAYS + 1) + delay] = cost;
      }
      from = place + 1;
    }
    this.work += DELAYS * length;
  }

  /** Forecasts a place where the job leaves the stages at `row`, behind which the others follow. */
  weigh(
    job: number,
    place: number,
    row: Int32Array,
    sequence: Int32Array,
    length: number,
    end: Int32Array,
    costBefore: Float64Array,
  ): void {
    const { stages, setup, jobs, goal } = this.#model;
    let cost = costBefore[place]! + this.#costOf(job, row[stages - 1]!);
    const next = setup.length > 0 && place < length ? ((job + 1) * jobs + sequence[place]!) * stages : -1;
    let from = place;
    let makespan = row[stages - 1]!;
    for (let mark = 0; mark < this.#marks; mark++) {
      const at = this.#mark[mark]!;
      if (at < place) continue;
      const tail = (mark * (jobs + 2) + place) * stages;
      let ends = 0;
      if (next < 0)
        for (let k = 0; k < stages; k++) {
          const through = row[k]! + this.#tail[tail + k]!;
          if (through > ends) ends = through;
        }
      else
        for (let k = 0; k < stages; k++) {
          const through = row[k]! + setup[next + k]! + this.#tail[tail + k]!;
          if (through > ends) ends = through;
        }
      const delay = ends - end[(at + 2) * stages - 1]!;
      makespan = ends;
      cost += from === place ? this.#costOfSome(sequence, from, at, delay, end) : this.#costOfAll(mark, delay);
      from = at + 1;
      this.work += stages;
    }
    this.cost[place] = cost + goal.makespan * makespan;
  }

  #costOfSome(sequence: Int32Array, from: number, to: number, delay: number, end: Int32Array): number {
    const { stages } = this.#model;
    let cost = 0;
    for (let i = from; i <= to; i++) cost += this.#costOf(sequence[i]!, end[(i + 2) * stages - 1]! + delay);
    return cost;
  }

  #costOfAll(mark: number, delay: number): number {
    const row = mark * (DELAYS + 1);
    const strides = delay / this.#stride;
    const below = Math.max(0, Math.min(DELAYS - 1, Math.floor(strides)));
    const low = this.#costLater[row + below]!;
    return low + (this.#costLater[row + below + 1]! - low) * (strides - below);
  }

  #costOf(job: number, end: number): number {
    const { due, perTickLate, onceLate, perTick } = this.#model.goal;
    const late = end - due[job]!;
    return (late > 0 ? late * perTickLate[job]! + onceLate : 0) + perTick * end;
  }

  #countTails(sequence: Int32Array, mark: number, last: number): void {
    const { stages, duration, setup, jobs } = this.#model;
    const tail = this.#tail;
    const row = mark * (jobs + 2);
    tail.fill(0, (row + last + 1) * stages, (row + last + 2) * stages);
    for (let i = last; i >= 0; i--) {
      const job = sequence[i]!;
      const hasSetups = setup.length > 0 && i < last;
      const change = hasSetups ? ((job + 1) * jobs + sequence[i + 1]!) * stages : 0;
      const own = job * stages;
      const at = (row + i) * stages;
      let after = 0;
      for (let k = stages - 1; k >= 0; k--) {
        const behind = hasSetups ? tail[at + stages + k]! + setup[change + k]! : tail[at + stages + k]!;
        if (behind > after) after = behind;
        after += duration[own + k]!;
        tail[at + k] = after;
      }
    }
    this.work += (last + 1) * stages;
  }
}
