/** An open span in ticks with the extra money per tick it costs to work in it. */
export interface PricedSpan {
  readonly start: number;
  readonly end: number;
  readonly rate: number;
}

/** Where both lists are open; rates add up. Both sorted and disjoint. */
export function intersect(a: readonly PricedSpan[], b: readonly PricedSpan[]): PricedSpan[] {
  const result: PricedSpan[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i];
    const y = b[j];
    if (x === undefined || y === undefined) break;
    const start = Math.max(x.start, y.start);
    const end = Math.min(x.end, y.end);
    if (start < end) result.push({ start, end, rate: x.rate + y.rate });
    if (x.end < y.end) i++;
    else j++;
  }
  return result;
}

/** Joins spans that touch at the same rate. Sorted and disjoint in, the same out. */
export function joined(spans: readonly PricedSpan[]): PricedSpan[] {
  const result: PricedSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && last.end === span.start && last.rate === span.rate) result[result.length - 1] = { ...last, end: span.end };
    else result.push(span);
  }
  return result;
}

/** Longest stretch without a break; spans that touch count as one whatever their rates. */
export function longestStretch(spans: readonly PricedSpan[]): number {
  let longest = 0;
  let from = 0;
  let to = -1;
  for (const span of spans) {
    if (span.start !== to) from = span.start;
    to = span.end;
    longest = Math.max(longest, to - from);
  }
  return longest;
}

/** Sum of several step-like presences: sorted steps of the number present. */
export function headcountSteps(presences: readonly { spans: readonly PricedSpan[]; count: number }[]): { at: number[]; value: number[] } {
  const changes = new Map<number, number>([[0, 0]]);
  for (const { spans, count } of presences) {
    for (const span of spans) {
      changes.set(span.start, (changes.get(span.start) ?? 0) + count);
      changes.set(span.end, (changes.get(span.end) ?? 0) - count);
    }
  }
  const at: number[] = [];
  const value: number[] = [];
  let present = 0;
  for (const time of [...changes.keys()].sort((a, b) => a - b)) {
    present += changes.get(time) ?? 0;
    if (value.at(-1) === present && at.length > 0) continue;
    at.push(time);
    value.push(present);
  }
  return { at, value };
}

type Hours = readonly PricedSpan[] | undefined;

/** Index of the first span that ends after a time. Hours reach over months and what asks for them over days: they are not walked. */
function firstEndingAfter(spans: readonly PricedSpan[], time: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.end ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** End of so many ticks of work begun at `start`, pausing while closed; behind the horizon, and without hours, always open. */
export function workEnd(hours: Hours, start: number, work: number, horizon: number): number {
  if (hours === undefined || work === 0) return start + work;
  let left = work;
  for (let i = firstEndingAfter(hours, start); i < hours.length; i++) {
    const span = hours[i];
    if (span === undefined) break;
    const from = Math.max(start, span.start);
    if (left <= span.end - from) return from + left;
    left -= span.end - from;
  }
  return Math.max(start, horizon) + left;
}

/** Latest begin of so many ticks of work that is done by `end`; -1 if there is not enough time since the start. */
export function latestBegin(hours: Hours, end: number, work: number, horizon: number): number {
  if (work === 0) return end;
  if (hours === undefined) return end >= work ? end - work : -1;
  let left = work - Math.max(0, end - horizon);
  if (left <= 0) return end - work;
  for (let i = Math.min(hours.length - 1, firstEndingAfter(hours, end)); i >= 0; i--) {
    const span = hours[i];
    if (span === undefined || span.start >= end) continue;
    const to = Math.min(end, span.end);
    if (left <= to - span.start) return to - left;
    left -= to - span.start;
  }
  return -1;
}

/** The open parts of [from, to). */
export function workedSpans(hours: Hours, from: number, to: number, horizon: number): PricedSpan[] {
  if (from >= to) return [];
  if (hours === undefined) return [{ start: from, end: to, rate: 0 }];
  const result: PricedSpan[] = [];
  for (let i = firstEndingAfter(hours, from); i < hours.length; i++) {
    const span = hours[i];
    if (span === undefined || span.start >= to) break;
    result.push({ start: Math.max(from, span.start), end: Math.min(to, span.end), rate: span.rate });
  }
  // Behind the horizon all is open.
  const open = Math.max(from, horizon);
  if (open < to) result.push({ start: open, end: to, rate: 0 });
  return result;
}
