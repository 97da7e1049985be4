// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import { BlockChoice } from '../blocks/block-choice.ts';
import { BlockMoves } from '../blocks/block-moves.ts';
import { BlockSearch } from '../blocks/block-search.ts';
import type { JobShopTables } from './job-shop-tables.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/**
 * Tabu search for the pure job shop on the disjunctive graph: moves of critical operations within their block, a tabu matrix of ordered
 * pairs per machine, one random critical path an iteration. The twin of kernels/job-shop.ts, which is the same search as WebAssembly: the
 * same choices in the same order. It serves where that cannot run, and as its judge.
 */
export class JobShopTabu implements ShopKernel {
  readonly #model: ShopModel;
  readonly #tables: JobShopTables;
  readonly #search: BlockSearch;
  readonly #moves: BlockMoves;
  readonly #choice: BlockChoice;
  /** [machine] last operation. */
  readonly #last: Int32Array;

  /** Any seed but 0. */
  constructor(model: ShopModel, tables: JobShopTables, seed: number) {
    const { n, m } = model;
    const ints = (): Int32Array => new Int32Array(n + 1);
    const { duration: p, machine, jobBefore: jp, jobAfter: js, row, column } = tables;
    const links = { p, machine, jp, js, mp: ints().fill(n), ms: ints().fill(n), end: ints(), tail: ints(), row, column };
    this.#model = model;
    this.#tables = tables;
    this.#search = new BlockSearch(links, n, tables.cells, seed);
    this.#search.take(n, tables.tenure, tables.tenureSpread);
    this.#moves = new BlockMoves(n);
    this.#choice = new BlockChoice(n);
    this.#last = new Int32Array(m).fill(n);
  }

  get best(): number {
    return this.#search.best;
  }

  get sinceBest(): number {
    return this.#search.sinceBest;
  }

  load({ order }: Pick<ShopOrder, 'order'>): void {
    const n = this.#model.n;
    const { p, machine, jp, js, mp, ms, end, tail } = this.#search.links;
    const last = this.#last.fill(n);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const before = last[machine[o]!]!;
      this.#search.position[o] = i;
      mp[o] = before;
      ms[before] = o;
      ms[o] = n;
      last[machine[o]!] = o;
      end[o] = Math.max(end[jp[o]!]!, end[before]!) + p[o]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      const o = order[i]!;
      tail[o] = Math.max(tail[js[o]!]!, tail[ms[o]!]!) + p[o]!;
    }
    this.#search.order.set(order);
    this.#search.forgetTabu();
    this.#search.settle(this.#latestEnd());
  }

  run(iterations: number, patience: number): boolean {
    const search = this.#search;
    const moves = this.#moves;
    search.startCountAgain();
    for (let round = 0; round < iterations; round++) {
      if (search.sinceBest >= patience) break;
      search.iteration++;
      const length = moves.walkBack(search, this.#lastOfAll(), 0);
      moves.list(search.links.machine, length, true);
      const chosen = this.#choice.choose(search, moves);
      if (chosen < 0) return false;
      this.#move(moves.u[chosen]!, moves.v[chosen]!, moves.forward[chosen] === 1);
      this.#retime();
      search.endIteration(this.#latestEnd());
    }
    return true;
  }

  result(): ShopOrder {
    const { operations } = this.#model.problem;
    return { mode: operations.modeStart.slice(0, this.#model.n), order: this.#search.bestOrder.slice(), value: this.best };
  }

  #latestEnd(): number {
    const last = this.#last;
    const { end } = this.#search.links;
    let latest = 0;
    for (let k = 0; k < last.length; k++) if (end[last[k]!]! > latest) latest = end[last[k]!]!;
    return latest;
  }

  /** Any operation that ends when everything does. */
  #lastOfAll(): number {
    const { end } = this.#search.links;
    const { size, longest } = this.#search;
    const last = this.#last;
    let seed = this.#search.seed;
    let at = size;
    let choices = 0;
    for (let k = 0; k < last.length; k++) {
      const o = last[k]!;
      if (end[o]! !== longest || o === size) continue;
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      if ((seed & 0x3fff_ffff) % ++choices === 0) at = o;
    }
    this.#search.seed = seed;
    return at;
  }

  /** The last operation of a machine may be another after a move. */
  #move(u: number, v: number, isForward: boolean): void {
    const k = this.#tables.machine[u]!;
    const last = this.#last;
    if (isForward) {
      if (last[k] === v) last[k] = u;
      this.#search.moveBehind(u, v);
    } else {
      if (last[k] === u) last[k] = this.#search.links.mp[u]!;
      this.#search.moveBefore(u, v);
    }
  }

  /** Ends from the move on, tails from there back. */
  #retime(): void {
    const { p, jp, js, mp, ms, end, tail } = this.#search.links;
    const { order, size, left, right } = this.#search;
    for (let i = left; i < size; i++) {
      const o = order[i]!;
      const x = end[jp[o]!]!;
      const y = end[mp[o]!]!;
      end[o] = (x > y ? x : y) + p[o]!;
    }
    for (let i = right; i >= 0; i--) {
      const o = order[i]!;
      const x = tail[js[o]!]!;
      const y = tail[ms[o]!]!;
      tail[o] = (x > y ? x : y) + p[o]!;
    }
  }
}
