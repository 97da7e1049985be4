import type { Language } from '../language.ts';
import en from './en.json' with { type: 'json' };
import zhHans from './zh-Hans.json' with { type: 'json' };
import zhHant from './zh-Hant.json' with { type: 'json' };

/** A new language is one file and one line here. */
export const locales: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, 'zh-Hant': zhHant, 'zh-Hans': zhHans };
