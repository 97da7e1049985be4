// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import { NEVER } from '../../constraints/calendar/work-clock.ts';
import { changeoverTime } from '../../constraints/changeover/setup-length.ts';
import type { CoupledGroups } from './coupled-groups.ts';
import { Crowd } from './crowd.ts';
import type { Decoder } from './decoder.ts';
import type { Sequence } from './sequence.ts';

/** done: all is placed. over: the limit is passed, the rest was not tried. paused: the budget is spent; call again. */
export type DecodeStatus = 'done' | 'over' | 'paused';

/** How often one operation may send its predecessors later, and all together per decoding and free operation. */
const LAG_ROUNDS = 8;
/** Every so many positions the search takes stock of a decoding under way. */
export const MARK = 64;
/** How far down the list an operation is looked for that could fill an idle machine. */
const FILLER_REACH = 80;
/** How many placements per operation may be spent on making room at machines with few places. */
const CROWD_ROUNDS = 8;
/** Longest chain of operations brought forward because each makes what the next takes. */
const MAKER_DEPTH = 20;

/**
 * Turns a sequence into a schedule from any position on. Two troubles are mended on the way by changing the sequence or delaying
 * predecessors: stock that only a later operation makes, and maximum lags (SPEC R9).
 */
export class ListDecoder {
  readonly decoder: Decoder;
  readonly sequence: Sequence;
  /** Operations placed so far, over all calls: the measure of work. */
  work = 0;
  /** Whether what maximum lags tie together is brought together; a plan that keeps them already is better left in order of time. */
  gathers = true;
  /** Called with the number of placed operations each time it is a multiple of MARK. */
  onMark: ((placed: number) => void) | undefined;
  readonly #problem: Problem;
  readonly #rounds: Int32Array;
  readonly #hasMaxLags: boolean;
  readonly #hasStocks: boolean;
  readonly #hasLines: boolean;
  readonly #coupled: CoupledGroups | undefined;
  readonly #crowd: Crowd | undefined;
  #furthest = 0;
  #repairs = 0;

  constructor(decoder: Decoder, sequence: Sequence) {
    this.decoder = decoder;
    this.sequence = sequence;
    this.#problem = decoder.problem;
    this.#rounds = new Int32Array(decoder.problem.operations.count);
    this.#hasMaxLags = decoder.problem.features.maxLags;
    this.#hasStocks = decoder.problem.features.reservoirs;
    this.#hasLines = decoder.problem.features.lines;
    this.#coupled = this.#hasLines ? undefined : decoder.derived.coupled;
    this.#crowd = decoder.problem.features.places ? new Crowd(decoder, sequence) : undefined;
  }

  /** Makes positions from `from` on free to change. */
  rewind(from: number): void {
    this.decoder.undoTo(from);
    this.#furthest = this.decoder.placed;
    this.#repairs = 0;
  }

  /**
   * Places up to position `to`, or until the score passes `limit`, or `budget` operations were placed. From position `adaptFrom` on
   * the list is only advice: where a machine would stand idle for an operation, one that is ready goes first. So what a change
   * upsets behind it falls into place again, and the list says afterwards how.
   */
  run(to: number, limit: number, budget: number, adaptFrom = to): DecodeStatus {
    const { decoder, sequence } = this;
    const { list, gene } = sequence;
    const { score } = decoder;
    let left = budget;
    while (decoder.placed < to) {
      if (left-- <= 0) return 'paused';
      const i = decoder.placed;
      let o = list[i]!;
      if (this.#hasMaxLags && i === this.#furthest) {
        this.#furthest++;
        while (this.gathers && this.#coupled !== undefined && this.#gather(i, o, this.#coupled)) o = list[i]!;
        decoder.delay[o] = decoder.floor[o]!;
        this.#rounds[o] = 0;
      }
      if (this.#hasStocks && this.#bringMakers(i, o)) o = list[i]!;
      if (this.#crowd !== undefined && this.#repairs <= CROWD_ROUNDS * sequence.length && this.#crowd.makeRoom(i, o)) {
        this.#repairs += 1 + i - decoder.placed;
        continue;
      }
      this.work++;
      decoder.place(o, gene[o]!);
      if (this.#hasMaxLags && this.#delayPredecessors(o)) continue;
      if (this.#hasLines) this.#keepTogether(i, o);
      else if (decoder.idle > 0 && i >= adaptFrom && decoder.at.start[o]! < NEVER) {
        const filler = this.#fillerFor(i, o);
        if (filler >= 0) {
          decoder.undoTo(i);
          sequence.pullForward(filler, i);
          this.work++;
          decoder.place(filler, gene[filler]!);
        }
      }
      if (score.value > limit) return 'over';
      if ((decoder.placed & (MARK - 1)) === 0 && this.onMark) this.onMark(decoder.placed);
    }
    return 'done';
  }

  /**
   * Brings all that `o` is tied to by maximum lags to position i, behind what the group still waits for: then what holds a member
   * back is known before the first starts, and sending that one later takes back few others. True if another stands at i now.
   */
  #gather(i: number, o: number, { group, start, member }: CoupledGroups): boolean {
    const g = group[o]!;
    if (g < 0) return false;
    const { sequence } = this;
    let end = i;
    for (let j = start[g]!; j < start[g + 1]!; j++) end = Math.max(end, sequence.position[member[j]!]!);
    if (end > i) sequence.gather(i, end, member, start[g]!, start[g + 1]!);
    return sequence.list[i] !== o;
  }

  /** On a line jobs may not overtake: what follows `o` in its job goes right behind it (SPEC R13). */
  #keepTogether(i: number, o: number): void {
    const { arcs } = this.#problem;
    for (let a = arcs.outStart[o]!; a < arcs.outStart[o + 1]!; a++) this.sequence.pullForward(arcs.to[arcs.outArc[a]!]!, i + 1);
  }

  /** A later operation that could run on the machine of `o` before it and hold it up by half its own work at most; -1 = none. */
  #fillerFor(i: number, o: number): number {
    const { decoder, sequence } = this;
    const { modes, operations } = this.#problem;
    const { at, clock, readiness } = decoder;
    const mode = at.mode[o]!;
    const k = modes.machine[mode]!;
    const free = at.setupStart[o]! - decoder.idle;
    const before = decoder.tails.stateBeforeOf(o);
    const stop = Math.min(sequence.length, i + FILLER_REACH);
    let best = -1;
    let earliest = at.start[o]!;
    for (let j = i + 1; j < stop; j++) {
      const p = sequence.list[j]!;
      const m = sequence.gene[p]!;
      if (m < 0 || modes.machine[m] !== k || !this.#isReady(p)) continue;
      const ready = Math.max(free, readiness.ready(p, m, modes.duration[m]!), operations.release[p]!);
      if (ready >= NEVER) continue;
      const calendar = modes.runCalendar[m]!;
      // Setups to it and from it to `o` count as what holds `o` up.
      const setups =
        changeoverTime(this.#problem, k, before, modes.state[m]!) + changeoverTime(this.#problem, k, modes.state[m]!, modes.state[mode]!);
      const start = clock.open(calendar, ready);
      if (clock.workEnd(calendar, start, setups + (modes.duration[m]! >> 1)) >= earliest) continue;
      earliest = start;
      best = p;
    }
    return best;
  }

  #isReady(o: number): boolean {
    const { arcs } = this.#problem;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      if (this.decoder.at.mode[arcs.from[arcs.inArc[i]!]!]! < 0) return false;
    }
    return true;
  }

  /** If what `o` takes is not there yet, brings the next operation that makes it before it. */
  #bringMakers(i: number, o: number, depth = 0): boolean {
    const { decoder, sequence } = this;
    if (decoder.stocks.takeFrom(o) < NEVER) return false;
    const reservoir = decoder.stocks.binding;
    for (let j = i + 1; j < sequence.length; j++) {
      const maker = sequence.list[j]!;
      if (!decoder.stocks.makes(maker, reservoir) || this.#isAncestor(o, maker, i, j)) continue;
      sequence.pullForward(maker, i);
      // The first one pulled may itself lack stock; makers that wait for each other must not go on for ever.
      if (depth < MAKER_DEPTH) this.#bringMakers(i, sequence.list[i]!, depth + 1);
      if (this.#hasMaxLags) {
        decoder.delay[sequence.list[i]!] = decoder.floor[sequence.list[i]!]!;
        this.#rounds[sequence.list[i]!] = 0;
      }
      return true;
    }
    return false;
  }

  /** Whether `o` at position i comes before `maker` at position j of necessity. */
  #isAncestor(o: number, maker: number, i: number, j: number): boolean {
    const { arcs } = this.#problem;
    const { list, position } = this.sequence;
    const reached = new Set<number>([o]);
    for (let k = i + 1; k <= j; k++) {
      const p = list[k]!;
      for (let a = arcs.inStart[p]!; a < arcs.inStart[p + 1]!; a++) {
        const from = arcs.from[arcs.inArc[a]!]!;
        if (position[from]! >= i && reached.has(from)) reached.add(p);
      }
    }
    return reached.has(maker);
  }

  /** After maximum lags were passed: takes back all from the first of the predecessors on and holds each back by its own excess. */
  #delayPredecessors(o: number): boolean {
    const { decoder } = this;
    const { at, readiness } = decoder;
    const { arcs } = this.#problem;
    if (at.start[o]! >= NEVER || this.#rounds[o]! >= LAG_ROUNDS || this.#repairs > LAG_ROUNDS * this.sequence.length) return false;
    let back = -1;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      const from = arcs.from[arc]!;
      const position = this.sequence.position[from]!;
      if (position < 0) continue;
      const over = readiness.excessOn(arc, o);
      if (over === 0) continue;
      decoder.delay[from] = decoder.laterStart(from, over);
      if (back < 0 || position < back) back = position;
    }
    if (back < 0) return false;
    this.#rounds[o] = this.#rounds[o]! + 1;
    this.#repairs += decoder.placed - back;
    decoder.undoTo(back);
    return true;
  }
}
