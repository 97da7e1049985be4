import type { Language } from '@midstream/factory';
import type { DurationUnit } from '../cells/duration.ts';
import { unitOf } from '../cells/duration.ts';
import { plainText, wordKey } from '../cells/reading.ts';
import type { Field, Table } from '../catalogue/table.ts';
import { LANGUAGES } from '../catalogue/table.ts';

/** What one header stands for. */
export interface HeaderMeaning {
  readonly field: Field;
  /** For one language of a localized field. */
  readonly language?: Language;
  /** Unit said by the header, when it is not the field's own. */
  readonly unit?: DurationUnit | 'percent';
  /** 1 = a known word exactly; less when a bracket or unit had to be taken off, or the user's mapping was not needed. */
  readonly confidence: number;
}

const LANGUAGE_WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: ['en', 'english', '英文', '英語', '英语'],
  'zh-Hant': ['繁體', '繁体', '繁', 'zh-hant', 'zh-hk', 'zh-tw', 'traditional chinese', '中文繁體', '繁體中文'],
  'zh-Hans': ['简体', '簡體', '简', 'zh-hans', 'zh-cn', 'simplified chinese', '中文简体', '简体中文'],
};

/** The header of one language of a localized column, e.g. `Name (繁體)`. */
export function localizedHeader(header: string, language: Language): string {
  return `${header} (${LANGUAGE_WORDS[language][0]})`;
}

/** Every header word of a table, in all languages, ready to be looked up. */
export function headerWords(table: Table): ReadonlyMap<string, Field> {
  const index = new Map<string, Field>();
  for (const field of table.fields) {
    for (const word of [...LANGUAGES.flatMap((language) => field.words[language]), field.name]) {
      const key = wordKey(word);
      if (!index.has(key)) index.set(key, field);
    }
  }
  return index;
}

/** A header word alone, or twice: `Qty 數量`, in Chinese and in Latin letters, one above or behind the other. */
function fieldOf(header: string, index: ReadonlyMap<string, Field>): Field | undefined {
  const alone = index.get(wordKey(header));
  if (alone !== undefined) return alone;
  const plain = plainText(header);
  const chinese = index.get(wordKey(plain.replaceAll(/[^\u4e00-\u9fff]/g, '')));
  const latin = index.get(wordKey(plain.replaceAll(/[\u4e00-\u9fff]/g, ' ')));
  return chinese === latin ? chinese : undefined;
}

/** Reads a header cell against the words of a table. */
export function readHeader(header: string, index: ReadonlyMap<string, Field>): HeaderMeaning | undefined {
  const exact = fieldOf(header, index);
  if (exact !== undefined)
    return { field: exact, confidence: 1, ...(exact.kind === 'share' && /[%％]/.test(header) ? { unit: 'percent' as const } : {}) };
  const plain = plainText(header);
  const bracket = /^(.+?) ?[([{【](.+?)[)\]}】]$/.exec(plain);
  if (bracket !== null) return withSuffix(fieldOf(bracket[1] ?? '', index), bracket[2] ?? '', 0.9);
  const tail = /^(.+?)(?:[ _-]|(?=[\u4e00-\u9fff]))(\p{L}{1,8})$/u.exec(plain);
  const unit = unitOf(tail?.[2] ?? '');
  const field = fieldOf(tail?.[1] ?? '', index);
  return unit !== undefined && field?.kind === 'duration' ? withSuffix(field, tail?.[2] ?? '', 0.8) : undefined;
}

function withSuffix(field: Field | undefined, suffix: string, confidence: number): HeaderMeaning | undefined {
  if (field === undefined) return undefined;
  if (field.kind === 'localized') {
    const language = LANGUAGES.find((candidate) => LANGUAGE_WORDS[candidate].includes(suffix.toLowerCase().trim()));
    if (language !== undefined) return { field, language, confidence: 1 };
  }
  if (field.kind === 'share' && suffix.includes('%')) return { field, unit: 'percent', confidence };
  const unit = field.kind === 'duration' ? unitOf(suffix) : undefined;
  if (field.kind === 'duration' && unit === undefined) return undefined;
  return { field, confidence, ...(unit === undefined ? {} : { unit }) };
}
