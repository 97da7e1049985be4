import type { Language } from '@midstream/factory';
import { wordKey } from './cells/reading.ts';
import { LANGUAGES } from './catalogue/table.ts';

/** Name of the first sheet of a template. */
export const INSTRUCTIONS_TITLE: Readonly<Record<Language, string>> = { en: 'Instructions', 'zh-Hant': '填寫說明', 'zh-Hans': '填写说明' };

const KEYS = new Set(LANGUAGES.map((language) => wordKey(INSTRUCTIONS_TITLE[language])));

export function isInstructionSheet(title: string): boolean {
  return KEYS.has(wordKey(title));
}
