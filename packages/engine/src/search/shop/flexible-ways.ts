// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { FlexibleGraph } from './flexible-graph.ts';
import type { FlexiblePairs } from './flexible-pairs.ts';

const FAR = 0x7fff_ffff;

/**
 * Paths through an operation at its safe places, as Mastrolilli and Gambardella (2000) show them: behind what must come first (R
 * without L), before what must come after (L without R), no cycle can close.
 */
export class FlexibleWays {
  readonly #graph: FlexibleGraph;
  readonly #pairs: FlexiblePairs;

  constructor(graph: FlexibleGraph, pairs: FlexiblePairs) {
    this.#graph = graph;
    this.#pairs = pairs;
  }

  /** Shortest path through an operation at a safe place of another machine, by the ends and tails there are. */
  pathAbroad(mode: number, ready: number, rest: number): number {
    const { end, tail, ms } = { end: this.#graph.end, tail: this.#graph.tail, ms: this.#graph.ms };
    const n = this.#graph.n;
    let least = FAR;
    let before = n;
    let next = this.#graph.first[this.#graph.tables.machine[mode]!]!;
    while (next < n && end[next]! <= ready && tail[next]! > rest) {
      before = next;
      next = ms[next]!;
    }
    for (;;) {
      const path = this.pathBetween(before, end[before]!, mode, next, tail[next]!, ready, rest);
      if (path < least) least = path;
      if (next === n || (end[next]! > ready && tail[next]! <= rest)) return least;
      before = next;
      next = ms[next]!;
    }
  }

  /**
   * The same on the machine where it is: what it passes moves up, and what it may not pass yet counts only if all were then shorter than
   * `best`, the shortest so far.
   */
  pathAtHome(v: number, mode: number, ready: number, rest: number, without: number, best: number, iteration: number): number {
    const { end, tail, mp, ms, p } = {
      end: this.#graph.end,
      tail: this.#graph.tail,
      mp: this.#graph.mp,
      ms: this.#graph.ms,
      p: this.#graph.p,
    };
    const n = this.#graph.n;
    const before = mp[v]!;
    const after = ms[v]!;
    let least = FAR;
    if (mode !== this.#graph.mode[v]!) least = this.pathBetween(before, end[before]!, mode, after, tail[after]!, ready, rest);
    let reach = end[before]!;
    let last = before;
    let isTabu = false;
    for (let w = after; w < n && tail[w]! > rest; w = ms[w]!) {
      reach = Math.max(this.#graph.jobReady(w), reach + this.#graph.setup(last, this.#graph.mode[w]!)) + p[w]!;
      isTabu ||= this.#pairs.isForbidden(w, v, iteration);
      if (isTabu && without >= best) break;
      const path = this.pathBetween(w, reach, mode, ms[w]!, tail[ms[w]!]!, ready, rest);
      if (path < least && (!isTabu || path < best)) least = path;
      last = w;
    }
    reach = tail[after]!;
    last = after;
    isTabu = false;
    for (let w = before; w < n && end[w]! > ready; w = mp[w]!) {
      if (last < n) reach += this.#graph.setup(w, this.#graph.mode[last]!);
      reach = Math.max(this.#graph.jobRest(w), reach) + p[w]!;
      isTabu ||= this.#pairs.isForbidden(v, w, iteration);
      if (isTabu && without >= best) break;
      const path = this.pathBetween(mp[w]!, end[mp[w]!]!, mode, w, reach, ready, rest);
      if (path < least && (!isTabu || path < best)) least = path;
      last = w;
    }
    return least;
  }

  /** Longest path through a mode between two neighbours, which end at `head` and have `tail` behind them. */
  pathBetween(before: number, head: number, mode: number, next: number, tail: number, ready: number, rest: number): number {
    const t = this.#graph.tables;
    let from = head;
    let behind = tail;
    if (t.hasSetups) {
      from += this.#graph.setup(before, mode);
      if (next < this.#graph.n)
        behind += t.changeover[t.row[mode]! + t.column[this.#graph.mode[next]!]!]! + t.ownSetup[this.#graph.mode[next]!]!;
    }
    return (from > ready ? from : ready) + t.duration[mode]! + (behind > rest ? behind : rest);
  }
}
