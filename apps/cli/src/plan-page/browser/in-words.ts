import type { PageData, PageLanguage, PageName } from '../page-data.ts';

/** The page's own words and figures: the same sentences as everywhere, chosen at the click of a language. */
export interface Speech {
  readonly language: PageLanguage;
  readonly tag: string;
  readonly sentences: Readonly<Record<string, string>>;
  readonly plural: Intl.PluralRules;
}

export function speak(data: PageData, language: PageLanguage): Speech {
  const tag = language === 'en' ? 'en-HK' : language === 'zh-Hant' ? 'zh-HK' : 'zh-CN';
  return { language, tag, sentences: data.words[language], plural: new Intl.PluralRules(tag) };
}

export function say(speech: Speech, key: string, params: Readonly<Record<string, string | number>> = {}): string {
  const count = params.count;
  const plural = typeof count === 'number' ? speech.sentences[`${key}.${speech.plural.select(count)}`] : undefined;
  const sentence = plural ?? speech.sentences[key] ?? speech.sentences[`${key}.other`] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === 'number' ? sayNumber(speech, value) : value;
  });
}

export function nameOf(speech: Speech, name: PageName): string {
  if (typeof name === 'string') return name;
  return name[speech.language === 'en' ? 0 : speech.language === 'zh-Hant' ? 1 : 2];
}

export function sayNumber(speech: Speech, value: number, digits = 1): string {
  return value.toLocaleString(speech.tag, { maximumFractionDigits: digits });
}

export function sayMoney(speech: Speech, amount: number, currency: string): string {
  const digits = Math.abs(amount) < 1000 ? 2 : 0;
  return `${currency} ${amount.toLocaleString(speech.tag, { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

export function sayCarbon(speech: Speech, grams: number): string {
  if (Math.abs(grams) < 1000) return `${sayNumber(speech, grams, 0)} g`;
  if (Math.abs(grams) < 1e6) return `${sayNumber(speech, grams / 1000, 1)} kg`;
  return `${sayNumber(speech, grams / 1e6, 2)} t`;
}

/** Minutes as a span people say, at most two units. */
export function saySpan(speech: Speech, minutes: number): string {
  const size = Math.abs(minutes);
  if (size < 60) return say(speech, 'unit.minutes', { count: Math.round(size) });
  const hours = Math.round(size / 6) / 10;
  if (hours < 48) return say(speech, 'unit.hours', { count: hours });
  const whole = Math.round(size / 60);
  const days = say(speech, 'unit.days', { count: Math.floor(whole / 24) });
  return whole % 24 === 0 ? days : `${days} ${say(speech, 'unit.hours', { count: whole % 24 })}`;
}

const writtenClocks = new Map<string, Intl.DateTimeFormat>();

function writtenClock(tag: string, zone: string, style: 'moment' | 'day' | 'date'): Intl.DateTimeFormat {
  const key = `${tag} ${zone} ${style}`;
  let clock = writtenClocks.get(key);
  if (clock === undefined) {
    const day = { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone } as const;
    const styles = {
      day,
      moment: { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      date: { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone },
    } as const;
    clock = new Intl.DateTimeFormat(tag, styles[style]);
    writtenClocks.set(key, clock);
  }
  return clock;
}

/** Day and time of an instant (seconds since 1970) in a zone. */
export function sayMoment(speech: Speech, instant: number, zone: string): string {
  return writtenClock(speech.tag, zone, 'moment').format(instant * 1000);
}

export function sayDay(speech: Speech, instant: number, zone: string): string {
  return writtenClock(speech.tag, zone, 'day').format(instant * 1000);
}

/** A day with its year. */
export function sayDate(speech: Speech, instant: number, zone: string): string {
  return writtenClock(speech.tag, zone, 'date').format(instant * 1000);
}

/** A need-by: midnight is the end of the day before, which is how people mean it. */
export function sayDeadline(speech: Speech, instant: number, zone: string): string {
  if (!sayMoment(speech, instant, zone).endsWith('00:00')) return sayMoment(speech, instant, zone);
  return say(speech, 'time.end-of-day', { day: sayDay(speech, instant - 1, zone) });
}

/** An amount for a narrow place: from a million on with the language's word for large numbers. */
export function sayAmountShort(speech: Speech, amount: number, currency: string): string {
  if (Math.abs(amount) < 1e6) return sayMoney(speech, amount, currency);
  return `${currency} ${amount.toLocaleString(speech.tag, { notation: 'compact', maximumSignificantDigits: 4 })}`;
}

/** Hours as hours, however many: sums of work are not calendar days. */
export function sayHours(speech: Speech, hours: number): string {
  return say(speech, 'unit.hours', { count: Number(hours.toFixed(Math.abs(hours) < 100 ? 1 : 0)) });
}
