// Non-null assertions index arrays sized by the problem.
import { changeoverCost, changeoverTime } from '../../constraints/changeover/setup-length.ts';
import { NONE } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Decoder } from './decoder.ts';
import { MARK } from './list-decoder.ts';
import type { Incumbent } from './incumbent.ts';
import type { Sequence } from './sequence.ts';
import { PARTS } from './score.ts';

const [TARDINESS, LATE, MAKESPAN, FLOW, SETUP, CHANGEOVER, COST] = PARTS.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
/** The first part that does not look at completions. */
const FIRST_OTHER = SETUP;
/** What an earlier end is worth beside a later one: others may hold the operation back all the same. */
const GAIN = 0.6;

/**
 * Foresees what a change inside a window of the list does to the rest: each operation has a price per tick of delay, found by
 * walking the incumbent backwards along what binds; ends in the window, and machines handed over at its border, are charged with it.
 */
export class Outlook {
  /** [operation] what one tick of delay of its start costs downstream, in units of the score */
  readonly price: Float64Array;
  readonly #problem: Problem;
  readonly #decoder: Decoder;
  readonly #incumbent: Incumbent;
  readonly #sequence: Sequence;
  readonly #nextOnMachine: Int32Array;
  readonly #freeThen: Int32Array;
  readonly #stateThen: Int32Array;
  readonly #partsThen: Float64Array;
  readonly #weight: Float64Array;
  readonly #share: Float64Array;
  /** [operation] the call of `change` that last counted it */
  readonly #seen: Int32Array;
  #stamp = 0;
  /** Slack over which a delay fades out, ticks. */
  #fade = 1;
  // [mark × machine] tails and [mark × part] sums of the incumbent, and of the decoding under way
  readonly #marksFree: Int32Array;
  readonly #marksState: Int32Array;
  readonly #marksParts: Float64Array;
  readonly #newFree: Int32Array;
  readonly #newState: Int32Array;
  readonly #newParts: Float64Array;
  #from = 0;
  #to = 0;

  constructor(decoder: Decoder, incumbent: Incumbent, sequence: Sequence) {
    const { problem } = decoder;
    this.#problem = problem;
    this.#decoder = decoder;
    this.#incumbent = incumbent;
    this.#sequence = sequence;
    this.price = new Float64Array(problem.operations.count);
    this.#nextOnMachine = new Int32Array(problem.machines.count);
    this.#freeThen = new Int32Array(problem.machines.count);
    const marks = Math.floor(sequence.length / MARK) + 1;
    this.#marksFree = new Int32Array(marks * problem.machines.count);
    this.#marksState = new Int32Array(marks * problem.machines.count);
    this.#marksParts = new Float64Array(marks * (PARTS.length + 1));
    this.#newFree = new Int32Array(marks * problem.machines.count);
    this.#newState = new Int32Array(marks * problem.machines.count);
    this.#newParts = new Float64Array(marks * (PARTS.length + 1));
    this.#stateThen = new Int32Array(problem.machines.count);
    let most = 1;
    for (let o = 0; o < problem.operations.count; o++) most = Math.max(most, problem.arcs.inStart[o + 1]! - problem.arcs.inStart[o]!);
    this.#share = new Float64Array(most);
    this.#seen = new Int32Array(problem.operations.count);
    this.#partsThen = new Float64Array(PARTS.length + 1);
    this.#weight = new Float64Array(PARTS.length + 1);
  }

  /** Prices every operation; the decoder must hold the complete incumbent. */
  renew(): void {
    const { operations } = this.#problem;
    const { price } = this;
    const { terminal } = this.#decoder.derived;
    const { list, start, end } = this.#incumbent;
    for (let part = 0; part <= PARTS.length; part++) this.#weight[part] = this.#decoder.score.weightOf(part);
    let elapsed = 0;
    for (let i = 0; i < list.length; i++) elapsed += end[list[i]!]! - start[list[i]!]!;
    this.#fade = Math.max(1, (0.5 * elapsed) / Math.max(1, list.length));
    price.fill(0);
    for (let i = list.length - 1; i >= 0; i--) {
      const o = list[i]!;
      if (terminal[o] === 1)
        price[o] =
          price[o]! +
          this.#jobValue(operations.job[o]!, end[o]! + this.#fade) / this.#fade -
          this.#jobValue(operations.job[o]!, end[o]!) / this.#fade;
      const p = price[o]!;
      if (p === 0) continue;
      this.#passOn(o, p);
    }
  }

  /** Shares the price of `o` among what holds it back, by how closely each does. */
  #passOn(o: number, p: number): void {
    const { arcs } = this.#problem;
    const { start, setupStart, end, mode, machineBefore } = this.#incumbent;
    const { price } = this;
    const fade = this.#fade;
    const share = this.#share;
    const first = arcs.inStart[o]!;
    const count = arcs.inStart[o + 1]! - first;
    const before = machineBefore[o]!;
    let total = 0;
    for (let j = 0; j < count; j++) {
      const arc = arcs.inArc[first + j]!;
      const slack = start[o]! - this.#decoder.readiness.startAfter(arc, arcs.from[arc]!, mode[o]!, this.#decoder.at.work[o]!);
      share[j] = Math.max(0, 1 - Math.max(0, slack) / fade);
      total += share[j]!;
    }
    const onMachine = before < 0 ? 0 : Math.max(0, 1 - Math.max(0, setupStart[o]! - end[before]!) / fade);
    // Two that hold it back equally share the price: else it would double at every step back.
    const scale = p / Math.max(1, total + onMachine);
    for (let j = 0; j < count; j++) {
      const from = arcs.from[arcs.inArc[first + j]!]!;
      price[from] = price[from]! + scale * share[j]!;
    }
    if (before >= 0) price[before] = price[before]! + scale * onMachine;
  }

  /** What a job's completion at `end` contributes to the score. */
  #jobValue(j: number, end: number): number {
    const { jobs } = this.#problem;
    const due = jobs.due[j]!;
    const weight = this.#weight;
    let value = weight[FLOW]! * end;
    if (due !== NONE && end > due) {
      // A late job counts once; half of that is spread so that nearing the due date shows.
      value +=
        weight[TARDINESS]! * jobs.weight[j]! * (end - due) + weight[LATE]! * (0.5 + 0.5 * Math.min(1, (end - due) / (8 * this.#fade)));
    }
    const nearly = this.#decoder.score.parts[MAKESPAN]! - this.#fade;
    if (weight[MAKESPAN]! > 0 && end > nearly) value += weight[MAKESPAN]! * (end - nearly);
    return value;
  }

  /** Takes stock of the decoding under way at a multiple of MARK; `adopt` makes it what is compared with. */
  readonly mark = (placed: number): void => {
    const { machines } = this.#problem;
    const { tails, score } = this.#decoder;
    const at = (placed / MARK) * machines.count;
    for (let k = 0; k < machines.count; k++) {
      const segment = tails.base[k]! + tails.cursor[k]!;
      this.#newFree[at + k] = tails.free[segment]!;
      this.#newState[at + k] = tails.stateBefore(k, segment);
    }
    this.#newParts.set(score.parts, (placed / MARK) * score.parts.length);
  };

  /** The decoding marked last became the incumbent; it was changed from position `from` on. */
  adopt(from: number): void {
    const first = Math.floor(from / MARK);
    const { machines } = this.#problem;
    this.#marksFree.set(this.#newFree.subarray(first * machines.count), first * machines.count);
    this.#marksState.set(this.#newState.subarray(first * machines.count), first * machines.count);
    const width = PARTS.length + 1;
    this.#marksParts.set(this.#newParts.subarray(first * width), first * width);
    this.renew();
  }

  /** Compares from now on at position `to` (a multiple of MARK), for changes from position `from` on. */
  open(from: number, to: number): void {
    const { machines } = this.#problem;
    const { position } = this.#sequence;
    const { sequenceStart, sequenceMember } = this.#incumbent;
    this.#from = from;
    this.#to = to;
    const at = (to / MARK) * machines.count;
    const width = PARTS.length + 1;
    for (let part = 0; part < width; part++) this.#partsThen[part] = this.#marksParts[(to / MARK) * width + part]!;
    for (let k = 0; k < machines.count; k++) {
      this.#stateThen[k] = this.#marksState[at + k]!;
      this.#freeThen[k] = this.#marksFree[at + k]!;
      let low = sequenceStart[k]!;
      let high = sequenceStart[k + 1]!;
      const stop = high;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (position[sequenceMember[middle]!]! >= to) high = middle;
        else low = middle + 1;
      }
      this.#nextOnMachine[k] = low < stop ? sequenceMember[low]! : -1;
    }
  }

  /** Expected change of the complete score if what the decoder now holds up to the window's end replaced the incumbent. */
  change(): number {
    const { parts } = this.#decoder.score;
    this.#stamp++;
    let sum = this.#machines() + this.#jobs();
    for (let part = FIRST_OTHER; part <= PARTS.length; part++) {
      if (this.#weight[part]! !== 0) sum += this.#weight[part]! * (parts[part]! - this.#partsThen[part]!);
    }
    return sum;
  }

  /** Completions inside the window, and successors beyond it. */
  #jobs(): number {
    const { arcs, operations } = this.#problem;
    const { terminal } = this.#decoder.derived;
    const { list, position } = this.#sequence;
    const { end } = this.#decoder.at;
    const incumbent = this.#incumbent;
    let sum = 0;
    for (let i = this.#from; i < this.#to; i++) {
      const o = list[i]!;
      if (end[o] === incumbent.end[o]) continue;
      if (terminal[o] === 1) sum += this.#jobValue(operations.job[o]!, end[o]!) - this.#jobValue(operations.job[o]!, incumbent.end[o]!);
      for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
        const to = arcs.to[arcs.outArc[j]!]!;
        if (position[to]! < this.#to || this.#seen[to] === this.#stamp) continue;
        const before = incumbent.machineBefore[to]!;
        const machineReady = before < 0 ? 0 : incumbent.end[before]! + incumbent.setupLength[to]!;
        sum += this.#shift(to, machineReady, machineReady);
      }
    }
    return sum;
  }

  /** Machines handed over to the first operation beyond the window, and its changed setup. */
  #machines(): number {
    const problem = this.#problem;
    const { machines, modes, operations } = problem;
    const { tails } = this.#decoder;
    const incumbent = this.#incumbent;
    let sum = 0;
    for (let k = 0; k < machines.count; k++) {
      const next = this.#nextOnMachine[k]!;
      if (next < 0) continue;
      const segment = tails.base[k]! + tails.cursor[k]!;
      let setup = incumbent.setupLength[next]!;
      if (machines.changeover[k]! >= 0 && operations.alreadySetUp[next] === 0) {
        const m = incumbent.mode[next]!;
        const state = tails.stateBefore(k, segment);
        setup = modes.setup[m]! + changeoverTime(problem, k, state, modes.state[m]!);
        sum += (setup - incumbent.setupLength[next]!) * (this.#weight[SETUP]! + this.#weight[COST]! * modes.setupCostRate[m]!);
        const money = changeoverCost(problem, k, state, modes.state[m]!) - changeoverCost(problem, k, this.#stateThen[k]!, modes.state[m]!);
        sum += money * (this.#weight[CHANGEOVER]! + this.#weight[COST]!);
      }
      sum += this.#shift(next, this.#freeThen[k]! + incumbent.setupLength[next]!, tails.free[segment]! + setup);
    }
    return sum;
  }

  /** Price of the shift of an operation beyond the window whose machine was ready at `then` and would be at `now`. */
  #shift(o: number, then: number, now: number): number {
    this.#seen[o] = this.#stamp;
    const { arcs } = this.#problem;
    const incumbent = this.#incumbent;
    const { position } = this.#sequence;
    const { end } = this.#decoder.at;
    let arcsThen = this.#problem.operations.release[o]!;
    let arcsNow = arcsThen;
    for (let j = arcs.inStart[o]!; j < arcs.inStart[o + 1]!; j++) {
      const arc = arcs.inArc[j]!;
      const from = arcs.from[arc]!;
      const lag = arcs.minLag[arc]!;
      const was = (position[from]! < 0 ? end[from]! : incumbent.end[from]!) + lag;
      const is = position[from]! < this.#to ? end[from]! + lag : was;
      if (was > arcsThen) arcsThen = was;
      if (is > arcsNow) arcsNow = is;
    }
    const before = then > arcsThen ? then : arcsThen;
    const later = (now > arcsNow ? now : arcsNow) - before;
    if (later === 0) return 0;
    // What stood between readiness and start, closed hours or helpers, swallows small shifts both ways.
    const gap = incumbent.start[o]! - before;
    if (later > 0) return later > gap ? this.price[o]! * (later - (gap > 0 ? gap : 0)) : 0;
    return gap <= 0 ? GAIN * this.price[o]! * later : 0;
  }
}
