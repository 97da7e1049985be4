// Hot loops over typed arrays of fixed size; local indices below the size of the window, border slots above. Indices come from the arrays
// themselves, hence the non-null assertions. Its twin in AssemblyScript is kernels/window.ts: a change here is a change there.
import { BlockChoice } from '../blocks/block-choice.ts';
import { BlockMoves } from '../blocks/block-moves.ts';
import { BlockSearch } from '../blocks/block-search.ts';
import type { JobShopTiming } from './job-shop-timing.ts';
import type { WindowSearch } from './window-search.ts';
import type { WindowTables } from './window-tables.ts';

/** An iteration without a move counts as so many: another path may have one, but enough of those and the window is over. */
const WITHOUT_MOVE = 50;
const FEW_CELLS = 1024;

/**
 * Tabu search on part of a large job shop, so that a part fits into the processor's cache. What lies before and behind is a border of fixed
 * ends and tails, and what counts is the longest path through the window. Moves, estimates and feasibility are those of `JobShopTabu`.
 */
export class WindowTabu implements WindowSearch {
  readonly #tables: WindowTables;
  readonly #search: BlockSearch;
  readonly #moves: BlockMoves;
  readonly #choice: BlockChoice;
  readonly #ahead: Int32Array;
  /** Whether the path under way ends within a block that goes on beyond the border, or ends everything. */
  #endsInBlock = true;
  moves = 0;

  /** Any seed but 0. The tables are its own from now on: it works on their links and times. */
  constructor(tables: WindowTables, seed: number) {
    const { most } = tables;
    this.#tables = tables;
    this.#search = new BlockSearch(tables, most, FEW_CELLS, seed);
    this.#moves = new BlockMoves(most);
    this.#choice = new BlockChoice(most);
    this.#ahead = new Int32Array(most + 1);
  }

  get size(): number {
    return this.#tables.size;
  }

  get best(): number {
    return this.#search.best;
  }

  get sinceBest(): number {
    return this.#search.sinceBest;
  }

  load(timing: JobShopTiming, from: number, to: number): void {
    const search = this.#search;
    const tables = this.#tables;
    tables.load(timing, from, to);
    const { size, p, end, tail, row, machine } = tables;
    let cells = 0;
    let longest = 0;
    for (let i = 0; i < size; i++) {
      search.order[i] = i;
      search.position[i] = i;
      longest = Math.max(longest, end[i]! - p[i]! + tail[i]!);
      cells = Math.max(cells, row[i]! + tables.countOf(machine[i]!));
    }
    search.forgetTabu();
    if (cells > search.tabu.length) {
      const larger = new Int32Array(cells);
      larger.set(search.tabu);
      search.tabu = larger;
    }
    search.take(size, tables.tenure, tables.tenureSpread);
    search.settle(longest);
    this.moves = 0;
  }

  store(timing: JobShopTiming): void {
    this.#tables.store(timing, this.#search.bestOrder);
  }

  run(iterations: number, patience: number, goal: number): boolean {
    const search = this.#search;
    const moves = this.#moves;
    for (let round = 0; round < iterations; round++) {
      if (search.sinceBest >= patience || search.best <= goal) return false;
      search.iteration++;
      const middle = this.#anyOnPath();
      const length = moves.walkBack(search, middle, this.#walkOn(middle));
      moves.list(search.links.machine, length, this.#endsInBlock);
      const chosen = this.#choice.choose(search, moves);
      if (chosen < 0) {
        search.sinceBest += WITHOUT_MOVE;
        continue;
      }
      this.moves++;
      if (moves.forward[chosen] === 1) search.moveBehind(moves.u[chosen]!, moves.v[chosen]!);
      else search.moveBefore(moves.u[chosen]!, moves.v[chosen]!);
      search.endIteration(this.#retime());
    }
    return true;
  }

  /** An operation on a longest path. */
  #anyOnPath(): number {
    const { p, end, tail } = this.#tables;
    const { size, longest } = this.#search;
    let seed = this.#search.seed;
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    this.#search.seed = seed;
    let at = (seed & 0x3fff_ffff) % size;
    while (end[at]! - p[at]! + tail[at]! !== longest) if (++at === size) at = 0;
    return at;
  }

  /** The rest of the path behind an operation, in reverse; returns how long it is. */
  #walkOn(from: number): number {
    const { p, js, ms, tail } = this.#tables;
    const border = this.#search.size;
    const ahead = this.#ahead;
    const path = this.#moves.path;
    let seed = this.#search.seed;
    let at = from;
    let count = 0;
    this.#endsInBlock = true;
    for (;;) {
      const rest = tail[at]! - p[at]!;
      if (rest === 0) break;
      const a = js[at]!;
      const b = ms[at]!;
      if (tail[a]! !== rest) at = b;
      else if (tail[b]! !== rest) at = a;
      else {
        seed ^= seed << 13;
        seed ^= seed >>> 17;
        seed ^= seed << 5;
        at = (seed & 0x10000) === 0 ? a : b;
      }
      if (at >= border) {
        this.#endsInBlock = at === b;
        break;
      }
      ahead[count++] = at;
    }
    this.#search.seed = seed;
    let length = 0;
    while (count > 0) path[length++] = ahead[--count]!;
    return length;
  }

  /** Ends from the move on, tails from there back; returns the longest path through any of them. */
  #retime(): number {
    const { p, jp, js, mp, ms, end, tail } = this.#tables;
    const { order, size, left, right } = this.#search;
    for (let i = left; i <= right; i++) {
      const o = order[i]!;
      const x = end[jp[o]!]!;
      const y = end[mp[o]!]!;
      end[o] = (x > y ? x : y) + p[o]!;
    }
    let longest = 0;
    for (let i = right + 1; i < size; i++) {
      const o = order[i]!;
      const x = end[jp[o]!]!;
      const y = end[mp[o]!]!;
      const start = x > y ? x : y;
      end[o] = start + p[o]!;
      if (start + tail[o]! > longest) longest = start + tail[o]!;
    }
    for (let i = right; i >= 0; i--) {
      const o = order[i]!;
      const x = tail[js[o]!]!;
      const y = tail[ms[o]!]!;
      const rest = x > y ? x : y;
      tail[o] = rest + p[o]!;
      if (end[o]! + rest > longest) longest = end[o]! + rest;
    }
    return longest;
  }
}
