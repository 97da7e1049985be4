import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weekday } from '../document/text.ts';
import type { Site } from '../sites/site.ts';
import type { Calendar } from './calendar.ts';
import { openPeriods } from './open-periods.ts';
import { instantOf, zonedTimeOf } from './zone-time.ts';

const DAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const HALF_HOUR = 1800;
type Kind = 'open' | 'closed' | number;
type Place = Pick<Site, 'timeZone' | 'holidays' | 'makeUpDays'>;

/** What the definition says of one instant: open, closed, or what an hour of overtime costs then. Looks at one clock reading only. */
function kindAt(calendar: Calendar, site: Place, instant: number): Kind {
  const local = zonedTimeOf(instant, site.timeZone).slice(0, 16);
  const observes = calendar.observesHolidays !== false;
  for (const exception of [...(calendar.exceptions ?? [])].reverse()) {
    if (exception.from <= local && local < exception.to) return exception.working ? 'open' : 'closed';
  }
  const begun = [0, 1].map((back) => {
    const date = new Date(Date.parse(`${local.slice(0, 10)}T00:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
    const worksAs = observes ? site.makeUpDays?.find((day) => day.date === date)?.worksAs : undefined;
    const isHoliday = observes && (site.holidays ?? []).some((holiday) => holiday.date === date);
    const minute = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)) + back * 1440;
    return { date, minute, isHoliday, worksAs, weekday: worksAs ?? DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun' };
  });
  for (const { minute, isHoliday, worksAs, weekday } of begun) {
    if (isHoliday && worksAs === undefined) continue;
    if (calendar.week.some((period) => period.weekdays.includes(weekday) && isWithin(period, minute))) return 'open';
  }
  for (const period of calendar.overtime ?? []) {
    const covers = begun.some(
      ({ date, minute, isHoliday, weekday }) =>
        (period.date === undefined ? (period.weekdays ?? DAYS).includes(weekday) && !isHoliday : period.date === date) &&
        isWithin(period, minute),
    );
    if (covers) return period.extraCostPerHour;
  }
  return 'closed';
}

function isWithin(period: { readonly from: string; readonly to: string }, minute: number): boolean {
  const clock = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const [from, to] = [clock(period.from), clock(period.to)];
  return minute >= from && minute < (to > from ? to : to + 1440);
}

// Clocks are put forward and back between 01:00 and 03:00: boundaries there would not be one instant, so none are drawn there.
const clockTime = fc
  .integer({ min: 0, max: 41 })
  .map((half) => (half === 0 ? 0 : half + 6))
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
const shift = fc.record({ weekdays: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }), from: clockTime, to: clockTime });

const situations = fc
  .record({
    zone: fc.constantFrom(
      { timeZone: 'Asia/Shanghai', monday: '2026-11-23' },
      { timeZone: 'Asia/Hong_Kong', monday: '2026-12-28' },
      { timeZone: 'Europe/Berlin', monday: '2026-03-23' },
      { timeZone: 'America/New_York', monday: '2026-10-26' },
    ),
    week: fc.array(shift, { maxLength: 3 }),
    overtime: fc.array(fc.record({ ...recordOf(shift), extraCostPerHour: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 }),
    exceptions: fc.array(
      fc.record({ day: fc.integer({ min: 0, max: 7 }), from: clockTime, hours: fc.integer({ min: 1, max: 40 }), working: fc.boolean() }),
      { maxLength: 3 },
    ),
    holiday: fc.integer({ min: 0, max: 7 }),
    makeUp: fc.record({ day: fc.integer({ min: 0, max: 7 }), worksAs: fc.constantFrom(...DAYS) }),
    observesHolidays: fc.boolean(),
  })
  .map(({ zone, week, overtime, exceptions, holiday, makeUp, observesHolidays }) => {
    const dateAfter = (days: number): string =>
      new Date(Date.parse(`${zone.monday}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    const later = (local: string, hours: number): string =>
      `${new Date(Date.parse(`${local}:00Z`) + hours * 3_600_000).toISOString().slice(0, 16)}`;
    const site: Place = {
      timeZone: zone.timeZone,
      holidays: [{ date: dateAfter(holiday) }],
      makeUpDays: [{ date: dateAfter(makeUp.day), worksAs: makeUp.worksAs }],
    };
    const spans = exceptions.map((each) => {
      const from = `${dateAfter(each.day)}T${each.from}`;
      const to = later(from, each.hours);
      // The end, too, keeps away from the hours in which clocks change.
      return { from, to: /T0[12]/.test(to) ? `${to.slice(0, 11)}03:00` : to, working: each.working };
    });
    const calendar: Calendar = { id: 'c', week, overtime, exceptions: spans, observesHolidays };
    return { calendar, site, monday: zone.monday };
  });

function recordOf(arbitrary: typeof shift): { weekdays: fc.Arbitrary<Weekday[]>; from: fc.Arbitrary<string>; to: fc.Arbitrary<string> } {
  return {
    weekdays: arbitrary.map((each) => each.weekdays),
    from: arbitrary.map((each) => each.from),
    to: arbitrary.map((each) => each.to),
  };
}

describe('the open periods of any calendar, in zones that change their clocks too', () => {
  it('agree half hour by half hour with the definition: week, holidays, make-up days, exceptions, overtime', () => {
    fc.assert(
      fc.property(situations, ({ calendar, site, monday }) => {
        const from = instantOf(monday, site.timeZone) ?? Number.NaN;
        const to = from + 8 * 86_400;
        const laidOut = openPeriods(calendar, site, from, to);
        for (let instant = from; instant < to; instant += HALF_HOUR) {
          const period = laidOut.find((each) => each.start <= instant && instant < each.end);
          const quick: Kind = period === undefined ? 'closed' : period.overtimeCostPerHour === 0 ? 'open' : period.overtimeCostPerHour;
          if (quick !== kindAt(calendar, site, instant))
            expect.fail(`${zonedTimeOf(instant, site.timeZone)}: ${quick}, but by the definition ${kindAt(calendar, site, instant)}`);
        }
      }),
      { numRuns: 150 },
    );
  });
  it('are sorted and never overlap', () => {
    fc.assert(
      fc.property(situations, ({ calendar, site, monday }) => {
        const from = instantOf(monday, site.timeZone) ?? Number.NaN;
        let last = from;
        for (const period of openPeriods(calendar, site, from, from + 8 * 86_400)) {
          expect(period.start).toBeGreaterThanOrEqual(last);
          expect(period.end).toBeGreaterThan(period.start);
          last = period.end;
        }
      }),
    );
  });
});
