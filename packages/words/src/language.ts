/** Languages the product speaks: English, 繁體中文 as Hong Kong writes it, 简体中文 as the mainland writes it. */
export type Language = 'en' | 'zh-Hant' | 'zh-Hans';

/** Every language, English first. */
export const LANGUAGES: readonly Language[] = ['en', 'zh-Hant', 'zh-Hans'];

/**
 * The language a tag asks for, or undefined when it is none of ours. Takes BCP 47 tags (`zh-HK`), POSIX locales
 * (`zh_CN.UTF-8`) and bare names (`繁體`); case does not matter.
 */
export function languageOf(tag: string): Language | undefined {
  const plain = tag
    .trim()
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/[.@].*$/, '');
  if (plain === 'en' || plain.startsWith('en-') || plain === 'english') return 'en';
  if (/^(zh-hant|zh-hk|zh-tw|zh-mo|yue|繁體|繁体)/.test(plain)) return 'zh-Hant';
  if (/^(zh|cmn|简体|簡體)/.test(plain)) return 'zh-Hans';
  return undefined;
}

/** The tag `Intl` is asked with: regional habits of numbers and dates, not only the script. */
export function intlTag(language: Language): string {
  return language === 'en' ? 'en-HK' : language === 'zh-Hant' ? 'zh-HK' : 'zh-CN';
}

/** A name as a plain string or per language, as the factory document writes it. */
export type NameInLanguages = string | Readonly<Partial<Record<Language, string>>>;

/** The name in that language; else the other Chinese for a Chinese one, else English, else any, else `fallback`. */
export function nameIn(name: NameInLanguages | undefined, language: Language, fallback = ''): string {
  if (name === undefined) return fallback;
  if (typeof name === 'string') return name;
  const sibling = language === 'zh-Hant' ? name['zh-Hans'] : language === 'zh-Hans' ? name['zh-Hant'] : undefined;
  return name[language] ?? sibling ?? name.en ?? name['zh-Hant'] ?? name['zh-Hans'] ?? fallback;
}
