import type { Calendar } from '@midstream/factory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAYS, openMinutes, toggled } from './week-hours.ts';

const clock = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const calendars = fc
  .array(fc.record({ weekdays: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }), from: clock, to: clock }), { maxLength: 4 })
  .map((week): Calendar => ({ id: 'c', week }));
const hoursOf = (calendar: Calendar): number[][] =>
  DAYS.map((day) => Array.from({ length: 24 }, (_, hour) => openMinutes(calendar, day, hour)));

describe('the week as a picture', () => {
  it('counts a shift past midnight on both days', () => {
    const night: Calendar = { id: 'c', week: [{ weekdays: ['sun'], from: '22:00', to: '06:30' }] };
    expect([
      openMinutes(night, 'sun', 22),
      openMinutes(night, 'mon', 5),
      openMinutes(night, 'mon', 6),
      openMinutes(night, 'sun', 5),
    ]).toEqual([60, 60, 30, 0]);
  });
  it('changes the hour that was clicked and no other', () => {
    fc.assert(
      fc.property(calendars, fc.constantFrom(...DAYS), fc.integer({ min: 0, max: 23 }), (calendar, day, hour) => {
        const before = hoursOf(calendar);
        const after = hoursOf({ ...calendar, week: toggled(calendar, day, hour) });
        const expected = before.map((hours, d) => hours.map((open, h) => (DAYS[d] === day && h === hour ? (open === 0 ? 60 : 0) : open)));
        expect(after).toEqual(expected);
      }),
    );
  });
});
