// Arrays of fixed size; indices come from the arrays themselves, hence the non-null assertions.
import type { BlockMoves } from './block-moves.ts';
import type { BlockSearch } from './block-search.ts';

/** A move that would close a circle. */
const NEVER = -1;

/** What each move promises (feasibility and estimates after Balas and Vazacopoulos 1998), and the move that promises most. */
export class BlockChoice {
  /** Heads or tails of the operations a move passes, while it is scored. */
  readonly #passed: Int32Array;
  /** Of the move scored last. */
  #isTabu = false;

  constructor(most: number) {
    this.#passed = new Int32Array(most + 1);
  }

  /** The best move that is not tabu or is better than all before; of equals any; of tabu ones any if there is no other; -1 for none. */
  choose(search: BlockSearch, moves: BlockMoves): number {
    const { u, v, forward, count } = moves;
    const best = search.best;
    let seed = search.seed;
    let chosen = -1;
    let chosenValue = 0x7fff_ffff;
    let ties = 0;
    let spare = -1;
    let spares = 0;
    for (let i = 0; i < count; i++) {
      const value = forward[i] === 1 ? this.#scoreBehind(search, u[i]!, v[i]!) : this.#scoreBefore(search, u[i]!, v[i]!);
      if (value === NEVER) continue;
      if (this.#isTabu && value >= best) {
        seed ^= seed << 13;
        seed ^= seed >>> 17;
        seed ^= seed << 5;
        if ((seed & 0x3fff_ffff) % ++spares === 0) spare = i;
        continue;
      }
      if (value > chosenValue) continue;
      if (value < chosenValue) {
        chosenValue = value;
        chosen = i;
        ties = 1;
        continue;
      }
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      if ((seed & 0x3fff_ffff) % ++ties === 0) chosen = i;
    }
    search.seed = seed;
    return chosen < 0 ? spare : chosen;
  }

  /** Longest path through what changes when u goes right behind v. */
  #scoreBehind(search: BlockSearch, u: number, v: number): number {
    const { p, jp, js, mp, ms, end, tail, row, column } = search.links;
    const { tabu, iteration } = search;
    const d = js[u]!;
    // A path from u's job successor to v would close a circle; a job may come back to its machine, so v may be that successor.
    if (d === v || (d < search.size && tail[d]! >= tail[v]! + p[d]!)) return NEVER;
    const passed = this.#passed;
    const columnU = column[u]!;
    let isTabu = false;
    let count = 0;
    let w = u;
    let before = end[mp[u]!]!;
    do {
      w = ms[w]!;
      const viaJob = end[jp[w]!]!;
      if (viaJob > before) before = viaJob;
      passed[count++] = before;
      before += p[w]!;
      if (tabu[row[w]! + columnU]! > iteration) isTabu = true;
    } while (w !== v);
    this.#isTabu = isTabu;
    if (end[jp[u]!]! > before) before = end[jp[u]!]!;
    let after = tail[ms[v]!]!;
    if (tail[d]! > after) after = tail[d]!;
    after += p[u]!;
    let value = before + after;
    do {
      const viaJob = tail[js[w]!]!;
      if (viaJob > after) after = viaJob;
      after += p[w]!;
      const through = passed[--count]! + after;
      if (through > value) value = through;
      w = mp[w]!;
    } while (w !== u);
    return value;
  }

  /** The same when u goes right before v. */
  #scoreBefore(search: BlockSearch, u: number, v: number): number {
    const { p, jp, js, mp, ms, end, tail, row, column } = search.links;
    const { tabu, iteration } = search;
    const d = jp[u]!;
    if (d === v || (d < search.size && end[d]! >= end[v]! + p[d]!)) return NEVER;
    const passed = this.#passed;
    const rowU = row[u]!;
    let isTabu = false;
    let count = 0;
    let w = u;
    let after = tail[ms[u]!]!;
    do {
      w = mp[w]!;
      const viaJob = tail[js[w]!]!;
      if (viaJob > after) after = viaJob;
      after += p[w]!;
      passed[count++] = after;
      if (tabu[rowU + column[w]!]! > iteration) isTabu = true;
    } while (w !== v);
    this.#isTabu = isTabu;
    if (tail[js[u]!]! > after) after = tail[js[u]!]!;
    let before = end[mp[v]!]!;
    if (end[d]! > before) before = end[d]!;
    before += p[u]!;
    let value = before + after;
    do {
      const viaJob = end[jp[w]!]!;
      if (viaJob > before) before = viaJob;
      const through = before + passed[--count]!;
      if (through > value) value = through;
      before += p[w]!;
      w = ms[w]!;
    } while (w !== u);
    return value;
  }
}
