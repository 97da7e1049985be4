// Hot loops over typed arrays sized by the tables; indices come from the arrays themselves, hence the non-null assertions.
import type { PoolTables } from './pool-tables.ts';

/** Places the operations of a list one after the other, each at its earliest, from the front or, in a mirror, from the end. */
export class SerialDecoder {
  readonly #tables: PoolTables;
  /** [resource * horizon + tick] in use. */
  readonly #used: Int32Array;
  /** Ticks of every resource that may be in use. */
  #reach = 0;
  readonly #counts: Int32Array;
  /** [operation] start and end of what was decoded last; in a mirror, counted from the end of everything. */
  readonly start: Int32Array;
  readonly end: Int32Array;

  constructor(tables: PoolTables) {
    const { n } = tables.model;
    this.#tables = tables;
    this.#used = new Int32Array(tables.capacity.length * tables.horizon);
    this.#counts = new Int32Array(tables.horizon + 1);
    this.start = new Int32Array(n);
    this.end = new Int32Array(n);
  }

  /** Decodes a list in which each comes after its predecessors (`isMirrored`: its successors); returns when all is done. */
  decode(order: Int32Array, mode: Int32Array, isMirrored: boolean): number {
    const { model, duration } = this.#tables;
    const { start, end } = this;
    const before = isMirrored ? model.succ : model.pred;
    const beforeStart = isMirrored ? model.succStart : model.predStart;
    this.#clear();
    let makespan = 0;
    for (let i = 0; i < order.length; i++) {
      const o = order[i]!;
      let ready = 0;
      for (let k = beforeStart[o]!; k < beforeStart[o + 1]!; k++) if (end[before[k]!]! > ready) ready = end[before[k]!]!;
      const at = this.#place(mode[o]!, ready, isMirrored);
      start[o] = at;
      const done = at + duration[mode[o]!]!;
      end[o] = done;
      if (done > makespan) makespan = done;
    }
    this.#reach = makespan;
    return makespan;
  }

  #clear(): void {
    const { capacity, horizon } = this.#tables;
    for (let r = 0; r < capacity.length; r++) this.#used.fill(0, r * horizon, r * horizon + this.#reach);
  }

  /** Finds the first tick at which all a mode needs is free, and takes it. */
  #place(mode: number, ready: number, isMirrored: boolean): number {
    const { slotStart, resource, amount, from, to, duration, capacity, horizon } = this.#tables;
    const used = this.#used;
    const first = slotStart[mode]!;
    const last = slotStart[mode + 1]!;
    const length = duration[mode]!;
    let at = ready;
    for (let slot = first; slot < last;) {
      const begin = isMirrored ? length - to[slot]! : from[slot]!;
      const end = isMirrored ? length - from[slot]! : to[slot]!;
      const base = resource[slot]! * horizon;
      const most = capacity[resource[slot]!]! - amount[slot]!;
      let tick = base + at + end - 1;
      const stop = base + at + begin;
      // From the back, so that one look passes as much as can be passed.
      while (tick >= stop && used[tick]! <= most) tick--;
      if (tick < stop) {
        slot++;
        continue;
      }
      at = tick - base - begin + 1;
      slot = first;
    }
    for (let slot = first; slot < last; slot++) {
      const base = resource[slot]! * horizon + at;
      const begin = base + (isMirrored ? length - to[slot]! : from[slot]!);
      const end = base + (isMirrored ? length - from[slot]! : to[slot]!);
      const taken = amount[slot]!;
      for (let tick = begin; tick < end; tick++) used[tick] = used[tick]! + taken;
    }
    return at;
  }

  /** Sorts a list by what was decoded last: by start, or, latest end first, for the way back. Ties stay as they stand. */
  sortByTime(order: Int32Array, sorted: Int32Array, lastEndFirst: boolean): void {
    const key = lastEndFirst ? this.end : this.start;
    const counts = this.#counts;
    const last = this.#reach;
    counts.fill(0, 0, last + 2);
    for (let i = 0; i < order.length; i++) counts[key[order[i]!]! + 1]! += 1;
    for (let tick = 0; tick <= last; tick++) counts[tick + 1]! += counts[tick]!;
    if (!lastEndFirst) {
      for (let i = 0; i < order.length; i++) sorted[counts[key[order[i]!]!]!++] = order[i]!;
      return;
    }
    // The same from behind, ties too: of two that end at once the later in the list comes first.
    for (let i = 0; i < order.length; i++) sorted[order.length - 1 - counts[key[order[i]!]!]!++] = order[i]!;
  }
}
