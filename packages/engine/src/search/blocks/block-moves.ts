// Arrays of fixed size; indices come from the arrays themselves, hence the non-null assertions.
import type { BlockSearch } from './block-search.ts';

/** In blocks longer than this only operations so near to an end move. */
const REACH = 40;

/** A random critical path, and the moves of its blocks: to their ends, and of their ends into them (N7: Zhang, Li, Guan, Rao 2007). */
export class BlockMoves {
  /** The path in reverse. */
  readonly path: Int32Array;
  /** u right behind v (forward), or right before it. */
  readonly u: Int32Array;
  readonly v: Int32Array;
  readonly forward: Uint8Array;
  count = 0;
  /** Whether the path walked last begins within a block that goes on beyond the border, or begins everything. */
  #beginsInBlock = true;

  constructor(most: number) {
    this.path = new Int32Array(most + 1);
    this.u = new Int32Array(4 * most + 4);
    this.v = new Int32Array(4 * most + 4);
    this.forward = new Uint8Array(4 * most + 4);
  }

  /** An operation and the path before it, back to its first, from a place of the path on; returns how long the path is then. */
  walkBack(search: BlockSearch, from: number, begin: number): number {
    const { p, jp, mp, end } = search.links;
    const path = this.path;
    const border = search.size;
    let seed = search.seed;
    let at = from;
    let length = begin;
    this.#beginsInBlock = true;
    for (;;) {
      path[length++] = at;
      const start = end[at]! - p[at]!;
      if (start === 0) break;
      const a = jp[at]!;
      const b = mp[at]!;
      if (end[a]! !== start) at = b;
      else if (end[b]! !== start) at = a;
      else {
        seed ^= seed << 13;
        seed ^= seed >>> 17;
        seed ^= seed << 5;
        at = (seed & 0x10000) === 0 ? a : b;
      }
      if (at >= border) {
        this.#beginsInBlock = at === b;
        break;
      }
    }
    search.seed = seed;
    return length;
  }

  /**
   * The moves of each block: path[high] (its first operation) … path[low] (its last). A block that goes on beyond the border, or begins
   * or ends everything, gains nothing at that side.
   */
  list(machine: Int32Array, length: number, endsInBlock: boolean): void {
    const path = this.path;
    const moveU = this.u;
    const moveV = this.v;
    const forward = this.forward;
    let moves = 0;
    for (let low = 0; low < length;) {
      const k = machine[path[low]!]!;
      let high = low;
      while (high + 1 < length && machine[path[high + 1]!] === k) high++;
      const first = path[high]!;
      const last = path[low]!;
      const hasEnd = low > 0 || !endsInBlock;
      if (hasEnd) {
        const far = high - low > REACH ? low + REACH : high;
        for (let i = low + 1; i <= far; i++) {
          moveU[moves] = path[i]!;
          moveV[moves] = last;
          forward[moves++] = 1;
        }
        for (let i = low + 2; i < far; i++) {
          moveU[moves] = last;
          moveV[moves] = path[i]!;
          forward[moves++] = 0;
        }
      }
      if (high < length - 1 || !this.#beginsInBlock) {
        const near = high - low > REACH ? high - REACH : low;
        // A block of two has one swap, already listed if its end counts.
        for (let i = high - low === 1 && hasEnd ? high : near; i < high; i++) {
          moveU[moves] = path[i]!;
          moveV[moves] = first;
          forward[moves++] = 0;
        }
        for (let i = near + 1; i < high - 1; i++) {
          moveU[moves] = first;
          moveV[moves] = path[i]!;
          forward[moves++] = 1;
        }
      }
      low = high + 1;
    }
    this.count = moves;
  }
}
