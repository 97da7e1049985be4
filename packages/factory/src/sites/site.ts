import type { ClockTime, Id, LocalDate, LocalizedText, Weekday } from '../document/text.ts';

/** ISA-95 Site: a place with its own time zone, money, holidays, electricity and power limit. */
export interface Site {
  readonly id: Id;
  readonly name?: LocalizedText;
  /** IANA name, e.g. `Asia/Hong_Kong`. */
  readonly timeZone: string;
  /** ISO 4217; converted by `Factory.exchangeRates` into the reporting currency. */
  readonly currency: string;
  readonly holidays?: readonly Holiday[];
  /** 調休: days that are worked although their weekday is free. */
  readonly makeUpDays?: readonly MakeUpDay[];
  /** Grid emission factor, grams CO2e per kWh. */
  readonly gridGramsPerKwh?: number;
  /** Electricity price by time of day; the first matching period wins, else `energyPricePerKwh`. Site currency. */
  readonly tariff?: readonly TariffPeriod[];
  readonly energyPricePerKwh?: number;
  /** Sum of the power of all machines running or changing over at once may not exceed this. */
  readonly powerLimitKw?: number;
}
export interface Holiday {
  readonly date: LocalDate;
  readonly name?: LocalizedText;
}
export interface MakeUpDay {
  readonly date: LocalDate;
  /** The weekday whose shifts are worked on that date. */
  readonly worksAs: Weekday;
}
export interface TariffPeriod {
  readonly weekdays?: readonly Weekday[];
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly pricePerKwh: number;
}

/** A way from one site to another. Goods ready after the cut-off take the next departure. */
export interface TransportLane {
  readonly from: Id;
  readonly to: Id;
  readonly name?: LocalizedText;
  /** Door to door travel, elapsed hours. */
  readonly durationHours: number;
  /** Days at the border, counted in days on which customs works (weekdays that are no holiday of the destination). */
  readonly customsDays?: number;
  /** Local to the origin; absent = leaves at once at any time. */
  readonly departures?: readonly { readonly weekdays?: readonly Weekday[]; readonly at: ClockTime }[];
  /** Goods must be ready this long before a departure. */
  readonly cutOffHours?: number;
  /** Reporting currency, per transfer of one order. */
  readonly costPerTransfer?: number;
  readonly costPerUnit?: number;
  readonly gramsCo2ePerTransfer?: number;
  readonly gramsCo2ePerUnit?: number;
}

export interface Area {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly site: Id;
}
