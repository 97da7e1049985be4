import type { WorkCalendar } from '../problem/problem.ts';

/** A calendar read span by span, with no index and no cache: slow and plain. */
export class Hours {
  readonly #spans: readonly { readonly start: number; readonly end: number; readonly rate: number }[];

  /** undefined = always open. */
  constructor(calendar: WorkCalendar | undefined) {
    const spans =
      calendar === undefined
        ? []
        : [...calendar.start].map((start, i) => ({ start, end: calendar.end[i] ?? start, rate: calendar.rate[i] ?? 0 }));
    this.#spans = [...spans, { start: calendar?.tailFrom ?? 0, end: Number.POSITIVE_INFINITY, rate: 0 }];
  }

  isOpen(tick: number): boolean {
    return this.#spans.some((span) => span.start <= tick && tick < span.end);
  }

  /** The pieces of [from, to) in which work is possible. */
  within(from: number, to: number): { start: number; end: number; rate: number }[] {
    const result: { start: number; end: number; rate: number }[] = [];
    for (const span of this.#spans) {
      if (span.start >= to) break;
      if (span.end <= from) continue;
      const start = Math.max(span.start, from);
      const end = Math.min(span.end, to);
      if (start < end) result.push({ start, end, rate: span.rate });
    }
    return result;
  }

  /** W: end of so many ticks of work begun at or after t; the first open instant ≥ t, or t itself, for none. */
  workEnd(t: number, ticks: number): number {
    if (ticks === 0) return t;
    let left = ticks;
    for (const span of this.#spans) {
      if (span.end <= t) continue;
      const start = Math.max(span.start, t);
      if (span.end - start >= left) return start + left;
      left -= span.end - start;
    }
    throw new Error('the last span has no end');
  }

  /** Whether [from, to) is open throughout; touching spans count as one. */
  isUnbroken(from: number, to: number): boolean {
    return this.within(from, to).reduce((sum, span) => sum + span.end - span.start, 0) === to - from;
  }
}
