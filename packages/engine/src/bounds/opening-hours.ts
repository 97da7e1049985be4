// Spans are found by bisection in their own arrays, hence the non-null assertions.
import type { WorkCalendar } from '../problem/problem.ts';

/**
 * The end of `work` ticks begun at or after `from` (SPEC: W): pausing while closed, or in one open stretch if `unbroken`. Undefined is a
 * calendar always open. Work of no length ends where it begins.
 */
export function endOfWork(calendar: WorkCalendar | undefined, from: number, work: number, unbroken: boolean): number {
  if (calendar === undefined || work === 0) return from + work;
  const { start, end, tailFrom } = calendar;
  let left = work;
  for (let i = spanAfter(calendar, from); i < end.length; i++) {
    const begin = Math.max(from, start[i]!);
    // Where a span touches the one before, unbroken work goes on.
    if (unbroken && i > 0 && begin > from && end[i - 1]! !== begin) left = work;
    if (begin + left <= end[i]!) return begin + left;
    left -= end[i]! - begin;
  }
  if (unbroken && end.at(-1) !== tailFrom) left = work;
  return Math.max(from, tailFrom) + left;
}

/** First span that ends after `t`. */
function spanAfter({ end }: WorkCalendar, t: number): number {
  let low = 0;
  let high = end.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (end[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
