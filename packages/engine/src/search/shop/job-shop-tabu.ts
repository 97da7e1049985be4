// Hot loops over typed arrays of fixed size N + 1 (the last entry stands for "none"); indices come from the arrays themselves.
import type { Random } from '../../random/xorshift.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/**
 * Tabu search for the pure job shop on the disjunctive graph: moves of critical operations to the ends of their block and of its ends
 * into the block (N7: Zhang, Li, Guan, Rao 2007; feasibility and estimates after Balas and Vazacopoulos 1998), a tabu matrix of
 * ordered pairs per machine, one random critical path an iteration.
 */
export class JobShopTabu {
  readonly #model: ShopModel;
  readonly #random: Random;
  readonly #n: number;
  readonly #p: Int32Array;
  readonly #machine: Int32Array;
  readonly #jp: Int32Array;
  readonly #js: Int32Array;
  readonly #mp: Int32Array;
  readonly #ms: Int32Array;
  readonly #r: Int32Array;
  readonly #q: Int32Array;
  readonly #order: Int32Array;
  readonly #position: Int32Array;
  /** Index of an operation among those of its machine, and where its machine's tabu matrix starts. */
  readonly #local: Int32Array;
  readonly #base: Int32Array;
  readonly #size: Int32Array;
  readonly #tabu: Int32Array;
  readonly #mark: Uint8Array;
  readonly #window: Int32Array;
  readonly #block: Int32Array;
  readonly #newHead: Int32Array;
  readonly #newTail: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #shortest: number;
  readonly #longest: number;
  #iteration = 0;
  #makespan = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;
  #moveFrom = -1;
  #moveTo = -1;
  #moveForward = false;
  #moveEstimate = 0;
  #moveTies = 0;
  #anyFrom = -1;
  #anyTo = -1;
  #anyForward = false;
  #anyCount = 0;

  constructor(model: ShopModel, random: Random) {
    const { operations, modes } = model.problem;
    const n = model.n;
    this.#model = model;
    this.#random = random;
    this.#n = n;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.#p = ints();
    this.#machine = ints().fill(-1);
    this.#jp = ints().fill(n);
    this.#js = ints().fill(n);
    const count = new Int32Array(model.m);
    this.#local = ints();
    for (let o = 0; o < n; o++) {
      const mode = operations.modeStart[o]!;
      this.#p[o] = modes.duration[mode]!;
      this.#machine[o] = modes.machine[mode]!;
      if (model.predStart[o + 1]! > model.predStart[o]!) this.#jp[o] = model.pred[model.predStart[o]!]!;
      if (model.succStart[o + 1]! > model.succStart[o]!) this.#js[o] = model.succ[model.succStart[o]!]!;
      this.#local[o] = count[this.#machine[o]!]!++;
    }
    this.#size = count;
    this.#base = new Int32Array(model.m);
    let cells = 0;
    for (let machine = 0; machine < model.m; machine++) {
      this.#base[machine] = cells;
      cells += count[machine]! * count[machine]!;
    }
    this.#tabu = ints(cells);
    this.#mp = ints().fill(n);
    this.#ms = ints().fill(n);
    this.#r = ints();
    this.#q = ints();
    this.#order = ints(n);
    this.#position = ints();
    this.#mark = new Uint8Array(n + 1);
    this.#window = ints();
    this.#block = ints();
    this.#newHead = ints();
    this.#newTail = ints();
    this.#bestOrder = ints(n);
    const perMachine = n / Math.max(1, model.m);
    const base = 10 + perMachine / Math.max(1, model.m);
    this.#shortest = Math.ceil(base);
    this.#longest = Math.ceil(base * (perMachine <= 2 * model.m ? 1.4 : 1.5));
  }

  /** Starts from a linear order; its machines' sequences are those of the order. */
  load(order: Int32Array): void {
    const n = this.#n;
    const last = new Int32Array(this.#model.m).fill(n);
    this.#order.set(order);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      this.#position[o] = i;
      const machine = this.#machine[o]!;
      const before = last[machine]!;
      this.#mp[o] = before;
      this.#ms[o] = n;
      if (before < n) this.#ms[before] = o;
      last[machine] = o;
    }
    this.#tabu.fill(0);
    this.#iteration = 0;
    this.#heads(0);
    this.#tails(n - 1);
    this.#measure();
    this.best = this.#makespan;
    this.sinceBest = 0;
    this.#bestOrder.set(this.#order);
  }

  get bestOrder(): Int32Array {
    return this.#bestOrder;
  }

  /** Does so many iterations, or fewer when no move is left (one machine, or every path shorter than a job). */
  run(iterations: number): boolean {
    for (let i = 0; i < iterations; i++) {
      this.#iteration++;
      this.#lookForMove();
      const chosen = this.#moveFrom >= 0;
      if (!chosen && this.#anyFrom < 0) return false;
      if (chosen) this.#apply(this.#moveFrom, this.#moveTo, this.#moveForward);
      else this.#apply(this.#anyFrom, this.#anyTo, this.#anyForward);
      this.#measure();
      this.sinceBest++;
      if (this.#makespan < this.best) {
        this.best = this.#makespan;
        this.sinceBest = 0;
        this.#bestOrder.set(this.#order);
      }
    }
    return true;
  }

  #heads(from: number): void {
    const r = this.#r;
    const p = this.#p;
    const jp = this.#jp;
    const mp = this.#mp;
    const order = this.#order;
    for (let i = from, n = this.#n; i < n; i++) {
      const o = order[i]!;
      const a = jp[o]!;
      const b = mp[o]!;
      const x = r[a]! + p[a]!;
      const y = r[b]! + p[b]!;
      r[o] = x > y ? x : y;
    }
  }

  #tails(from: number): void {
    const q = this.#q;
    const p = this.#p;
    const js = this.#js;
    const ms = this.#ms;
    const order = this.#order;
    for (let i = from; i >= 0; i--) {
      const o = order[i]!;
      const x = q[js[o]!]!;
      const y = q[ms[o]!]!;
      q[o] = p[o]! + (x > y ? x : y);
    }
  }

  #measure(): void {
    let most = 0;
    const { predStart } = this.#model;
    const q = this.#q;
    const mp = this.#mp;
    const n = this.#n;
    // An operation without predecessors of any kind has head 0; its tail is a longest path.
    for (let o = 0; o < n; o++) if (mp[o] === n && predStart[o + 1] === predStart[o] && q[o]! > most) most = q[o]!;
    this.#makespan = most;
  }

  /** Walks one random critical path and scores the moves of its blocks. */
  #lookForMove(): void {
    const random = this.#random;
    const n = this.#n;
    const r = this.#r;
    const q = this.#q;
    const p = this.#p;
    const total = this.#makespan;
    this.#moveFrom = -1;
    this.#anyFrom = -1;
    this.#moveEstimate = Number.MAX_SAFE_INTEGER;
    this.#moveTies = 0;
    this.#anyCount = 0;
    let at = -1;
    let choices = 0;
    for (let o = 0; o < n; o++) {
      if (r[o] === 0 && q[o] === total && this.#mp[o] === n && this.#jp[o] === n && random.unit() * ++choices < 1) at = o;
    }
    let length = 0;
    while (at < n && at >= 0) {
      const block = this.#block;
      if (length > 0 && this.#machine[block[length - 1]!] !== this.#machine[at]) {
        this.#scoreBlock(length);
        length = 0;
      }
      block[length++] = at;
      const end = r[at]! + p[at]!;
      const viaJob = this.#js[at]!;
      const viaMachine = this.#ms[at]!;
      const jobCritical = viaJob < n && r[viaJob] === end && total === r[viaJob]! + q[viaJob]!;
      const machineCritical = viaMachine < n && r[viaMachine] === end && total === r[viaMachine]! + q[viaMachine]!;
      if (jobCritical && machineCritical && viaJob !== viaMachine) at = random.unit() < 0.5 ? viaJob : viaMachine;
      else at = machineCritical ? viaMachine : jobCritical ? viaJob : n;
    }
    this.#scoreBlock(length);
  }

  /** Scores every N7 move of the block now in #block. */
  #scoreBlock(length: number): void {
    if (length < 2) return;
    const block = this.#block;
    const first = block[0]!;
    const last = block[length - 1]!;
    for (let i = 0; i < length - 1; i++) this.#scoreForward(block[i]!, last);
    for (let i = 1; i < length; i++) if (length > 2 || i > 1) this.#scoreBackward(block[i]!, first);
    for (let i = 1; i < length - 1; i++) {
      this.#scoreForward(first, block[i]!);
      this.#scoreBackward(last, block[i]!);
    }
  }

  /** Estimate of moving u right after v. */
  #scoreForward(u: number, v: number): void {
    const r = this.#r;
    const q = this.#q;
    const p = this.#p;
    const jp = this.#jp;
    const js = this.#js;
    const ms = this.#ms;
    if (q[v]! < q[js[u]!]!) return;
    const machine = this.#machine[u]!;
    const size = this.#size[machine]!;
    const base = this.#base[machine]!;
    const localU = this.#local[u]!;
    const head = this.#newHead;
    let before = this.#mp[u]!;
    let headBefore = r[before]! + p[before]!;
    let isTabu = false;
    let w = u;
    do {
      w = ms[w]!;
      const viaJob = r[jp[w]!]! + p[jp[w]!]!;
      head[w] = viaJob > headBefore ? viaJob : headBefore;
      headBefore = head[w]! + p[w]!;
      if (this.#tabu[base + this.#local[w]! * size + localU]! > this.#iteration) isTabu = true;
      before = w;
    } while (w !== v);
    const viaJob = r[jp[u]!]! + p[jp[u]!]!;
    const headU = viaJob > headBefore ? viaJob : headBefore;
    let tailAfter = q[js[u]!]! > q[ms[v]!]! ? q[js[u]!]! : q[ms[v]!]!;
    tailAfter += p[u]!;
    let estimate = headU + tailAfter;
    for (w = v; w !== u; w = this.#mp[w]!) {
      const viaJobTail = q[js[w]!]!;
      tailAfter = p[w]! + (viaJobTail > tailAfter ? viaJobTail : tailAfter);
      const path = head[w]! + tailAfter;
      if (path > estimate) estimate = path;
    }
    this.#consider(u, v, true, estimate, isTabu);
  }

  /** Estimate of moving v right before u. */
  #scoreBackward(v: number, u: number): void {
    const r = this.#r;
    const q = this.#q;
    const p = this.#p;
    const jp = this.#jp;
    const js = this.#js;
    const mp = this.#mp;
    if (r[u]! + p[u]! < r[jp[v]!]! + p[jp[v]!]!) return;
    const machine = this.#machine[u]!;
    const size = this.#size[machine]!;
    const base = this.#base[machine]!;
    const localV = this.#local[v]!;
    const tail = this.#newTail;
    let tailAfter = q[this.#ms[v]!]!;
    let isTabu = false;
    let w = v;
    do {
      w = mp[w]!;
      const viaJob = q[js[w]!]!;
      tail[w] = p[w]! + (viaJob > tailAfter ? viaJob : tailAfter);
      tailAfter = tail[w]!;
      if (this.#tabu[base + localV * size + this.#local[w]!]! > this.#iteration) isTabu = true;
    } while (w !== u);
    const viaJob = q[js[v]!]!;
    const tailV = p[v]! + (viaJob > tailAfter ? viaJob : tailAfter);
    const before = mp[u]!;
    const x = r[jp[v]!]! + p[jp[v]!]!;
    const y = r[before]! + p[before]!;
    const headV = x > y ? x : y;
    let estimate = headV + tailV;
    let headBefore = headV + p[v]!;
    for (w = u; w !== v; w = this.#ms[w]!) {
      const viaJobHead = r[jp[w]!]! + p[jp[w]!]!;
      const head = viaJobHead > headBefore ? viaJobHead : headBefore;
      const path = head + tail[w]!;
      if (path > estimate) estimate = path;
      headBefore = head + p[w]!;
    }
    this.#consider(v, u, false, estimate, isTabu);
  }

  #consider(from: number, to: number, forward: boolean, estimate: number, isTabu: boolean): void {
    if (isTabu && estimate >= this.best) {
      if (this.#random.unit() * ++this.#anyCount < 1) {
        this.#anyFrom = from;
        this.#anyTo = to;
        this.#anyForward = forward;
      }
      return;
    }
    if (estimate > this.#moveEstimate) return;
    if (estimate < this.#moveEstimate) this.#moveTies = 0;
    if (this.#random.unit() * ++this.#moveTies >= 1) return;
    this.#moveEstimate = estimate;
    this.#moveFrom = from;
    this.#moveTo = to;
    this.#moveForward = forward;
  }

  /** Moves u right after v (forward) or right before it, forbids turning the passed pairs back, repairs order, heads and tails. */
  #apply(u: number, v: number, forward: boolean): void {
    const before = this.#mp;
    const after = this.#ms;
    const n = this.#n;
    const machine = this.#machine[u]!;
    const size = this.#size[machine]!;
    const base = this.#base[machine]!;
    const local = this.#local[u]!;
    const until = this.#iteration + this.#shortest + Math.floor(this.#random.unit() * (this.#longest - this.#shortest + 1));
    if (forward)
      for (let w = after[u]!; ; w = after[w]!) {
        this.#tabu[base + local * size + this.#local[w]!] = until;
        if (w === v) break;
      }
    else
      for (let w = before[u]!; ; w = before[w]!) {
        this.#tabu[base + this.#local[w]! * size + local] = until;
        if (w === v) break;
      }
    const left = forward ? this.#position[u]! : this.#position[v]!;
    const right = forward ? this.#position[v]! : this.#position[u]!;
    const a = before[u]!;
    const b = after[u]!;
    if (a < n) after[a] = b;
    if (b < n) before[b] = a;
    if (forward) {
      const c = after[v]!;
      after[v] = u;
      before[u] = v;
      after[u] = c;
      if (c < n) before[c] = u;
    } else {
      const c = before[v]!;
      before[v] = u;
      after[u] = v;
      before[u] = c;
      if (c < n) after[c] = u;
    }
    if (forward) this.#moveDescendantsBack(u, left, right);
    else this.#moveAncestorsForward(u, left, right);
    this.#heads(left);
    this.#tails(right);
  }

  /** Within the window of the order, u and what follows from it go behind all the rest. */
  #moveDescendantsBack(u: number, left: number, right: number): void {
    const mark = this.#mark;
    const order = this.#order;
    const window = this.#window;
    let kept = left;
    let held = 0;
    mark[u] = 1;
    window[held++] = u;
    for (let i = left + 1; i <= right; i++) {
      const o = order[i]!;
      if (mark[this.#jp[o]!] === 1 || mark[this.#mp[o]!] === 1) {
        mark[o] = 1;
        window[held++] = o;
      } else {
        order[kept] = o;
        this.#position[o] = kept++;
      }
    }
    for (let i = 0; i < held; i++) {
      const o = window[i]!;
      mark[o] = 0;
      order[kept] = o;
      this.#position[o] = kept++;
    }
  }

  /** Within the window of the order, u and what leads to it go before all the rest. */
  #moveAncestorsForward(u: number, left: number, right: number): void {
    const mark = this.#mark;
    const order = this.#order;
    const window = this.#window;
    let kept = right;
    let held = 0;
    mark[u] = 1;
    window[held++] = u;
    for (let i = right - 1; i >= left; i--) {
      const o = order[i]!;
      if (mark[this.#js[o]!] === 1 || mark[this.#ms[o]!] === 1) {
        mark[o] = 1;
        window[held++] = o;
      } else {
        order[kept] = o;
        this.#position[o] = kept--;
      }
    }
    for (let i = 0; i < held; i++) {
      const o = window[i]!;
      mark[o] = 0;
      order[kept] = o;
      this.#position[o] = kept--;
    }
  }

  /** The best found since `load`. */
  result(): ShopOrder {
    const { operations } = this.#model.problem;
    return { mode: operations.modeStart.slice(0, this.#n), order: this.#bestOrder.slice(), makespan: this.best };
  }
}
