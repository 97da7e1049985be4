import type { Cell } from '../sheets/sheet.ts';
import { cellText } from '../sheets/sheet.ts';
import { readNumber } from './number.ts';
import type { Reading } from './reading.ts';
import { isUnderstood, plainText } from './reading.ts';

export type DurationUnit = 'seconds' | 'minutes' | 'hours' | 'days';

const SECONDS_IN: Readonly<Record<DurationUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

const UNIT_WORDS: Readonly<Record<DurationUnit, readonly string[]>> = {
  seconds: ['s', 'sec', 'secs', 'second', 'seconds', '秒', '秒鐘', '秒钟'],
  minutes: ['m', 'min', 'mins', 'minute', 'minutes', '分', '分鐘', '分钟'],
  hours: ['h', 'hr', 'hrs', 'hour', 'hours', '時', '时', '小時', '小时', '鐘頭', '钟头'],
  days: ['d', 'day', 'days', '天', '日'],
};

/** The unit a word names, in any language. */
export function unitOf(word: string): DurationUnit | undefined {
  const wanted = plainText(word).toLowerCase();
  return (Object.keys(UNIT_WORDS) as DurationUnit[]).find((unit) => UNIT_WORDS[unit].includes(wanted));
}

/**
 * A span of time in `unit`. A bare number counts in `assumed`; `HH:MM`, `HH:MM:SS`, `D HH:MM:SS`, `1 h 30 min`, `90 秒` and the
 * spreadsheet's own times say their unit themselves.
 */
export function readDuration(cell: Cell, unit: DurationUnit, assumed: DurationUnit = unit): Reading<number> {
  const convert = (value: number, from: DurationUnit): Reading<number> => ({
    value: from === unit ? value : tidy((value * SECONDS_IN[from]) / SECONDS_IN[unit]),
  });
  if (typeof cell === 'number' && Number.isFinite(cell)) return convert(cell, assumed);
  const value = cellText(cell).trim();
  if (cell instanceof Date) return convert(secondsSinceZero(cell), 'seconds');
  const refused = { code: 'import.not-a-duration', params: { value, unit: assumed } } as const;
  if (typeof cell !== 'string') return refused;
  const bare = readNumber(cell);
  if (isUnderstood(bare)) return convert(bare.value, assumed);
  if (bare.code === 'import.number-ambiguous') return bare;
  const seconds = clockSeconds(plainText(value)) ?? spokenSeconds(plainText(value).toLowerCase());
  return seconds === undefined ? refused : convert(seconds, 'seconds');
}

/** Rounds away the dust of a division, far below any planning meaning. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** A spreadsheet keeps a duration as days since 1899-12-30. */
function secondsSinceZero(date: Date): number {
  return Math.round((date.getTime() - Date.UTC(1899, 11, 30)) / 1000);
}

function clockSeconds(text: string): number | undefined {
  const match = /^(?:(\d+)(?:d| d| days?|天)?,? )?(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?$/i.exec(text);
  if (match === null) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  if (Number(minutes) > 59 || Number(seconds) >= 60) return undefined;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function spokenSeconds(text: string): number | undefined {
  const part = /(\d+(?:\.\d+)?) ?([a-z]+|[\u4e00-\u9fff]+?)(?=[ ,]*\d|$)/g;
  let total = 0;
  let covered = '';
  for (const [whole, amount = '', word = ''] of text.matchAll(part)) {
    const unit = unitOf(word);
    if (unit === undefined) return undefined;
    total += Number(amount) * SECONDS_IN[unit];
    covered += whole;
  }
  return covered !== '' && covered.replaceAll(/[ ,]/g, '') === text.replaceAll(/[ ,]/g, '') ? total : undefined;
}
