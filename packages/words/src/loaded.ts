import type { Language } from './language.ts';

/** The sentences of a language by key, with their `{placeholders}`. */
export type Sentences = Readonly<Record<string, string>>;

const loaded = new Map<Language, Sentences>();

/** Makes a language known. The front door knows every language; a page learns its reader's before it says the first word. */
export function learn(language: Language, sentences: Sentences): void {
  loaded.set(language, sentences);
}

export const knows = (language: Language): boolean => loaded.has(language);

/** @throws where the language was never learnt: that is a bug, not trouble to report. */
export function sentencesOf(language: Language): Sentences {
  const sentences = loaded.get(language);
  if (sentences === undefined) throw new Error(`no words of ${language} are loaded`);
  return sentences;
}

/** The sentences of any language that is known: all have the same keys, but for plural forms. */
export function anySentences(): Sentences {
  for (const sentences of loaded.values()) return sentences;
  throw new Error('no words of any language are loaded');
}
