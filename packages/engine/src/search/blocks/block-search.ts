// Arrays of fixed size; local indices come from the arrays themselves, hence the non-null assertions.

/** Long before the count of iterations is full it begins anew. */
const LAST_ITERATION = 2 ** 30;

/** Operations of a shop or of a window of one, and behind them what is none: an entry for "none", or the neighbours of the window. */
export interface BlockLinks {
  /** [operation] time; machine; neighbours in its job and on its machine. */
  readonly p: Int32Array;
  readonly machine: Int32Array;
  readonly jp: Int32Array;
  readonly js: Int32Array;
  readonly mp: Int32Array;
  readonly ms: Int32Array;
  /** [operation or neighbour] earliest end; longest path from its start to the end of everything. */
  readonly end: Int32Array;
  readonly tail: Int32Array;
  /** [operation] where its row begins among the tabu matrices, one a machine, and its column there. */
  readonly row: Int32Array;
  readonly column: Int32Array;
}

/**
 * What the two searches that move operations within blocks of a critical path have in common: of whole job shops and of windows of large
 * ones. The links, an order that respects them, what may not be turned back yet, and the best there has been. Its twin is the folder
 * kernels/blocks.
 */
export class BlockSearch {
  readonly links: BlockLinks;
  /** Operations are the indices below; what is none begins here. */
  size = 0;
  /** A linear order of the graph, its inverse, and the order of the best. */
  readonly order: Int32Array;
  readonly position: Int32Array;
  readonly bestOrder: Int32Array;
  /** Iteration until which "row before column" is tabu. */
  tabu: Int32Array;
  readonly #mark: Uint8Array;
  readonly #held: Int32Array;
  /** The first and the last place of the order that the last move changed. */
  left = 0;
  right = 0;
  #tenure = 0;
  #tenureSpread = 0;
  seed: number;
  iteration = 1;
  longest = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;

  /** For at most so many operations. Any seed but 0. */
  constructor(links: BlockLinks, most: number, cells: number, seed: number) {
    this.links = links;
    this.seed = seed | 0;
    this.tabu = new Int32Array(cells);
    this.order = new Int32Array(most);
    this.bestOrder = new Int32Array(most);
    this.position = new Int32Array(links.end.length);
    this.#mark = new Uint8Array(links.end.length);
    this.#held = new Int32Array(most + 1);
  }

  /** Iterations go on counting, so what was tabu before only has to be older than now. */
  forgetTabu(): void {
    this.iteration += this.#tenure + this.#tenureSpread + 1;
    this.startCountAgain();
  }

  startCountAgain(): void {
    if (this.iteration <= LAST_ITERATION) return;
    this.iteration = 1;
    this.tabu.fill(0);
  }

  /** A pair stays tabu for `tenure` iterations and up to `tenureSpread` - 1 more. */
  take(size: number, tenure: number, tenureSpread: number): void {
    this.size = size;
    this.#tenure = tenure;
    this.#tenureSpread = tenureSpread;
  }

  /** What is there is the best there is. */
  settle(value: number): void {
    this.longest = value;
    this.#keep();
  }

  endIteration(value: number): void {
    this.longest = value;
    if (value < this.best) this.#keep();
    else this.sinceBest++;
  }

  #keep(): void {
    this.best = this.longest;
    this.sinceBest = 0;
    const { order, size } = this;
    this.bestOrder.set(size === order.length ? order : order.subarray(0, size));
  }

  /** Until when what is done now may not be undone. */
  #tabuUntil(): number {
    let seed = this.seed;
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    this.seed = seed;
    return this.iteration + this.#tenure + ((seed & 0x3fff_ffff) % this.#tenureSpread);
  }

  /** u goes right behind v: the passed pairs become tabu, u and what follows from it within the window go behind the rest. */
  moveBehind(u: number, v: number): void {
    const { jp, mp, ms, row, column } = this.links;
    const { order, position, tabu } = this;
    const mark = this.#mark;
    const held = this.#held;
    const until = this.#tabuUntil();
    const a = mp[u]!;
    const b = ms[u]!;
    const rowU = row[u]!;
    for (let w = b; ; w = ms[w]!) {
      tabu[rowU + column[w]!] = until;
      if (w === v) break;
    }
    const c = ms[v]!;
    ms[a] = b;
    mp[b] = a;
    ms[v] = u;
    mp[u] = v;
    ms[u] = c;
    mp[c] = u;
    const right = position[v]!;
    let kept = position[u]!;
    let count = 1;
    this.left = kept;
    this.right = right;
    held[0] = u;
    mark[u] = 1;
    for (let i = kept + 1; i <= right; i++) {
      const o = order[i]!;
      if ((mark[jp[o]!]! | mark[mp[o]!]!) !== 0) {
        mark[o] = 1;
        held[count++] = o;
      } else {
        order[kept] = o;
        position[o] = kept++;
      }
    }
    for (let i = 0; i < count; i++) {
      const o = held[i]!;
      mark[o] = 0;
      order[kept] = o;
      position[o] = kept++;
    }
  }

  /** u goes right before v: u and what leads to it within the window go before the rest. */
  moveBefore(u: number, v: number): void {
    const { js, mp, ms, row, column } = this.links;
    const { order, position, tabu } = this;
    const mark = this.#mark;
    const held = this.#held;
    const until = this.#tabuUntil();
    const a = mp[u]!;
    const b = ms[u]!;
    const columnU = column[u]!;
    for (let w = a; ; w = mp[w]!) {
      tabu[row[w]! + columnU] = until;
      if (w === v) break;
    }
    const c = mp[v]!;
    ms[a] = b;
    mp[b] = a;
    mp[v] = u;
    ms[u] = v;
    mp[u] = c;
    ms[c] = u;
    const left = position[v]!;
    let kept = position[u]!;
    let count = 1;
    this.left = left;
    this.right = kept;
    held[0] = u;
    mark[u] = 1;
    for (let i = kept - 1; i >= left; i--) {
      const o = order[i]!;
      if ((mark[js[o]!]! | mark[ms[o]!]!) !== 0) {
        mark[o] = 1;
        held[count++] = o;
      } else {
        order[kept] = o;
        position[o] = kept--;
      }
    }
    for (let i = 0; i < count; i++) {
      const o = held[i]!;
      mark[o] = 0;
      order[kept] = o;
      position[o] = kept--;
    }
  }
}
