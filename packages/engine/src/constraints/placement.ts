/** Where the operations placed so far are; the working copy of a schedule that every constraint reads. */
export interface Placement {
  /** [operation] mode, -1 = not placed yet. */
  readonly mode: Int32Array;
  /** [operation] start of the setup; equals `start` where there is none. Ticks. */
  readonly setupStart: Int32Array;
  /** [operation] start of the run. */
  readonly start: Int32Array;
  /** [operation] end of the run. */
  readonly end: Int32Array;
  /** [operation] S, ticks of setup worked. */
  readonly setupLength: Int32Array;
  /** [operation] work ticks of the run: its mode's duration, or its batch's. */
  readonly work: Int32Array;
}

export function emptyPlacement(operations: number): Placement {
  return {
    mode: new Int32Array(operations).fill(-1),
    setupStart: new Int32Array(operations),
    start: new Int32Array(operations),
    end: new Int32Array(operations),
    setupLength: new Int32Array(operations),
    work: new Int32Array(operations),
  };
}
