// Indices come from the network's own tables, hence the non-null assertions.
import type { Problem } from '../problem/problem.ts';
import { Domains } from './domains.ts';
import { taskNetwork } from './task-network.ts';

/** So often domains are narrowed, about, before others have their turn. */
const AT_ONCE = 4;

/**
 * Raises a lower bound of the makespan by refuting deadlines: if propagation finds no schedule that ends by T, none is shorter than
 * T + 1 (destructive improvement, Klein and Scholl 1999). First by propagation alone; then also asking of every pair of operations
 * on a machine what follows from either order: an order that is refuted fixes the other (Martin and Shmoys 1996).
 */
export class DestructiveBound {
  /** The bound so far. */
  value: number;
  /** Whether there is anything left to try. */
  isOpen = true;
  readonly #domains: Domains;
  readonly #trial: Domains;
  /** Pairs of tasks on one machine, and whether their order is settled for the deadline under test. */
  readonly #pairs: Int32Array;
  readonly #isSettled: Uint8Array;
  #withPairs = false;
  /** How far above the bound the next deadline lies. */
  #stride = 1;
  /** The deadline whose pairs are being asked about, and how far that has come; -1 = none. */
  #deadline = -1;
  #next = 0;
  #hasLearned = false;

  constructor(problem: Problem, value: number) {
    this.value = value;
    const network = taskNetwork(problem);
    this.#domains = new Domains(network);
    this.#trial = new Domains(network);
    const pairs: number[] = [];
    for (const list of network.machines) list.forEach((a, i) => list.subarray(i + 1).forEach((b) => pairs.push(a, b)));
    this.#pairs = Int32Array.from(pairs);
    this.#isSettled = new Uint8Array(pairs.length / 2);
  }

  /** One deadline, or some pairs, against the best plan known; returns how many times domains were narrowed. */
  step(best: number): number {
    if (this.value >= best) this.isOpen = false;
    if (!this.isOpen) return 0;
    if (this.#deadline >= best) this.#deadline = -1;
    if (this.#deadline >= 0) return this.#askPairs();
    const deadline = Math.min(best - 1, this.value + this.#stride - 1);
    this.#domains.open(deadline);
    if (!this.#domains.narrow()) this.#refuted(deadline);
    else if (this.#withPairs) this.#beginPairs(deadline);
    else this.#notRefuted();
    return 1;
  }

  #refuted(deadline: number): void {
    this.value = deadline + 1;
    this.#stride *= 2;
    this.#deadline = -1;
  }

  /** Nearer to the bound; where the very next deadline stands, with stronger means, and then no more. */
  #notRefuted(): void {
    this.#deadline = -1;
    if (this.#stride > 1) this.#stride = Math.max(1, this.#stride >> 2);
    else if (this.#withPairs) this.isOpen = false;
    else this.#withPairs = true;
  }

  #beginPairs(deadline: number): void {
    this.#deadline = deadline;
    this.#next = 0;
    this.#hasLearned = false;
    this.#isSettled.fill(0);
  }

  #askPairs(): number {
    let work = 0;
    while (work < AT_ONCE) {
      if (2 * this.#next >= this.#pairs.length) {
        if (!this.#hasLearned) {
          this.#notRefuted();
          return work + 1;
        }
        this.#next = 0;
        this.#hasLearned = false;
        if (this.#pairs.length === 0) break;
      }
      const pair = this.#next++;
      if (this.#isSettled[pair] === 1) continue;
      const asked = this.#askPair(pair);
      if (asked < 0) {
        this.#refuted(this.#deadline);
        return work + 2;
      }
      work += asked;
    }
    return work;
  }

  /** -1 if neither order leaves a schedule; else how many times domains were narrowed. */
  #askPair(pair: number): number {
    const a = this.#pairs[2 * pair]!;
    const b = this.#pairs[2 * pair + 1]!;
    const { start, end, network } = this.#domains;
    if (end[a]! <= start[b]! || end[b]! <= start[a]!) {
      this.#isSettled[pair] = 1;
      return 0;
    }
    const isBeforePossible = start[a]! + network.length[a]! + network.length[b]! <= end[b]!;
    const isAfterPossible = start[b]! + network.length[b]! + network.length[a]! <= end[a]!;
    const isBefore = isBeforePossible && this.#survives(a, b);
    const isAfter = isAfterPossible && this.#survives(b, a);
    if (isBefore && isAfter) return 2;
    this.#isSettled[pair] = 1;
    if (!isBefore && !isAfter) return -1;
    const isNew = isBefore ? isAfterPossible : isBeforePossible;
    if (isNew) this.#hasLearned = true;
    const holds = isBefore ? this.#domains.order(a, b) : this.#domains.order(b, a);
    return holds && this.#domains.narrow() ? 3 : -1;
  }

  #survives(before: number, after: number): boolean {
    this.#trial.copyFrom(this.#domains);
    return this.#trial.order(before, after) && this.#trial.narrow();
  }
}
