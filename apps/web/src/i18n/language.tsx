import type { Language, WordParams } from '@midstream/words/unloaded';
import { intlTag, knows, translate } from '@midstream/words/unloaded';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { loadLanguage } from './load-language.ts';

export const LANGUAGES: readonly { readonly language: Language; readonly name: string; readonly short: string }[] = [
  { language: 'zh-Hant', name: '繁體中文', short: '繁' },
  { language: 'zh-Hans', name: '简体中文', short: '简' },
  { language: 'en', name: 'English', short: 'EN' },
];

/** What a page speaks with. */
export interface Speech {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The sentence of a key. */
  readonly say: (key: string, params?: WordParams) => string;
  readonly number: (value: number, digits?: number) => string;
  /** A name that may be given per language. */
  readonly nameOf: (text: unknown) => string;
}

const KEY = 'midstream.language';
const SpeechContext = createContext<Speech | undefined>(undefined);

/** The language this reader chose before, or else the browser's. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  const wanted = [kept, ...navigator.languages].find((each) => each !== null) ?? 'en';
  if (/^zh/i.test(wanted)) return /hans|cn|sg/i.test(wanted) ? 'zh-Hans' : 'zh-Hant';
  return 'en';
}

export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  if (!knows(language)) throw new Error(`pages are shown before the words of ${language} are there`);
  useEffect(() => {
    localStorage.setItem(KEY, language);
    document.documentElement.lang = intlTag(language);
  }, [language]);
  const speech = useMemo(() => speechOf(language, (next) => void loadLanguage(next).then(() => setLanguage(next))), [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

function speechOf(language: Language, setLanguage: (language: Language) => void): Speech {
  const formats = new Map<number, Intl.NumberFormat>();
  return {
    language,
    setLanguage,
    say: (key, params) => translate(language, key, params),
    number(value, digits = 0) {
      let format = formats.get(digits);
      if (format === undefined) {
        format = new Intl.NumberFormat(intlTag(language), { maximumFractionDigits: digits, minimumFractionDigits: digits });
        formats.set(digits, format);
      }
      return format.format(value);
    },
    nameOf(text) {
      if (typeof text === 'string') return text;
      if (typeof text !== 'object' || text === null) return '';
      const names = text as Readonly<Record<string, string>>;
      return names[language] ?? names.en ?? Object.values(names)[0] ?? '';
    },
  };
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error('a page outside SpeechProvider');
  return speech;
}
