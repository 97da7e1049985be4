export type { CodeCatalogue, Finding, FindingParams, Place, Severity } from './findings.ts';
export { defineCodes, hasErrors, reporterOf } from './findings.ts';
export type { GramsCO2e, Instant, KilowattHours, Kilowatts, Minutes, Money, Pieces, Seconds, Ticks } from './quantities.ts';
export { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from './quantities.ts';
