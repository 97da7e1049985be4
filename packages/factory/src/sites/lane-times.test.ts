import { describe, expect, it } from 'vitest';
import { instantOf, zonedTimeOf } from '../calendars/zone-time.ts';
import { tariffAt } from './energy-price.ts';
import { priceSteps } from './energy-price.ts';
import { arrivalAfter, departuresBetween } from './lane-times.ts';
import type { Site, TransportLane } from './site.ts';

const vietnam: Site = { id: 'VN', timeZone: 'Asia/Ho_Chi_Minh', currency: 'VND' };
const hongKong: Site = { id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD', holidays: [{ date: '2026-12-25' }] };
const lane: TransportLane = {
  from: 'VN',
  to: 'HK',
  durationHours: 24,
  departures: [{ weekdays: ['tue', 'fri'], at: '15:00' }],
  cutOffHours: 6,
};
const arrives = (ready: string, change: Partial<TransportLane> = {}): string =>
  zonedTimeOf(arrivalAfter({ ...lane, ...change }, vietnam, hongKong, instantOf(ready, 'Asia/Ho_Chi_Minh') ?? 0), 'Asia/Hong_Kong');

describe('goods between sites', () => {
  it('take the next departure they are ready for, by the clock of the origin', () => {
    expect(arrives('2026-11-24T09:00')).toBe('2026-11-25T16:00:00+08:00');
    expect(arrives('2026-11-24T09:01')).toBe('2026-11-28T16:00:00+08:00');
  });
  it('wait at customs for days on which it works', () => {
    expect(arrives('2026-11-27T08:00', { customsDays: 1 })).toBe('2026-11-30T16:00:00+08:00');
    // Arrives on Wednesday 23 December; Friday is a holiday, then the weekend.
    expect(arrives('2026-12-22T08:00', { customsDays: 2 })).toBe('2026-12-28T16:00:00+08:00');
  });
  it('leave at once where there is no timetable', () => {
    expect(arrives('2026-11-24T09:01', { departures: [] })).toBe('2026-11-25T10:01:00+08:00');
  });
  it('list every departure once, sorted by cut-off', () => {
    const from = instantOf('2026-11-23', 'Asia/Ho_Chi_Minh') ?? 0;
    const all = departuresBetween(lane, vietnam, hongKong, from, from + 14 * 86_400);
    expect(all).toHaveLength(4);
    expect(all.map((each) => each.ready)).toEqual(all.map((each) => each.ready).toSorted((a, b) => a - b));
  });
});

describe('the price of electricity', () => {
  const site: Site = {
    id: 'DG',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    energyPricePerKwh: 0.7,
    tariff: [
      { from: '10:00', to: '12:00', pricePerKwh: 1.1 },
      { from: '22:00', to: '08:00', pricePerKwh: 0.3 },
    ],
  };
  it('steps where the tariff does, in the reporting currency, and agrees with the tariff at every instant', () => {
    const from = instantOf('2026-11-23', 'Asia/Shanghai') ?? 0;
    const steps = priceSteps(site, from, from + 2 * 86_400, 2);
    expect(steps.slice(0, 4).map((step) => [(step.start - from) / 3600, step.price])).toEqual([
      [0, 0.6],
      [8, 1.4],
      [10, 2.2],
      [12, 1.4],
    ]);
    for (let instant = from; instant < from + 2 * 86_400; instant += 900) {
      expect(steps.findLast((step) => step.start <= instant)?.price).toBe(tariffAt(site, instant) * 2);
    }
  });
});
