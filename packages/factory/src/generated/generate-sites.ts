import type { Weekday } from '../document/text.ts';
import type { Site, TransportLane } from '../sites/site.ts';
import type { GeneratorFeature } from './features.ts';

/** Most sites a generated factory can have. */
const MOST_SITES = 4;
const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Dongguan, then Hong Kong, then plants in Viet Nam and Thailand; with transport two of them unless a number is given, without it one. */
export function generateSites(has: ReadonlySet<GeneratorFeature>, orders: number, count: number | undefined): Site[] {
  const holidays = (...dates: string[]): Pick<Site, 'holidays'> =>
    has.has('holidays') ? { holidays: dates.map((date) => ({ date })) } : {};
  const powerLimit = has.has('power') ? { powerLimitKw: 60 + orders * 4 } : {};
  const dongguan: Site = {
    id: 'DG',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    gridGramsPerKwh: 450,
    energyPricePerKwh: 0.7,
    ...(has.has('tariff')
      ? {
          tariff: [
            { from: '10:00', to: '12:00', pricePerKwh: 1.1 },
            { from: '00:00', to: '08:00', pricePerKwh: 0.3 },
          ],
        }
      : {}),
    // A holiday on Friday bought with work on the Sunday before, as public calendars there do it.
    ...holidays('2027-01-01'),
    ...(has.has('holidays') ? { makeUpDays: [{ date: '2026-12-27', worksAs: 'fri' as const }] } : {}),
    ...powerLimit,
  };
  const hongKong: Site = {
    id: 'HK',
    timeZone: 'Asia/Hong_Kong',
    currency: 'HKD',
    gridGramsPerKwh: 380,
    energyPricePerKwh: 1.4,
    ...holidays('2026-12-25', '2026-12-26', '2027-01-01'),
  };
  const vietNam: Site = {
    id: 'VN',
    timeZone: 'Asia/Ho_Chi_Minh',
    currency: 'VND',
    gridGramsPerKwh: 660,
    energyPricePerKwh: 2000,
    ...holidays('2027-01-01'),
    ...powerLimit,
  };
  const thailand: Site = {
    id: 'TH',
    timeZone: 'Asia/Bangkok',
    currency: 'THB',
    gridGramsPerKwh: 480,
    energyPricePerKwh: 4.2,
    ...holidays('2026-12-10', '2026-12-31', '2027-01-01'),
    ...powerLimit,
  };
  return [dongguan, hongKong, vietNam, thailand].slice(0, has.has('transport') ? Math.min(count ?? 2, MOST_SITES) : 1);
}

/** A truck a day across the river, a ship with customs twice a week across a border at sea. */
export function generateLanes(sites: readonly Site[]): TransportLane[] {
  const isOverseas = (site: Site): boolean => site.id === 'VN' || site.id === 'TH';
  const road = {
    durationHours: 4,
    cutOffHours: 2,
    departures: [{ weekdays: WORKDAYS, at: '17:00' }],
    costPerTransfer: 300,
    gramsCo2ePerTransfer: 40_000,
  };
  const sea = {
    durationHours: 72,
    customsDays: 1,
    cutOffHours: 12,
    departures: [{ weekdays: ['tue', 'fri'] as const, at: '20:00' }],
    costPerTransfer: 900,
    costPerUnit: 0.2,
    gramsCo2ePerTransfer: 150_000,
  };
  return sites.flatMap((from) =>
    sites
      .filter((to) => to.id !== from.id)
      .map((to) => ({ from: from.id, to: to.id, ...(isOverseas(from) || isOverseas(to) ? sea : road) })),
  );
}
