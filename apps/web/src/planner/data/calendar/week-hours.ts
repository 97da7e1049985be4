import type { Calendar, Weekday } from '@midstream/factory';

export const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Minutes of an hour of a weekday that are open, shifts past midnight included. */
export function openMinutes(calendar: Calendar, day: Weekday, hour: number): number {
  const before = DAYS[(DAYS.indexOf(day) + 6) % 7] ?? 'mon';
  const open = new Set<number>();
  for (const period of calendar.week) {
    const from = minutesOf(period.from);
    const to = minutesOf(period.to) > from ? minutesOf(period.to) : minutesOf(period.to) + 1440;
    for (const [shift, applies] of [
      [0, period.weekdays.includes(day)],
      [-1440, period.weekdays.includes(before)],
    ] as const) {
      if (!applies) continue;
      for (let minute = Math.max(from + shift, hour * 60); minute < Math.min(to + shift, hour * 60 + 60); minute++) open.add(minute);
    }
  }
  return open.size;
}

/** The week with one hour of one weekday opened or closed; each weekday of the result has its own periods, none past midnight. */
export function toggled(calendar: Calendar, day: Weekday, hour: number): Calendar['week'] {
  const opens = openMinutes(calendar, day, hour) === 0;
  return DAYS.flatMap((each) => {
    const open = Array.from({ length: 1440 }, () => false);
    const before = DAYS[(DAYS.indexOf(each) + 6) % 7] ?? 'mon';
    for (const period of calendar.week) {
      const from = minutesOf(period.from);
      const to = minutesOf(period.to) > from ? minutesOf(period.to) : minutesOf(period.to) + 1440;
      if (period.weekdays.includes(each)) open.fill(true, from, Math.min(to, 1440));
      if (period.weekdays.includes(before) && to > 1440) open.fill(true, 0, to - 1440);
    }
    if (each === day) open.fill(opens, hour * 60, hour * 60 + 60);
    return periodsOf(open).map(([from, to]) => ({ weekdays: [each], from: clockOf(from), to: clockOf(to) }));
  });
}

function periodsOf(open: readonly boolean[]): [number, number][] {
  const periods: [number, number][] = [];
  let from = -1;
  for (let minute = 0; minute <= open.length; minute++) {
    if (open[minute] === true && from < 0) from = minute;
    if (open[minute] !== true && from >= 0) {
      periods.push([from, minute]);
      from = -1;
    }
  }
  return periods;
}
