import type { Calendar } from '@midstream/factory';
import { describe, expect, it } from 'vitest';
import { datesOf, dayAfter, daysShown, withRule } from './exceptions.ts';

const site = {
  timeZone: 'Asia/Shanghai',
  holidays: [{ date: '2026-12-25', name: 'Christmas' }],
  makeUpDays: [{ date: '2026-12-27', worksAs: 'fri' as const }],
};
const week: Calendar['week'] = [{ weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }];
const hours = (exceptions: Calendar['exceptions'], dates: readonly string[]): number[] =>
  daysShown({ id: 'c', week, ...(exceptions === undefined ? {} : { exceptions }) }, site, dates).map((day) => day.hours);
const DATES = ['2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25', '2026-12-26', '2026-12-27'];

describe('the month as a picture', () => {
  it('has whole weeks from Monday', () => {
    const dates = datesOf('2026-12');
    expect([dates[0], dates.at(-1), dates.length]).toEqual(['2026-11-30', '2027-01-03', 35]);
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  });
  it('shows hours with holidays and make-up days', () => {
    expect(hours(undefined, DATES)).toEqual([10, 10, 10, 0, 0, 10]);
  });
  it('closes days, and opens others for some hours only', () => {
    const closed = withRule([], '2026-12-22', '2026-12-23', { rule: 'closed', reason: 'Stock-taking' });
    expect(hours(closed, DATES)).toEqual([0, 0, 10, 0, 0, 10]);
    const open = withRule(closed, '2026-12-23', '2026-12-25', { rule: 'open', from: '09:00', to: '13:00', reason: '' });
    expect(hours(open, DATES)).toEqual([0, 4, 4, 4, 0, 10]);
    expect(open[0]).toMatchObject({ reason: 'Stock-taking', to: '2026-12-23T00:00' });
  });
  it('works past midnight where told', () => {
    const night = withRule([], '2026-12-26', '2026-12-26', { rule: 'open', from: '22:00', to: '06:00', reason: '' });
    expect(hours(night, DATES)).toEqual([10, 10, 10, 0, 2, 16]);
  });
  it('goes back to what holds every week, cutting only the days that were chosen', () => {
    const closed = withRule([], '2026-12-22', '2026-12-24', { rule: 'closed', reason: '' });
    const usual = withRule(closed, '2026-12-23', '2026-12-23', { rule: 'usual' });
    expect(hours(usual, DATES)).toEqual([0, 10, 0, 0, 0, 10]);
    expect(withRule(usual, '2026-12-22', '2026-12-24', { rule: 'usual' })).toEqual([]);
  });
});
