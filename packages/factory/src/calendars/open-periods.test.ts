import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weekday } from '../document/text.ts';
import type { Calendar } from './calendar.ts';
import { openPeriods } from './open-periods.ts';
import { instantOf } from './zone-time.ts';

const ZONE = 'Asia/Shanghai';
const DAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const at = (text: string): number => instantOf(text, ZONE) ?? Number.NaN;
const week: Calendar = {
  id: 'c',
  week: [
    { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '12:00' },
    { weekdays: ['mon', 'fri'], from: '22:00', to: '06:00' },
  ],
};
const shown = (calendar: Calendar, site: object, from: string, to: string): string[] =>
  openPeriods(calendar, { timeZone: ZONE, ...site }, at(from), at(to)).map(
    (period) =>
      `${(period.start - at(from)) / 3600}-${(period.end - at(from)) / 3600}${period.overtimeCostPerHour > 0 ? `@${period.overtimeCostPerHour}` : ''}`,
  );

/** Minute by minute, straight from the definitions, without exceptions and overtime. */
function isOpenSlowly(calendar: Calendar, holidays: ReadonlySet<string>, makeUp: ReadonlyMap<string, Weekday>, instant: number): boolean {
  const local = instant + 8 * 3600;
  for (const back of [0, 1]) {
    const day = Math.floor(local / 86_400) - back;
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (holidays.has(date) && !makeUp.has(date)) continue;
    const weekday = makeUp.get(date) ?? DAYS[(day + 4) % 7];
    const minute = (local - day * 86_400) / 60;
    for (const period of calendar.week) {
      const from = Number(period.from.slice(0, 2)) * 60 + Number(period.from.slice(3));
      const to = Number(period.to.slice(0, 2)) * 60 + Number(period.to.slice(3));
      if (weekday !== undefined && period.weekdays.includes(weekday) && minute >= from && minute < (to > from ? to : to + 1440))
        return true;
    }
  }
  return false;
}

describe('the open periods of a calendar', () => {
  it('follow the week, past midnight too', () => {
    expect(shown(week, {}, '2026-11-23', '2026-11-25')).toEqual(['8-12', '22-30', '32-36']);
  });
  it('close on holidays and open on make-up days as the weekday they stand for', () => {
    const site = { holidays: [{ date: '2026-11-24' }], makeUpDays: [{ date: '2026-11-29', worksAs: 'tue' as const }] };
    expect(shown(week, site, '2026-11-24', '2026-11-25')).toEqual(['0-6']);
    expect(shown(week, site, '2026-11-29', '2026-11-30')).toEqual(['8-12']);
    expect(shown({ ...week, observesHolidays: false }, site, '2026-11-24', '2026-11-25')).toEqual(['0-6', '8-12']);
  });
  it('let exceptions win, the later over the earlier, and closures over all', () => {
    const calendar: Calendar = {
      ...week,
      exceptions: [
        { from: '2026-11-24T00:00', to: '2026-11-25T00:00', working: false },
        { from: '2026-11-24T10:00', to: '2026-11-24T14:00', working: true },
      ],
    };
    expect(shown(calendar, {}, '2026-11-24', '2026-11-25')).toEqual(['10-14']);
    const closed = openPeriods(calendar, { timeZone: ZONE }, at('2026-11-24'), at('2026-11-25'), [
      { start: at('2026-11-24T11:00'), end: at('2026-11-24T12:00') },
    ]);
    expect(closed.map((period) => (period.end - period.start) / 3600)).toEqual([1, 2]);
  });
  it('price overtime only where it is not open anyway', () => {
    const calendar: Calendar = { ...week, overtime: [{ weekdays: ['tue'], from: '10:00', to: '14:00', extraCostPerHour: 50 }] };
    expect(shown(calendar, {}, '2026-11-24T07:00', '2026-11-25')).toEqual(['1-5', '5-7@50']);
  });
  it('agree minute by minute with the definition', () => {
    const clock = fc
      .integer({ min: 0, max: 47 })
      .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
    const period = fc.record({ weekdays: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }), from: clock, to: clock });
    fc.assert(
      fc.property(fc.array(period, { maxLength: 3 }), fc.integer({ min: 0, max: 6 }), fc.constantFrom(...DAYS), (periods, day, worksAs) => {
        const calendar: Calendar = { id: 'c', week: periods };
        const holiday = `2026-11-${24 + (day % 4)}`;
        const makeUp = '2026-11-29';
        const site = { timeZone: ZONE, holidays: [{ date: holiday }], makeUpDays: [{ date: makeUp, worksAs }] };
        const from = at('2026-11-23');
        const to = at('2026-11-30');
        const open = openPeriods(calendar, site, from, to);
        for (let instant = from; instant < to; instant += 1800) {
          const quick = open.some((each) => each.start <= instant && instant < each.end);
          expect(quick).toBe(isOpenSlowly(calendar, new Set([holiday]), new Map([[makeUp, worksAs]]), instant));
        }
      }),
      { numRuns: 60 },
    );
  });
});
