import type { Language } from './language.ts';
import { intlTag } from './language.ts';
import { translate } from './translate.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: Language, zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${name}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(intlTag(language), { ...options, timeZone: zone });
    formats.set(key, format);
  }
  return format;
}

/** Day, month and time of an instant (seconds since 1970) in an IANA zone or an offset such as `+08:00`: `Mon 23 Nov, 08:00`. */
export function dateTimeIn(language: Language, instant: number, zone: string): string {
  return formatOf(language, zone, 'date-time', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant * 1000);
}

/** Day, month and year of an instant. */
export function dateIn(language: Language, instant: number, zone: string): string {
  return formatOf(language, zone, 'date', { day: 'numeric', month: 'short', year: 'numeric' }).format(instant * 1000);
}

const ZONED = /(Z|[+-]\d{2}:\d{2})$/;

/** A time with its offset (`2026-11-23T08:00:00+08:00`) as people at that place write it. Text that is no such time stays as it is. */
export function zonedTimeIn(language: Language, time: string): string {
  const offset = ZONED.exec(time)?.[0];
  const instant = Date.parse(time);
  if (offset === undefined || Number.isNaN(instant)) return time;
  return dateTimeIn(language, instant / 1000, offset === 'Z' ? 'UTC' : offset);
}

/** A need-by with its offset: midnight is the end of the day before, which is how people mean it. */
export function deadlineIn(language: Language, time: string): string {
  const offset = ZONED.exec(time)?.[0];
  if (offset === undefined || !time.includes('T00:00')) return zonedTimeIn(language, time);
  const zone = offset === 'Z' ? 'UTC' : offset;
  const day = formatOf(language, zone, 'weekday', { weekday: 'short', day: 'numeric', month: 'short' });
  return translate(language, 'time.end-of-day', { day: day.format(Date.parse(time) - 1000) });
}

/** A length of time given in minutes, in at most two units: `35 min`, `6.5 h`, `3 days 4 h`. */
export function durationIn(language: Language, minutes: number): string {
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? '−' : '';
  const say = (unit: string, count: number): string => translate(language, `unit.${unit}`, { count });
  if (size < 60) return sign + say('minutes', Math.round(size));
  const hours = Math.round(size / 6) / 10;
  if (hours < 48) return sign + say('hours', hours);
  const whole = Math.round(size / 60);
  const rest = whole % 24;
  const days = say('days', Math.floor(whole / 24));
  return sign + (rest === 0 ? days : `${days} ${say('hours', rest)}`);
}

/** Hours with one decimal and their unit. */
export function hoursIn(language: Language, hours: number): string {
  return translate(language, 'unit.hours', { count: Number(hours.toFixed(Math.abs(hours) < 100 ? 1 : 0)) });
}

const DAY_SECONDS = 86_400;
const THURSDAY = 3;

/** The ISO week that begins on a Monday (`YYYY-MM-DD`), as people speak of it: its number, `W48`, and its days, `23–29 Nov`. */
export function weekIn(language: Language, monday: string): { readonly week: string; readonly days: string } {
  const first = Date.parse(`${monday}T00:00:00Z`) / 1000;
  // A week belongs to the year that holds its Thursday (ISO 8601).
  const thursday = first + THURSDAY * DAY_SECONDS;
  const year = new Date(thursday * 1000).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1) / 1000) / (7 * DAY_SECONDS));
  const last = first + 6 * DAY_SECONDS;
  const month = formatOf(language, 'UTC', 'month', { month: 'short' });
  // Intl's own ranges differ between the two Chinese (23/11 至 29/11) and put odd spaces around the dash.
  const from = { day: String(new Date(first * 1000).getUTCDate()), month: month.format(first * 1000) };
  const to = { day: String(new Date(last * 1000).getUTCDate()), month: month.format(last * 1000) };
  const days = translate(language, from.month === to.month ? 'time.days' : 'time.days-two-months', {
    from: from.day,
    month: from.month,
    to: to.day,
    toMonth: to.month,
  });
  return { week: translate(language, 'time.week', { week: String(week) }), days };
}
