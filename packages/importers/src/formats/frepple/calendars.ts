import type { Calendar, CalendarException, ShiftPeriod, Weekday } from '@midstream/factory';
import { WEEK } from '../../cells/weekdays.ts';
import type { Row } from '../../records/row.ts';
import { booleanIn, numberIn, textIn } from '../../records/row.ts';
import type { Notes } from '../../document/notes.ts';

const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Longer than this a bucket with dates is a pattern, not an exception. */
const MAX_EXCEPTION_DAYS = 400;
const DAY_MS = 86_400_000;

interface Bucket {
  readonly open: boolean;
  /** Lower wins. */
  readonly priority: number;
  readonly days: readonly boolean[];
  /** Minutes of the day. */
  readonly from: number;
  readonly to: number;
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** Calendars whose value says available or not: buckets that repeat become the week, dated ones exceptions. */
export function readCalendars(calendars: readonly Row[], buckets: readonly Row[], notes: Notes): Calendar[] {
  const defaults = new Map(calendars.map((row) => [textIn(row, 'name') ?? '', (numberIn(row, 'defaultvalue') ?? 0) > 0]));
  for (const row of buckets) if (!defaults.has(textIn(row, 'calendar') ?? '')) defaults.set(textIn(row, 'calendar') ?? '', false);
  return [...defaults].map(([id, openByDefault]) => {
    const mine = buckets.filter((row) => textIn(row, 'calendar') === id).map(bucketOf);
    const repeating = mine.filter((bucket) => !isDated(bucket));
    const dated = mine.filter(isDated).sort((a, b) => b.priority - a.priority);
    const exceptions = dated.flatMap((bucket) => exceptionsOf(bucket, id, notes));
    return { id, week: weekOf(repeating, openByDefault), ...(exceptions.length === 0 ? {} : { exceptions }), observesHolidays: false };
  });
}

function bucketOf(row: Row): Bucket {
  const told = DAY_NAMES.map((day) => booleanIn(row, day));
  return {
    open: (numberIn(row, 'value') ?? 1) > 0,
    priority: numberIn(row, 'priority') ?? 0,
    // A bucket that names no day at all counts on each.
    days: told.map((day) => day ?? told.every((other) => other === undefined)),
    from: minutesOf(textIn(row, 'starttime') ?? '00:00'),
    to: minutesOf(textIn(row, 'endtime') ?? '24:00'),
    start: textIn(row, 'startdate')?.slice(0, 10),
    end: textIn(row, 'enddate')?.slice(0, 10),
  };
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

function isDated(bucket: Bucket): bucket is Bucket & { start: string; end: string } {
  if (bucket.start === undefined || bucket.end === undefined) return false;
  return dayNumber(bucket.end) - dayNumber(bucket.start) <= MAX_EXCEPTION_DAYS;
}

/** At every moment of the week the repeating bucket of lowest priority number decides. */
function weekOf(buckets: readonly Bucket[], openByDefault: boolean): ShiftPeriod[] {
  const byHours = new Map<string, { weekdays: Weekday[]; from: string; to: string }>();
  WEEK.forEach((weekday, day) => {
    const today = buckets.filter((bucket) => bucket.days[day] === true).toSorted((a, b) => a.priority - b.priority);
    for (const [from, to] of openSpans(today, openByDefault)) {
      const key = `${from}-${to}`;
      const period = byHours.get(key) ?? { weekdays: [], from: clockOf(from), to: clockOf(to) };
      period.weekdays.push(weekday);
      byHours.set(key, period);
    }
  });
  return [...byHours.values()];
}

function openSpans(buckets: readonly Bucket[], openByDefault: boolean): [number, number][] {
  const edges = [...new Set([0, 1440, ...buckets.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  edges.forEach((from, i) => {
    const to = edges[i + 1];
    if (to === undefined) return;
    const deciding = buckets.find((bucket) => bucket.from <= from && to <= bucket.to);
    if (!(deciding?.open ?? openByDefault)) return;
    const last = spans.at(-1);
    if (last !== undefined && last[1] === from) last[1] = to;
    else spans.push([from, to]);
  });
  return spans;
}

function exceptionsOf(bucket: Bucket & { start: string; end: string }, calendar: string, notes: Notes): CalendarException[] {
  const exceptions: CalendarException[] = [];
  const wholeDay = bucket.from === 0 && bucket.to === 1440;
  const last = dayNumber(bucket.end);
  if (last <= dayNumber(bucket.start)) notes.leaveBehind('calendarbucket without days', `${calendar} ${bucket.start}`);
  // The end of a bucket is the first moment after it.
  for (let day = dayNumber(bucket.start); day < last; day += 1) {
    if (bucket.days[(day + 3) % 7] !== true) continue;
    const from = wholeDay ? `${dateOf(day)}T00:00` : `${dateOf(day)}T${clockOf(bucket.from)}`;
    const to = bucket.to === 1440 ? `${dateOf(day + 1)}T00:00` : `${dateOf(day)}T${clockOf(bucket.to)}`;
    const before = exceptions.at(-1);
    if (wholeDay && before?.to === from) exceptions[exceptions.length - 1] = { ...before, to };
    else exceptions.push({ from, to, working: bucket.open });
  }
  return exceptions;
}
