// Hot loops over typed arrays of fixed size N + 1 (entry N stands for "none"); indices come from the arrays themselves.
import type { FlexibleTables } from './flexible-tables.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/**
 * A flexible or assembly shop's operations on their machines, setups on the arcs between neighbours of a machine, with the earliest end
 * of each and the longest path behind it kept up to date: only what a change reaches is recomputed. Others read its arrays and never
 * write them.
 */
export class FlexibleGraph {
  readonly n: number;
  readonly m: number;
  readonly tables: FlexibleTables;
  /** [operation] mode, machine, time there; machine predecessor and successor; setup right before it. */
  readonly mode: Int32Array;
  readonly machine: Int32Array;
  readonly p: Int32Array;
  readonly mp: Int32Array;
  readonly ms: Int32Array;
  readonly s: Int32Array;
  /** [machine] first operation. */
  readonly first: Int32Array;
  /** [operation] earliest end; longest path from its start to the end of everything. */
  readonly end: Int32Array;
  readonly tail: Int32Array;
  /** A linear order of the graph. */
  readonly order: Int32Array;
  /** Its inverse. */
  readonly #place: Int32Array;
  /** [place] 1 = to be recomputed. */
  readonly #dirty: Uint8Array;
  readonly #mark: Uint8Array;
  readonly #window: Int32Array;
  /** What taking an operation out has changed, to be put back. */
  readonly #endChanged: Int32Array;
  readonly #endBefore: Int32Array;
  readonly #tailChanged: Int32Array;
  readonly #tailBefore: Int32Array;
  #endChanges = 0;
  #tailChanges = 0;

  constructor({ n, m }: ShopModel, tables: FlexibleTables) {
    const ints = (size = n + 1): Int32Array => new Int32Array(size);
    this.n = n;
    this.m = m;
    this.tables = tables;
    this.mode = ints();
    this.machine = ints();
    this.p = ints();
    this.mp = ints().fill(n);
    this.ms = ints().fill(n);
    this.s = ints();
    this.first = ints(m).fill(n);
    this.end = ints();
    this.tail = ints();
    this.order = ints(n);
    this.#place = ints();
    this.#dirty = new Uint8Array(n + 1);
    this.#mark = new Uint8Array(n + 1);
    this.#window = ints();
    this.#endChanged = ints();
    this.#endBefore = ints();
    this.#tailChanged = ints();
    this.#tailBefore = ints();
  }

  /** Begins anew: every machine does what it is given in this order. */
  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    const n = this.n;
    const { machine, duration } = this.tables;
    const last = new Int32Array(this.m).fill(n);
    this.first.fill(n);
    this.mode.set(mode);
    this.order.set(order);
    for (let i = 0; i < n; i++) {
      const o = order[i]!;
      const k = machine[mode[o]!]!;
      const before = last[k]!;
      this.#place[o] = i;
      this.machine[o] = k;
      this.p[o] = duration[mode[o]!]!;
      this.mp[o] = before;
      this.ms[o] = n;
      if (before < n) this.ms[before] = o;
      else this.first[k] = o;
      this.s[o] = this.setup(before, mode[o]!);
      last[k] = o;
      this.end[o] = this.#ready(o) + this.p[o]!;
    }
    for (let i = n - 1; i >= 0; i--) this.tail[order[i]!] = this.#rest(order[i]!) + this.p[order[i]!]!;
  }

  /** Puts an operation behind another of a mode's machine, n = as its first. The place must be safe: no circle is looked for. */
  move(v: number, mode: number, left: number): void {
    const n = this.n;
    const place = this.#place;
    const before = this.mp[v]!;
    const after = this.ms[v]!;
    this.#unlink(v);
    const k = this.tables.machine[mode]!;
    const right = left < n ? this.ms[left]! : this.first[k]!;
    this.mode[v] = mode;
    this.machine[v] = k;
    this.p[v] = this.tables.duration[mode]!;
    this.#link(v, left, right);
    if (left < n && place[left]! > place[v]!) this.#moveBehind(v, place[left]!);
    else if (right < n && place[right]! < place[v]!) this.#moveBefore(v, place[right]!);
    let from = place[v]!;
    let pending = this.#soil(v) + this.#soil(after) + this.#soil(right);
    if (after < n && place[after]! < from) from = place[after]!;
    if (right < n && place[right]! < from) from = place[right]!;
    this.#sweepEnds(from, pending, 0);
    from = place[v]!;
    pending = this.#soil(v) + this.#soil(before) + this.#soil(left);
    if (before < n && place[before]! > from) from = place[before]!;
    if (left < n && place[left]! > from) from = place[left]!;
    this.#sweepTails(from, pending, 0);
  }

  /** Whether the one comes later in the linear order. */
  isBehind(a: number, b: number): boolean {
    return this.#place[a]! > this.#place[b]!;
  }

  latestEnd(): number {
    const { sinks } = this.tables;
    const end = this.end;
    let latest = 0;
    for (let i = 0; i < sinks.length; i++) if (end[sinks[i]!]! > latest) latest = end[sinks[i]!]!;
    return latest;
  }

  /** Setup of a mode right behind an operation, n = first on its machine. */
  setup(before: number, mode: number): number {
    const t = this.tables;
    if (!t.hasSetups) return 0;
    if (before === this.n) return t.firstSetup[mode]!;
    return t.changeover[t.row[this.mode[before]!]! + t.column[mode]!]! + t.ownSetup[mode]!;
  }

  /** Latest end of what must come before an operation, in its job and on its machine. */
  #ready(o: number): number {
    const head = this.jobReady(o);
    const viaMachine = this.end[this.mp[o]!]! + this.s[o]!;
    return viaMachine > head ? viaMachine : head;
  }

  jobReady(o: number): number {
    const t = this.tables;
    const end = this.end;
    let head = end[t.jobBefore[o]!]!;
    if (t.isChains) return head;
    for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) {
      const other = end[t.moreBefore[k]!]!;
      if (other > head) head = other;
    }
    return head;
  }

  /** Longest path behind an operation. */
  #rest(o: number): number {
    const tail = this.jobRest(o);
    const after = this.ms[o]!;
    const viaMachine = this.tail[after]! + this.s[after]!;
    return viaMachine > tail ? viaMachine : tail;
  }

  jobRest(o: number): number {
    const t = this.tables;
    const tail = this.tail;
    let rest = tail[t.jobAfter[o]!]!;
    if (t.isChains) return rest;
    for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) {
      const other = tail[t.moreAfter[k]!]!;
      if (other > rest) rest = other;
    }
    return rest;
  }

  #unlink(v: number): void {
    const n = this.n;
    const before = this.mp[v]!;
    const after = this.ms[v]!;
    if (before < n) this.ms[before] = after;
    else this.first[this.machine[v]!] = after;
    if (after < n) {
      this.mp[after] = before;
      this.s[after] = this.setup(before, this.mode[after]!);
    }
  }

  #link(v: number, before: number, after: number): void {
    const n = this.n;
    this.mp[v] = before;
    this.ms[v] = after;
    this.s[v] = this.setup(before, this.mode[v]!);
    if (before < n) this.ms[before] = v;
    else this.first[this.machine[v]!] = v;
    if (after < n) {
      this.mp[after] = v;
      this.s[after] = this.setup(v, this.mode[after]!);
    }
  }

  /** Off its machine an operation stands in its job with no time of its own; makes all ends and tails as they are then. */
  takeOut(v: number, ready: number, rest: number): void {
    const before = this.mp[v]!;
    const after = this.ms[v]!;
    this.#unlink(v);
    this.#endChanges = 0;
    this.#tailChanges = 0;
    const { end, tail } = { end: this.end, tail: this.tail };
    this.#endChanged[this.#endChanges] = v;
    this.#endBefore[this.#endChanges++] = end[v]!;
    this.#tailChanged[this.#tailChanges] = v;
    this.#tailBefore[this.#tailChanges++] = tail[v]!;
    end[v] = ready;
    tail[v] = rest;
    let pending = this.#dirtyAfter(v);
    pending += this.#soil(after);
    this.#endChanges = this.#sweepEnds(this.#place[v]! + 1, pending, this.#endChanges);
    pending = this.#dirtyBefore(v);
    pending += this.#soil(before);
    this.#tailChanges = this.#sweepTails(this.#place[v]! - 1, pending, this.#tailChanges);
  }

  putBack(v: number): void {
    const end = this.end;
    const tail = this.tail;
    for (let i = 0; i < this.#endChanges; i++) end[this.#endChanged[i]!] = this.#endBefore[i]!;
    for (let i = 0; i < this.#tailChanges; i++) tail[this.#tailChanged[i]!] = this.#tailBefore[i]!;
    this.#link(v, this.mp[v]!, this.ms[v]!);
  }

  /** Marks an operation to be recomputed; 1 if it was not marked. */
  #soil(o: number): number {
    if (o === this.n) return 0;
    const at = this.#place[o]!;
    if (this.#dirty[at] === 1) return 0;
    this.#dirty[at] = 1;
    return 1;
  }

  /** Marks what follows in the job. */
  #dirtyAfter(o: number): number {
    const t = this.tables;
    let count = this.#soil(t.jobAfter[o]!);
    if (t.isChains) return count;
    for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) count += this.#soil(t.moreAfter[k]!);
    return count;
  }

  #dirtyBefore(o: number): number {
    const t = this.tables;
    let count = this.#soil(t.jobBefore[o]!);
    if (t.isChains) return count;
    for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) count += this.#soil(t.moreBefore[k]!);
    return count;
  }

  /** Recomputes marked ends and all that follows from a change, in the order's direction; notes what was there. */
  #sweepEnds(from: number, marked: number, noted: number): number {
    const { order, dirty, end, p } = { order: this.order, dirty: this.#dirty, end: this.end, p: this.p };
    let pending = marked;
    let changes = noted;
    for (let i = from; pending > 0; i++) {
      if (dirty[i] === 0) continue;
      dirty[i] = 0;
      pending--;
      const o = order[i]!;
      const fresh = this.#ready(o) + p[o]!;
      const old = end[o]!;
      if (fresh === old) continue;
      this.#endChanged[changes] = o;
      this.#endBefore[changes++] = old;
      end[o] = fresh;
      pending += this.#dirtyAfter(o) + this.#soil(this.ms[o]!);
    }
    return changes;
  }

  #sweepTails(from: number, marked: number, noted: number): number {
    const { order, dirty, tail, p } = { order: this.order, dirty: this.#dirty, tail: this.tail, p: this.p };
    let pending = marked;
    let changes = noted;
    for (let i = from; pending > 0; i--) {
      if (dirty[i] === 0) continue;
      dirty[i] = 0;
      pending--;
      const o = order[i]!;
      const fresh = this.#rest(o) + p[o]!;
      const old = tail[o]!;
      if (fresh === old) continue;
      this.#tailChanged[changes] = o;
      this.#tailBefore[changes++] = old;
      tail[o] = fresh;
      pending += this.#dirtyBefore(o) + this.#soil(this.mp[o]!);
    }
    return changes;
  }

  /** Within the window of the order, v and what follows from it go behind all the rest. */
  #moveBehind(v: number, until: number): void {
    const { order, place, mark, window } = { order: this.order, place: this.#place, mark: this.#mark, window: this.#window };
    const t = this.tables;
    let kept = place[v]!;
    let held = 0;
    mark[v] = 1;
    window[held++] = v;
    for (let i = kept + 1; i <= until; i++) {
      const o = order[i]!;
      let follows = mark[t.jobBefore[o]!]! | mark[this.mp[o]!]!;
      if (!t.isChains) for (let k = t.moreBeforeStart[o]!; k < t.moreBeforeStart[o + 1]!; k++) follows |= mark[t.moreBefore[k]!]!;
      if (follows === 1) {
        mark[o] = 1;
        window[held++] = o;
      } else {
        order[kept] = o;
        place[o] = kept++;
      }
    }
    for (let i = 0; i < held; i++) {
      const o = window[i]!;
      mark[o] = 0;
      order[kept] = o;
      place[o] = kept++;
    }
  }

  /** Within the window of the order, v and what leads to it go before all the rest. */
  #moveBefore(v: number, until: number): void {
    const { order, place, mark, window } = { order: this.order, place: this.#place, mark: this.#mark, window: this.#window };
    const t = this.tables;
    let kept = place[v]!;
    let held = 0;
    mark[v] = 1;
    window[held++] = v;
    for (let i = kept - 1; i >= until; i--) {
      const o = order[i]!;
      let leads = mark[t.jobAfter[o]!]! | mark[this.ms[o]!]!;
      if (!t.isChains) for (let k = t.moreAfterStart[o]!; k < t.moreAfterStart[o + 1]!; k++) leads |= mark[t.moreAfter[k]!]!;
      if (leads === 1) {
        mark[o] = 1;
        window[held++] = o;
      } else {
        order[kept] = o;
        place[o] = kept--;
      }
    }
    for (let i = 0; i < held; i++) {
      const o = window[i]!;
      mark[o] = 0;
      order[kept] = o;
      place[o] = kept--;
    }
  }
}
