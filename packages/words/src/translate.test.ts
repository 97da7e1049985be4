import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './language.ts';
import { locales } from './locales/index.ts';
import { hasWords, translate } from './index.ts';

const stem = (key: string): string => key.replace(/\.(zero|one|two|few|many|other)$/, '');
const placeholders = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();

describe('the words', () => {
  it('has the same keys and placeholders in every language, and nothing empty', () => {
    const wanted = new Map(Object.entries(locales.en).map(([key, sentence]) => [stem(key), placeholders(sentence)]));
    for (const language of LANGUAGES) {
      const found = new Map(Object.entries(locales[language]).map(([key, sentence]) => [stem(key), placeholders(sentence)]));
      expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
      for (const [key, names] of found) expect(names, `${language} ${key}`).toEqual(wanted.get(key));
      const empty = Object.keys(locales[language]).filter((key) => locales[language][key]?.trim() === '');
      expect(empty).toEqual([]);
    }
  });

  it('has each plural form a language needs', () => {
    for (const language of LANGUAGES) {
      for (const key of Object.keys(locales[language]).filter((key) => key.endsWith('.other'))) {
        for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
          expect(locales[language][`${stem(key)}.${form}`], `${language} ${key} ${form}`).toBeDefined();
        }
      }
    }
  });

  it('keeps traditional characters out of the simplified text and the other way round', () => {
    // One unmistakable pair per idea that occurs often; a slip of the pen shows here first.
    const pairs =
      '訂订單单產产機机廠厂時时間间換换開开關关數数設设計计劃划測测試试檔档選选應应點点顯显寫写讀读錯错誤误們们這这個个來来對对層层續续總总務务';
    const spoken = new Set(['language.name', 'help.option-lang']);
    const slips = (language: 'zh-Hant' | 'zh-Hans', wrong: string): string[] =>
      Object.entries(locales[language])
        .filter(([key, sentence]) => !spoken.has(key) && [...wrong].some((letter) => sentence.includes(letter)))
        .map(([key]) => key);
    const traditional = [...pairs].filter((_, index) => index % 2 === 0).join('');
    const simplified = [...pairs].filter((_, index) => index % 2 === 1).join('');
    expect(slips('zh-Hans', traditional)).toEqual([]);
    expect(slips('zh-Hant', simplified)).toEqual([]);
  });
});

describe('translate', () => {
  it('chooses the plural form by count', () => {
    expect(translate('en', 'unit.days', { count: 1 })).toBe('1 day');
    expect(translate('en', 'unit.days', { count: 2 })).toBe('2 days');
    expect(translate('zh-Hant', 'unit.days', { count: 1 })).toBe('1 天');
  });

  it('writes numbers as the language does and leaves a missing parameter visible', () => {
    expect(translate('en', 'summary.orders', { count: 5000 })).toBe('5,000 orders, {operations} operations');
  });

  it('never reads placeholders out of a parameter', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(translate('en', 'place.file', { file: value })).toBe(value);
      }),
    );
    expect(translate('en', 'place.file', { file: '{file}$&' })).toBe('{file}$&');
  });

  it('throws on a key nobody wrote', () => {
    expect(hasWords('no.such-key')).toBe(false);
    expect(() => translate('en', 'no.such-key')).toThrow('no.such-key');
  });
});
