import type { FindingParams } from '@midstream/units';
import type { IMPORT_CODES } from '../codes.ts';

type ImportCode = keyof typeof IMPORT_CODES;

/** A cell understood, or the code and parameters of why not. What was made of a cell that does not say it plainly is told. */
export type Reading<T> =
  | { readonly value: T; readonly isInterpreted?: boolean }
  | { readonly code: ImportCode; readonly params: FindingParams };

export function isUnderstood<T>(reading: Reading<T>): reading is { readonly value: T } {
  return 'value' in reading;
}

/** Full-width digits, letters and signs become the plain ones; odd minus signs and blanks, too. For numbers, dates and words, never for names. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u2212\u2012\u2013\u2014]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Key under which words are compared: case, blanks and punctuation do not matter. */
export function wordKey(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replaceAll(/[\s_\-./\\:,;#*'"()[\]{}%、。・]/g, '');
}
