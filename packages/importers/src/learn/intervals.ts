/** A span of time in seconds since the epoch of the log's local clock. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Sorted disjoint union: overlapping and touching intervals become one. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((each) => each.end > each.start).sort((a, b) => a.start - b.start);
  const union: { start: number; end: number }[] = [];
  for (const each of sorted) {
    const last = union.at(-1);
    if (last !== undefined && each.start <= last.end) last.end = Math.max(last.end, each.end);
    else union.push({ start: each.start, end: each.end });
  }
  return union;
}

/** Total length, seconds. */
export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, each) => sum + each.end - each.start, 0);
}

/**
 * Divides time among intervals that overlap: each gets 1/k of the time in which k of them run.
 * The result, aligned with the input, sums to the length of the union.
 */
export function sharedLengths(intervals: readonly Interval[]): number[] {
  const edges = [...new Set(intervals.flatMap((each) => [each.start, each.end]))].sort((a, b) => a - b);
  const byStart = intervals.map((_, i) => i).sort((a, b) => (intervals[a]?.start ?? 0) - (intervals[b]?.start ?? 0));
  const shares = new Array<number>(intervals.length).fill(0);
  let running: number[] = [];
  let next = 0;
  for (let e = 0; e + 1 < edges.length; e++) {
    const from = edges[e] ?? 0;
    const to = edges[e + 1] ?? 0;
    while (next < byStart.length && (intervals[byStart[next] ?? 0]?.start ?? 0) <= from) {
      running.push(byStart[next] ?? 0);
      next++;
    }
    running = running.filter((i) => (intervals[i]?.end ?? 0) > from);
    for (const i of running) shares[i] = (shares[i] ?? 0) + (to - from) / running.length;
  }
  return shares;
}

/** Seconds spent at each depth: depth[k] = time with exactly k intervals running. */
export function depthProfile(intervals: readonly Interval[]): number[] {
  const edges = intervals
    .filter((each) => each.end > each.start)
    .flatMap((each) => [
      { at: each.start, step: 1 },
      { at: each.end, step: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.step - b.step);
  const depth: number[] = [];
  let running = 0;
  let since = 0;
  for (const edge of edges) {
    if (running > 0) depth[running] = (depth[running] ?? 0) + edge.at - since;
    running += edge.step;
    since = edge.at;
  }
  return Array.from(depth, (seconds) => seconds ?? 0);
}
