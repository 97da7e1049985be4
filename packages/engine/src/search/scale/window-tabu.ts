// One hot loop over typed arrays of fixed size; local indices below the size of the window, border slots above. Indices come from the
// arrays themselves, hence the non-null assertions. Its twin in AssemblyScript is kernels/window.ts: a change here is a change there.
import type { JobShopTiming } from './job-shop-timing.ts';
import type { WindowSearch } from './window-search.ts';
import type { WindowTables } from './window-tables.ts';

/** In blocks longer than this only operations so near to an end move. */
const REACH = 40;
const FIRST_ITERATION = 1;

const LAST_ITERATION = 2 ** 30;

/**
 * Tabu search on part of a large job shop, so that a part fits into the processor's cache. What lies before and behind is a border of fixed
 * ends and tails, and what counts is the longest path through the window. Moves, estimates and feasibility are those of `JobShopTabu`.
 */
export class WindowTabu implements WindowSearch {
  readonly #tables: WindowTables;
  readonly #order: Int32Array;
  readonly #position: Int32Array;
  readonly #bestOrder: Int32Array;
  /** Iteration until which "row before column" is tabu; grown when a window needs more. */
  #tabu = new Int32Array(1024);
  readonly #mark: Uint8Array;
  readonly #moved: Int32Array;
  readonly #path: Int32Array;
  readonly #ahead: Int32Array;
  readonly #passed: Int32Array;
  readonly #moveU: Int32Array;
  readonly #moveV: Int32Array;
  readonly #forward: Uint8Array;
  #seed: number;
  #iteration = FIRST_ITERATION;
  /** Those of the window before. */
  #tenure = 0;
  #tenureSpread = 0;
  #longest = 0;
  best = 0;
  sinceBest = 0;
  moves = 0;

  /** Any seed but 0. The tables are its own from now on: it works on their links and times. */
  constructor(tables: WindowTables, seed: number) {
    const { most } = tables;
    const slots = 5 * most;
    this.#tables = tables;
    this.#seed = seed | 0;
    this.#order = new Int32Array(most);
    this.#position = new Int32Array(slots);
    this.#bestOrder = new Int32Array(most);
    this.#mark = new Uint8Array(slots);
    this.#moved = new Int32Array(most + 1);
    this.#path = new Int32Array(most + 1);
    this.#ahead = new Int32Array(most + 1);
    this.#passed = new Int32Array(most + 1);
    this.#moveU = new Int32Array(4 * most + 4);
    this.#moveV = new Int32Array(4 * most + 4);
    this.#forward = new Uint8Array(4 * most + 4);
  }

  get size(): number {
    return this.#tables.size;
  }

  load(timing: JobShopTiming, from: number, to: number): void {
    const tables = this.#tables;
    tables.load(timing, from, to);
    const { size, p, end, tail, row, machine } = tables;
    let cells = 0;
    this.#longest = 0;
    for (let i = 0; i < size; i++) {
      this.#order[i] = i;
      this.#bestOrder[i] = i;
      this.#position[i] = i;
      this.#longest = Math.max(this.#longest, end[i]! - p[i]! + tail[i]!);
      cells = Math.max(cells, row[i]! + tables.countOf(machine[i]!));
    }
    // Iterations go on counting, so what was tabu before only has to be older than now.
    this.#iteration += this.#tenure + this.#tenureSpread + 1;
    if (this.#iteration > LAST_ITERATION) {
      this.#iteration = FIRST_ITERATION;
      this.#tabu.fill(0);
    }
    if (cells > this.#tabu.length) {
      const larger = new Int32Array(cells);
      larger.set(this.#tabu);
      this.#tabu = larger;
    }
    this.#tenure = tables.tenure;
    this.#tenureSpread = tables.tenureSpread;
    this.best = this.#longest;
    this.sinceBest = 0;
    this.moves = 0;
  }

  store(timing: JobShopTiming): void {
    this.#tables.store(timing, this.#bestOrder);
  }

  run(iterations: number, patience: number, goal: number): boolean {
    const n = this.size;
    const tables = this.#tables;
    const p = tables.p;
    const machine = tables.machine;
    const jp = tables.jp;
    const js = tables.js;
    const mp = tables.mp;
    const ms = tables.ms;
    const end = tables.end;
    const tail = tables.tail;
    const order = this.#order;
    const position = this.#position;
    const row = tables.row;
    const column = tables.column;
    const tabu = this.#tabu;
    const mark = this.#mark;
    const window = this.#moved;
    const path = this.#path;
    const ahead = this.#ahead;
    const passed = this.#passed;
    const moveU = this.#moveU;
    const moveV = this.#moveV;
    const forward = this.#forward;
    const tenure = this.#tenure;
    const tenureSpread = this.#tenureSpread;
    let seed = this.#seed;
    let longest = this.#longest;
    let best = this.best;
    let sinceBest = this.sinceBest;
    let iteration = this.#iteration;
    let alive = true;
    let made = 0;
    for (let round = 0; round < iterations; round++) {
      if (sinceBest >= patience || best <= goal) {
        alive = false;
        break;
      }
      iteration++;
      // 1. A random critical path within the window, from some operation on it to both sides.
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      let at = (seed & 0x3fff_ffff) % n;
      while (end[at]! - p[at]! + tail[at]! !== longest) if (++at === n) at = 0;
      const middle = at;
      let count = 0;
      let endsInBlock = true;
      for (;;) {
        const rest = tail[at]! - p[at]!;
        if (rest === 0) break;
        const a = js[at]!;
        const b = ms[at]!;
        let viaJob = tail[a] === rest;
        if (viaJob && tail[b] === rest) {
          seed ^= seed << 13;
          seed ^= seed >>> 17;
          seed ^= seed << 5;
          viaJob = (seed & 0x10000) === 0;
        }
        at = viaJob ? a : b;
        if (at >= n) {
          endsInBlock = !viaJob;
          break;
        }
        ahead[count++] = at;
      }
      let length = 0;
      while (count > 0) path[length++] = ahead[--count]!;
      at = middle;
      let beginsInBlock = true;
      for (;;) {
        path[length++] = at;
        const head = end[at]! - p[at]!;
        if (head === 0) break;
        const a = jp[at]!;
        const b = mp[at]!;
        let viaJob = end[a] === head;
        if (viaJob && end[b] === head) {
          seed ^= seed << 13;
          seed ^= seed >>> 17;
          seed ^= seed << 5;
          viaJob = (seed & 0x10000) === 0;
        }
        at = viaJob ? a : b;
        if (at >= n) {
          beginsInBlock = !viaJob;
          break;
        }
      }
      // 2. The moves of each block. The path lies in reverse: a block is path[high] (its first operation) … path[low] (its last).
      let moves = 0;
      for (let low = 0; low < length;) {
        const k = machine[path[low]!]!;
        let high = low;
        while (high + 1 < length && machine[path[high + 1]!] === k) high++;
        const first = path[high]!;
        const last = path[low]!;
        // A block that goes on beyond the border, or begins or ends everything, gains nothing at that side.
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
        if (high < length - 1 || !beginsInBlock) {
          const near = high - low > REACH ? high - REACH : low;
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
      // 3. Score them; of equally good ones any, of tabu ones any if there is no other.
      let chosen = -1;
      let chosenValue = 0x7fff_ffff;
      let ties = 0;
      let spare = -1;
      let spares = 0;
      for (let i = 0; i < moves; i++) {
        const u = moveU[i]!;
        const v = moveV[i]!;
        let value = 0;
        let isTabu = false;
        let w = u;
        count = 0;
        if (forward[i] === 1) {
          const d = js[u]!;
          // What lies behind the window leads to nothing within it.
          if (d === v || (d < n && tail[d]! >= tail[v]! + p[d]!)) continue;
          const columnU = column[u]!;
          let before = end[mp[u]!]!;
          do {
            w = ms[w]!;
            const viaJob = end[jp[w]!]!;
            if (viaJob > before) before = viaJob;
            passed[count++] = before;
            before += p[w]!;
            if (tabu[row[w]! + columnU]! > iteration) isTabu = true;
          } while (w !== v);
          if (end[jp[u]!]! > before) before = end[jp[u]!]!;
          let after = tail[ms[v]!]!;
          if (tail[d]! > after) after = tail[d]!;
          after += p[u]!;
          value = before + after;
          do {
            const viaJob = tail[js[w]!]!;
            if (viaJob > after) after = viaJob;
            after += p[w]!;
            const through = passed[--count]! + after;
            if (through > value) value = through;
            w = mp[w]!;
          } while (w !== u);
        } else {
          const d = jp[u]!;
          if (d === v || (d < n && end[d]! >= end[v]! + p[d]!)) continue;
          const rowU = row[u]!;
          let after = tail[ms[u]!]!;
          do {
            w = mp[w]!;
            const viaJob = tail[js[w]!]!;
            if (viaJob > after) after = viaJob;
            after += p[w]!;
            passed[count++] = after;
            if (tabu[rowU + column[w]!]! > iteration) isTabu = true;
          } while (w !== v);
          if (tail[js[u]!]! > after) after = tail[js[u]!]!;
          let before = end[mp[v]!]!;
          if (end[d]! > before) before = end[d]!;
          before += p[u]!;
          value = before + after;
          do {
            const viaJob = end[jp[w]!]!;
            if (viaJob > before) before = viaJob;
            const through = before + passed[--count]!;
            if (through > value) value = through;
            before += p[w]!;
            w = ms[w]!;
          } while (w !== u);
        }
        if (isTabu && value >= best) {
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
      if (chosen < 0) chosen = spare;
      if (chosen < 0) {
        // Another path may have a move; enough of those without one and the window is over.
        sinceBest += 50;
        continue;
      }
      made++;
      // 4. Relink the machine, forbid turning the passed pairs back, repair the order between the two.
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      const until = iteration + tenure + ((seed & 0x3fff_ffff) % tenureSpread);
      const u = moveU[chosen]!;
      const v = moveV[chosen]!;
      const a = mp[u]!;
      const b = ms[u]!;
      let left: number;
      let right: number;
      let held = 1;
      ms[a] = b;
      mp[b] = a;
      window[0] = u;
      mark[u] = 1;
      if (forward[chosen] === 1) {
        const rowU = row[u]!;
        for (let w = b; ; w = ms[w]!) {
          tabu[rowU + column[w]!] = until;
          if (w === v) break;
        }
        const c = ms[v]!;
        ms[v] = u;
        mp[u] = v;
        ms[u] = c;
        mp[c] = u;
        left = position[u]!;
        right = position[v]!;
        let kept = left;
        for (let i = left + 1; i <= right; i++) {
          const o = order[i]!;
          if ((mark[jp[o]!]! | mark[mp[o]!]!) !== 0) {
            mark[o] = 1;
            window[held++] = o;
          } else {
            order[kept] = o;
            position[o] = kept++;
          }
        }
        for (let i = 0; i < held; i++) {
          const o = window[i]!;
          mark[o] = 0;
          order[kept] = o;
          position[o] = kept++;
        }
      } else {
        const columnU = column[u]!;
        for (let w = a; ; w = mp[w]!) {
          tabu[row[w]! + columnU] = until;
          if (w === v) break;
        }
        const c = mp[v]!;
        mp[v] = u;
        ms[u] = v;
        mp[u] = c;
        ms[c] = u;
        left = position[v]!;
        right = position[u]!;
        let kept = right;
        for (let i = right - 1; i >= left; i--) {
          const o = order[i]!;
          if ((mark[js[o]!]! | mark[ms[o]!]!) !== 0) {
            mark[o] = 1;
            window[held++] = o;
          } else {
            order[kept] = o;
            position[o] = kept--;
          }
        }
        for (let i = 0; i < held; i++) {
          const o = window[i]!;
          mark[o] = 0;
          order[kept] = o;
          position[o] = kept--;
        }
      }
      // 5. Ends from there on, tails from there back, and the longest path through any of them.
      for (let i = left; i <= right; i++) {
        const o = order[i]!;
        const x = end[jp[o]!]!;
        const y = end[mp[o]!]!;
        end[o] = (x > y ? x : y) + p[o]!;
      }
      longest = 0;
      for (let i = right + 1; i < n; i++) {
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
      if (longest < best) {
        best = longest;
        sinceBest = 0;
        this.#bestOrder.set(n === order.length ? order : order.subarray(0, n));
      } else sinceBest++;
    }
    this.#seed = seed;
    this.#longest = longest;
    this.#iteration = iteration;
    this.moves += made;
    this.best = best;
    this.sinceBest = sinceBest;
    return alive;
  }
}
