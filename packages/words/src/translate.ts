import { numberIn } from './number-in.ts';
import type { Language } from './language.ts';
import { intlTag } from './language.ts';
import { anySentences, sentencesOf } from './loaded.ts';

/** What a sentence is filled with: text as it is, numbers as the language writes them. */
export type WordParams = Readonly<Record<string, string | number>>;

const rules = new Map<Language, Intl.PluralRules>();

function pluralForm(language: Language, count: number): string {
  let rule = rules.get(language);
  if (rule === undefined) {
    rule = new Intl.PluralRules(intlTag(language));
    rules.set(language, rule);
  }
  return rule.select(count);
}

/** The raw sentence of a key with its `{placeholders}`, or undefined when there is none. Plural keys end in `.one`, `.other`. */
export function sentenceTemplate(language: Language, key: string): string | undefined {
  return sentencesOf(language)[key];
}

/** True when there is a sentence for the key, plain or in plural forms; what one language has, all have. */
export function hasWords(key: string): boolean {
  const sentences = anySentences();
  return sentences[key] !== undefined || sentences[`${key}.other`] !== undefined;
}

/**
 * The sentence of a key, filled in. A key with plural forms is chosen by `params.count`. A placeholder without a parameter stays
 * visible as `{name}`.
 * @throws when no language has the key: that is a bug, not trouble to report.
 */
export function translate(language: Language, key: string, params: WordParams = {}): string {
  const count = params.count;
  const plural = typeof count === 'number' ? sentenceTemplate(language, `${key}.${pluralForm(language, count)}`) : undefined;
  const template = plural ?? sentenceTemplate(language, key) ?? sentenceTemplate(language, `${key}.other`);
  if (template === undefined) throw new Error(`no words for ${key} in ${language}`);
  return fillIn(template, language, params);
}

/** Replaces `{name}` by its parameter. Parameters are never read for placeholders themselves. */
function fillIn(template: string, language: Language, params: WordParams): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numberIn(language, value) : value;
  });
}

/** Every key of a language, plural forms each on their own. */
export function wordKeys(language: Language): string[] {
  return Object.keys(sentencesOf(language));
}
