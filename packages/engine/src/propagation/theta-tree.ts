// A binary tree in arrays: node i has the children 2i and 2i + 1. Indices follow from its size, hence the non-null assertions.

/** Ends of nothing: so early that no sum of lengths brings it near a time. */
const NOWHEN = -(2 ** 29);

/**
 * The earliest end of a set Θ of tasks on one machine, and of Θ with any one task of a second set Λ, in O(log n) a change (Vilím 2004,
 * 2007). Leaves stand in the order of the tasks' earliest starts.
 */
export class ThetaTree {
  #leaves = 1;
  readonly #sum: Int32Array;
  readonly #end: Int32Array;
  readonly #graySum: Int32Array;
  readonly #grayEnd: Int32Array;
  /** [node] leaf of the Λ task behind `graySum` and `grayEnd`, -1 = none. */
  readonly #sumBy: Int32Array;
  readonly #endBy: Int32Array;

  constructor(most: number) {
    let leaves = 1;
    while (leaves < most) leaves *= 2;
    this.#sum = new Int32Array(2 * leaves);
    this.#end = new Int32Array(2 * leaves);
    this.#graySum = new Int32Array(2 * leaves);
    this.#grayEnd = new Int32Array(2 * leaves);
    this.#sumBy = new Int32Array(2 * leaves);
    this.#endBy = new Int32Array(2 * leaves);
  }

  /** Both sets empty, room for so many leaves. */
  clear(count: number): void {
    let leaves = 1;
    while (leaves < count) leaves *= 2;
    this.#leaves = leaves;
    this.#sum.fill(0, 0, 2 * leaves);
    this.#end.fill(NOWHEN, 0, 2 * leaves);
    this.#graySum.fill(0, 0, 2 * leaves);
    this.#grayEnd.fill(NOWHEN, 0, 2 * leaves);
    this.#sumBy.fill(-1, 0, 2 * leaves);
    this.#endBy.fill(-1, 0, 2 * leaves);
  }

  /** Earliest end of Θ; NOWHEN if it is empty. */
  get end(): number {
    return this.#end[1]!;
  }
  /** Earliest end of Θ with the one task of Λ that makes it latest. */
  get endWithOne(): number {
    return this.#grayEnd[1]!;
  }
  /** The leaf of that task. */
  get one(): number {
    return this.#endBy[1]!;
  }

  /** Into Θ, out of Λ. */
  add(leaf: number, start: number, length: number): void {
    this.#set(leaf, length, start + length, length, start + length, -1);
  }
  /** Into Λ, out of Θ. */
  addGray(leaf: number, start: number, length: number): void {
    this.#set(leaf, 0, NOWHEN, length, start + length, leaf);
  }
  /** Out of both. */
  remove(leaf: number): void {
    this.#set(leaf, 0, NOWHEN, 0, NOWHEN, -1);
  }

  #set(leaf: number, sum: number, end: number, graySum: number, grayEnd: number, by: number): void {
    let node = this.#leaves + leaf;
    this.#sum[node] = sum;
    this.#end[node] = end;
    this.#graySum[node] = graySum;
    this.#grayEnd[node] = grayEnd;
    this.#sumBy[node] = by;
    this.#endBy[node] = by;
    for (node >>= 1; node >= 1; node >>= 1) this.#renew(node);
  }

  #renew(node: number): void {
    const left = 2 * node;
    const right = left + 1;
    const sum = this.#sum;
    const end = this.#end;
    sum[node] = sum[left]! + sum[right]!;
    end[node] = Math.max(end[right]!, end[left]! + sum[right]!);
    const graySumLeft = this.#graySum[left]! + sum[right]!;
    const graySumRight = sum[left]! + this.#graySum[right]!;
    this.#graySum[node] = Math.max(graySumLeft, graySumRight);
    this.#sumBy[node] = graySumLeft >= graySumRight && this.#sumBy[left]! >= 0 ? this.#sumBy[left]! : this.#sumBy[right]!;
    const inRight = this.#grayEnd[right]!;
    const sumInRight = end[left]! + this.#graySum[right]!;
    const inLeft = this.#grayEnd[left]! + sum[right]!;
    const latest = Math.max(inRight, sumInRight, inLeft);
    this.#grayEnd[node] = latest;
    if (latest === inRight) this.#endBy[node] = this.#endBy[right]!;
    else if (latest === sumInRight) this.#endBy[node] = this.#sumBy[right]!;
    else this.#endBy[node] = this.#endBy[left]!;
  }
}
