import type { Language, RecordKind } from '@midstream/factory';
import { valueAt, withValue } from '../fixes/fix.ts';
import { cellsOf } from '../paste/cells.ts';
import { type Column, columnCalled, columnText, type NestedList, readCell } from '../paste/columns.ts';

type Data = Readonly<Record<string, unknown>>;

/** One row of a list inside an element; `of` is the row above it that it belongs to, where the list is two deep. */
export interface NestedRow {
  readonly of: string;
  readonly data: Data;
}
interface NestedProblem {
  readonly row: number;
  /** Undefined: the row it belongs to. */
  readonly column: Column | undefined;
  readonly value: string;
  readonly problem: string;
}
export interface PastedNested {
  readonly rows: readonly (NestedRow & { readonly row: number; readonly effect: 'new' | 'changed' | 'same' })[];
  readonly problems: readonly NestedProblem[];
  readonly unusedHeaders: readonly string[];
}

const listIn = (data: Data | undefined, field: string): readonly Data[] => (data?.[field] as readonly Data[] | undefined) ?? [];

/** What the rows of a two-deep list can belong to. */
export const ownersOf = (data: Data | undefined, { field, inner }: NestedList): readonly string[] =>
  inner === undefined ? [] : listIn(data, field).map((each) => String(each['id']));

/** The rows of a list, those of a two-deep one from the first owner to the last. */
export function rowsOf(data: Data | undefined, { field, inner }: NestedList): readonly NestedRow[] {
  if (inner === undefined) return listIn(data, field).map((each) => ({ of: '', data: each }));
  return listIn(data, field).flatMap((owner) => listIn(owner, inner).map((each) => ({ of: String(owner['id']), data: each })));
}

/** The element with these rows. A two-deep list that becomes empty is taken away where it was absent before: absent and empty differ. */
export function withRows(data: Data, { field, inner }: NestedList, rows: readonly NestedRow[]): Data {
  if (inner === undefined) return { ...data, [field]: rows.map((row) => row.data) };
  const owners = listIn(data, field).map((owner) => {
    const own = rows.filter((row) => row.of === String(owner['id'])).map((row) => row.data);
    return own.length === 0 && owner[inner] === undefined ? owner : { ...owner, [inner]: own };
  });
  return { ...data, [field]: owners };
}

/** A row with one cell changed. @returns a problem that `words` can say where the cell cannot be read */
export function withCell(row: Data, column: Column, cell: string, language: Language): { row: Data } | { problem: string } {
  const read = cell === '' ? { value: undefined } : readCell(cell, column);
  if ('problem' in read) return read;
  const path = column.path.split('.');
  const before = valueAt(row, path);
  const isLocalized = column.kind === 'words' && typeof before === 'object' && before !== null && read.value !== undefined;
  return { row: withValue(row, path, isLocalized ? { ...before, [language]: read.value } : read.value) as Data };
}

const textAt = (data: Data, path: string): string => {
  const value = valueAt(data, path.split('.'));
  return typeof value === 'string' ? value : '';
};

/** What tells rows of a list apart: their id, or else all that names something. */
function keyOf(list: NestedList, { of, data }: NestedRow): string {
  if (data['id'] !== undefined) return `${of}/${String(data['id'])}`;
  const naming = list.columns.filter(({ kind }) => kind === 'text' || kind === 'date');
  return `${of}/${naming.map(({ path }) => textAt(data, path)).join('|')}`;
}

/**
 * Reads rows pasted into a list inside an element. A first line of column names, in any language, says what the cells are, else the
 * order of the table; of a two-deep list the first column says what a row belongs to. A row that is known is changed where it stands.
 */
export function readNested(
  text: string,
  kind: RecordKind,
  list: NestedList,
  data: Data,
  language: Language,
  ownerNames: readonly string[],
): PastedNested {
  const cells = cellsOf(text);
  const owners = ownersOf(data, list);
  const hasOwners = list.inner !== undefined;
  const header = headerOf(cells[0] ?? [], kind, list, ownerNames);
  const columns: readonly (Column | 'owner' | undefined)[] = header ?? [...(hasOwners ? (['owner'] as const) : []), ...list.columns];
  const known = new Map(rowsOf(data, list).map((row) => [keyOf(list, row), row]));
  const problems: NestedProblem[] = [];
  const rows: PastedNested['rows'][number][] = [];
  cells.forEach((line, i) => {
    if ((header !== undefined && i === 0) || line.every((cell) => cell === '')) return;
    const row = i + 1;
    const of = hasOwners ? (line[columns.indexOf('owner')] ?? '') : '';
    if (hasOwners && !owners.includes(of)) problems.push({ row, column: undefined, value: of, problem: `one-of:${owners.join(', ')}` });
    let own: Data = {};
    line.forEach((cell, at) => {
      const column = columns[at];
      if (cell === '' || column === undefined || column === 'owner') return;
      const changed = withCell(own, column, cell, language);
      if ('problem' in changed) problems.push({ row, column, value: cell, problem: changed.problem });
      else own = changed.row;
    });
    const before = known.get(keyOf(list, { of, data: own }))?.data;
    const after = merged(before, own, list.columns, language);
    for (const column of list.columns)
      if (column.isRequired && valueAt(after, column.path.split('.')) === undefined)
        problems.push({ row, column, value: '', problem: 'missing' });
    rows.push({
      row,
      of,
      data: after,
      effect: before === undefined ? 'new' : JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed',
    });
  });
  const unused = header === undefined ? [] : (cells[0] ?? []).filter((cell, at) => cell !== '' && columns[at] === undefined);
  return { rows, problems, unusedHeaders: unused };
}

/** What was not pasted stays; a name that is given per language changes in the reader's only. */
function merged(before: Data | undefined, own: Data, columns: readonly Column[], language: Language): Data {
  if (before === undefined) return own;
  return columns.reduce((data, column) => {
    const value = valueAt(own, column.path.split('.'));
    if (value === undefined) return data;
    const changed = withCell(data, column, columnText(value, column, language), language);
    return 'row' in changed ? changed.row : data;
  }, before);
}

function headerOf(
  first: readonly string[],
  kind: RecordKind,
  list: NestedList,
  ownerNames: readonly string[],
): readonly (Column | 'owner' | undefined)[] | undefined {
  const called = first.map((cell, at) =>
    at === 0 && list.inner !== undefined && ownerNames.some((name) => name.toLowerCase() === cell.toLowerCase())
      ? ('owner' as const)
      : columnCalled(cell, kind, list.columns),
  );
  const named = called.filter((column) => column !== undefined).length;
  return named > 0 && named * 2 >= first.filter((cell) => cell !== '').length ? called : undefined;
}

/** The list after a paste: known rows changed where they stand, new ones behind; or only what was pasted. */
export function afterPaste(data: Data, list: NestedList, pasted: PastedNested, isWhole: boolean): Data {
  if (isWhole) return withRows(data, list, pasted.rows);
  const byKey = new Map(pasted.rows.map((row) => [keyOf(list, row), row]));
  const old = rowsOf(data, list).map((row) => byKey.get(keyOf(list, row)) ?? row);
  return withRows(data, list, [...old, ...pasted.rows.filter((row) => row.effect === 'new')]);
}
