import { clock } from '../calendars/open-periods.ts';
import { instantOfClock, offsetAt } from '../calendars/zone-time.ts';
import type { Weekday } from '../document/text.ts';
import type { Site, TransportLane } from './site.ts';

const DAY = 86_400;
const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A departure of a lane: goods ready by `ready` leave at `leaves` and arrive at `arrives`; instants in seconds. */
export interface Departure {
  readonly ready: number;
  readonly leaves: number;
  readonly arrives: number;
}

/** Departures with cut-off after `from` and up to `to`, sorted; empty for a lane that leaves at any time. */
export function departuresBetween(lane: TransportLane, origin: Site, destination: Site, from: number, to: number): Departure[] {
  const result: Departure[] = [];
  const cutOff = (lane.cutOffHours ?? 0) * 3600;
  const firstDay = Math.floor((from + offsetAt(from, origin.timeZone)) / DAY) - 1;
  const lastDay = Math.ceil((to + cutOff + offsetAt(to, origin.timeZone)) / DAY);
  for (const departure of lane.departures ?? []) {
    for (let day = firstDay; day <= lastDay; day++) {
      const weekday = WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? 'mon';
      if (departure.weekdays !== undefined && !departure.weekdays.includes(weekday)) continue;
      const leaves = instantOfClock(day * DAY + clock(departure.at), origin.timeZone);
      const ready = leaves - cutOff;
      if (ready >= from && ready <= to) result.push({ ready, leaves, arrives: arrivalOf(lane, destination, leaves) });
    }
  }
  return result.sort((a, b) => a.ready - b.ready);
}

/** When goods ready at `ready` arrive: next departure they make, travel, customs days. A departure at least every 60 days is assumed. */
export function arrivalAfter(lane: TransportLane, origin: Site, destination: Site, ready: number): number {
  if ((lane.departures ?? []).length === 0) return arrivalOf(lane, destination, ready);
  const next = departuresBetween(lane, origin, destination, ready, ready + 60 * DAY)[0];
  return next?.arrives ?? arrivalOf(lane, destination, ready);
}

/** Travel, then as many days at customs as the lane asks, counting only days on which customs works. */
function arrivalOf(lane: TransportLane, destination: Site, leaves: number): number {
  let arrives = leaves + lane.durationHours * 3600;
  const holidays = new Set((destination.holidays ?? []).map((holiday) => holiday.date));
  const makeUp = new Set((destination.makeUpDays ?? []).map((day) => day.date));
  for (let left = lane.customsDays ?? 0; left > 0;) {
    arrives += DAY;
    const local = new Date((arrives + offsetAt(arrives, destination.timeZone)) * 1000);
    const date = local.toISOString().slice(0, 10);
    const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
    if (makeUp.has(date) || (!weekend && !holidays.has(date))) left--;
  }
  return arrives;
}
