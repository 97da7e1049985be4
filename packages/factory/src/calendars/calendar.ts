import type { ClockTime, Id, LocalDate, LocalizedText, LocalTime, Weekday } from '../document/text.ts';

/** A weekly pattern with exceptions, in the local time of whoever uses it. `to` ≤ `from` means past midnight. */
export interface Calendar {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly week: readonly ShiftPeriod[];
  readonly exceptions?: readonly CalendarException[];
  /** Hours that may be worked at a price; used only where the plan is allowed overtime. */
  readonly overtime?: readonly OvertimePeriod[];
  /** Whether the site's holidays close it and its make-up days open it. Default true. */
  readonly observesHolidays?: boolean;
}
export interface ShiftPeriod {
  readonly weekdays: readonly Weekday[];
  readonly from: ClockTime;
  readonly to: ClockTime;
  /** A shift's name for people, e.g. `Day`, `夜班`. */
  readonly shift?: LocalizedText;
}
/** Later exceptions win over earlier ones, exceptions win over holidays and the week. */
export interface CalendarException {
  readonly from: LocalTime;
  readonly to: LocalTime;
  readonly working: boolean;
  readonly reason?: LocalizedText;
}
export interface OvertimePeriod {
  readonly weekdays?: readonly Weekday[];
  readonly date?: LocalDate;
  readonly from: ClockTime;
  readonly to: ClockTime;
  /** Added to the cost of every hour worked in it: money per hour in the reporting currency. */
  readonly extraCostPerHour: number;
}
