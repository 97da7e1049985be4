// Hot loops over typed arrays of fixed size (the last entry stands for "none"); indices come from the arrays themselves.
import type { KernelRandom } from '../shop/kernel-random.ts';
import type { ResourceGraph } from './resource-graph.ts';

const FAR = 0x7fff_ffff;

/** A critical path of a shop whose operations hold several resources, and what taking out each of its operations may gain. */
export class ResourcePath {
  readonly #graph: ResourceGraph;
  readonly #random: KernelRandom;
  /** Its operations, and how many. */
  readonly operations: Int32Array;
  length = 0;
  /** [place on the path] how much shorter everything could be without that operation. */
  readonly gain: Int32Array;

  constructor(graph: ResourceGraph, random: KernelRandom) {
    this.#graph = graph;
    this.#random = random;
    this.operations = new Int32Array(graph.n + 1);
    this.gain = new Int32Array(graph.n + 1);
  }

  /** One random critical path, backwards. */
  walk(makespan: number): void {
    const { n } = this.#graph.tables.model;
    const { predStart, pred } = this.#graph.tables.model;
    const start = this.#graph.start;
    let at = n;
    let choices = 0;
    for (let i = 0; i < this.#graph.sinks.length; i++) {
      const o = this.#graph.sinks[i]!;
      if (makespan === start[o]! + this.#graph.p[o]! && this.#random.next() % ++choices === 0) at = o;
    }
    let length = 0;
    while (at < n) {
      this.operations[length++] = at;
      const head = start[at]!;
      let next = n;
      let ways = 0;
      for (let k = predStart[at]!; k < predStart[at + 1]!; k++) {
        const o = pred[k]!;
        if (head === start[o]! + this.#graph.p[o]! && this.#random.next() % ++ways === 0) next = o;
      }
      const base = at * this.#graph.width;
      for (let slot = base; slot < base + this.#graph.slots[at]!; slot++) {
        const before = this.#graph.before[slot]!;
        const o = this.#graph.owner[before]!;
        if (o < n && head === start[o]! + this.#graph.to[before]! - this.#graph.from[slot]! && this.#random.next() % ++ways === 0) next = o;
      }
      at = next;
    }
    this.length = length;
  }

  /** Brings the operation of most gain among those from a place of the path on to that place; of equals any. */
  mostGain(from: number): number {
    const { path, gain } = { path: this.operations, gain: this.gain };
    let at = from;
    let ties = 0;
    for (let i = from; i < this.length; i++) {
      if (gain[i]! < gain[at]!) continue;
      if (gain[i]! > gain[at]!) ties = 0;
      if (this.#random.next() % ++ties === 0) at = i;
    }
    const v = path[at]!;
    const most = gain[at]!;
    path[at] = path[from]!;
    gain[at] = gain[from]!;
    path[from] = v;
    gain[from] = most;
    return v;
  }

  /**
   * How much shorter everything could be without each operation of the path: what follows it there moves up, and what leads to it
   * gets nearer the end, until something beside the path holds it. Two estimates, the smaller one counts.
   */
  measureGains(): void {
    const { path, gain, start, tail, p } = {
      path: this.operations,
      gain: this.gain,
      start: this.#graph.start,
      tail: this.#graph.tail,
      p: this.#graph.p,
    };
    let least = FAR;
    let next = this.#graph.n;
    for (let i = 0; i < this.length; i++) {
      const v = path[i]!;
      gain[i] = p[v]!;
      if (next < this.#graph.n) {
        gain[i] = Math.min(least, start[next]! - this.#startWithout(next, v));
        least = Math.min(least, start[next]! - this.#startBeside(next, v));
      }
      next = v;
    }
    least = FAR;
    next = this.#graph.n;
    for (let i = this.length - 1; i >= 0; i--) {
      const v = path[i]!;
      let here = p[v]!;
      if (next < this.#graph.n) {
        here = Math.min(least, tail[next]! - this.#tailWithout(next, v));
        least = Math.min(least, tail[next]! - this.#tailBeside(next, v));
      }
      if (here < gain[i]!) gain[i] = here;
      next = v;
    }
  }

  /** Start of an operation if one before it did not hold it. */
  #startBeside(o: number, other: number): number {
    const { predStart, pred } = this.#graph.tables.model;
    const { start, p, owner } = { start: this.#graph.start, p: this.#graph.p, owner: this.#graph.owner };
    const base = o * this.#graph.width;
    let head = 0;
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
      const u = pred[k]!;
      if (u !== other && start[u]! + p[u]! > head) head = start[u]! + p[u]!;
    }
    for (let slot = base; slot < base + this.#graph.slots[o]!; slot++) {
      const before = this.#graph.before[slot]!;
      if (owner[before] === other) continue;
      const free = start[owner[before]!]! + this.#graph.to[before]! - this.#graph.from[slot]!;
      if (free > head) head = free;
    }
    return head;
  }

  #tailBeside(o: number, other: number): number {
    const { succStart, succ } = this.#graph.tables.model;
    const { tail, owner } = { tail: this.#graph.tail, owner: this.#graph.owner };
    const base = o * this.#graph.width;
    let rest = 0;
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++) {
      const u = succ[k]!;
      if (u !== other && tail[u]! > rest) rest = tail[u]!;
    }
    rest += this.#graph.p[o]!;
    for (let slot = base; slot < base + this.#graph.slots[o]!; slot++) {
      const after = this.#graph.after[slot]!;
      if (owner[after] === other) continue;
      const path = tail[owner[after]!]! + this.#graph.to[slot]! - this.#graph.from[after]!;
      if (path > rest) rest = path;
    }
    return rest;
  }

  /** The same with that one out, which lets through what held it. */
  #startWithout(o: number, v: number): number {
    const { predStart, pred } = this.#graph.tables.model;
    const { start, owner } = { start: this.#graph.start, owner: this.#graph.owner };
    const base = o * this.#graph.width;
    let head = this.#startBeside(o, v);
    for (let k = predStart[o]!; k < predStart[o + 1]!; k++) if (pred[k] === v) head = Math.max(head, this.#graph.jobReady(v));
    for (let slot = base; slot < base + this.#graph.slots[o]!; slot++) {
      if (owner[this.#graph.before[slot]!] !== v) continue;
      const before = this.#graph.before[this.#graph.before[slot]!]!;
      head = Math.max(head, start[owner[before]!]! + this.#graph.to[before]! - this.#graph.from[slot]!);
    }
    return head;
  }

  #tailWithout(o: number, v: number): number {
    const { succStart, succ } = this.#graph.tables.model;
    const { tail, owner } = { tail: this.#graph.tail, owner: this.#graph.owner };
    const base = o * this.#graph.width;
    let rest = this.#tailBeside(o, v);
    for (let k = succStart[o]!; k < succStart[o + 1]!; k++)
      if (succ[k] === v) rest = Math.max(rest, this.#graph.jobRest(v) + this.#graph.p[o]!);
    for (let slot = base; slot < base + this.#graph.slots[o]!; slot++) {
      if (owner[this.#graph.after[slot]!] !== v) continue;
      const after = this.#graph.after[this.#graph.after[slot]!]!;
      rest = Math.max(rest, tail[owner[after]!]! + this.#graph.to[slot]! - this.#graph.from[after]!);
    }
    return rest;
  }
}
