// One hot loop over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { JobShopTables } from './job-shop-tables.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** In blocks longer than this only operations so near to an end move. */
const REACH = 40;
/** Long before the count of iterations is full it begins anew. */
const LAST_ITERATION = 2 ** 30;

/**
 * Tabu search for the pure job shop on the disjunctive graph: moves of critical operations to the ends of their block and of its ends
 * into the block (N7: Zhang, Li, Guan, Rao 2007; feasibility and estimates after Balas and Vazacopoulos 1998), a tabu matrix of
 * ordered pairs per machine, one random critical path an iteration. The twin of kernels/job-shop.ts, which is the same search as
 * WebAssembly: the same choices in the same order. It serves where that cannot run, and as its judge.
 */
export class JobShopTabu implements ShopKernel {
  readonly #model: ShopModel;
  /** [operation] time on its machine; machine; job predecessor and successor; machine predecessor and successor. */
  readonly #p: Int32Array;
  readonly #machine: Int32Array;
  readonly #jp: Int32Array;
  readonly #js: Int32Array;
  readonly #mp: Int32Array;
  readonly #ms: Int32Array;
  /** [operation] earliest end; longest path from its start to the end of everything. */
  readonly #end: Int32Array;
  readonly #tail: Int32Array;
  /** A linear order of the graph and its inverse. */
  readonly #order: Int32Array;
  readonly #position: Int32Array;
  /** [machine] last operation. */
  readonly #last: Int32Array;
  /** [operation] row in its machine's tabu matrix, and column; the matrix holds the iteration until which "row before column" is tabu. */
  readonly #row: Int32Array;
  readonly #column: Int32Array;
  readonly #tabu: Int32Array;
  readonly #mark: Uint8Array;
  readonly #window: Int32Array;
  readonly #path: Int32Array;
  /** Heads or tails of the operations a move passes, while it is scored. */
  readonly #passed: Int32Array;
  /** The moves of an iteration: u right behind v (forward), or right before it. */
  readonly #moveU: Int32Array;
  readonly #moveV: Int32Array;
  readonly #forward: Uint8Array;
  /** One bit per position: to be recomputed. */
  readonly #dirty: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #isSparse: boolean;
  readonly #tenure: number;
  readonly #tenureSpread: number;
  #seed: number;
  #iteration = 1;
  #makespan = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;

  /** Any seed but 0. */
  constructor(model: ShopModel, tables: JobShopTables, seed: number) {
    const n = model.n;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.#model = model;
    this.#seed = seed | 0;
    this.#isSparse = tables.isSparse;
    this.#p = tables.duration;
    this.#machine = tables.machine;
    this.#jp = tables.jobBefore;
    this.#js = tables.jobAfter;
    this.#row = tables.row;
    this.#column = tables.column;
    this.#tabu = ints(tables.cells);
    this.#tenure = tables.tenure;
    this.#tenureSpread = tables.tenureSpread;
    this.#mp = ints().fill(n);
    this.#ms = ints().fill(n);
    this.#end = ints();
    this.#tail = ints();
    this.#order = ints(n);
    this.#position = ints();
    this.#last = ints(model.m).fill(n);
    this.#mark = new Uint8Array(n + 1);
    this.#window = ints();
    this.#path = ints();
    this.#passed = ints();
    this.#moveU = ints(4 * n + 4);
    this.#moveV = ints(4 * n + 4);
    this.#forward = new Uint8Array(4 * n + 4);
    this.#dirty = ints((n >> 5) + 2);
    this.#bestOrder = ints(n);
  }

  load({ order }: Pick<ShopOrder, 'order'>): void {
    const n = this.#model.n;
    const mp = this.#mp;
    const ms = this.#ms;
    const end = this.#end;
    const tail = this.#tail;
    const last = this.#last.fill(n);
    let makespan = 0;
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const machine = this.#machine[o]!;
      const before = last[machine]!;
      this.#position[o] = i;
      mp[o] = before;
      ms[before] = o;
      ms[o] = n;
      last[machine] = o;
      end[o] = Math.max(end[this.#jp[o]!]!, end[before]!) + this.#p[o]!;
      makespan = Math.max(makespan, end[o]!);
    }
    for (let i = n - 1; i >= 0; i--) {
      const o = order[i]!;
      tail[o] = Math.max(tail[this.#js[o]!]!, tail[ms[o]!]!) + this.#p[o]!;
    }
    this.#order.set(order);
    this.#bestOrder.set(order);
    // Iterations go on counting, so what was tabu before only has to be older than now.
    this.#iteration += this.#tenure + this.#tenureSpread + 1;
    this.#makespan = makespan;
    this.best = makespan;
    this.sinceBest = 0;
  }

  /** One function on purpose: its arrays stay at hand, which is worth half as much speed again. */
  run(iterations: number, patience: number): boolean {
    if (this.#iteration > LAST_ITERATION) {
      this.#iteration = 1;
      this.#tabu.fill(0);
    }
    const n = this.#model.n;
    const m = this.#model.m;
    const p = this.#p;
    const machine = this.#machine;
    const jp = this.#jp;
    const js = this.#js;
    const mp = this.#mp;
    const ms = this.#ms;
    const end = this.#end;
    const tail = this.#tail;
    const order = this.#order;
    const position = this.#position;
    const lastOf = this.#last;
    const row = this.#row;
    const column = this.#column;
    const tabu = this.#tabu;
    const mark = this.#mark;
    const window = this.#window;
    const path = this.#path;
    const passed = this.#passed;
    const moveU = this.#moveU;
    const moveV = this.#moveV;
    const forward = this.#forward;
    const dirty = this.#dirty;
    const tenure = this.#tenure;
    const tenureSpread = this.#tenureSpread;
    const sparse = this.#isSparse;
    let seed = this.#seed;
    let makespan = this.#makespan;
    let best = this.best;
    let sinceBest = this.sinceBest;
    let iteration = this.#iteration;
    let alive = true;
    for (let round = 0; round < iterations && sinceBest < patience; round++) {
      iteration++;
      // 1. A random critical path, walked backwards.
      let at = n;
      let choices = 0;
      for (let k = 0; k < m; k++) {
        const o = lastOf[k]!;
        if (end[o]! !== makespan || o === n) continue;
        seed ^= seed << 13;
        seed ^= seed >>> 17;
        seed ^= seed << 5;
        if ((seed & 0x3fff_ffff) % ++choices === 0) at = o;
      }
      let length = 0;
      while (at < n) {
        path[length++] = at;
        const head = end[at]! - p[at]!;
        if (head === 0) break;
        const a = jp[at]!;
        const b = mp[at]!;
        if (end[a]! !== head) at = b;
        else if (end[b]! !== head) at = a;
        else {
          seed ^= seed << 13;
          seed ^= seed >>> 17;
          seed ^= seed << 5;
          at = (seed & 0x10000) === 0 ? a : b;
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
        // The end of the last block and the start of the first one lie at the path's own ends: nothing is won by changing them.
        if (low > 0) {
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
        if (high < length - 1) {
          const near = high - low > REACH ? high - REACH : low;
          // A block of two has one swap, already listed if its end counts.
          for (let i = high - low === 1 && low > 0 ? high : near; i < high; i++) {
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
        let count = 0;
        let w = u;
        if (forward[i] === 1) {
          const d = js[u]!;
          // A path from u's job successor to v would close a cycle; a job may come back to its machine, so v may be that successor.
          if (d === v || (d !== n && tail[d]! >= tail[v]! + p[d]!)) continue;
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
          if (d === v || (d !== n && end[d]! >= end[v]! + p[d]!)) continue;
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
        alive = false;
        break;
      }
      // 4. Relink the machine, forbid turning the passed pairs back, repair the order within the window.
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
        if (c === n) lastOf[machine[u]!] = u;
        left = position[u]!;
        right = position[v]!;
        // u and what follows from it within the window go behind the rest.
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
        if (b === n) lastOf[machine[u]!] = a;
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
      // 5. Ends from the window on, tails from the window back.
      if (sparse) {
        let bits = 0;
        // Whose machine predecessor is another now: u, what follows it, what followed it before.
        let reach = position[u]!;
        dirty[reach >> 5]! |= 1 << (reach & 31);
        for (let k = 0; k < 2; k++) {
          const o = k === 0 ? ms[u]! : b;
          if (o === n) continue;
          const place = position[o]!;
          dirty[place >> 5]! |= 1 << (place & 31);
          if (place > reach) reach = place;
        }
        for (let word = left >> 5; word <= reach >> 5; word++) {
          while ((bits = dirty[word]!) !== 0) {
            dirty[word] = bits & (bits - 1);
            const o = order[(word << 5) + 31 - Math.clz32(bits & -bits)]!;
            const x = end[jp[o]!]!;
            const y = end[mp[o]!]!;
            const value = (x > y ? x : y) + p[o]!;
            if (value === end[o]!) continue;
            end[o] = value;
            for (let k = 0; k < 2; k++) {
              const d = k === 0 ? js[o]! : ms[o]!;
              if (d === n) continue;
              const place = position[d]!;
              dirty[place >> 5]! |= 1 << (place & 31);
              if (place > reach) reach = place;
            }
          }
        }
        reach = position[u]!;
        dirty[reach >> 5]! |= 1 << (reach & 31);
        for (let k = 0; k < 2; k++) {
          const o = k === 0 ? mp[u]! : a;
          if (o === n) continue;
          const place = position[o]!;
          dirty[place >> 5]! |= 1 << (place & 31);
          if (place < reach) reach = place;
        }
        for (let word = right >> 5; word >= reach >> 5; word--) {
          while ((bits = dirty[word]!) !== 0) {
            const bit = 31 - Math.clz32(bits);
            dirty[word] = bits & ~(1 << bit);
            const o = order[(word << 5) + bit]!;
            const x = tail[js[o]!]!;
            const y = tail[ms[o]!]!;
            const value = (x > y ? x : y) + p[o]!;
            if (value === tail[o]!) continue;
            tail[o] = value;
            for (let k = 0; k < 2; k++) {
              const d = k === 0 ? jp[o]! : mp[o]!;
              if (d === n) continue;
              const place = position[d]!;
              dirty[place >> 5]! |= 1 << (place & 31);
              if (place < reach) reach = place;
            }
          }
        }
      } else {
        for (let i = left; i < n; i++) {
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
      makespan = 0;
      for (let k = 0; k < m; k++) if (end[lastOf[k]!]! > makespan) makespan = end[lastOf[k]!]!;
      if (makespan < best) {
        best = makespan;
        sinceBest = 0;
        this.#bestOrder.set(order);
      } else sinceBest++;
    }
    this.#seed = seed;
    this.#makespan = makespan;
    this.#iteration = iteration;
    this.best = best;
    this.sinceBest = sinceBest;
    return alive;
  }

  result(): ShopOrder {
    const { operations } = this.#model.problem;
    return { mode: operations.modeStart.slice(0, this.#model.n), order: this.#bestOrder.slice(), value: this.best };
  }
}
