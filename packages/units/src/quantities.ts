/** Units are types: a number of one unit cannot be passed where another is meant. Conversion happens at one door. */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]?: Name };

/** Seconds since 1970-01-01T00:00:00Z, an integer. */
export type Instant = Unit<'instant'>;
/** A span of time in seconds. */
export type Seconds = Unit<'seconds'>;
/** Engine time: a whole number of ticks since the start of the horizon; the length of a tick is chosen per problem. */
export type Ticks = Unit<'ticks'>;
export type Minutes = Unit<'minutes'>;
/** A count of products; may be fractional for materials measured by weight or length. */
export type Pieces = Unit<'pieces'>;
/** Money in the factory's reporting currency, major units (e.g. HKD 12.50). */
export type Money = Unit<'money'>;
/** Greenhouse gases as grams of CO2 equivalent. */
export type GramsCO2e = Unit<'gCO2e'>;
export type KilowattHours = Unit<'kWh'>;
export type Kilowatts = Unit<'kW'>;

export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3600;
export const SECONDS_PER_DAY = 86_400;
