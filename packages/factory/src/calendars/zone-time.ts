import type { LocalTime } from '../document/text.ts';

/** Formatter and the offsets found so far, per zone. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Quarter of an hour → offset in seconds at its start. */
  readonly offsets: Map<number, number>;
  /** Week → the offset all of it has; undefined where it changes. */
  readonly weeks: Map<number, number | undefined>;
}
const WEEK = 7 * 86_400;
const QUARTERS_OF_WEEK = WEEK / 900;
const zones = new Map<string, Zone>();

/** True for a name the runtime knows, e.g. `Asia/Hong_Kong`. */
export function isTimeZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    zone = { format, offsets: new Map(), weeks: new Map() };
    zones.set(name, zone);
  }
  return zone;
}

/**
 * Seconds the zone's clock is ahead of UTC at an instant. Asked of the runtime twice a week, and every quarter of an hour (zones change
 * on those) in a week that begins and ends differently: no zone changes there and back within one. @throws RangeError for an unknown zone.
 */
export function offsetAt(instant: number, name: string): number {
  const zone = zoneOf(name);
  const week = Math.floor(instant / WEEK);
  if (!zone.weeks.has(week)) {
    const offset = offsetOfQuarter(zone, week * QUARTERS_OF_WEEK);
    zone.weeks.set(week, offset === offsetOfQuarter(zone, (week + 1) * QUARTERS_OF_WEEK) ? offset : undefined);
  }
  return zone.weeks.get(week) ?? offsetOfQuarter(zone, Math.floor(instant / 900));
}

function offsetOfQuarter(zone: Zone, quarter: number): number {
  let offset = zone.offsets.get(quarter);
  if (offset === undefined) {
    const at = quarter * 900;
    const parts = new Map(zone.format.formatToParts(new Date(at * 1000)).map((part) => [part.type, Number(part.value)]));
    const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const local = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second')) / 1000;
    offset = local - at;
    zone.offsets.set(quarter, offset);
  }
  return offset;
}

/** The instant at which the zone's clock shows `local` (seconds since 1970 as if UTC). A time skipped in spring moves forward; one shown twice is the first. */
export function instantOfClock(local: number, zone: string): number {
  const early = offsetAt(local - 86_400, zone);
  const late = offsetAt(local + 86_400, zone);
  if (early === late) return local - early;
  const first = local - early;
  if (offsetAt(first, zone) === early) return first;
  const second = local - late;
  return offsetAt(second, zone) === late ? second : first;
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/;

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Reads a time of a document. A bare date is its 00:00 for `start`, its 24:00 for `end`.
 * Undefined for what is no time of the calendar.
 */
export function instantOf(text: LocalTime, zone: string, edge: 'start' | 'end' = 'start'): number | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, offset] = match;
  const [y, mo, d] = [Number(year), Number(month), Number(day)];
  if (mo < 1 || mo > 12 || d < 1 || d > daysIn(y, mo)) return undefined;
  const midnight = Date.UTC(y, mo - 1, d) / 1000;
  const h = Number(hour ?? 0);
  const m = Number(minute ?? 0);
  const s = Number(second ?? 0);
  if (h > 24 || m > 59 || s > 59 || (h === 24 && m + s > 0)) return undefined;
  if (hour === undefined) return instantOfClock(midnight + (edge === 'end' ? 86_400 : 0), zone);
  const local = midnight + h * 3600 + m * 60 + s;
  if (offset === undefined) return instantOfClock(local, zone);
  if (offset === 'Z') return local;
  const sign = offset.startsWith('-') ? -1 : 1;
  return local - sign * (Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(4, 6)) * 60);
}

/** `2026-11-23T08:00:00+08:00`. */
export function zonedTimeOf(instant: number, zone: string): string {
  const offset = offsetAt(instant, zone);
  const sign = offset < 0 ? '-' : '+';
  const ahead = Math.abs(offset);
  return `${localTimeOf(instant, zone)}${sign}${two(Math.floor(ahead / 3600))}:${two(Math.floor((ahead % 3600) / 60))}`;
}

/** `2026-11-23T08:00:00`, the zone's own clock. */
export function localTimeOf(instant: number, zone: string): string {
  return new Date((instant + offsetAt(instant, zone)) * 1000).toISOString().slice(0, 19);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
