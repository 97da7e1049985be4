// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { FlexibleGraph } from './flexible-graph.ts';
import type { KernelRandom } from './kernel-random.ts';

const FAR = 0x7fff_ffff;

/** A critical path of a flexible shop, and what taking out each of its operations may gain. */
export class FlexiblePath {
  readonly #graph: FlexibleGraph;
  readonly #random: KernelRandom;
  /** Its operations, the last first, and how many. */
  readonly operations: Int32Array;
  length = 0;
  /** [place on the path] how much shorter everything could be without that operation. */
  readonly gain: Int32Array;

  constructor(graph: FlexibleGraph, random: KernelRandom) {
    this.#graph = graph;
    this.#random = random;
    this.operations = new Int32Array(graph.n + 1);
    this.gain = new Int32Array(graph.n + 1);
  }

  /** One random critical path, backwards. */
  walk(makespan: number): void {
    const n = this.#graph.n;
    const t = this.#graph.tables;
    const end = this.#graph.end;
    let at = n;
    let choices = 0;
    for (let i = 0; i < t.sinks.length; i++) {
      const o = t.sinks[i]!;
      if (end[o] === makespan && this.#random.next() % ++choices === 0) at = o;
    }
    let length = 0;
    while (at < n) {
      this.operations[length++] = at;
      const head = end[at]! - this.#graph.p[at]!;
      const onMachine = this.#graph.mp[at]!;
      let next = n;
      let ways = 0;
      if (onMachine < n && head === end[onMachine]! + this.#graph.s[at]!) {
        next = onMachine;
        ways = 1;
      }
      const inJob = t.jobBefore[at]!;
      if (inJob < n && end[inJob] === head && this.#random.next() % ++ways === 0) next = inJob;
      if (!t.isChains)
        for (let k = t.moreBeforeStart[at]!; k < t.moreBeforeStart[at + 1]!; k++) {
          const o = t.moreBefore[k]!;
          if (end[o] === head && this.#random.next() % ++ways === 0) next = o;
        }
      at = next;
    }
    this.length = length;
  }

  /**
   * How much shorter everything could be without each operation of the path: what follows it there moves up, and what leads to it
   * gets nearer the end, until something beside the path holds it. Two estimates, the smaller one counts.
   */
  measureGains(): void {
    const { path, gain, end, tail, p } = {
      path: this.operations,
      gain: this.gain,
      end: this.#graph.end,
      tail: this.#graph.tail,
      p: this.#graph.p,
    };
    let least = FAR;
    let next = this.#graph.n;
    for (let i = 0; i < this.length; i++) {
      const v = path[i]!;
      gain[i] = p[v]!;
      if (next < this.#graph.n) {
        const start = end[next]! - p[next]!;
        gain[i] = Math.min(least, start - this.#startWithout(next, v));
        least = Math.min(least, start - this.#startBeside(next, v));
      }
      next = v;
    }
    least = FAR;
    next = this.#graph.n;
    for (let i = this.length - 1; i >= 0; i--) {
      const v = path[i]!;
      let here = p[v]!;
      if (next < this.#graph.n) {
        const rest = tail[next]! - p[next]!;
        here = Math.min(least, rest - this.#restWithout(next, v));
        least = Math.min(least, rest - this.#restBeside(next, v));
      }
      if (here < gain[i]!) gain[i] = here;
      next = v;
    }
  }

  /** Start of an operation if one before it did not hold it. */
  #startBeside(o: number, other: number): number {
    const t = this.#graph.tables;
    const end = this.#graph.end;
    const before = this.#graph.mp[o]!;
    const inJob = t.jobBefore[o]!;
    let head = before === other ? 0 : end[before]! + this.#graph.s[o]!;
    if (inJob !== other && end[inJob]! > head) head = end[inJob]!;
    if (t.isChains) return head;
    for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) {
      const u = t.moreBefore[k]!;
      if (u !== other && end[u]! > head) head = end[u]!;
    }
    return head;
  }

  #restBeside(o: number, other: number): number {
    const t = this.#graph.tables;
    const tail = this.#graph.tail;
    const after = this.#graph.ms[o]!;
    const inJob = t.jobAfter[o]!;
    let rest = after === other ? 0 : tail[after]! + this.#graph.s[after]!;
    if (inJob !== other && tail[inJob]! > rest) rest = tail[inJob]!;
    if (t.isChains) return rest;
    for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) {
      const u = t.moreAfter[k]!;
      if (u !== other && tail[u]! > rest) rest = tail[u]!;
    }
    return rest;
  }

  /** The same with that one out, which lets through what held it. */
  #startWithout(o: number, v: number): number {
    let head = this.#startBeside(o, v);
    if (this.#graph.mp[o] === v) {
      const before = this.#graph.mp[v]!;
      head = Math.max(head, this.#graph.end[before]! + this.#graph.setup(before, this.#graph.mode[o]!));
    }
    return this.#graph.mp[o] !== v || this.#graph.tables.jobBefore[o] === v ? Math.max(head, this.#graph.jobReady(v)) : head;
  }

  #restWithout(o: number, v: number): number {
    let rest = this.#restBeside(o, v);
    if (this.#graph.ms[o] === v) {
      const after = this.#graph.ms[v]!;
      if (after < this.#graph.n) rest = Math.max(rest, this.#graph.tail[after]! + this.#graph.setup(o, this.#graph.mode[after]!));
    }
    return this.#graph.ms[o] !== v || this.#graph.tables.jobAfter[o] === v ? Math.max(rest, this.#graph.jobRest(v)) : rest;
  }
}
