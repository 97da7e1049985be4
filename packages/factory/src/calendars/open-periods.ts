import type { Weekday } from '../document/text.ts';
import type { Site } from '../sites/site.ts';
import type { Calendar } from './calendar.ts';
import { instantOf, instantOfClock, offsetAt } from './zone-time.ts';

/** A span in which work is possible; instants in seconds. */
export interface OpenPeriod {
  readonly start: number;
  readonly end: number;
  /** 0 in normal hours. */
  readonly overtimeCostPerHour: number;
}
/** A closed span beside the calendar (maintenance, absence). */
export interface Closure {
  readonly start: number;
  readonly end: number;
}

const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY = 86_400;

/**
 * Lays a calendar out between two instants in a site's zone: sorted, disjoint; priced overtime only where not open anyway.
 * Exceptions win over holidays and make-up days, those over the week; closures win over all; of overtime periods that overlap the first
 * in the list sets the price. Cost O(days · periods).
 */
export function openPeriods(
  calendar: Calendar,
  site: Pick<Site, 'timeZone' | 'holidays' | 'makeUpDays'>,
  from: number,
  to: number,
  closures: readonly Closure[] = [],
): OpenPeriod[] {
  const zone = site.timeZone;
  const observes = calendar.observesHolidays !== false;
  const holidays = new Set(observes ? (site.holidays ?? []).map((holiday) => holiday.date) : []);
  const makeUp = new Map((observes ? (site.makeUpDays ?? []) : []).map((day) => [day.date, day.worksAs]));
  let open: Span[] = [];
  const overtime: Span[][] = (calendar.overtime ?? []).map(() => []);
  const firstDay = Math.floor((from + offsetAt(from, zone)) / DAY) - 1;
  const lastDay = Math.floor((to + offsetAt(to, zone)) / DAY);
  for (let day = firstDay; day <= lastDay; day++) {
    const date = new Date(day * DAY * 1000).toISOString().slice(0, 10);
    const weekday = makeUp.get(date) ?? WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? 'mon';
    if (makeUp.has(date) || !holidays.has(date)) {
      for (const period of calendar.week) if (period.weekdays.includes(weekday)) open.push(clockSpan(day, period.from, period.to, zone));
    }
    (calendar.overtime ?? []).forEach((period, k) => {
      const applies =
        period.date === undefined ? (period.weekdays ?? WEEKDAYS).includes(weekday) && !holidays.has(date) : period.date === date;
      if (applies) overtime[k]?.push(clockSpan(day, period.from, period.to, zone));
    });
  }
  open = union(open);
  for (const exception of calendar.exceptions ?? []) {
    const span = { start: instantOf(exception.from, zone, 'start') ?? 0, end: instantOf(exception.to, zone, 'start') ?? 0 };
    open = exception.working ? union([...open, span]) : without(open, [span]);
  }
  const shut = union([...closures]);
  open = clip(without(open, shut), from, to);
  const paid: OpenPeriod[] = [];
  let taken = union([...open, ...shut, ...closingExceptions(calendar, zone)]);
  (calendar.overtime ?? []).forEach(({ extraCostPerHour }, k) => {
    const own = union(overtime[k] ?? []);
    for (const span of clip(without(own, taken), from, to)) paid.push({ ...span, overtimeCostPerHour: extraCostPerHour });
    taken = union([...taken, ...own]);
  });
  return [...open.map((span) => ({ ...span, overtimeCostPerHour: 0 })), ...paid].sort((a, b) => a.start - b.start);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function closingExceptions(calendar: Calendar, zone: string): Span[] {
  return (calendar.exceptions ?? [])
    .filter((exception) => !exception.working)
    .map((exception) => ({ start: instantOf(exception.from, zone, 'start') ?? 0, end: instantOf(exception.to, zone, 'start') ?? 0 }));
}

/** `to` at or before `from` lies on the next day. */
function clockSpan(day: number, from: string, to: string, zone: string): Span {
  const start = clock(from);
  const end = clock(to);
  return {
    start: instantOfClock(day * DAY + start, zone),
    end: instantOfClock(day * DAY + (end > start ? end : end + DAY), zone),
  };
}

/** `HH:MM` → seconds of the day. */
export function clock(text: string): number {
  return Number(text.slice(0, 2)) * 3600 + Number(text.slice(3, 5)) * 60;
}

function union(spans: readonly Span[]): Span[] {
  const sorted = spans.filter((span) => span.end > span.start).sort((a, b) => a.start - b.start);
  const result: { start: number; end: number }[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ start: span.start, end: span.end });
  }
  return result;
}

/** Both sorted by start and disjoint. */
function without(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const result: Span[] = [];
  let passed = 0;
  for (const span of spans) {
    let start = span.start;
    while ((holes[passed]?.end ?? Number.POSITIVE_INFINITY) <= start) passed++;
    for (let h = passed; h < holes.length; h++) {
      const hole = holes[h];
      if (hole === undefined || hole.start >= span.end) break;
      if (hole.start > start) result.push({ start, end: hole.start });
      start = Math.max(start, hole.end);
    }
    if (start < span.end) result.push({ start, end: span.end });
  }
  return result;
}

function clip(spans: readonly Span[], from: number, to: number): Span[] {
  return spans.map((span) => ({ start: Math.max(span.start, from), end: Math.min(span.end, to) })).filter((span) => span.end > span.start);
}
