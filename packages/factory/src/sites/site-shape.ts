import * as z from 'zod';
import { clockTime, currency, id, list, localDate, named, nonNegative, positive, text, weekday } from '../document/shape-parts.ts';

const tariffPeriod = z.strictObject({
  weekdays: list(weekday).optional().describe('Default every day.'),
  from: clockTime.describe('Local to the site.'),
  to: clockTime.describe('Not after `from` means past midnight.'),
  pricePerKwh: nonNegative.describe("In the site's currency."),
});

export const siteShape = z.strictObject({
  ...named,
  timeZone: z.string().describe('IANA name, such as `Asia/Hong_Kong`.'),
  currency: currency.describe("Currency of the site's energy prices; converted by `exchangeRates`."),
  holidays: list(z.strictObject({ date: localDate.describe('The day that is free.'), name: text.optional().describe('For people.') }))
    .optional()
    .describe('Public holidays: calendars that observe them are closed.'),
  makeUpDays: list(
    z.strictObject({
      date: localDate.describe('The day that is worked.'),
      worksAs: weekday.describe('The weekday whose shifts are worked on it.'),
    }),
  )
    .optional()
    .describe('調休: days worked although their weekday is free.'),
  gridGramsPerKwh: nonNegative.optional().describe('Grid emission factor, grams CO2e per kWh. Default 500.'),
  tariff: list(tariffPeriod).optional().describe('Electricity price by time of day; the first period that fits wins.'),
  energyPricePerKwh: nonNegative.optional().describe("Price where no tariff period fits, in the site's currency. Default 0."),
  powerLimitKw: positive.optional().describe('The power of all machines running or changing over at once stays below it.'),
});

export const laneShape = z.strictObject({
  from: id.describe('Site the goods leave.'),
  to: id.describe('Site they reach.'),
  name: text.optional().describe('For people.'),
  durationHours: nonNegative.describe('Door to door, elapsed hours.'),
  customsDays: z.int().nonnegative().optional().describe('Days at the border, counted in working days of the destination. Default 0.'),
  departures: list(
    z.strictObject({ weekdays: list(weekday).optional().describe('Default every day.'), at: clockTime.describe('Local to the origin.') }),
  )
    .optional()
    .describe('When transports leave; absent = at once, at any time.'),
  cutOffHours: nonNegative.optional().describe('Goods must be ready this long before a departure. Default 0.'),
  costPerTransfer: nonNegative.optional().describe('Reporting currency, for each transfer of one order. Default 0.'),
  costPerUnit: nonNegative.optional().describe('Reporting currency, for each piece. Default 0.'),
  gramsCo2ePerTransfer: nonNegative.optional().describe('Grams CO2e for each transfer of one order. Default 0.'),
  gramsCo2ePerUnit: nonNegative.optional().describe('Grams CO2e for each piece. Default 0.'),
});

export const areaShape = z.strictObject({ ...named, site: id.describe('The site it is part of.') });
