import { Column } from './column.ts';
import { NONE } from '../problem/problem.ts';
import { problemOfShop } from '../problem/shop-problem.ts';
import type { Changeover } from '../problem/problem.ts';
import type { InstanceFormat, ParsedInstance } from './parsed-instance.ts';

/** Collects a shop in file order, column by column. Modes belong to the operation begun last, operations to the job begun last. */
export class ShopBuilder {
  readonly #due: number[] = [];
  readonly #weight: number[] = [];
  readonly #release: number[] = [];
  readonly #job = new Column();
  readonly #firstMode = new Column();
  readonly #machine = new Column();
  readonly #duration = new Column();
  readonly #state = new Column();
  readonly #arcFrom = new Column();
  readonly #arcTo = new Column();
  readonly #changeover: number[] = [];
  readonly #changeovers: Changeover[] = [];
  readonly #fileJob = new Column();
  readonly #fileOperation = new Column();

  addMachines(count: number): void {
    for (let machine = 0; machine < count; machine++) this.#changeover.push(-1);
  }

  /** Jobs change over on a machine: [before * states + after] ticks. */
  setChangeover(machine: number, states: number, time: Int32Array): void {
    this.#changeover[machine] = this.#changeovers.length;
    this.#changeovers.push({ states, time, cost: new Float64Array(time.length) });
  }

  beginJob(): number {
    this.#due.push(NONE);
    this.#weight.push(1);
    this.#release.push(0);
    return this.#due.length - 1;
  }

  /** Release, weight and due date of a job; its operations start no earlier. */
  setTerms(job: number, { release, weight, due }: { release: number; weight: number; due: number }): void {
    this.#release[job] = release;
    this.#weight[job] = weight;
    this.#due[job] = due;
  }

  /** `fileJob` -1 = the format has no jobs. `follows`: it waits for the operation begun before it. */
  beginOperation(fileJob: number, fileOperation: number, follows: boolean): void {
    const o = this.#job.length;
    this.#job.push(this.#due.length - 1);
    this.#firstMode.push(this.#machine.length);
    this.#fileJob.push(fileJob);
    this.#fileOperation.push(fileOperation);
    if (follows) this.addArc(o - 1, o);
  }

  addMode(machine: number, duration: number, state = -1): void {
    this.#machine.push(machine);
    this.#duration.push(duration);
    this.#state.push(state);
  }

  /** So many operations one after the other, each on one machine: pairs of machine and duration. Column by column, for there may be millions. */
  addChain(fileJob: number, pairs: ArrayLike<number>, length: number): void {
    const first = this.#job.length;
    this.#job.repeat(this.#due.length - 1, length);
    this.#firstMode.count(this.#machine.length, length);
    this.#fileJob.repeat(fileJob, length);
    this.#fileOperation.count(0, length);
    this.#arcFrom.count(first, Math.max(0, length - 1));
    this.#arcTo.count(first + 1, Math.max(0, length - 1));
    this.#state.repeat(-1, length);
    const machine = this.#machine.room(length);
    const duration = this.#duration.room(length);
    for (let i = 0; i < length; i++) {
      machine[i] = pairs[2 * i] ?? 0;
      duration[i] = pairs[2 * i + 1] ?? 0;
    }
  }

  addArc(from: number, to: number): void {
    this.#arcFrom.push(from);
    this.#arcTo.push(to);
  }

  /** @throws Error when there are no operations, precedences run in a circle, or the work is too long for the engine. */
  finish(format: InstanceFormat, objective: ParsedInstance['objective'] = 'makespan'): ParsedInstance {
    if (this.#job.length === 0) throw new Error('the instance has no operations');
    const job = this.#job.values();
    const firstMode = this.#firstMode.values();
    const duration = this.#duration.values();
    this.#assertShort(firstMode, duration);
    return {
      format,
      objective,
      problem: problemOfShop({
        due: this.#due,
        weight: this.#weight,
        release: this.#release,
        job,
        start: this.#starts(job),
        firstMode,
        machine: this.#machine.values(),
        duration,
        state: this.#state.values(),
        arcFrom: this.#arcFrom.values(),
        arcTo: this.#arcTo.values(),
        changeover: this.#changeover,
        changeovers: this.#changeovers,
        objective: { levels: [[{ part: objective, weight: 1 }]] },
      }),
      job: this.#fileJob.values(),
      operation: this.#fileOperation.values(),
      names: { machine: true, helpers: false },
    };
  }

  #starts(job: Int32Array): Int32Array {
    const start = new Int32Array(job.length);
    if (this.#release.some((release) => release > 0)) for (let o = 0; o < job.length; o++) start[o] = this.#release[job[o] ?? 0] ?? 0;
    return start;
  }

  /** Even one operation after the other, each on its slowest machine, must fit. */
  #assertShort(firstMode: Int32Array, duration: Int32Array): void {
    let setup = 0;
    for (const { time } of this.#changeovers) for (const ticks of time) setup = Math.max(setup, ticks);
    let work = this.#release.reduce((latest, release) => Math.max(latest, release), 0) + setup * this.#job.length;
    if (firstMode.length === duration.length) for (let o = 0; o < duration.length; o++) work += duration[o] ?? 0;
    else work += longestWork(firstMode, duration);
    assertPlannable(work);
  }
}

/** Every operation in its slowest mode. */
function longestWork(firstMode: Int32Array, duration: Int32Array): number {
  let work = 0;
  for (let o = 0; o < firstMode.length; o++) {
    let slowest = 0;
    const end = firstMode[o + 1] ?? duration.length;
    for (let mode = firstMode[o] ?? 0; mode < end; mode++) {
      const ticks = duration[mode] ?? 0;
      if (ticks > slowest) slowest = ticks;
    }
    work += slowest;
  }
  return work;
}

/** Longer plans than this many ticks would leave the engine's integers. */
const MOST_WORK = 1 << 30;

/** @throws Error when so much work, one operation after the other, is more than the engine counts. */
export function assertPlannable(work: number): void {
  if (work > MOST_WORK) throw new Error(`all work and setups together may take ${work} ticks, more than ${MOST_WORK}`);
}
