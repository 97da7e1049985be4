// Non-null assertions index arrays sized by the problem.
import { EventHeap } from './heap.ts';
import type { Problem } from '../../problem/problem.ts';

/** A list of all free operations in which each comes after its predecessors, and a mode gene per operation: what the search changes. */
export class Sequence {
  /** [position] operation */
  readonly list: Int32Array;
  /** [operation] position, -1 = fixed */
  readonly position: Int32Array;
  /** [operation] mode or AUTO */
  readonly gene: Int32Array;
  readonly length: number;
  /** Positions [dirtyFrom, dirtyTo) may differ from the state last accepted. */
  dirtyFrom = 0;
  dirtyTo = 0;
  /** Operation and former gene of every gene changed since, in turn. */
  readonly changed: number[] = [];
  readonly #problem: Problem;
  readonly #open: Int32Array;
  readonly #heap = new EventHeap();
  readonly #mark: Uint8Array;
  readonly #aside: Int32Array;

  constructor(problem: Problem, list: Int32Array, gene: Int32Array) {
    this.#problem = problem;
    this.list = list;
    this.gene = gene;
    this.length = list.length;
    this.position = new Int32Array(problem.operations.count).fill(-1);
    this.#mark = new Uint8Array(problem.operations.count);
    this.#aside = new Int32Array(list.length);
    this.#open = new Int32Array(problem.operations.count);
    this.#number(0, list.length);
    this.accept();
  }

  /** Renews positions in [from, to) after the list changed there. */
  #number(from: number, to: number): void {
    for (let i = from; i < to; i++) this.position[this.list[i]!] = i;
    if (from < this.dirtyFrom) this.dirtyFrom = from;
    if (to > this.dirtyTo) this.dirtyTo = to;
  }

  setGene(o: number, mode: number): void {
    if (this.gene[o] === mode) return;
    this.changed.push(o, this.gene[o]!);
    this.gene[o] = mode;
    const at = this.position[o]!;
    if (at < this.dirtyFrom) this.dirtyFrom = at;
    if (at + 1 > this.dirtyTo) this.dirtyTo = at + 1;
  }

  /** Makes the present state the one `rollBack` returns to. */
  accept(): void {
    this.dirtyFrom = this.length;
    this.dirtyTo = 0;
    this.changed.length = 0;
  }

  /** Returns to the state last accepted, whose list is handed in. */
  rollBack(list: Int32Array): void {
    for (let i = this.dirtyFrom; i < this.dirtyTo; i++) {
      const o = list[i]!;
      this.list[i] = o;
      this.position[o] = i;
    }
    for (let i = this.changed.length - 2; i >= 0; i -= 2) this.gene[this.changed[i]!] = this.changed[i + 1]!;
    this.accept();
  }

  /** Takes over what another list and its genes have in [from, to), as a change. */
  loadRange(list: Int32Array, gene: Int32Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const o = list[i]!;
      this.list[i] = o;
      this.gene[o] = gene[o]!;
    }
    this.#number(from, to);
  }

  /** Sorts the list by time, ties as they stand; returns the first position that changed. Fast when almost sorted. */
  sortBy(time: Int32Array): number {
    const { list } = this;
    let first = this.length;
    for (let i = 1; i < this.length; i++) {
      const o = list[i]!;
      const t = time[o]!;
      let j = i;
      while (j > 0 && time[list[j - 1]!]! > t) {
        list[j] = list[j - 1]!;
        j--;
      }
      list[j] = o;
      if (j < i && j < first) first = j;
    }
    if (first < this.length) this.#number(first, this.length);
    return first;
  }

  /** Takes over a whole list and its genes, as accepted. */
  load(list: Int32Array, gene: Int32Array): void {
    this.list.set(list);
    this.gene.set(gene);
    this.#number(0, this.length);
    this.accept();
  }

  /** Brings `o` forward to position `to` or, with the ancestors between, right behind them; the rest keeps its order. Returns its position. */
  pullForward(o: number, to: number): number {
    const { list } = this;
    const from = this.position[o]!;
    if (from <= to) return from;
    const { arcs } = this.#problem;
    const mark = this.#mark;
    mark[o] = 1;
    let kept = 0;
    // Backwards, an operation is marked before its ancestors are met.
    for (let i = from; i >= to; i--) {
      const p = list[i]!;
      if (mark[p] === 0) {
        this.#aside[kept++] = p;
        continue;
      }
      for (let j = arcs.inStart[p]!; j < arcs.inStart[p + 1]!; j++) mark[arcs.from[arcs.inArc[j]!]!] = 1;
    }
    let write = to;
    for (let i = to; i <= from; i++) {
      const p = list[i]!;
      if (mark[p] === 1) list[write++] = p;
    }
    const at = write - 1;
    while (kept > 0) list[write++] = this.#aside[--kept]!;
    this.#unmark(o, to, from);
    this.#number(to, from + 1);
    return at;
  }

  /**
   * Brings the operations `which[first … stop)` with their ancestors to the front of positions [from, to], ancestors before the
   * operations where precedence allows; the rest keeps its order. Returns how many stand in front now.
   */
  gather(from: number, to: number, which: Int32Array, first: number, stop: number): number {
    const { list, position } = this;
    const { arcs } = this.#problem;
    // 1 = an ancestor, 2 = of the group, 4 = a descendant of one of it
    const mark = this.#mark;
    for (let j = first; j < stop; j++) if (position[which[j]!]! >= from) mark[which[j]!] = 2;
    for (let i = to; i >= from; i--) {
      const p = list[i]!;
      if ((mark[p]! & 3) === 0) continue;
      for (let j = arcs.inStart[p]!; j < arcs.inStart[p + 1]!; j++) mark[arcs.from[arcs.inArc[j]!]!]! |= 1;
    }
    for (let i = from; i <= to; i++) {
      const p = list[i]!;
      for (let j = arcs.inStart[p]!; j < arcs.inStart[p + 1]!; j++) {
        const q = arcs.from[arcs.inArc[j]!]!;
        if (position[q]! >= from && (mark[q]! & 6) !== 0) mark[p]! |= 4;
      }
    }
    const aside = this.#aside;
    let write = 0;
    // First what the group waits for, then the group and what lies between its members, then all others.
    for (let i = from; i <= to; i++) if (mark[list[i]!] === 1) aside[write++] = list[i]!;
    for (let i = from; i <= to; i++) if ((mark[list[i]!]! & 3) > 0 && mark[list[i]!] !== 1) aside[write++] = list[i]!;
    const front = write;
    for (let i = from; i <= to; i++) if ((mark[list[i]!]! & 3) === 0) aside[write++] = list[i]!;
    for (let i = from; i <= to; i++) {
      const p = list[i]!;
      mark[p] = 0;
      for (let j = arcs.inStart[p]!; j < arcs.inStart[p + 1]!; j++) mark[arcs.from[arcs.inArc[j]!]!] = 0;
    }
    let changed = -1;
    let last = -1;
    for (let i = from; i <= to; i++) {
      if (list[i] === aside[i - from]) continue;
      if (changed < 0) changed = i;
      last = i;
      list[i] = aside[i - from]!;
    }
    if (changed >= 0) this.#number(changed, last + 1);
    return front;
  }

  /** Sends `o` back to position `to` with the descendants between; the rest keeps its order. Returns its position. */
  pushBack(o: number, to: number): number {
    const { list } = this;
    const from = this.position[o]!;
    if (from >= to) return from;
    const { arcs } = this.#problem;
    const mark = this.#mark;
    mark[o] = 1;
    let moved = 0;
    let write = from;
    for (let i = from; i <= to; i++) {
      const p = list[i]!;
      if (mark[p] === 0) {
        list[write++] = p;
        continue;
      }
      this.#aside[moved++] = p;
      for (let j = arcs.outStart[p]!; j < arcs.outStart[p + 1]!; j++) mark[arcs.to[arcs.outArc[j]!]!] = 1;
    }
    const at = write;
    for (let i = 0; i < moved; i++) {
      const p = this.#aside[i]!;
      list[write++] = p;
      mark[p] = 0;
      for (let j = arcs.outStart[p]!; j < arcs.outStart[p + 1]!; j++) mark[arcs.to[arcs.outArc[j]!]!] = 0;
    }
    this.#number(from, to + 1);
    return at;
  }

  #unmark(o: number, from: number, to: number): void {
    const { arcs } = this.#problem;
    this.#mark[o] = 0;
    for (let i = from; i <= to; i++) {
      const p = this.list[i]!;
      this.#mark[p] = 0;
      for (let j = arcs.inStart[p]!; j < arcs.inStart[p + 1]!; j++) this.#mark[arcs.from[arcs.inArc[j]!]!] = 0;
    }
  }

  /** Sorts [from, to) by key, smallest first, as far as precedence allows. */
  reorder(from: number, to: number, key: Float64Array): void {
    const { arcs } = this.#problem;
    const { list, position } = this;
    const open = this.#open;
    const waiting = this.#heap;
    for (let i = from; i < to; i++) {
      const o = list[i]!;
      let count = 0;
      for (let j = arcs.inStart[o]!; j < arcs.inStart[o + 1]!; j++) {
        if (position[arcs.from[arcs.inArc[j]!]!]! >= from) count++;
      }
      open[o] = count;
    }
    // Filling starts only when all counts are made: the list is read above and written below.
    for (let i = from; i < to; i++) if (open[list[i]!] === 0) waiting.push(key[list[i]!]!, list[i]!);
    for (let i = from; i < to; i++) {
      const o = waiting.pop();
      list[i] = o;
      for (let j = arcs.outStart[o]!; j < arcs.outStart[o + 1]!; j++) {
        const p = arcs.to[arcs.outArc[j]!]!;
        if (position[p]! >= to || position[p]! < from) continue;
        open[p] = open[p]! - 1;
        if (open[p] === 0) waiting.push(key[p]!, p);
      }
    }
    this.#number(from, to);
  }
}
