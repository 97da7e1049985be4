/** Descents of all solvers without a better one before the first solver gives its population up, and before the second does. */
const FEWEST = [40, 15] as const;
/** The same as a share of all the descents the budget will allow; the larger counts. */
const SHARE = [0.1, 0.02] as const;

/**
 * When a population whose members are all worth the same should be given up for a new one. Where machines can be chosen a value is held by
 * many solutions that differ in what does not matter, so their distance says nothing; but a plateau may also lead on. Of two solvers the
 * second therefore gives up soon and takes nothing in from then on, and the first later.
 */
export class FreshStart {
  readonly #fewest: number;
  readonly #share: number;
  readonly #isLoner: boolean;
  #best = Number.POSITIVE_INFINITY;
  #since = 0;
  #hasBegunAnew = false;

  constructor(worker: number) {
    const which = worker % 2 === 0 ? 0 : 1;
    this.#fewest = FEWEST[which];
    this.#share = SHARE[which];
    this.#isLoner = which === 1;
  }

  /** What a descent ended with, whoever's it was. */
  note(value: number): void {
    if (value < this.#best) {
      this.#best = value;
      this.#since = 0;
    } else this.#since++;
  }

  /** `values` of the members; `expected` descents in all, 0 when nobody knows. */
  isDue(values: readonly number[], expected: number): boolean {
    return this.#since >= Math.max(this.#fewest, this.#share * expected) && values.every((value) => value === values[0]);
  }

  begin(): void {
    this.#best = Number.POSITIVE_INFINITY;
    this.#since = 0;
    this.#hasBegunAnew = true;
  }

  /** What others found would make a new population the old one while it is not full. */
  isOpen(isFull: boolean): boolean {
    return !this.#hasBegunAnew || (isFull && !this.#isLoner);
  }
}
