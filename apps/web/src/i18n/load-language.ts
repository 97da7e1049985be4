import { knows, type Language, learn } from '@midstream/words/unloaded';

type File = Promise<{ readonly default: Readonly<Record<string, string>> }>;

/** A page reads the words of its reader's language alone, and the style sheet of that script's font. */
const WORDS: Readonly<Record<Language, () => File>> = {
  en: () => import('@midstream/words/locales/en', { with: { type: 'json' } }),
  'zh-Hant': () => import('@midstream/words/locales/zh-Hant', { with: { type: 'json' } }),
  'zh-Hans': () => import('@midstream/words/locales/zh-Hans', { with: { type: 'json' } }),
};

/** Until a page can speak a language; at once where it already does. */
export async function loadLanguage(language: Language): Promise<void> {
  void loadFont(language);
  await loadWords(language);
}

export async function loadWords(language: Language): Promise<void> {
  if (!knows(language)) learn(language, (await WORDS[language]()).default);
}

/** Each brings a hundred small files that are fetched as their characters are shown; names in the data may need either. */
async function loadFont(language: Language): Promise<void> {
  await (language === 'zh-Hans'
    ? import('@fontsource-variable/noto-sans-sc/index.css')
    : import('@fontsource-variable/noto-sans-tc/index.css'));
}
