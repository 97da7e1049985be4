import type { Cell } from '../sheets/sheet.ts';
import { cellText, dateText } from '../sheets/sheet.ts';
import type { Reading } from './reading.ts';
import { isUnderstood, plainText } from './reading.ts';

/** Day numbers of 1954 to 2119: what a spreadsheet shows when a date has lost its format. */
const EARLIEST_SERIAL = 20_000;
const LATEST_SERIAL = 80_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const pad = (value: number | string, width = 2): string => String(value).padStart(width, '0');

/** A date or a date with a time, as a document's `LocalTime`. Day and month that could be either are refused, never guessed. */
export function readMoment(cell: Cell): Reading<string> {
  const value = cellText(cell).trim();
  const refused = { code: 'import.not-a-date', params: { value } } as const;
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) || cell.getUTCFullYear() < 1901 ? refused : { value: dateText(cell).replace(' ', 'T') };
  if (typeof cell === 'number') return serialDate(cell) ?? refused;
  if (typeof cell !== 'string') return refused;
  const text = plainText(value).replace(/^民[國国]\s?/, '');
  if (/^\d{5}(\.\d+)?$/.test(text)) return serialDate(Number(text)) ?? refused;
  const { day, rest } = splitDay(text);
  if (day === undefined) return unclearDay(text) ?? refused;
  const date = readDay(day);
  if (date === undefined) return unclearDay(text) ?? refused;
  if (!isUnderstood(date)) return { code: date.code, params: { ...date.params, value } };
  const clock = rest === '' ? '' : readClockPart(rest);
  return clock === undefined ? refused : { ...date, value: clock === '' ? date.value : `${date.value}T${clock}` };
}

/** Why a person's date is none here: the year is left out, or has two digits that could be a day as well. */
function unclearDay(text: string): Reading<string> | undefined {
  const [day = ''] = text.split(' ');
  const params = { value: text };
  if (/^(\d{1,2}[-/.]\d{1,2}|\d{1,2}月\d{1,2}[日號号]?|\d{1,2}[- ]?[a-z]{3,9})$/i.test(day))
    return { code: 'import.date-without-year', params };
  if (/^(\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{2}年\d{1,2}月\d{1,2}[日號号]?)$/.test(day)) return { code: 'import.date-short-year', params };
  return undefined;
}

/** A bare date. */
export function readDate(cell: Cell): Reading<string> {
  const moment = readMoment(cell);
  if (isUnderstood(moment) && moment.value.length > 10) return { code: 'import.not-a-date', params: { value: cellText(cell) } };
  return moment;
}

function serialDate(serial: number): Reading<string> | undefined {
  if (Number.isInteger(serial) && serial >= 19_000_101 && serial <= 21_001_231) return readDay(String(serial));
  if (!(serial >= EARLIEST_SERIAL && serial <= LATEST_SERIAL)) return undefined;
  const date = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000);
  return { value: dateText(date).replace(' ', 'T') };
}

/** Splits `2026-11-23T08:30`, `23 Nov 2026 8:30`, `2026年11月23日下午3時` into the day and what follows. */
function splitDay(text: string): { day: string | undefined; rest: string } {
  const match =
    /^(\d{3,4}年\d{1,2}月\d{1,2}[日號号]?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}|\d{1,2}[ -]?[a-z]{3,9}\.?,?[ -]?(?:\d{4}|\d{2})|[a-z]{3,9}\.? \d{1,2},? \d{4})(?:(?<=[日號号])|[T ,]+|(?=\D)|$)(.*)$/i.exec(
      text,
    );
  return match === null ? { day: undefined, rest: '' } : { day: match[1], rest: (match[2] ?? '').trim() };
}

function readDay(day: string): Reading<string> | undefined {
  const chinese =
    /^(\d{4})年(\d{1,2})月(\d{1,2})/.exec(day) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(day);
  if (chinese !== null) return existing(Number(chinese[1]), Number(chinese[2]), Number(chinese[3]));
  // Years since 1911, as Taiwan counts: three digits can be nothing else.
  const minguo = /^(1\d{2})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日號号]?)$/.exec(day);
  if (minguo !== null)
    return interpreted(existing(Number(minguo[1]) + 1911, Number(minguo[2] ?? minguo[4]), Number(minguo[3] ?? minguo[5])));
  const numeric = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(day);
  if (numeric !== null) return dayOrMonthFirst(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]));
  const words = /^(\d{1,2})[ -]?([a-z]{3})[a-z]*\.?,?[ -]?(\d{4})$/i.exec(day);
  if (words !== null) return existing(Number(words[3]), monthOf(words[2]), Number(words[1]));
  // `28-Nov-26` is how spreadsheets write a date by themselves.
  const short = /^(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2})$/i.exec(day);
  if (short !== null) return interpreted(existing(2000 + Number(short[3]), monthOf(short[2]), Number(short[1])));
  const american = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/i.exec(day);
  return american === null ? undefined : existing(Number(american[3]), monthOf(american[1]), Number(american[2]));
}

const interpreted = (date: { value: string } | undefined): Reading<string> | undefined =>
  date === undefined ? undefined : { ...date, isInterpreted: true };

const monthOf = (word = ''): number => MONTHS.indexOf(word.toLowerCase()) + 1;

function dayOrMonthFirst(first: number, second: number, year: number): Reading<string> | undefined {
  const dayFirst = existing(year, second, first);
  const monthFirst = existing(year, first, second);
  if (dayFirst !== undefined && monthFirst !== undefined && dayFirst.value !== monthFirst.value) {
    return { code: 'import.date-ambiguous', params: { value: '', first: dayFirst.value, second: monthFirst.value } };
  }
  return dayFirst ?? monthFirst;
}

function existing(year: number, month: number, day: number): { value: string } | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1901 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { value: `${pad(year, 4)}-${pad(month)}-${pad(day)}` } : undefined;
}

/** The time behind a date, seconds kept only if written, an offset kept as written. */
function readClockPart(rest: string): string | undefined {
  const match = /^(.*?)(?:\.\d+)? ?(Z|[+-]\d{2}:?\d{2})?$/i.exec(rest);
  const clock = parseClock(match?.[1] ?? '');
  if (clock === undefined || clock.hours > 23) return undefined;
  const offset = (match?.[2] ?? '').toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return `${pad(clock.hours)}:${pad(clock.minutes)}${clock.seconds === undefined ? '' : `:${pad(clock.seconds)}`}${offset}`;
}

interface Clock {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number | undefined;
}

const AFTERNOON = /下午|晚上|pm|p\.m\./i;
const MORNING = /上午|早上|am|a\.m\./i;

function parseClock(text: string): Clock | undefined {
  const half = AFTERNOON.test(text) ? 'pm' : MORNING.test(text) ? 'am' : undefined;
  const match = /^(\d{1,2})(?:(?::|時|时|點|点)(\d{1,2})(?:分|:(\d{2})|分(\d{1,2})秒)?|(?:時|时|點|点)(?:正|整)?)?$/.exec(
    text.replace(AFTERNOON, '').replace(MORNING, '').trim(),
  );
  if (match === null) return undefined;
  // A lone number is an hour only when something else says so.
  if (half === undefined && /^\d+$/.test(text)) return undefined;
  let hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  const written = match[3] ?? match[4];
  const seconds = written === undefined ? undefined : Number(written);
  if (half !== undefined && (hours < 1 || hours > 12)) return undefined;
  if (half === 'pm' && hours < 12) hours += 12;
  if (half === 'am' && hours === 12) hours = 0;
  if (minutes > 59 || (seconds ?? 0) > 59 || hours > 24 || (hours === 24 && minutes + (seconds ?? 0) > 0)) return undefined;
  return { hours, minutes, seconds };
}

/** A time of day `HH:MM`, 00:00 to 24:00. */
export function readClock(cell: Cell): Reading<string> {
  const value = cellText(cell).trim();
  const refused = { code: 'import.not-a-clock-time', params: { value } } as const;
  if (typeof cell === 'number' && cell >= 0 && cell <= 1) {
    const minutes = Math.round(cell * 1440);
    return { value: `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}` };
  }
  if (cell instanceof Date) {
    const wholeDay = cell.getTime() === Date.UTC(1899, 11, 31) || cell.getTime() === Date.UTC(1900, 0, 1);
    if (wholeDay) return { value: '24:00' };
    return cell.getUTCFullYear() > 1904 ? refused : { value: `${pad(cell.getUTCHours())}:${pad(cell.getUTCMinutes())}` };
  }
  if (typeof cell !== 'string') return refused;
  const clock = parseClock(plainText(value));
  const seconds = clock?.seconds ?? 0;
  // 23:59:59 is how some systems write the end of a day.
  if (clock === undefined || (seconds !== 0 && seconds !== 59)) return refused;
  const minutes = clock.hours * 60 + clock.minutes + (seconds === 59 ? 1 : 0);
  return { value: `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}` };
}
