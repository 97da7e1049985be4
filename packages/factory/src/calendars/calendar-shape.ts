import * as z from 'zod';
import { clockTime, list, localDate, localTime, named, nonNegative, text, weekday } from '../document/shape-parts.ts';

const shiftPeriod = z.strictObject({
  weekdays: list(weekday).describe('Days on which it begins.'),
  from: clockTime.describe('Local to whoever uses the calendar.'),
  to: clockTime.describe('Not after `from` means past midnight.'),
  shift: text.optional().describe('The name of the shift, for people.'),
});
const calendarException = z.strictObject({
  from: localTime.describe('Begin of the span.'),
  to: localTime.describe('End of the span.'),
  working: z.boolean().describe('true opens the span, false closes it.'),
  reason: text.optional().describe('Why, for people.'),
});
const overtimePeriod = z.strictObject({
  weekdays: list(weekday).optional().describe('Default every day.'),
  date: localDate.optional().describe('One day only.'),
  from: clockTime.describe('Local to whoever uses the calendar.'),
  to: clockTime.describe('Not after `from` means past midnight.'),
  extraCostPerHour: nonNegative.describe('Added to every hour worked in it, reporting currency.'),
});

export const calendarShape = z.strictObject({
  ...named,
  week: list(shiftPeriod).describe('The weekly pattern; several periods a day are breaks between them.'),
  exceptions: list(calendarException).optional().describe('Later ones win over earlier ones; all win over holidays and the week.'),
  overtime: list(overtimePeriod)
    .optional()
    .describe(
      'Hours that may be worked at a price, where `allowOvertime` is not false. Where periods overlap the first in the list sets the price.',
    ),
  observesHolidays: z.boolean().optional().describe("Whether the site's holidays close it and its make-up days open it. Default true."),
});
