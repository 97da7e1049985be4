// Non-null assertions index arrays sized by the number of operations: each placement opens two gaps at most.
/** Gaps looked back at, newest first: enough for lists about in order of time, a bound on the work. */
const LOOK_BACK = 16;

/**
 * Idle times left between operations of a machine, into which later operations of the list may still go (so that schedules are
 * active, not only semi-active). A gap remembers the state before it: who fits in without changing that leaves the setup behind
 * the gap as it is. Undone last in, first out.
 */
export class IdleGaps {
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #state: Int32Array;
  readonly #older: Int32Array;
  /** [machine] newest gap, -1 = none */
  readonly #newest: Int32Array;
  #count = 0;
  // [operation] what `undo` puts back
  readonly #savedCount: Int32Array;
  readonly #savedGap: Int32Array;
  readonly #savedTo: Int32Array;
  /** Gaps found by `find`, oldest last. */
  readonly found = new Int32Array(LOOK_BACK);

  constructor(machines: number, operations: number) {
    this.#from = new Int32Array(2 * operations + 1);
    this.#to = new Int32Array(2 * operations + 1);
    this.#state = new Int32Array(2 * operations + 1);
    this.#older = new Int32Array(2 * operations + 1);
    this.#newest = new Int32Array(machines).fill(-1);
    this.#savedCount = new Int32Array(operations);
    this.#savedGap = new Int32Array(operations);
    this.#savedTo = new Int32Array(operations);
  }

  from(gap: number): number {
    return this.#from[gap]!;
  }
  to(gap: number): number {
    return this.#to[gap]!;
  }
  state(gap: number): number {
    return this.#state[gap]!;
  }

  /** Lists gaps of machine k with room for `least` ticks after `ready` and, unless `anyState`, this state; their number. */
  find(k: number, ready: number, least: number, state: number, anyState: boolean): number {
    let count = 0;
    let gap = this.#newest[k]!;
    for (let i = 0; i < LOOK_BACK && gap >= 0; i++, gap = this.#older[gap]!) {
      const from = this.#from[gap]!;
      const to = this.#to[gap]!;
      if (to - (from > ready ? from : ready) < least || to === from) continue;
      if (anyState || this.#state[gap] === state) this.found[count++] = gap;
    }
    return count;
  }

  keep(o: number): void {
    this.#savedCount[o] = this.#count;
    this.#savedGap[o] = -1;
  }

  open(k: number, from: number, to: number, state: number): void {
    const gap = this.#count++;
    this.#from[gap] = from;
    this.#to[gap] = to;
    this.#state[gap] = state;
    this.#older[gap] = this.#newest[k]!;
    this.#newest[k] = gap;
  }

  /** Operation `o` takes [from, to) out of a gap; what is left behind it becomes a gap of its own. */
  take(o: number, k: number, gap: number, from: number, to: number): void {
    this.#savedGap[o] = gap;
    this.#savedTo[o] = this.#to[gap]!;
    if (this.#to[gap]! > to) this.open(k, to, this.#to[gap]!, this.#state[gap]!);
    this.#to[gap] = from;
  }

  undo(o: number, k: number): void {
    while (this.#count > this.#savedCount[o]!) this.#newest[k] = this.#older[--this.#count]!;
    const gap = this.#savedGap[o]!;
    if (gap >= 0) this.#to[gap] = this.#savedTo[o]!;
  }
}
