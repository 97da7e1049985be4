import type { Calendar, CalendarException, Site } from '@midstream/factory';
import { instantOf, openPeriods } from '@midstream/factory';

/** A day of the month view. */
export interface DayShown {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly hours: number;
  /** Hours that may be worked at a price, beside. */
  readonly overtimeHours: number;
  /** The exception that has a part in the day, if any. */
  readonly exception: CalendarException | undefined;
  /** Name of the site's holiday that the calendar observes; a make-up day names the weekday it works as. */
  readonly holiday: unknown;
  readonly worksAs: string | undefined;
}

const DAY_MILLISECONDS = 86_400_000;

export function dayAfter(date: string, days = 1): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Monday of the first week to the Sunday of the last that a month (YYYY-MM) touches. */
export function datesOf(month: string): string[] {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00Z`).getUTCDay() + 6) % 7;
  const dates: string[] = [];
  for (let date = dayAfter(first, -weekday); dates.length % 7 !== 0 || date.slice(0, 7) <= month; date = dayAfter(date)) dates.push(date);
  return dates;
}

/** What the calendar says of some days at a site, as planning lays it out. */
export function daysShown(
  calendar: Calendar,
  site: Pick<Site, 'timeZone' | 'holidays' | 'makeUpDays'>,
  dates: readonly string[],
): DayShown[] {
  const observes = calendar.observesHolidays !== false;
  return dates.map((date) => {
    const from = instantOf(`${date}T00:00`, site.timeZone) ?? 0;
    const to = instantOf(`${dayAfter(date)}T00:00`, site.timeZone) ?? from;
    let seconds = 0;
    let overtime = 0;
    for (const period of openPeriods(calendar, site, from, to)) {
      if (period.overtimeCostPerHour > 0) overtime += period.end - period.start;
      else seconds += period.end - period.start;
    }
    return {
      date,
      hours: seconds / 3600,
      overtimeHours: overtime / 3600,
      exception: (calendar.exceptions ?? []).findLast(
        (each) => startOf(each.from) < `${dayAfter(date)}T00:00` && startOf(each.to) > `${date}T00:00`,
      ),
      holiday: observes ? site.holidays?.find((each) => each.date === date) : undefined,
      worksAs: observes ? site.makeUpDays?.find((each) => each.date === date)?.worksAs : undefined,
    };
  });
}

/** A bare date is the start of that day. */
function startOf(time: string): string {
  return time.length === 10 ? `${time}T00:00` : time.replace(' ', 'T').slice(0, 16);
}

/** What is to hold on some days: closed, open at some hours, or as in every week. */
export type DayRule =
  | { readonly rule: 'usual' }
  | { readonly rule: 'closed'; readonly reason: string }
  | { readonly rule: 'open'; readonly from: string; readonly to: string; readonly reason: string };

/**
 * The exceptions with a rule for the days from `first` to `last`: what was said of these days is taken away, what was said of others
 * stays. Open at some hours means at no others, whatever the week says.
 */
export function withRule(exceptions: readonly CalendarException[], first: string, last: string, day: DayRule): CalendarException[] {
  const start = `${first}T00:00`;
  const end = `${dayAfter(last)}T00:00`;
  const others = exceptions.flatMap((each) => {
    const [from, to] = [startOf(each.from), startOf(each.to)];
    if (from >= end || to <= start) return [each];
    return [...(from < start ? [{ ...each, from, to: start }] : []), ...(to > end ? [{ ...each, from: end, to }] : [])];
  });
  if (day.rule === 'usual') return others;
  const why = day.reason === '' ? {} : { reason: day.reason };
  const closed = { from: start, to: end, working: false, ...why };
  if (day.rule === 'closed') return [...others, closed];
  const open: CalendarException[] = [];
  for (let date = first; date <= last; date = dayAfter(date)) {
    const to = day.to <= day.from ? `${dayAfter(date)}T${day.to}` : day.to === '24:00' ? `${dayAfter(date)}T00:00` : `${date}T${day.to}`;
    open.push({ from: `${date}T${day.from}`, to, working: true, ...why });
  }
  return [...others, closed, ...open];
}
