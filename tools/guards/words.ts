import type { Guard } from './guard.ts';
import { placeholdersIn, readLocales } from './locales.ts';

const LANGUAGES = ['en', 'zh-Hant', 'zh-Hans'];

/** The plural form a key stands for, as Intl.PluralRules names it; Chinese has `other` only. */
const PLURAL_FORM = /[._](zero|one|two|few|many|other)$/;

/** Keys with their plural forms folded into one, and the placeholders all forms together use. */
function foldPlurals(sentences: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const folded = new Map<string, Set<string>>();
  for (const [key, sentence] of sentences) {
    const stem = key.replace(PLURAL_FORM, '');
    const names = folded.get(stem) ?? new Set();
    for (const name of placeholdersIn(sentence)) names.add(name);
    folded.set(stem, names);
  }
  return folded;
}

/** Every language says the same things: equal keys, equal placeholders, nothing empty. */
export const wordsGuard: Guard = {
  name: 'words',
  async check(root) {
    const locales = readLocales(root);
    const trouble = LANGUAGES.filter((language) => !locales.has(language)).map((language) => `words do not speak ${language}`);
    const english = foldPlurals(locales.get('en') ?? new Map());
    if (english.size === 0) return [...trouble, 'words have no English sentence'];
    for (const [language, sentences] of locales) {
      for (const [key, sentence] of sentences) if (sentence.trim() === '') trouble.push(`${language}: ${key} is empty`);
      const folded = foldPlurals(sentences);
      for (const key of folded.keys()) if (!english.has(key)) trouble.push(`${language}: ${key} is not in en`);
      for (const [key, expected] of english) {
        const actual = folded.get(key);
        if (actual === undefined) trouble.push(`${language}: ${key} is missing`);
        else if ([...expected].sort().join() !== [...actual].sort().join()) {
          trouble.push(`${language}: ${key} has {${[...actual].join('} {')}} where en has {${[...expected].join('} {')}}`);
        }
      }
    }
    return trouble;
  },
};
