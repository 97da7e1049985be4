import type { Language } from './language.ts';
import { intlTag } from './language.ts';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, options: Intl.NumberFormatOptions, name: string): Intl.NumberFormat {
  const key = `${language} ${name}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(intlTag(language), options);
    formats.set(key, format);
  }
  return format;
}

/** A plain number, grouped, with at most `digits` decimals (default 2). */
export function numberIn(language: Language, value: number, digits = 2): string {
  return formatOf(language, { maximumFractionDigits: digits }, `number ${digits}`).format(value);
}

/** Money with its ISO 4217 code, no cents from 1,000 up: a plan is not an invoice. An unknown code is written as it is. */
export function moneyIn(language: Language, amount: number, currency: string): string {
  const digits = Math.abs(amount) < 1000 ? 2 : 0;
  return `${currency} ${formatOf(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }, `money ${digits}`).format(amount)}`;
}

/** Greenhouse gases given in grams CO2e, written in g, kg or t. */
export function carbonIn(language: Language, grams: number): string {
  const size = Math.abs(grams);
  if (size < 1000) return `${numberIn(language, grams, 0)} g CO₂e`;
  if (size < 1_000_000) return `${numberIn(language, grams / 1000, size < 100_000 ? 1 : 0)} kg CO₂e`;
  return `${numberIn(language, grams / 1_000_000, 2)} t CO₂e`;
}

/** A percentage given as 0–100. */
export function percentIn(language: Language, percent: number, digits = 1): string {
  const text = numberIn(language, percent, digits);
  return language === 'en' ? `${text} %` : `${text}%`;
}
