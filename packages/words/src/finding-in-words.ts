import type { Finding, Place } from '@midstream/units';
import { fieldIn, pathIn, subjectIn, valueIn } from './field-in-words.ts';
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
  if (at.path !== undefined && at.row === undefined) parts.push(translate(language, 'place.path', { path: pathIn(language, at.path) }));
  return parts.join(translate(language, 'place.separator'));
}

/** Parameters that name a part of the document or a reason are said in words; the rest is what people wrote, and stays. */
function paramsInWords(language: Language, params: Finding['params']): Finding['params'] {
  const said: Record<string, string | number> = { ...params };
  const reason = `reason.${String(params.reason)}`;
  if (params.reason !== undefined && hasWords(reason)) said.reason = translate(language, reason);
  if (typeof params.kind === 'string') said.kind = subjectIn(language, params.kind);
  if (typeof params.what === 'string') said.what = subjectIn(language, params.what);
  if (params.what !== undefined && typeof params.value === 'string') said.value = valueIn(language, params.value);
  if (params.what !== undefined && params.example === 'factory') said.example = fieldIn(language, 'factory');
  if (typeof params.path === 'string') said.path = pathIn(language, params.path);
  if (typeof params.problem === 'string') said.problem = problemIn(language, params.problem);
  return said;
}

/** A problem of shape is a word and, after a colon, what was expected: `one-of:single, parallel`. */
export function problemIn(language: Language, problem: string): string {
  const colon = problem.indexOf(':');
  const key = `problem.${colon < 0 ? problem : problem.slice(0, colon)}`;
  if (!hasWords(key)) return problem;
  const values = problem.slice(colon + 1).split(', ');
  return translate(language, key, { values: values.map((value) => valueIn(language, value)).join(', ') });
}

/** A finding's message without its place. A code without words (of a newer version, say) shows as the code and its parameters. */
export function messageIn(language: Language, finding: Finding): string {
  if (hasWords(finding.code)) return translate(language, finding.code, paramsInWords(language, finding.params));
  const params = Object.entries(finding.params).map(([name, value]) => `${name}=${value}`);
  return [finding.code, ...params].join(' ');
}

/** The whole sentence of a finding: its place, what is wrong, what to do. */
export function sentenceOf(finding: Finding, language: Language): string {
  const place = placeIn(language, finding.at);
  const message = messageIn(language, finding);
  return place === '' ? message : `${place}${translate(language, 'place.end')}${message}`;
}
