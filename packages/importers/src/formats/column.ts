import type { Field, FieldKind, Table, Words } from '../catalogue/table.ts';
import { sentence, words } from '../catalogue/table.ts';

/** Headers of another system: technical names and the labels of its screens, the same in every language. */
function heads(names: string): Words {
  return words(names, names, names);
}

type Details = Omit<Field, 'name' | 'kind' | 'words'>;

/** A column of another system's table; `also` lists further headers, joined by `|`. */
export function column(name: string, kind: FieldKind, also = '', details: Details = {}): Field {
  return { name, kind, words: heads(also === '' ? name : `${name}|${also}`), ...details };
}

/** A span of time that counts in `assumed` when it is a bare number; kept as minutes. */
export function span(name: string, assumed: NonNullable<Field['assumed']>, also = ''): Field {
  return column(name, 'duration', also, { unit: 'minutes', assumed, range: { min: 0 } });
}

export function sourceTable(name: string, titles: string, fields: readonly Field[], identity?: readonly string[]): Table {
  const about = sentence(`The table ${name}.`, `資料表 ${name}。`, `数据表 ${name}。`);
  return { name, title: heads(`${name}|${titles}`), about, fields, ...(identity === undefined ? {} : { identity }) };
}
