/** Dispatching for job shops of any size, plain or compiled: a free machine at once takes the waiting operation of highest priority. */
export interface Dispatching {
  /** [operation] the larger goes first; the last entry means nothing. Written by the caller or by one of the two below. */
  readonly priority: Int32Array;
  /** The plan made last: a linear order of all operations. */
  readonly order: Int32Array;
  /** [operation] its end, or, made backwards, the time from its start to the end of everything. */
  readonly reached: Int32Array;
  /** Priority of each: the work its job has still to do behind it; backwards: before it. */
  rankByWorkAfter(backwards: boolean): void;
  /** What the last plan reached becomes the priority of the next. */
  rankByReached(): void;
  /**
   * `backwards`: from the end of everything to its start. `byQueues`: priorities are made on the way, as an operation arrives: the less
   * work waits where its job goes next, the better (work in next queue). Returns the makespan. O(N log N).
   */
  run(backwards: boolean, byQueues: boolean): number;
}
