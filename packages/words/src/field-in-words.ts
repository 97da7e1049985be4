import type { Language } from './language.ts';
import { hasWords, translate } from './translate.ts';

const STEP = ' › ';

/** What a field of the factory document is called; `kind` is the list it stands in, where the name depends on it. Unknown: as it is. */
export function fieldIn(language: Language, field: string, kind = ''): string {
  const key = [`name.${kind}.${field}`, `name.${field}`].find((each) => hasWords(each));
  return key === undefined ? field : translate(language, key);
}

/** A list of the document, a field of one (`machine.calendar`), or the operations of a routing, as findings name them. */
export function subjectIn(language: Language, subject: string): string {
  const [, routing] = /^operations of (.+)$/.exec(subject) ?? [];
  if (routing !== undefined) return translate(language, 'name.operations-of', { routing });
  const [of, field] = subject.split('.');
  if (field === undefined) return fieldIn(language, subject);
  return `${fieldIn(language, `${of}s`)}${STEP}${fieldIn(language, field, `${of}s`)}`;
}

/** A value the document spells with a word of its own (`approved`, `true`), in the reader's; any other as it is. */
export function valueIn(language: Language, value: string): string {
  return hasWords(`value.${value}`) ? translate(language, `value.${value}`) : value;
}

/** A JSON pointer as a reader would say it: `/machines/3/calendar` is `Machines 4 › Calendar`. */
export function pathIn(language: Language, path: string): string {
  const parts: string[] = [];
  let kind = '';
  for (const part of path.split('/').filter((each) => each !== '')) {
    if (/^\d+$/.test(part) && parts.length > 0) parts.push(`${parts.pop() ?? ''} ${Number(part) + 1}`);
    else {
      parts.push(fieldIn(language, part, kind));
      kind = part;
    }
  }
  return parts.join(STEP);
}
