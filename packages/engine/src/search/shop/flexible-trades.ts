// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { FlexibleGraph } from './flexible-graph.ts';

const FAR = 0x7fff_ffff;

/**
 * Exchanges where machines are even: an operation that is out takes another's place on that one's machine, which fills the gap in
 * return. On full machines no operation can go anywhere alone; two of nearly the same time can change places.
 */
export class FlexibleTrades {
  readonly #graph: FlexibleGraph;
  readonly #workPrice: number;
  /** [operation * machines + machine] iteration until which it may not be put there. */
  readonly #tabu: Int32Array;
  /** The best since `clear`: the operation, its mode there, whose place it takes, the makespan promised; -1 = none. */
  v = -1;
  mode = -1;
  other = -1;
  value = FAR;
  #rank = FAR;

  constructor(graph: FlexibleGraph, tabu: Int32Array, workPrice: number) {
    this.#graph = graph;
    this.#tabu = tabu;
    this.#workPrice = workPrice;
  }

  clear(): void {
    this.v = -1;
    this.value = FAR;
    this.#rank = FAR;
  }

  /** Looks at the exchanges of an operation that is out with those on a mode's machine; what would make everything longer does not count. */
  score(v: number, mode: number, ready: number, rest: number, without: number, makespan: number, iteration: number): void {
    const { n, m, tables, end, tail, mp, ms, p, machine, first } = this.#graph;
    const k = tables.machine[mode]!;
    if (this.#tabu[v * m + k]! > iteration) return;
    const home = machine[v]!;
    const gapHead = end[mp[v]!]!;
    const gapTail = tail[ms[v]!]!;
    const time = tables.duration[mode]!;
    const limit = Math.min(makespan, this.value) + 1;
    let before = n;
    let w = first[k]!;
    let next = ms[w]!;
    while (next < n && end[w]! <= ready && tail[w]! > rest && end[next]! <= ready && tail[next]! > rest) {
      before = w;
      w = next;
      next = ms[next]!;
    }
    for (; w < n; w = next) {
      next = ms[w]!;
      const path = Math.max(end[before]!, ready) + time + Math.max(tail[next]!, rest);
      const back = path < limit ? this.modeOn(w, home) : -1;
      if (back >= 0 && this.#tabu[w * m + home]! <= iteration) {
        const graph = this.#graph;
        const other = Math.max(gapHead, graph.jobReady(w)) + tables.duration[back]! + Math.max(gapTail, graph.jobRest(w));
        const value = Math.max(path, other, without);
        const rank = path + other + this.#workPrice * (time - p[v]! + tables.duration[back]! - p[w]!);
        if (value <= makespan && (value < this.value || (value === this.value && rank < this.#rank))) {
          this.value = value;
          this.#rank = rank;
          this.v = v;
          this.mode = mode;
          this.other = w;
        }
      }
      if (end[w]! > ready && tail[w]! <= rest) return;
      before = w;
    }
  }

  /** The mode in which an operation runs on a machine, -1 where it cannot. */
  modeOn(o: number, k: number): number {
    const { modeStart, machine } = this.#graph.tables;
    for (let mode = modeStart[o]!; mode < modeStart[o + 1]!; mode++) if (machine[mode] === k) return mode;
    return -1;
  }
}
