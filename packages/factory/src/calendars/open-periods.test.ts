import { describe, expect, it } from 'vitest';
import type { Calendar } from './calendar.ts';
import { openPeriods } from './open-periods.ts';
import { instantOf } from './zone-time.ts';

const ZONE = 'Asia/Shanghai';
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
});
