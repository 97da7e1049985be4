// Pairs, tasks and depths index arrays sized by the network, hence the non-null assertions.
import { Domains } from '../../propagation/domains.ts';
import type { TaskNetwork } from '../../propagation/task-network.ts';

/** open: not done yet. refuted: no schedule keeps the deadline. kept: one does, `starts` are its. */
export type DeadlineAnswer = 'open' | 'refuted' | 'kept';

/** A node of the tree: who comes next, or last, on one machine. */
interface Node {
  readonly start: Int32Array;
  readonly end: Int32Array;
  machine: number;
  isFirst: boolean;
  readonly candidates: number[];
  tried: number;
  decided: number;
}

/**
 * Is there a schedule that ends by a deadline? A tree over who comes first or last of a machine's tasks that have no rank yet, each node
 * narrowed by all rules of propagation (Carlier and Pinson 1989, Baptiste and Le Pape 1995). Next are a machine and side with few
 * candidates and little time to lose. Before the tree, both orders of every pair are asked about once.
 */
export class DeadlineSearch {
  readonly #network: TaskNetwork;
  readonly #domains: Domains;
  /** [pair] the two tasks. */
  readonly #a: Int32Array;
  readonly #b: Int32Array;
  /** [machine] its tasks, those ranked first at the front, last at the back; where the others begin and end. */
  readonly #lists: readonly Int32Array[];
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #nodes: Node[] = [];
  readonly #root: { readonly start: Int32Array; readonly end: Int32Array };
  readonly #found: number[] = [];
  readonly #best: number[] = [];
  readonly #meanLength: number;
  #depth = -1;
  #nextPair = 0;
  /** The deadline asked about last. */
  deadline = -1;

  constructor(network: TaskNetwork) {
    this.#network = network;
    this.#domains = new Domains(network);
    const pairs: number[] = [];
    for (const list of network.machines) list.forEach((a, i) => list.subarray(i + 1).forEach((b) => pairs.push(a, b)));
    this.#a = Int32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i]!);
    this.#b = Int32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i + 1]!);
    this.#lists = network.machines.map((list) => list.slice());
    this.#from = new Int32Array(this.#lists.length);
    this.#to = new Int32Array(this.#lists.length);
    this.#meanLength = network.length.reduce((sum, length) => sum + length, 0) / network.count;
    this.#root = { start: new Int32Array(network.count), end: new Int32Array(network.count) };
  }

  /** Earliest starts: those of a schedule once the answer is 'kept'. */
  get starts(): Int32Array {
    return this.#domains.start;
  }

  /** Begins anew with another deadline. */
  open(deadline: number): DeadlineAnswer {
    this.deadline = deadline;
    this.#domains.undecide(0);
    this.#domains.open(deadline);
    this.#nextPair = 0;
    this.#depth = -1;
    this.#from.fill(0);
    this.#lists.forEach((list, k) => (this.#to[k] = list.length));
    return this.#domains.narrow() ? 'open' : 'refuted';
  }

  /** Narrows domains about so many times. */
  run(narrowings: number): DeadlineAnswer {
    for (let i = 0; i < narrowings; i++) {
      const answer = this.#nextPair < this.#a.length ? this.#askPair(this.#nextPair++) : this.#goOn();
      if (answer !== 'open') return answer;
    }
    return 'open';
  }

  /** What refutes one order of a pair settles the other. */
  #askPair(pair: number): DeadlineAnswer {
    const a = this.#a[pair]!;
    const b = this.#b[pair]!;
    if (!this.#canPrecede(a, b) || !this.#canPrecede(b, a)) return 'open';
    const domains = this.#domains;
    this.#root.start.set(domains.start);
    this.#root.end.set(domains.end);
    const isBefore = domains.order(a, b) && domains.narrow();
    domains.copyFrom(this.#root);
    const isAfter = domains.order(b, a) && domains.narrow();
    domains.copyFrom(this.#root);
    if (isBefore && isAfter) return 'open';
    if (!isBefore && !isAfter) return 'refuted';
    return (isBefore ? domains.decide(a, b) : domains.decide(b, a)) && domains.narrow() ? 'open' : 'refuted';
  }

  #canPrecede(a: number, b: number): boolean {
    const { start, end } = this.#domains;
    const { length } = this.#network;
    return start[a]! + length[a]! + length[b]! <= end[b]!;
  }

  /** One rank further, or back to the last node with another candidate. */
  #goOn(): DeadlineAnswer {
    const isOpen = this.#branch();
    if (isOpen === 'kept') return 'kept';
    if (isOpen === 'open') this.#depth++;
    while (this.#depth >= 0) {
      const node = this.#nodes[this.#depth]!;
      if (node.tried > 0) this.#unrank(node);
      if (node.tried === node.candidates.length) {
        this.#depth--;
        continue;
      }
      if (node.tried > 0) this.#domains.copyFrom(node);
      this.#domains.undecide(node.decided);
      if (this.#rank(node, node.candidates[node.tried++]!)) return 'open';
    }
    return 'refuted';
  }

  /** Makes the next node, one level below; refuted where a machine has no candidate, kept where every task has its rank. */
  #branch(): DeadlineAnswer {
    let least = Number.POSITIVE_INFINITY;
    let machine = -1;
    let isFirst = true;
    for (let k = 0; k < this.#lists.length; k++) {
      if (this.#to[k]! - this.#from[k]! < 2) continue;
      const slack = this.#slackOf(k);
      for (const side of [true, false]) {
        const count = this.#candidatesOf(k, side);
        if (count === 0) return 'refuted';
        const price = (count - 1) * (slack + this.#meanLength);
        if (price >= least) continue;
        least = price;
        machine = k;
        isFirst = side;
        this.#best.length = 0;
        for (const o of this.#found) this.#best.push(o);
      }
    }
    if (machine < 0) return 'kept';
    this.#open(machine, isFirst);
    return 'open';
  }

  #open(machine: number, isFirst: boolean): void {
    const { start, end, decided } = this.#domains;
    const at = this.#depth + 1;
    const empty = { machine, isFirst, candidates: [], tried: 0, decided };
    this.#nodes[at] ??= { start: new Int32Array(start.length), end: new Int32Array(end.length), ...empty };
    const node = this.#nodes[at]!;
    node.start.set(start);
    node.end.set(end);
    node.machine = machine;
    node.isFirst = isFirst;
    node.tried = 0;
    node.decided = decided;
    node.candidates.length = 0;
    for (const o of this.#best) node.candidates.push(o);
    const { length } = this.#network;
    node.candidates.sort(
      isFirst ? (x, y) => end[x]! - length[x]! - end[y]! + length[y]! : (x, y) => start[y]! + length[y]! - start[x]! - length[x]!,
    );
  }

  #slackOf(k: number): number {
    const { start, end } = this.#domains;
    const { length } = this.#network;
    const list = this.#lists[k]!;
    let earliest = Number.POSITIVE_INFINITY;
    let latest = 0;
    let work = 0;
    for (let i = this.#from[k]!; i < this.#to[k]!; i++) {
      const o = list[i]!;
      if (start[o]! < earliest) earliest = start[o]!;
      if (end[o]! > latest) latest = end[o]!;
      work += length[o]!;
    }
    return latest - earliest - work;
  }

  /** Which tasks can come first, or last, of those without a rank: into `found`. */
  #candidatesOf(k: number, isFirst: boolean): number {
    const { start, end } = this.#domains;
    const { length } = this.#network;
    const list = this.#lists[k]!;
    const from = this.#from[k]!;
    const to = this.#to[k]!;
    this.#found.length = 0;
    let work = 0;
    let earliest = Number.POSITIVE_INFINITY;
    let latest = 0;
    for (let i = from; i < to; i++) {
      const o = list[i]!;
      work += length[o]!;
      if (start[o]! < earliest) earliest = start[o]!;
      if (end[o]! > latest) latest = end[o]!;
    }
    for (let i = from; i < to; i++) {
      const o = list[i]!;
      let can = isFirst ? start[o]! + work <= latest : end[o]! - work >= earliest;
      for (let j = from; can && j < to; j++) if (j !== i) can = isFirst ? this.#canPrecede(o, list[j]!) : this.#canPrecede(list[j]!, o);
      if (can) this.#found.push(o);
    }
    return this.#found.length;
  }

  #rank({ machine, isFirst }: Node, o: number): boolean {
    const list = this.#lists[machine]!;
    const at = isFirst ? this.#from[machine]!++ : --this.#to[machine]!;
    const i = list.indexOf(o);
    list[i] = list[at]!;
    list[at] = o;
    let holds = true;
    for (let j = this.#from[machine]!; holds && j < this.#to[machine]!; j++)
      holds = isFirst ? this.#domains.decide(o, list[j]!) : this.#domains.decide(list[j]!, o);
    return holds && this.#domains.narrow();
  }

  #unrank({ machine, isFirst }: Node): void {
    if (isFirst) this.#from[machine]!--;
    else this.#to[machine]!++;
  }
}
