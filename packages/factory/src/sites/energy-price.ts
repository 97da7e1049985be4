import { clock } from '../calendars/open-periods.ts';
import { instantOfClock, offsetAt } from '../calendars/zone-time.ts';
import type { Weekday } from '../document/text.ts';
import type { Site } from './site.ts';

const DAY = 86_400;
const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** From `start` on a kWh costs `price`, in the reporting currency. */
export interface PriceStep {
  readonly start: number;
  readonly price: number;
}

/** Electricity price as steps from `from` to `to`; the first step starts at `from`. `rate` converts the site's currency. */
export function priceSteps(site: Site, from: number, to: number, rate: number): PriceStep[] {
  const usual = (site.energyPricePerKwh ?? 0) * rate;
  const tariff = site.tariff ?? [];
  if (tariff.length === 0) return [{ start: from, price: usual }];
  const edges = new Set<number>([from]);
  const firstDay = Math.floor((from + offsetAt(from, site.timeZone)) / DAY);
  const lastDay = Math.floor((to + offsetAt(to, site.timeZone)) / DAY);
  for (let day = firstDay; day <= lastDay; day++) {
    for (const at of [0, ...tariff.flatMap((period) => [clock(period.from), clock(period.to)])]) {
      const edge = instantOfClock(day * DAY + at, site.timeZone);
      if (edge > from && edge < to) edges.add(edge);
    }
  }
  const steps: PriceStep[] = [];
  for (const start of [...edges].sort((a, b) => a - b)) {
    const price = tariffAt(site, start) * rate;
    if (steps.at(-1)?.price !== price) steps.push({ start, price });
  }
  return steps;
}

/** Site currency per kWh at an instant: the first matching tariff period, else the usual price. */
export function tariffAt(site: Site, instant: number): number {
  const local = instant + offsetAt(instant, site.timeZone);
  const second = ((local % DAY) + DAY) % DAY;
  const weekday = WEEKDAYS[(((Math.floor(local / DAY) + 4) % 7) + 7) % 7] ?? 'mon';
  for (const period of site.tariff ?? []) {
    if (period.weekdays !== undefined && !period.weekdays.includes(weekday)) continue;
    const start = clock(period.from);
    const end = clock(period.to);
    const inside = start < end ? second >= start && second < end : second >= start || second < end;
    if (inside) return period.pricePerKwh;
  }
  return site.energyPricePerKwh ?? 0;
}
