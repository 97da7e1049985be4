import type { Finding, Place } from '@midstream/units';
import type { Language } from './language.ts';
import { hasWords, translate } from './translate.ts';

/** Where a finding is, in words: `orders.xlsx, sheet “Orders”, row 12, column “Due”`. Empty when it is nowhere in particular. */
export function placeIn(language: Language, at: Place | undefined): string {
  if (at === undefined) return '';
  const parts: string[] = [];
  if (at.file !== undefined) parts.push(translate(language, 'place.file', { file: at.file }));
  if (at.sheet !== undefined) parts.push(translate(language, 'place.sheet', { sheet: at.sheet }));
  // A row number is a name: no thousands separator.
  if (at.row !== undefined) parts.push(translate(language, 'place.row', { row: String(at.row) }));
  if (at.column !== undefined) parts.push(translate(language, 'place.column', { column: at.column }));
  // The path into a document only helps where no cell can be named.
  if (at.path !== undefined && at.row === undefined) parts.push(translate(language, 'place.path', { path: at.path }));
  return parts.join(translate(language, 'place.separator'));
}

/** A reason is the name of what stands in the way, or a word for it that has a sentence of its own. */
function reasonInWords(language: Language, params: Finding['params']): Finding['params'] {
  const key = `reason.${String(params.reason)}`;
  return params.reason !== undefined && hasWords(key) ? { ...params, reason: translate(language, key) } : params;
}

/** A finding's message without its place. A code without words (of a newer version, say) shows as the code and its parameters. */
export function messageIn(language: Language, finding: Finding): string {
  if (hasWords(finding.code)) return translate(language, finding.code, reasonInWords(language, finding.params));
  const params = Object.entries(finding.params).map(([name, value]) => `${name}=${value}`);
  return [finding.code, ...params].join(' ');
}

/** The whole sentence of a finding: its place, what is wrong, what to do. */
export function sentenceOf(finding: Finding, language: Language): string {
  const place = placeIn(language, finding.at);
  const message = messageIn(language, finding);
  return place === '' ? message : `${place}${translate(language, 'place.end')}${message}`;
}
