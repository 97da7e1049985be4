/** Languages the product speaks. */
export type Language = 'en' | 'zh-Hant' | 'zh-Hans';

/** A name as a plain string, or per language; a missing language falls back to `en`, then to any. */
export type LocalizedText = string | Readonly<Partial<Record<Language, string>>>;

/**
 * A point in time as written in a document: `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM[:SS]` (local to the site it concerns, else to the
 * factory's `timeZone`), or either form of date-time with an explicit offset (`Z`, `+08:00`).
 * A bare date means 00:00 for a release or a receipt and 24:00 (end of that day) for a due date.
 */
export type LocalTime = string;
/** `YYYY-MM-DD`. */
export type LocalDate = string;
/** `HH:MM`, 00:00 to 24:00. */
export type ClockTime = string;
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
export type Id = string;
