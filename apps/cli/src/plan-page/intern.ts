import type { Language, NameInLanguages } from '@midstream/words';
import { LANGUAGES, nameIn } from '@midstream/words';
import type { PageName } from './page-data.ts';

/** A name in all languages, as one text where they agree. */
export function pageName(name: NameInLanguages | undefined, fallback: string): PageName {
  const [en, hant, hans] = LANGUAGES.map((language: Language) => nameIn(name, language, fallback)) as [string, string, string];
  return en === hant && en === hans ? en : [en, hant, hans];
}

/** Collects texts, each once, and tells where each stands. */
export class Interned {
  readonly names: PageName[] = [];
  readonly #places = new Map<string, number>();

  place(name: PageName): number {
    const key = typeof name === 'string' ? name : name.join('\u0000');
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.names.push(name);
    this.#places.set(key, this.names.length - 1);
    return this.names.length - 1;
  }
}
