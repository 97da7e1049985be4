import type { Reading } from './reading.ts';

/** Marks between the items of a list in one cell, however a Chinese or English keyboard writes them. */
const SEPARATORS = new Set([';', '；', '、', ',', '，', '\n']);

/** Splits `a; b; "c; d"` into items; an item in quotation marks may hold separators, doubled marks stand for one. */
export function splitList(text: string, separators: ReadonlySet<string> = SEPARATORS): Reading<string[]> {
  const items: string[] = [];
  let item = '';
  let quoted = false;
  let wasQuoted = false;
  const finish = (): void => {
    const done = wasQuoted ? item : item.trim();
    if (done !== '' || wasQuoted) items.push(done);
    item = '';
    wasQuoted = false;
  };
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] ?? '';
    if (quoted) {
      if (character !== '"') item += character;
      else if (text[i + 1] === '"') {
        item += '"';
        i += 1;
      } else quoted = false;
    } else if (character === '"' && item.trim() === '' && !wasQuoted) {
      quoted = true;
      wasQuoted = true;
      item = '';
    } else if (separators.has(character)) finish();
    else if (!wasQuoted) item += character;
    else if (character.trim() !== '') return { code: 'import.list-malformed', params: { value: text } };
  }
  if (quoted) return { code: 'import.list-malformed', params: { value: text } };
  finish();
  return { value: items };
}

/** Writes items so that {@link splitList} gives them back. */
export function joinList(items: readonly string[]): string {
  return items.map(quoteItem).join('; ');
}

export function quoteItem(item: string): string {
  const plain = item !== '' && item === item.trim() && !/["=＝:：;；、,，\n\r]/.test(item);
  return plain ? item : `"${item.replaceAll('"', '""')}"`;
}
