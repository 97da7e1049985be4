import type { FactoryDraft, Language, RecordKind } from '@midstream/factory';
import { readFactory, recordId } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { elementsOf, repaired } from '../fixes/repair.ts';
import { cellsOf } from './cells.ts';
import { cellText, type Column, columnCalled, columnsOf, readCell } from './columns.ts';

type Data = Readonly<Record<string, unknown>>;

/** Something in a pasted cell that cannot be understood; `row` counts from 1, as pasted. */
interface CellProblem {
  readonly row: number;
  readonly column: Column | undefined;
  readonly value: string;
  /** A word (and what was expected) that `words` can say. */
  readonly problem: string;
}

/** One pasted row and what it would do. */
interface PastedRow {
  readonly row: number;
  readonly id: string;
  readonly effect: 'new' | 'changed' | 'same';
  readonly changes: readonly { readonly column: Column; readonly before: string; readonly after: string }[];
  readonly data: Data;
}

/** What a paste would do, before anything is written. */
export interface Pasted {
  readonly rows: readonly PastedRow[];
  readonly problems: readonly CellProblem[];
  /** Headers that name no column: their cells are not used. */
  readonly unusedHeaders: readonly string[];
  /** What would be wrong in the factory after writing that is not wrong today. */
  readonly findings: readonly Finding[];
}

/**
 * Reads rows pasted into a list of the factory. A first line of column names, in any language, says what the cells are; else they are
 * taken in the order of the table. A row whose name is known changes that element; an empty cell leaves what was there.
 */
export function readPasted(text: string, kind: RecordKind, draft: FactoryDraft, language: Language, shown: readonly Column[]): Pasted {
  const cells = cellsOf(text);
  const { columns, isHeader, unused } = columnsIn(cells[0] ?? [], kind, shown);
  const known = new Map(elementsOf(draft, kind).map((element) => [recordId(kind, element), element]));
  const problems: CellProblem[] = [];
  const rows: PastedRow[] = [];
  const seen = new Set<string>();
  cells.forEach((line, i) => {
    const row = i + 1;
    if ((isHeader && i === 0) || line.every((cell) => cell === '')) return;
    const values = new Map<Column, unknown>();
    line.forEach((cell, at) => {
      const column = columns[at];
      if (cell === '' || column === undefined) return;
      const read = readCell(cell, column);
      if ('problem' in read) problems.push({ row, column, value: cell, problem: read.problem });
      else values.set(column, read.value);
    });
    const id = idOf(kind, values);
    if (id === undefined)
      return void problems.push({ row, column: columns.find((column) => column?.isRequired), value: '', problem: 'missing' });
    if (seen.has(id))
      return void problems.push({ row, column: columns.find((column) => column?.path === 'id'), value: id, problem: 'twice' });
    seen.add(id);
    rows.push(pastedRow(row, id, values, known.get(id), language));
  });
  return { rows, problems: [...problems, ...missingIn(rows, kind)], unusedHeaders: unused, findings: trouble(rows, problems, kind, draft) };
}

function columnsIn(
  first: readonly string[],
  kind: RecordKind,
  shown: readonly Column[],
): { readonly columns: readonly (Column | undefined)[]; readonly isHeader: boolean; readonly unused: readonly string[] } {
  const all = columnsOf(kind);
  const called = first.map((cell) => columnCalled(cell, kind, all));
  const named = called.filter((column) => column !== undefined).length;
  const isHeader = named > 0 && named * 2 >= first.filter((cell) => cell !== '').length;
  if (!isHeader) return { columns: shown, isHeader, unused: [] };
  return { columns: called, isHeader, unused: first.filter((cell, i) => cell !== '' && called[i] === undefined) };
}

function idOf(kind: RecordKind, values: ReadonlyMap<Column, unknown>): string | undefined {
  const of = (path: string): unknown => [...values].find(([column]) => column.path === path)?.[1];
  if (kind === 'lanes')
    return of('from') === undefined || of('to') === undefined ? undefined : recordId(kind, { from: of('from'), to: of('to') });
  return of('id') === undefined ? undefined : String(of('id'));
}

function pastedRow(row: number, id: string, values: ReadonlyMap<Column, unknown>, before: Data | undefined, language: Language): PastedRow {
  let data: Data = before ?? {};
  const changes: { column: Column; before: string; after: string }[] = [];
  for (const [column, value] of values) {
    const [field = '', part] = column.path.split('.');
    const old = part === undefined ? data[field] : (data[field] as Data | undefined)?.[part];
    const next = column.kind === 'words' ? wordsWith(old, String(value), language) : value;
    if (JSON.stringify(old) === JSON.stringify(next)) continue;
    data = { ...data, [field]: part === undefined ? next : { ...(data[field] as Data | undefined), [part]: next } };
    changes.push({ column, before: cellText(old, language), after: cellText(next, language) });
  }
  const effect = before === undefined ? 'new' : changes.length === 0 ? 'same' : 'changed';
  return { row, id, effect, changes, data };
}

/** A text that is given per language is changed in the reader's only. */
function wordsWith(old: unknown, text: string, language: Language): unknown {
  return typeof old === 'object' && old !== null ? { ...old, [language]: text } : text;
}

/** New elements need what has no default. */
function missingIn(rows: readonly PastedRow[], kind: RecordKind): CellProblem[] {
  const required = columnsOf(kind).filter((column) => column.isRequired);
  return rows
    .filter((row) => row.effect === 'new')
    .flatMap((row) =>
      required
        .filter((column) => row.data[column.path] === undefined)
        .map((column) => ({ row: row.row, column, value: '', problem: 'missing' })),
    );
}

function trouble(rows: readonly PastedRow[], problems: readonly CellProblem[], kind: RecordKind, draft: FactoryDraft): Finding[] {
  if (problems.length > 0 || rows.length === 0) return [];
  const records = rows.map(({ id, data }) => ({ kind, id, data: { ...emptyLists(kind), ...data } }));
  const before = new Set(readFactory(draft).findings.map((finding) => JSON.stringify(finding.params) + finding.code));
  return readFactory(repaired(draft, { records })).findings.filter(
    (finding) => finding.severity !== 'info' && !before.has(JSON.stringify(finding.params) + finding.code),
  );
}

/** Lists that an element must have, though they may be empty at first: hours of a calendar, skills of a person. */
export function emptyLists(kind: RecordKind): Data {
  if (kind === 'calendars') return { week: [] };
  if (kind === 'changeovers') return { rules: [] };
  if (kind === 'operators') return { skills: [] };
  return kind === 'routings' ? { operations: [] } : {};
}
