// Non-null assertions index arrays sized by the problem.
import { NEVER } from '../../constraints/calendar/work-clock.ts';
import { MachineKind, NONE } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import { AUTO } from './decoder.ts';
import type { Decoder } from './decoder.ts';
import { EventHeap } from './heap.ts';

/** How often one operation lets others go before it, so that its machine need not stand idle for it. */
const MOST_WAITS = 6;
/** How often one operation may send predecessors later, and how many placements that may cost, per operation. */
const LAG_ROUNDS = 8;
const LAG_PLACEMENTS = 6;
/** How many that may not wait long for each other are looked at ahead of their turn. */
const FOLLOWERS = 3;

/**
 * Times a plan anew after a change: operations are placed in the order of their times, machines and neighbours kept. One whose machine
 * would have to stand idle for it, as what it waits for is late or closed, comes later in the order and so lets those go first that can:
 * a delay does not spread to who has nothing to do with it. Costs little more than placing each operation once.
 */
export class Retime {
  /** [operation] when its turn comes */
  readonly #turn: Float64Array;
  readonly #decoder: Decoder;
  readonly #problem: Problem;
  readonly #list: Int32Array;
  readonly #gene: Int32Array;
  /** [operation] place in the list as it was: who goes first at the same time */
  readonly #rank: Int32Array;
  /** [operation] predecessors not placed */
  readonly #open: Int32Array;
  readonly #waits: Uint8Array;
  readonly #rounds: Uint8Array;
  /** [operation] how many were placed before it */
  readonly #place: Int32Array;
  /** Operations sent later and their new starts, by turns. */
  readonly #later: number[] = [];
  readonly #turns = new EventHeap();
  #withoutStock: number[] = [];
  #lagPlacements: number;
  /** Placements tried so far. */
  tried = 0;

  /** @param start [operation] when the plan has it; new operations, whose gene is AUTO, stand where they are put whoever is in their way. */
  constructor(decoder: Decoder, list: Int32Array, gene: Int32Array, start: Int32Array) {
    const { problem } = decoder;
    const { count } = problem.operations;
    this.#decoder = decoder;
    this.#problem = problem;
    this.#list = list;
    this.#gene = gene;
    this.#turn = Float64Array.from(start);
    this.#rank = new Int32Array(count).fill(-1);
    list.forEach((o, i) => {
      this.#rank[o] = i;
    });
    this.#open = new Int32Array(count);
    this.#waits = new Uint8Array(count);
    this.#rounds = new Uint8Array(count);
    this.#place = new Int32Array(count);
    this.#lagPlacements = LAG_PLACEMENTS * list.length;
    decoder.undoTo(0);
    if (problem.features.maxLags) this.#holdBack();
    const { arcs } = problem;
    for (let arc = 0; arc < arcs.count; arc++) {
      if (this.#rank[arcs.from[arc]!]! >= 0) this.#open[arcs.to[arc]!] = this.#open[arcs.to[arc]!]! + 1;
    }
    for (const o of list) if (this.#open[o] === 0) this.#queue(o);
  }

  /** Places about so many; true when all are placed. */
  run(budget: number): boolean {
    const { problem } = this.#decoder;
    const total = this.#list.length;
    for (let left = budget; this.#decoder.placed < total; left--) {
      if (left <= 0) return false;
      this.tried++;
      if (this.#turns.size === 0) {
        const o = this.#withoutStock.shift();
        if (o === undefined) throw new Error(`retime: ${this.#decoder.placed} of ${total} operations placed and none left to place`);
        if (this.#decoder.at.mode[o]! < 0 && this.#open[o] === 0) this.#settle(o);
        continue;
      }
      const time = this.#turns.time();
      const o = this.#list[this.#turns.pop()]!;
      // Told anew since, or taken back with what it waits for.
      if (this.#decoder.at.mode[o]! >= 0 || this.#open[o] !== 0 || time !== this.#turn[o]) continue;
      if (problem.features.reservoirs && this.#decoder.stocks.takeFrom(o) >= NEVER) this.#withoutStock.push(o);
      else this.#settle(o);
    }
    return true;
  }

  #queue(o: number): void {
    this.#turns.push(this.#turn[o]!, this.#rank[o]!);
  }

  /** What may not wait long for those behind it starts no earlier than hours and releases let them follow. */
  #holdBack(): void {
    const { arcs, operations, modes } = this.#problem;
    const { clock, delay, floor, derived } = this.#decoder;
    const { topological } = derived;
    const earliest = new Float64Array(operations.count);
    for (const o of topological) {
      const m = this.#gene[o]!;
      const from = Math.max(earliest[o]!, this.#turn[o]!, operations.release[o]!);
      earliest[o] = m === AUTO || from >= NEVER ? from : clock.open(modes.runCalendar[m]!, from);
      const end =
        m === AUTO || earliest[o]! >= NEVER ? earliest[o]! : clock.workEnd(modes.runCalendar[m]!, earliest[o]!, modes.duration[m]!);
      for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
        const arc = arcs.outArc[i]!;
        const ready = (arcs.share[arc]! >= 1 ? end : earliest[o]!) + arcs.minLag[arc]!;
        if (ready > earliest[arcs.to[arc]!]!) earliest[arcs.to[arc]!] = ready;
      }
    }
    for (let i = topological.length - 1; i >= 0; i--) {
      const o = topological[i]!;
      const m = this.#gene[o]!;
      if (m === AUTO || this.#rank[o]! < 0) continue;
      for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
        const arc = arcs.outArc[j]!;
        const next = earliest[arcs.to[arc]!]!;
        const shift = next - this.#turn[arcs.to[arc]!]!;
        const end = next - arcs.maxLag[arc]! - 1;
        if (arcs.maxLag[arc] === NONE || next >= NEVER || shift <= 0 || end <= 0) continue;
        const calendar = modes.runCalendar[m]!;
        const tick = clock.ticksBefore(calendar, end) + 1 - modes.duration[m]!;
        // The plan kept the lag: who starts as much later keeps it too, whatever else lies between.
        const later = Math.min(tick > 0 ? clock.tickBegin(calendar, tick) : 0, this.#turn[o]! + shift);
        if (later <= earliest[o]!) continue;
        earliest[o] = later;
        floor[o] = Math.max(floor[o]!, later);
        delay[o] = floor[o]!;
        this.#turn[o] = Math.max(this.#turn[o]!, later);
      }
    }
  }

  /** Places an operation, or gives it a later turn. */
  #settle(o: number): void {
    const decoder = this.#decoder;
    const { at } = decoder;
    const { machines, modes } = this.#problem;
    const gene = this.#gene[o]!;
    decoder.place(o, gene);
    const start = at.start[o]!;
    if (gene !== AUTO && start > this.#turn[o]! && start < NEVER && this.#waits[o]! < MOST_WAITS) {
      const isIdle = machines.kind[modes.machine[at.mode[o]!]!] !== MachineKind.SINGLE || decoder.idle > 0;
      if (isIdle) {
        decoder.undoTo(decoder.placed - 1);
        this.#waits[o] = this.#waits[o]! + 1;
        this.#turn[o] = start;
        this.#queue(o);
        return;
      }
    }
    if (this.#problem.features.maxLags && start < NEVER) {
      if (this.#sendEarlierLater(o)) return;
      const later = this.#waits[o]! < MOST_WAITS ? this.#startForFollowers(o, FOLLOWERS) : 0;
      if (later > start) {
        decoder.undoTo(decoder.placed - 1);
        this.#waits[o] = this.#waits[o]! + 1;
        this.#sendLater(o, later);
        this.#queue(o);
        return;
      }
    }
    this.#place[o] = decoder.placed - 1;
    this.#release(o);
    if (this.#withoutStock.length > 0) {
      for (const waiting of this.#withoutStock) this.#queue(waiting);
      this.#withoutStock = [];
    }
  }

  #release(o: number): void {
    const { arcs } = this.#problem;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const to = arcs.to[arcs.outArc[i]!]!;
      this.#open[to] = this.#open[to]! - 1;
      if (this.#open[to] === 0 && this.#rank[to]! >= 0) this.#queue(to);
    }
  }

  /** After maximum lags were passed: the predecessors start later, and what was placed since has its turn again. */
  #sendEarlierLater(o: number): boolean {
    const decoder = this.#decoder;
    const { arcs } = this.#problem;
    if (this.#rounds[o]! >= LAG_ROUNDS || this.#lagPlacements <= 0) return false;
    const later = this.#later;
    later.length = 0;
    let back = decoder.placed;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      const from = arcs.from[arc]!;
      const over = this.#rank[from]! < 0 ? 0 : decoder.readiness.excessOn(arc, o);
      if (over === 0) continue;
      later.push(from, decoder.laterStart(from, over));
      back = Math.min(back, this.#place[from]!);
    }
    if (later.length === 0) return false;
    this.#rounds[o] = this.#rounds[o]! + 1;
    this.#lagPlacements -= decoder.placed - back;
    const again = decoder.order.slice(back, decoder.placed - 1);
    for (const p of again) {
      this.#turn[p] = Math.max(this.#turn[p]!, decoder.at.start[p]!);
      for (let i = arcs.outStart[p]!; i < arcs.outStart[p + 1]!; i++) {
        const to = arcs.to[arcs.outArc[i]!]!;
        this.#open[to] = this.#open[to]! + 1;
      }
    }
    decoder.undoTo(back);
    for (let i = 0; i < later.length; i += 2) this.#sendLater(later[i]!, later[i + 1]!);
    for (const p of again) if (this.#open[p] === 0) this.#queue(p);
    if (this.#open[o] === 0) this.#queue(o);
    return true;
  }

  #sendLater(o: number, start: number): void {
    this.#decoder.floor[o] = start;
    this.#decoder.delay[o] = start;
    this.#turn[o] = start;
  }

  /**
   * When an operation just placed must start for those that may not wait long for it: they are placed behind it for a try, so that
   * closed hours and people who are away show before a thousand others stand between.
   */
  #startForFollowers(o: number, depth: number): number {
    const decoder = this.#decoder;
    const { arcs } = this.#problem;
    const { at } = decoder;
    let latest = 0;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const arc = arcs.outArc[i]!;
      const to = arcs.to[arc]!;
      if (arcs.maxLag[arc] === NONE || this.#rank[to]! < 0 || this.#gene[to] === AUTO || !this.#followsOnly(to, o)) continue;
      this.tried++;
      const isPlaced = decoder.place(to, this.#gene[to]!);
      let over = isPlaced ? at.start[to]! - decoder.readiness.goodsAt(arc, o, at.mode[to]!) - arcs.maxLag[arc]! : 0;
      if (isPlaced && depth > 1) over += Math.max(0, this.#startForFollowers(to, depth - 1) - at.start[to]!);
      decoder.undoTo(decoder.placed - 1);
      if (over > 0) latest = Math.max(latest, decoder.laterStart(o, over));
    }
    return latest;
  }

  /** Whether all that `to` waits for but `o` is placed. */
  #followsOnly(to: number, o: number): boolean {
    const { arcs } = this.#problem;
    for (let i = arcs.inStart[to]!; i < arcs.inStart[to + 1]!; i++) {
      const from = arcs.from[arcs.inArc[i]!]!;
      if (from !== o && this.#decoder.at.mode[from]! < 0) return false;
    }
    return true;
  }
}
