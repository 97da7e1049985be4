import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../sheets/sheet.ts';
import { readAttributes, writeAttributes } from './attributes.ts';
import { readBoolean } from './boolean.ts';
import { readDepartures, writeDepartures } from './departures.ts';
import { readDuration } from './duration.ts';
import { joinList, splitList } from './list.ts';
import { readClock, readDate, readMoment } from './moment.ts';
import { nearest } from './nearest.ts';
import { readCount, readNumber, readShare } from './number.ts';
import type { Reading } from './reading.ts';
import { readWeekdays, WEEK, writeWeekdays } from './weekdays.ts';

const valueOf = <T>(reading: Reading<T>): T | string => ('value' in reading ? reading.value : reading.code);
const utc = (...parts: Parameters<typeof Date.UTC>): Date => new Date(Date.UTC(...parts));

describe('numbers', () => {
  it.each<[Cell, number | string]>([
    [12.5, 12.5],
    ['１２３４', 1234],
    ['1,234.5', 1234.5],
    ['12，345', 12345],
    ['−3', -3],
    [' 7 ', 7],
    ['1e3', 1000],
    ['1.234,5', 'import.number-ambiguous'],
    ['12,5', 'import.number-ambiguous'],
    ['1,2345', 'import.number-ambiguous'],
    ['twelve', 'import.not-a-number'],
    ['1e999', 'import.not-a-number'],
    [true, 'import.not-a-number'],
    [Number.NaN, 'import.not-a-number'],
  ])('%j → %j', (cell, expected) => {
    expect(valueOf(readNumber(cell))).toBe(expected);
  });

  it.each<[Cell, number | string]>([
    ['8000 pcs', 8000],
    ['８００ＰＣＳ', 800],
    ['3,000 米', 3000],
    ['4500碼', 4500],
    ['1.1萬', 11_000],
    ['1.5k', 1500],
    ['2 萬 件', 20_000],
    ['5 dozen', 'import.not-a-number'],
    ['10打', 'import.not-a-number'],
    ['12,5 pcs', 'import.not-a-number'],
    ['3 x 40', 'import.not-a-number'],
    ['N/A', 'import.not-a-number'],
    ['1,2345', 'import.number-ambiguous'],
  ])('a count %j → %j', (cell, expected) => {
    const reading = readCount(cell);
    expect(valueOf(reading)).toBe(expected);
    // What a plain number does not say is told.
    if (typeof expected === 'number') expect(reading).toHaveProperty('isInterpreted', true);
  });

  it.each<[Cell, number | string]>([
    ['95%', 0.95],
    ['９８．５％', 0.985],
    ['56.7%', 0.567],
    [0.9, 0.9],
    [95, 'import.not-a-share'],
  ])('a share %j → %j', (cell, expected) => {
    expect(valueOf(readShare(cell))).toBe(expected);
  });
});

describe('durations', () => {
  it.each<[Cell, number | string]>([
    [90, 90],
    ['1:30', 90],
    ['0:01:30', 1.5],
    ['1 02:00:00', 1560],
    ['1.5 h', 90],
    ['1h 30min', 90],
    ['1小時30分鐘', 90],
    ['90秒', 1.5],
    ['2 天', 2880],
    [utc(1899, 11, 30, 1, 30), 90],
    [utc(1900, 0, 1, 6), 48 * 60 + 360],
    ['1:75', 'import.not-a-duration'],
    ['5 parsecs', 'import.not-a-duration'],
    ['h', 'import.not-a-duration'],
  ])('in minutes, %j → %j', (cell, expected) => {
    expect(valueOf(readDuration(cell, 'minutes'))).toBe(expected);
  });

  it('a bare number counts in the unit of the system it comes from, a written unit as written', () => {
    expect(valueOf(readDuration(90, 'minutes', 'seconds'))).toBe(1.5);
    expect(valueOf(readDuration('90 min', 'minutes', 'seconds'))).toBe(90);
    expect(valueOf(readDuration(0.1, 'minutes', 'hours'))).toBe(6);
  });
});

describe('dates', () => {
  it.each<[Cell, string]>([
    ['2026-11-23', '2026-11-23'],
    ['2026/11/3', '2026-11-03'],
    ['２０２６年１１月２３日', '2026-11-23'],
    ['2026年11月23日 下午3時30分', '2026-11-23T15:30'],
    ['2026年11月23日8:05', '2026-11-23T08:05'],
    ['23/11/2026', '2026-11-23'],
    ['11/23/2026 17:00', '2026-11-23T17:00'],
    ['5/5/2026', '2026-05-05'],
    ['23 Nov 2026', '2026-11-23'],
    ['Nov 23, 2026 8:30 PM', '2026-11-23T20:30'],
    ['23-Nov-2026', '2026-11-23'],
    ['20261123', '2026-11-23'],
    ['2026-11-23T08:30:15+08:00', '2026-11-23T08:30:15+08:00'],
    ['2026-11-23T08:30Z', '2026-11-23T08:30Z'],
    ['2026-11-23 08:30:00.000', '2026-11-23T08:30:00'],
    [46_349, '2026-11-23'],
    [46_349.354_166_666_7, '2026-11-23T08:30'],
    ['46349', '2026-11-23'],
    [utc(2026, 10, 23), '2026-11-23'],
    [utc(2026, 10, 23, 8, 30), '2026-11-23T08:30'],
    ['03/04/2026', 'import.date-ambiguous'],
    ['2026-02-30', 'import.not-a-date'],
    ['31/31/2026', 'import.not-a-date'],
    ['23/11/26', 'import.date-short-year'],
    ['26年11月23日', 'import.date-short-year'],
    ['11月23日', 'import.date-without-year'],
    ['23-Nov', 'import.date-without-year'],
    ['23-Nov-26', '2026-11-23'],
    ['115/11/23', '2026-11-23'],
    ['民國115年11月23日 08:30', '2026-11-23T08:30'],
    ['115/13/23', 'import.not-a-date'],
    ['2026-11-23 25:00', 'import.not-a-date'],
    ['next week', 'import.not-a-date'],
    [5, 'import.not-a-date'],
  ])('%j → %s', (cell, expected) => {
    expect(valueOf(readMoment(cell))).toBe(expected);
  });

  it('an ambiguous date is refused with both of its meanings', () => {
    expect(readMoment('03/04/2026')).toEqual({
      code: 'import.date-ambiguous',
      params: { value: '03/04/2026', first: '2026-04-03', second: '2026-03-04' },
    });
  });

  it('a date column takes no time of day', () => {
    expect(valueOf(readDate('2026-11-23 08:00'))).toBe('import.not-a-date');
  });

  it.each<[Cell, string]>([
    ['8:30', '08:30'],
    ['24:00', '24:00'],
    ['23:59:59', '24:00'],
    ['8:30 PM', '20:30'],
    ['下午5時', '17:00'],
    [0.354_166_666_7, '08:30'],
    [1, '24:00'],
    [utc(1899, 11, 30, 8, 30), '08:30'],
    ['24:01', 'import.not-a-clock-time'],
    ['8', 'import.not-a-clock-time'],
    ['8:3015', 'import.not-a-clock-time'],
  ])('the time of day %j → %s', (cell, expected) => {
    expect(valueOf(readClock(cell))).toBe(expected);
  });
});

describe('words', () => {
  it.each<[Cell, boolean | string]>([
    ['Yes', true],
    ['是', true],
    ['否', false],
    ['对', true],
    [1, true],
    [false, false],
    ['maybe', 'import.not-a-boolean'],
  ])('the boolean %j → %j', (cell, expected) => {
    expect(valueOf(readBoolean(cell))).toBe(expected);
  });

  it.each([
    ['Mon-Fri', 'mon tue wed thu fri'],
    ['週一至週五', 'mon tue wed thu fri'],
    ['周一到周三、周六', 'mon tue wed sat'],
    ['星期日', 'sun'],
    ['一三五', 'mon wed fri'],
    ['Sat–Mon', 'sat sun mon'],
    ['daily', 'mon tue wed thu fri sat sun'],
    ['Tuesday, thu', 'tue thu'],
  ])('weekdays %s → %s', (text, expected) => {
    expect(valueOf(readWeekdays(text))).toEqual(expected.split(' '));
  });

  it('weekdays, lists, attributes and departures come back as they were written', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
      .map((s) => s.trim())
      .filter((s) => s !== '');
    const days = fc.subarray([...WEEK], { minLength: 1 });
    const language = fc.constantFrom('en' as const, 'zh-Hant' as const, 'zh-Hans' as const);
    const departures = fc.array(fc.record({ weekdays: days, at: fc.constantFrom('06:00', '18:30') }, { requiredKeys: ['at'] }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(days, fc.array(text), fc.dictionary(text, text), departures, language, (week, list, attributes, leaving, tongue) => {
        expect(valueOf(readWeekdays(writeWeekdays(week, tongue)))).toEqual(week);
        expect(valueOf(splitList(joinList(list)))).toEqual(list);
        expect(valueOf(readAttributes(writeAttributes(attributes)))).toEqual(attributes);
        expect(valueOf(readDepartures(writeDepartures(leaving, tongue)))).toEqual(leaving);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('malformed lists and attributes are refused', () => {
    expect(valueOf(splitList('a; "b'))).toBe('import.list-malformed');
    expect(valueOf(readAttributes('colour red'))).toBe('import.attributes-malformed');
    expect(valueOf(readDepartures('Mon at six'))).toBe('import.departures-malformed');
  });

  it('the nearest known words are offered, best first', () => {
    expect(nearest('IMM80', ['IMM-120', 'IMM-80', 'PAD-1'])).toEqual(['IMM-80', 'IMM-120']);
    expect(nearest('交货日', ['交期', '交貨日期', '交货日期'])[0]).toBe('交货日期');
    expect(nearest('aproved', ['approved', 'approved', 'open'])).toEqual(['approved']);
    expect(nearest('xyz', ['lathe', 'oven'])).toEqual([]);
  });
});
