// Hot loops over typed arrays; indices come from the arrays themselves.
import type { Random } from '../../random/xorshift.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/**
 * Tabu search for flexible and assembly shops: a critical operation is taken out and put back at the best place of any machine that can
 * do it. Places that cannot close a cycle, one of them the best, are found as Mastrolilli and Gambardella (2000) show: behind what must
 * come first (R without L), before what must come after (L without R).
 */
export class FlexibleTabu implements ShopKernel {
  readonly #model: ShopModel;
  readonly #random: Random;
  readonly #n: number;
  readonly #mode: Int32Array;
  readonly #mp: Int32Array;
  readonly #ms: Int32Array;
  readonly #first: Int32Array;
  readonly #r: Int32Array;
  readonly #q: Int32Array;
  /** Heads and tails with one operation taken out. */
  readonly #rOut: Int32Array;
  readonly #qOut: Int32Array;
  readonly #p: Int32Array;
  readonly #order: Int32Array;
  readonly #position: Int32Array;
  readonly #open: Int32Array;
  /** [operation * machines + machine] iteration until which it may not be put there. */
  readonly #tabu: Int32Array;
  readonly #critical: Int32Array;
  readonly #bestOrder: Int32Array;
  readonly #bestMode: Int32Array;
  #iteration = 0;
  #makespan = 0;
  best = Number.MAX_SAFE_INTEGER;
  sinceBest = 0;
  #chosen = -1;
  #chosenMode = -1;
  #chosenBefore = -1;
  #estimate = 0;
  #ties = 0;

  constructor(model: ShopModel, random: Random) {
    const n = model.n;
    this.#model = model;
    this.#random = random;
    this.#n = n;
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.#mode = ints(n);
    this.#mp = ints().fill(n);
    this.#ms = ints().fill(n);
    this.#first = ints(model.m).fill(n);
    this.#r = ints();
    this.#q = ints();
    this.#rOut = ints();
    this.#qOut = ints();
    this.#p = ints();
    this.#order = ints(n);
    this.#position = ints();
    this.#open = ints();
    this.#tabu = ints(n * model.m);
    this.#critical = ints(n);
    this.#bestOrder = ints(n);
    this.#bestMode = ints(n);
  }

  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    const n = this.#n;
    const { modes } = this.#model.problem;
    this.#mode.set(mode);
    this.#first.fill(n);
    const last = new Int32Array(this.#model.m).fill(n);
    for (const o of order) {
      const machine = modes.machine[mode[o]!]!;
      this.#p[o] = modes.duration[mode[o]!]!;
      const before = last[machine]!;
      this.#mp[o] = before;
      this.#ms[o] = n;
      if (before < n) this.#ms[before] = o;
      else this.#first[machine] = o;
      last[machine] = o;
    }
    this.#tabu.fill(0);
    this.#iteration = 0;
    this.#recompute();
    this.best = this.#makespan;
    this.sinceBest = 0;
    this.#bestOrder.set(this.#order);
    this.#bestMode.set(this.#mode);
  }

  result(): ShopOrder {
    return { mode: this.#bestMode.slice(), order: this.#bestOrder.slice(), value: this.best };
  }

  /** Does so many iterations; false when there is nothing critical to move. */
  run(iterations: number, patience: number): boolean {
    for (let i = 0; i < iterations && this.sinceBest < patience; i++) {
      this.#iteration++;
      if (!this.#lookForMove()) return false;
      this.#apply();
      this.sinceBest++;
      if (this.#makespan >= this.best) continue;
      this.best = this.#makespan;
      this.sinceBest = 0;
      this.#bestOrder.set(this.#order);
      this.#bestMode.set(this.#mode);
    }
    return true;
  }

  /** Topological order, heads and tails of the whole graph (Kahn). */
  #recompute(): void {
    const n = this.#n;
    const { predStart, succStart, succ, pred } = this.#model;
    const open = this.#open;
    const order = this.#order;
    const mp = this.#mp;
    const ms = this.#ms;
    const r = this.#r;
    const q = this.#q;
    const p = this.#p;
    let filled = 0;
    for (let o = 0; o < n; o++) {
      const waits = predStart[o + 1]! - predStart[o]! + (mp[o]! < n ? 1 : 0);
      open[o] = waits;
      if (waits === 0) order[filled++] = o;
    }
    let makespan = 0;
    for (let at = 0; at < filled; at++) {
      const o = order[at]!;
      this.#position[o] = at;
      let head = mp[o]! < n ? r[mp[o]!]! + p[mp[o]!]! : 0;
      for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
        const end = r[pred[k]!]! + p[pred[k]!]!;
        if (end > head) head = end;
      }
      r[o] = head;
      if (head + p[o]! > makespan) makespan = head + p[o]!;
      for (let k = succStart[o]!; k < succStart[o + 1]!; k++) if (0 === --open[succ[k]!]!) order[filled++] = succ[k]!;
      const next = ms[o]!;
      if (next < n && 0 === --open[next]!) order[filled++] = next;
    }
    if (filled < n) throw new Error('a move closed a cycle');
    for (let at = n - 1; at >= 0; at--) {
      const o = order[at]!;
      let tail = q[ms[o]!]!;
      for (let k = succStart[o]!; k < succStart[o + 1]!; k++) if (q[succ[k]!]! > tail) tail = q[succ[k]!]!;
      q[o] = tail + p[o]!;
    }
    this.#makespan = makespan;
  }

  /** Heads behind and tails before operation v as if it were not on its machine. */
  #takeOut(v: number): void {
    const n = this.#n;
    const { predStart, succStart, succ, pred } = this.#model;
    const order = this.#order;
    const r = this.#rOut;
    const q = this.#qOut;
    const p = this.#p;
    const mp = this.#mp;
    const ms = this.#ms;
    const at = this.#position[v]!;
    const before = mp[v]!;
    const after = ms[v]!;
    r.set(this.#r);
    q.set(this.#q);
    // Off its machine the operation stands in its job with no time of its own.
    let ready = 0;
    for (let k = predStart[v]!; k < predStart[v + 1]!; k++) ready = Math.max(ready, r[pred[k]!]! + p[pred[k]!]!);
    let rest = 0;
    for (let k = succStart[v]!; k < succStart[v + 1]!; k++) rest = Math.max(rest, q[succ[k]!]!);
    r[v] = ready;
    q[v] = rest;
    for (let i = at + 1; i < n; i++) {
      const o = order[i]!;
      const machineBefore = o === after ? before : mp[o]!;
      let head = machineBefore < n ? r[machineBefore]! + p[machineBefore]! : 0;
      for (let k = predStart[o]!; k < predStart[o + 1]!; k++) {
        const end = pred[k] === v ? ready : r[pred[k]!]! + p[pred[k]!]!;
        if (end > head) head = end;
      }
      r[o] = head;
    }
    for (let i = at - 1; i >= 0; i--) {
      const o = order[i]!;
      const machineAfter = o === before ? after : ms[o]!;
      let tail = q[machineAfter]!;
      for (let k = succStart[o]!; k < succStart[o + 1]!; k++) {
        const next = q[succ[k]!]!;
        if (next > tail) tail = next;
      }
      q[o] = tail + p[o]!;
    }
  }

  #lookForMove(): boolean {
    const n = this.#n;
    const r = this.#r;
    const q = this.#q;
    const random = this.#random;
    this.#chosen = -1;
    this.#estimate = Number.MAX_SAFE_INTEGER;
    this.#ties = 0;
    // One random critical path, walked from its start.
    const { succStart, succ, problem } = this.#model;
    let at = n;
    let choices = 0;
    for (let i = 0; i < n; i++) {
      const o = this.#order[i]!;
      if (r[o] === 0 && q[o] === this.#makespan && random.unit() * ++choices < 1) at = o;
    }
    let count = 0;
    while (at < n) {
      this.#critical[count++] = at;
      const end = r[at]! + this.#p[at]!;
      let next = n;
      let ways = 0;
      const rest = this.#makespan - end;
      for (let k = succStart[at]!; k < succStart[at + 1]!; k++) {
        const o = succ[k]!;
        if (r[o] === end && q[o] === rest && random.unit() * ++ways < 1) next = o;
      }
      const o = this.#ms[at]!;
      if (o < n && r[o] === end && q[o] === rest && random.unit() * ++ways < 1) next = o;
      at = next;
    }
    let anyOperation = -1;
    let anyMode = -1;
    let anyBefore = -1;
    let anyCount = 0;
    for (let i = 0; i < count; i++) {
      const v = this.#critical[i]!;
      const from = problem.operations.modeStart[v]!;
      const to = problem.operations.modeStart[v + 1]!;
      // Alone on its way and alone on its machine's stretch: nothing to gain by moving it.
      if (to - from === 1 && this.#mp[v] === n && this.#ms[v] === n) continue;
      this.#takeOut(v);
      for (let mode = from; mode < to; mode++) {
        const found = this.#scorePlaces(v, mode);
        if (found >= 0 && random.unit() * ++anyCount < 1) {
          anyOperation = v;
          anyMode = mode;
          anyBefore = found;
        }
      }
    }
    if (this.#chosen >= 0) return true;
    if (anyOperation < 0) return false;
    this.#chosen = anyOperation;
    this.#chosenMode = anyMode;
    this.#chosenBefore = anyBefore;
    return true;
  }

  /** Scores the safe places of a mode; returns one of them (the operation to come before it, n = first) where all are tabu, else -1. */
  #scorePlaces(v: number, mode: number): number {
    const n = this.#n;
    const { problem, predStart, pred, succStart, succ } = this.#model;
    const machine = problem.modes.machine[mode]!;
    const duration = problem.modes.duration[mode]!;
    const r = this.#rOut;
    const q = this.#qOut;
    const p = this.#p;
    const own = problem.modes.machine[this.#mode[v]!] === machine;
    let head = 0;
    for (let k = predStart[v]!; k < predStart[v + 1]!; k++) head = Math.max(head, r[pred[k]!]! + p[pred[k]!]!);
    let tail = 0;
    for (let k = succStart[v]!; k < succStart[v + 1]!; k++) tail = Math.max(tail, q[succ[k]!]!);
    const isTabu = this.#tabu[v * this.#model.m + machine]! > this.#iteration;
    // Walk the machine's sequence without v. Behind every x in R \ L, before the first x in L \ R.
    let before = n;
    let x = this.#first[machine]!;
    if (x === v) x = this.#ms[v]!;
    let lastMust = n;
    for (let y = x; y < n; y = this.#nextWithout(y, v)) {
      const inL = r[y]! + p[y]! > head;
      const inR = q[y]! > tail;
      if (inR && !inL) lastMust = y;
    }
    before = lastMust;
    let next = lastMust === n ? x : this.#nextWithout(lastMust, v);
    let spare = -1;
    for (;;) {
      const same = own && (this.#mp[v] === before || (before === n && this.#first[machine] === v));
      if (!same) {
        const headHere = before < n && r[before]! + p[before]! > head ? r[before]! + p[before]! : head;
        const tailHere = next < n && q[next]! > tail ? q[next]! : tail;
        const estimate = headHere + duration + tailHere;
        if (isTabu && estimate >= this.best) spare = before;
        else this.#consider(v, mode, before, estimate);
      }
      if (next >= n) break;
      const inL = r[next]! + p[next]! > head;
      const inR = q[next]! > tail;
      if (inL && !inR) break;
      before = next;
      next = this.#nextWithout(next, v);
    }
    return spare;
  }

  #nextWithout(o: number, v: number): number {
    const next = this.#ms[o]!;
    return next === v ? this.#ms[v]! : next;
  }

  #consider(v: number, mode: number, before: number, estimate: number): void {
    if (estimate > this.#estimate) return;
    if (estimate < this.#estimate) this.#ties = 0;
    if (this.#random.unit() * ++this.#ties >= 1) return;
    this.#estimate = estimate;
    this.#chosen = v;
    this.#chosenMode = mode;
    this.#chosenBefore = before;
  }

  #apply(): void {
    const n = this.#n;
    const v = this.#chosen;
    const { modes, operations } = this.#model.problem;
    const oldMachine = modes.machine[this.#mode[v]!]!;
    const machine = modes.machine[this.#chosenMode]!;
    const ways = operations.modeStart[v + 1]! - operations.modeStart[v]!;
    const tenure = 8 + ways + Math.floor(this.#random.unit() * (6 + Math.sqrt(n)));
    this.#tabu[v * this.#model.m + oldMachine] = this.#iteration + tenure;
    const before = this.#mp[v]!;
    const after = this.#ms[v]!;
    if (before < n) this.#ms[before] = after;
    else this.#first[oldMachine] = after;
    if (after < n) this.#mp[after] = before;
    const left = this.#chosenBefore;
    const right = left < n ? this.#ms[left]! : this.#first[machine]!;
    this.#mp[v] = left;
    this.#ms[v] = right;
    if (left < n) this.#ms[left] = v;
    else this.#first[machine] = v;
    if (right < n) this.#mp[right] = v;
    this.#mode[v] = this.#chosenMode;
    this.#p[v] = modes.duration[this.#chosenMode]!;
    this.#recompute();
  }
}
