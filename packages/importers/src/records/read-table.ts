import type { Language } from '@midstream/factory';
import type { Finding, Place } from '@midstream/units';
import { hasErrors } from '@midstream/units';
import { isUnderstood } from '../cells/reading.ts';
import { report } from '../codes.ts';
import { LANGUAGES } from '../catalogue/table.ts';
import type { Cell } from '../sheets/sheet.ts';
import { cellText, isBlank } from '../sheets/sheet.ts';
import type { Column } from './columns.ts';
import { readCell } from './read-cell.ts';
import { placeOf } from './columns.ts';
import type { FoundTable } from './find-table.ts';
import type { Row } from './row.ts';
import { isSummaryRow } from './summary-rows.ts';

export interface ReadTable {
  readonly rows: readonly Row[];
  /** Rows with at least one error. */
  readonly refused: number;
  readonly findings: readonly Finding[];
}

/** So many rows that are passed over are named. */
const MOST_NAMED = 10;

interface Draft {
  readonly values: Map<string, unknown>;
  readonly written: Map<string, string>;
}

/** Reads every row below the header; each cell that cannot be understood is a finding, and its row is refused. */
export function readTable(found: FoundTable, columns: readonly Column[]): ReadTable {
  const findings: Finding[] = [];
  const rows: Row[] = [];
  const headers = new Map(columns.map((column) => [column.field.name, column.header]));
  const carried = new Map<string, unknown>();
  const carriedCount = new Map<string, number>();
  const interpreted: Interpreted = new Map();
  const skipped: number[] = [];
  let refused = 0;
  found.sheet.rows.forEach((cells, r) => {
    if (r <= found.headerRow || columns.every((column) => isBlank(cells[column.index]))) return;
    const place = placeOf(found, r);
    const before = findings.length;
    const draft: Draft = { values: new Map(), written: new Map() };
    const made: Column[] = [];
    for (const column of columns) {
      const cell = cells[column.index] ?? null;
      const isInterpreted = readInto(draft, cell, column, (code, params, value) => {
        findings.push(report(code, params, { ...place, column: column.header, value }));
      });
      if (isInterpreted) made.push(column);
    }
    if (isSummaryRow(draft, found.table)) {
      findings.length = before;
      skipped.push(r + 1);
      return;
    }
    for (const column of made) noteInterpreted(interpreted, column, place, draft);
    carryDown(found, draft, carried, carriedCount);
    for (const field of found.table.fields) {
      if (field.required !== true || draft.values.has(field.name) || draft.written.has(field.name) || !headers.has(field.name)) continue;
      const column = headers.get(field.name) ?? field.name;
      findings.push(report('import.cell-missing', { column }, { ...place, column }));
    }
    if (hasErrors(findings.slice(before))) refused += 1;
    // A refused row still says its name, so that others that name it are not reported, too.
    rows.push({ table: found.table.name, place, values: draft.values, headers, written: draft.written });
  });
  findings.push(...interpretedCells(interpreted), ...skippedRows(found, skipped));
  for (const [name, count] of carriedCount) {
    const column = headers.get(name) ?? name;
    findings.push(report('import.carried-down', { column, count }, { ...placeOf(found, found.headerRow), column }));
  }
  return { rows, refused, findings };
}

/** By column, what its first such cell was made into, and how many there are. */
type Interpreted = Map<Column, { readonly first: Place; readonly written: string; readonly value: string; readonly count: number }>;

function noteInterpreted(interpreted: Interpreted, column: Column, place: Place, draft: Draft): void {
  const before = interpreted.get(column);
  const { name } = column.field;
  const first = before ?? { first: place, written: draft.written.get(name)?.trim() ?? '', value: String(draft.values.get(name)), count: 0 };
  interpreted.set(column, { ...first, count: first.count + 1 });
}

function interpretedCells(interpreted: Interpreted): Finding[] {
  return [...interpreted].map(([column, { first, written, value, count }]) =>
    report('import.cell-interpreted', { written, value, count }, { ...first, column: column.header }),
  );
}

function skippedRows(found: FoundTable, rows: readonly number[]): Finding[] {
  if (rows.length === 0) return [];
  const { row: _, ...at } = placeOf(found, 0);
  const more = rows.length > MOST_NAMED ? ', …' : '';
  return [report('import.rows-skipped', { count: rows.length, rows: rows.slice(0, MOST_NAMED).join(', ') + more }, at)];
}

type Complain = (code: Parameters<typeof report>[0], params: NonNullable<Parameters<typeof report>[1]>, value: string) => void;

/** Whether something was made of the cell that it does not say plainly. */
function readInto(draft: Draft, cell: Cell, column: Column, complain: Complain): boolean {
  if (isBlank(cell)) return false;
  const { field, language } = column;
  const shown = cellText(cell).slice(0, 200);
  const clean = withoutControls(cell);
  if (clean.removed > 0) complain('import.control-characters', { count: clean.removed }, shown);
  if (isBlank(clean.cell)) return false;
  draft.written.set(field.name, shown);
  const reading = readCell(clean.cell, column);
  if (!isUnderstood(reading)) complain(reading.code, reading.params, shown);
  else if (field.kind === 'localized')
    draft.values.set(field.name, withLanguage(draft.values.get(field.name), language, String(reading.value)));
  else draft.values.set(field.name, reading.value);
  return isUnderstood(reading) && reading.isInterpreted === true;
}

/** A plain name beside names per language counts as English unless that is given. */
function withLanguage(soFar: unknown, language: Language | undefined, text: string): unknown {
  if (language === undefined) return soFar === undefined ? text : { en: text, ...(soFar as object) };
  const names = typeof soFar === 'string' ? { en: soFar } : (soFar as Partial<Record<Language, string>> | undefined);
  const merged = { ...names, [language]: text };
  return Object.fromEntries(LANGUAGES.filter((tag) => merged[tag] !== undefined).map((tag) => [tag, merged[tag]]));
}

/** Control characters have no place in a name and are a sign of damage; tab and line breaks are kept. */
function withoutControls(cell: Cell): { cell: Cell; removed: number } {
  if (typeof cell !== 'string') return { cell, removed: 0 };
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const clean = cell.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '');
  return { cell: clean, removed: cell.length - clean.length };
}

/** A blank key repeats the one above, as long as no key before it in the row has changed. */
function carryDown(found: FoundTable, draft: Draft, carried: Map<string, unknown>, counts: Map<string, number>): void {
  let changed = false;
  for (const field of found.table.fields) {
    if (field.carryDown !== true) continue;
    const value = draft.values.get(field.name);
    if (value === undefined && !draft.written.has(field.name) && !changed && carried.has(field.name)) {
      draft.values.set(field.name, carried.get(field.name));
      counts.set(field.name, (counts.get(field.name) ?? 0) + 1);
    } else if (value !== carried.get(field.name)) {
      changed = true;
      if (value === undefined) carried.delete(field.name);
      else carried.set(field.name, value);
    }
  }
}
