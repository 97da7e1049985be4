// Scratch arrays sized once; local indices stay below the number of tasks taken, hence the non-null assertions.
import { ThetaTree } from './theta-tree.ts';

/**
 * What follows from tasks not overlapping on one machine: overload, detectable precedences, not-last and edge-finding, and all of it
 * mirrored (Vilím 2007). Each rule costs O(n log n). Times are ticks; ends are below 2^28.
 */
export class Disjunctive {
  /** [task] earliest start, latest end, length: filled by the caller, tightened by `tighten`. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly length: Int32Array;
  readonly #newStart: Int32Array;
  readonly #newEnd: Int32Array;
  readonly #tree: ThetaTree;
  readonly #leaf: Int32Array;
  readonly #key: Int32Array;
  /** Whether the orders below are complete for as many tasks as now, so that sorting can begin from them. */
  #lastCount = 0;
  #isKept = false;
  readonly #byStart: Int32Array;
  readonly #byEnd: Int32Array;
  readonly #byEarliestEnd: Int32Array;
  readonly #byLatestStart: Int32Array;

  constructor(most: number) {
    const ints = (): Int32Array => new Int32Array(most);
    this.start = ints();
    this.end = ints();
    this.length = ints();
    this.#newStart = ints();
    this.#newEnd = ints();
    this.#tree = new ThetaTree(most);
    this.#leaf = ints();
    this.#key = ints();
    this.#byStart = ints();
    this.#byEnd = ints();
    this.#byEarliestEnd = ints();
    this.#byLatestStart = ints();
  }

  /** One round of all rules over the first `count` tasks, forwards and mirrored; false if no schedule exists. */
  tighten(count: number): boolean {
    this.#isKept = count === this.#lastCount;
    this.#lastCount = 0;
    for (let side = 0; side < 2; side++) {
      if (!this.#afterSets(count) || !this.#edges(count) || !this.#notLast(count)) return false;
      this.#mirror(count);
      this.#isKept = true;
    }
    this.#lastCount = count;
    return true;
  }

  #mirror(count: number): void {
    for (let i = 0; i < count; i++) {
      const start = this.start[i]!;
      this.start[i] = -this.end[i]!;
      this.end[i] = -start;
    }
  }

  /** Detectable precedences: what can only come before a task holds it up with all its work. */
  #afterSets(count: number): boolean {
    const { start, end, length } = this;
    const tree = this.#tree;
    this.#plant(count);
    const byEnd = this.#sorted(this.#byEarliestEnd, count, start, length, 1);
    const byStart = this.#sorted(this.#byLatestStart, count, end, length, -1);
    let next = 0;
    for (let k = 0; k < count; k++) {
      const i = byEnd[k]!;
      const earliestEnd = start[i]! + length[i]!;
      for (; next < count && earliestEnd > end[byStart[next]!]! - length[byStart[next]!]!; next++) {
        const j = byStart[next]!;
        tree.add(this.#leaf[j]!, start[j]!, length[j]!);
      }
      this.#newStart[i] = Math.max(start[i]!, this.#endWithout(i, end[i]! - length[i]! < earliestEnd));
    }
    return this.#takeStarts(count);
  }

  /** Edge-finding: a task that cannot come among others nor before them comes behind them. Fails where a set has more work than time. */
  #edges(count: number): boolean {
    const { start, end, length } = this;
    const tree = this.#tree;
    const byStart = this.#plant(count);
    for (let i = 0; i < count; i++) {
      tree.add(this.#leaf[i]!, start[i]!, length[i]!);
      this.#newStart[i] = start[i]!;
    }
    const byEnd = this.#sorted(this.#byEnd, count, end, length, 0);
    for (let k = count - 1; k >= 0; k--) {
      const j = byEnd[k]!;
      if (tree.end > end[j]!) return false;
      if (k === 0) break;
      tree.addGray(this.#leaf[j]!, start[j]!, length[j]!);
      const limit = end[byEnd[k - 1]!]!;
      while (tree.endWithOne > limit) {
        const leaf = tree.one;
        if (leaf < 0) return false;
        const i = byStart[leaf]!;
        this.#newStart[i] = Math.max(this.#newStart[i]!, tree.end);
        tree.remove(leaf);
      }
    }
    return this.#takeStarts(count);
  }

  /** Not-last: a task that cannot follow all of a set ends before the last of the set begins. */
  #notLast(count: number): boolean {
    const { start, end, length } = this;
    const tree = this.#tree;
    this.#plant(count);
    const byEnd = this.#sorted(this.#byEnd, count, end, length, 0);
    const byStart = this.#sorted(this.#byLatestStart, count, end, length, -1);
    let next = 0;
    let last = -1;
    for (let k = 0; k < count; k++) {
      const i = byEnd[k]!;
      for (; next < count && end[i]! > end[byStart[next]!]! - length[byStart[next]!]!; next++) {
        last = byStart[next]!;
        tree.add(this.#leaf[last]!, start[last]!, length[last]!);
      }
      this.#newEnd[i] = end[i]!;
      const isInside = length[i]! > 0;
      if (last >= 0 && this.#endWithout(i, isInside) > end[i]! - length[i]!)
        this.#newEnd[i] = Math.min(end[i]!, end[last]! - length[last]!);
    }
    for (let i = 0; i < count; i++) {
      end[i] = this.#newEnd[i]!;
      if (start[i]! + length[i]! > end[i]!) return false;
    }
    return true;
  }

  /** Empties the tree and gives each task its leaf, in the order of starts. */
  #plant(count: number): Int32Array {
    const { start } = this;
    const byStart = this.#sorted(this.#byStart, count, start, this.length, 0);
    for (let leaf = 0; leaf < count; leaf++) this.#leaf[byStart[leaf]!] = leaf;
    this.#tree.clear(count);
    return byStart;
  }

  #endWithout(i: number, isInside: boolean): number {
    const tree = this.#tree;
    if (!isInside) return tree.end;
    tree.remove(this.#leaf[i]!);
    const end = tree.end;
    tree.add(this.#leaf[i]!, this.start[i]!, this.length[i]!);
    return end;
  }

  #takeStarts(count: number): boolean {
    const { start, end, length } = this;
    for (let i = 0; i < count; i++) {
      start[i] = this.#newStart[i]!;
      if (start[i]! + length[i]! > end[i]!) return false;
    }
    return true;
  }

  /** The first `count` tasks by time + factor · length. By insertion: they are few, and stand nearly as they last stood. */
  #sorted(order: Int32Array, count: number, time: Int32Array, length: Int32Array, factor: number): Int32Array {
    const key = this.#key;
    for (let i = 0; i < count; i++) key[i] = time[i]! + factor * length[i]!;
    for (let k = 0; k < count; k++) {
      const i = this.#isKept ? order[k]! : k;
      const value = key[i]!;
      let at = k;
      while (at > 0 && key[order[at - 1]!]! > value) {
        order[at] = order[at - 1]!;
        at--;
      }
      order[at] = i;
    }
    return order;
  }
}
