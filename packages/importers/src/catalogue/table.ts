import type { Language } from '@midstream/factory';
import type { DurationUnit } from '../cells/duration.ts';

/** Words in the three languages; the first of each list is the one written, all are understood. */
export type Words = Readonly<Record<Language, readonly string[]>>;
export type Sentence = Readonly<Record<Language, string>>;

export const LANGUAGES: readonly Language[] = ['en', 'zh-Hant', 'zh-Hans'];

/**
 * What a cell of the column holds. `localized` may be spread over several columns, one per language; `share` is a share of one;
 * `list` is several words in one cell; `moment` a date or a date with time; `attributes` are `name=value` pairs.
 */
export type FieldKind =
  | 'text'
  | 'localized'
  | 'number'
  | 'share'
  | 'duration'
  | 'boolean'
  | 'date'
  | 'moment'
  | 'clock'
  | 'weekday'
  | 'weekdays'
  | 'list'
  | 'attributes'
  | 'departures'
  | 'choice'
  /** The cell as it is, for a column whose meaning depends on another. */
  | 'raw';

export interface Choice {
  readonly value: string;
  readonly words: Words;
}

export interface Range {
  /** Allowed from here, this value included. */
  readonly min?: number;
  /** Allowed above this value only. */
  readonly above?: number;
  readonly max?: number;
}

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly words: Words;
  /** Where the value stands in the entity, e.g. `power.runKw`. Absent = its name; null = it only ties the row to another. */
  readonly path?: string | null;
  readonly required?: boolean;
  /** Unit of a duration in the document. */
  readonly unit?: DurationUnit;
  /** Unit of a bare number in the file, where the system it comes from counts otherwise. */
  readonly assumed?: DurationUnit;
  readonly range?: Range;
  /** A number of things, behind which people write what they count: `8000 pcs`. */
  readonly counts?: boolean;
  readonly choices?: readonly Choice[];
  /** Tables in whose first column the value must stand. */
  readonly refers?: readonly string[];
  /** A blank cell (a merged one, say) repeats the value above. */
  readonly carryDown?: boolean;
  /** Read where present, never written. */
  readonly readOnly?: boolean;
  readonly note?: Sentence;
}

/** One table of a format: a sheet of a workbook or a CSV file. */
export interface Table {
  readonly name: string;
  readonly title: Words;
  readonly about: Sentence;
  readonly fields: readonly Field[];
  /** Fields that together name a row: a second row with the same ones is a mistake. Several lists in one cell do not count. */
  readonly identity?: readonly string[];
  /** Rows become entries of this list of the document. */
  readonly entity?: string;
  /** Rows become entries of `property` of the entity of `parent` that the field `key` names. */
  readonly attach?: { readonly parent: string; readonly key: string; readonly property: string };
}

/** `A|B` → [A, B], for the three languages. */
export function words(en: string, hant: string, hans: string): Words {
  return { en: en.split('|'), 'zh-Hant': hant.split('|'), 'zh-Hans': hans.split('|') };
}

export function sentence(en: string, hant: string, hans: string): Sentence {
  return { en, 'zh-Hant': hant, 'zh-Hans': hans };
}

export function choice(value: string, en: string, hant: string, hans: string): Choice {
  return { value, words: words(en, hant, hans) };
}

type FieldDetails = Omit<Field, 'name' | 'kind' | 'words'>;

export function field(name: string, kind: FieldKind, headers: Words, details: FieldDetails = {}): Field {
  return { name, kind, words: headers, ...details };
}

export const AT_LEAST_ZERO: Range = { min: 0 };
export const ABOVE_ZERO: Range = { above: 0 };
