/** Numbers by index, as plain or typed arrays. */
export type Numbers = ArrayLike<number>;

/**
 * Splits bars into as few lanes as possible so that no two of a lane overlap: each goes to the first lane that is free, which is
 * optimal for intervals taken by start. `bars` are indices into `from` and `to`; each lane comes sorted by time.
 */
export function lanesOf(bars: readonly number[], from: Numbers, to: Numbers): number[][] {
  const sorted = [...bars].sort((a, b) => (from[a] ?? 0) - (from[b] ?? 0) || a - b);
  const lanes: number[][] = [];
  const ends: number[] = [];
  for (const bar of sorted) {
    const start = from[bar] ?? 0;
    let lane = ends.findIndex((end) => end <= start);
    if (lane < 0) lane = lanes.length;
    (lanes[lane] ??= []).push(bar);
    ends[lane] = Math.max(start, to[bar] ?? 0);
  }
  return lanes;
}

/** Something of a chart that has a place from the top, in pixels. */
interface Placed {
  readonly top: number;
  readonly height: number;
}

/** Index of the first row that reaches below `y`; the number of rows when none does. Rows come from the top down. */
export function firstRowBelow(rows: readonly Placed[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.top + row.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index in a lane of the first bar that ends after `time`; the length of the lane when none does. */
export function firstEndingAfter(lane: Numbers, ends: Numbers, time: number): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[lane[middle] ?? 0] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
