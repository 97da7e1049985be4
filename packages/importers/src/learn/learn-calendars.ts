import type { Calendar, CalendarException, ShiftPeriod, Weekday } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { LEARN_CODES } from './codes.ts';
import type { LogEvent } from './event-log.ts';
import { unionOf } from './intervals.ts';
import { groupedBy } from './log-summary.ts';

const report = reporterOf(LEARN_CODES);
const HOUR = 3600;
const WEEK_HOURS = 168;
/** The epoch was a Thursday. */
const WEEKDAYS: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];
/** An hour of the week is open when work was seen in it in this share of the weeks. */
const SEEN_SHARE = 0.3;
/** Below so many observed hours a machine takes the pattern of the whole shop. */
const ENOUGH_HOURS = 150;

export interface LearntCalendars {
  readonly calendars: readonly Calendar[];
  /** Resource → calendar id. */
  readonly calendarOf: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/**
 * Opening hours from observed activity: an hour of the week is open when work was going on in it often enough.
 * Stamps of exactly midnight are left out: they are what a form fills in when nobody types a time.
 */
export function learnCalendars(events: readonly LogEvent[]): LearntCalendars {
  const believable = events.filter((event) => event.start % 86_400 !== 0 && event.end > event.start);
  const span = weeksOf(events);
  const shop = openHours(believable, span);
  const daysOff = shopDaysOff(believable, shop.open);
  const calendars: Calendar[] = [];
  const machines: string[][] = [];
  const sureness: number[] = [];
  const calendarOf = new Map<string, string>();
  const keys = new Map<string, number>();
  for (const [resource, group] of groupedBy(events, (event) => event.resource)) {
    const own = openHours(
      believable.filter((event) => event.resource === resource),
      span,
    );
    const pattern = own.observedHours >= ENOUGH_HOURS && own.open.includes(true) ? own : shop;
    const key = pattern.open.map(Number).join('');
    let at = keys.get(key);
    if (at === undefined) {
      at = calendars.length;
      keys.set(key, at);
      calendars.push({
        id: `hours-${at + 1}`,
        week: shiftPeriods(pattern.open),
        observesHolidays: false,
        ...(daysOff.length === 0 ? {} : { exceptions: daysOff }),
      });
      machines.push([]);
      sureness.push(pattern.sureness);
    }
    machines[at]?.push(resource);
    calendarOf.set(group[0]?.resource ?? resource, `hours-${at + 1}`);
  }
  const findings = calendars.map((calendar, i) =>
    report('learn.inferred-calendar', {
      calendar: calendar.id,
      machines: (machines[i] ?? []).join(', '),
      hoursPerWeek: [...keys.keys()][i]?.replaceAll('0', '').length ?? 0,
      sureness: Math.round((sureness[i] ?? 0) * 100),
    }),
  );
  if (daysOff.length > 0) findings.push(report('learn.inferred-day-off', { count: daysOff.length, example: daysOff[0]?.from ?? '' }));
  return { calendars, calendarOf, findings };
}

interface Weeks {
  readonly first: number;
  readonly count: number;
}

function weeksOf(events: readonly LogEvent[]): Weeks {
  const first = Math.floor(events.reduce((least, event) => Math.min(least, event.start), Number.POSITIVE_INFINITY) / HOUR);
  const last = Math.ceil(events.reduce((most, event) => Math.max(most, event.end), 0) / HOUR);
  return { first, count: Math.max(1, (last - first) / WEEK_HOURS) };
}

interface OpenHours {
  /** [hour of the week, from Thursday 00:00] */
  readonly open: readonly boolean[];
  readonly observedHours: number;
  /** Share of the observed work that falls into the open hours. */
  readonly sureness: number;
}

function openHours(events: readonly LogEvent[], weeks: Weeks): OpenHours {
  const seen = new Array<number>(WEEK_HOURS).fill(0);
  let observed = 0;
  for (const each of unionOf(events)) {
    // Longer than a day without a break is a report left open, not work.
    if (each.end - each.start > 36 * HOUR) continue;
    for (let hour = Math.floor(each.start / HOUR); hour * HOUR < each.end; hour++) {
      const worked = Math.min(each.end, (hour + 1) * HOUR) - Math.max(each.start, hour * HOUR);
      const slot = hour % WEEK_HOURS;
      seen[slot] = (seen[slot] ?? 0) + worked / HOUR;
      observed += worked / HOUR;
    }
  }
  const busiest = Math.max(...seen, 1e-9) / weeks.count;
  const threshold = SEEN_SHARE * Math.min(1, busiest);
  const open = seen.map((hours) => hours / weeks.count >= threshold);
  // One quiet hour between two busy ones is a pause, not the end of the shift.
  const filled = open.map((is, hour) => is || (open[(hour + 167) % WEEK_HOURS] === true && open[(hour + 1) % WEEK_HOURS] === true));
  const inside = seen.reduce((sum, hours, hour) => sum + (filled[hour] === true ? hours : 0), 0);
  return { open: filled, observedHours: observed, sureness: observed === 0 ? 0 : inside / observed };
}

/** Days inside the log on which nothing happened although their weekday is normally worked. */
function shopDaysOff(events: readonly LogEvent[], open: readonly boolean[]): CalendarException[] {
  const worked = new Set<number>();
  for (const event of events) {
    for (let day = Math.floor(event.start / 86_400); day * 86_400 < event.end; day++) worked.add(day);
  }
  const days = [...worked].sort((a, b) => a - b);
  const off: CalendarException[] = [];
  for (let day = days[0] ?? 0; day < (days.at(-1) ?? 0); day++) {
    const hours = open.slice((day % 7) * 24, (day % 7) * 24 + 24).filter(Boolean).length;
    if (!worked.has(day) && hours > 8) off.push({ from: isoDate(day), to: isoDate(day + 1), working: false });
  }
  return off;
}

function isoDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function shiftPeriods(open: readonly boolean[]): ShiftPeriod[] {
  const byHours = new Map<string, Weekday[]>();
  WEEKDAYS.forEach((weekday, day) => {
    for (let hour = 0; hour < 24; hour++) {
      if (open[day * 24 + hour] !== true || (hour > 0 && open[day * 24 + hour - 1] === true)) continue;
      let end = hour;
      while (end < 24 && open[day * 24 + end] === true) end++;
      const key = `${clock(hour)}-${clock(end)}`;
      byHours.set(key, [...(byHours.get(key) ?? []), weekday]);
    }
  });
  return [...byHours].map(([hours, weekdays]) => ({ weekdays, from: hours.slice(0, 5), to: hours.slice(6) }));
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
