import { quoteItem, splitList } from './list.ts';
import type { Reading } from './reading.ts';
import { isUnderstood } from './reading.ts';

export type Attributes = Readonly<Record<string, string>>;

const EQUALS = new Set(['=', '＝', ':', '：']);

/** `mould=M1; colour=red`: attribute names and values. */
export function readAttributes(text: string): Reading<Attributes> {
  const entries: [string, string][] = [];
  for (const part of splitOutsideQuotes(text)) {
    const pair = splitList(part, EQUALS);
    if (!isUnderstood(pair) || pair.value.length !== 2)
      return { code: 'import.attributes-malformed', params: { value: text, part: part.trim() } };
    const [name = '', value = ''] = pair.value;
    entries.push([name, value]);
  }
  return { value: Object.fromEntries(entries) };
}

export function writeAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${quoteItem(name)}=${quoteItem(value)}`)
    .join('; ');
}

/** Cuts at list marks, leaving the quotation marks for the next reader. */
function splitOutsideQuotes(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"]|"")*"|[^";；、,，\n])+/g) ?? [];
  return parts.filter((part) => part.trim() !== '');
}
