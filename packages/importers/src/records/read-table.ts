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
  const interpreted = new Map<Column, { first: Place; written: string; value: string; count: number }>();
  const skipped: number[] = [];
  let refused = 0;
  found.sheet.rows.forEach((cells, r) => {
    if (r <= found.headerRow || columns.every((column) => isBlank(cells[column.index]))) return;
    const place = placeOf(found, r);
    const before = findings.length;
    const draft: Draft = { values: new Map(), written: new Map() };
    for (const column of columns) {
      const cell = cells[column.index] ?? null;
      const isInterpreted = readInto(draft, cell, column, (code, params, value) => {
        findings.push(report(code, params, { ...place, column: column.header, value }));
      });
      if (!isInterpreted) continue;
      const written = cellText(cell).trim().slice(0, 200);
      const so = interpreted.get(column) ?? { first: place, written, value: String(draft.values.get(column.field.name)), count: 0 };
      interpreted.set(column, { ...so, count: so.count + 1 });
    }
    if (isSummaryRow(draft, found.table)) {
      findings.length = before;
      skipped.push(r + 1);
      return;
    }
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
  for (const [column, { first, written, value, count }] of interpreted)
    findings.push(report('import.cell-interpreted', { written, value, count }, { ...first, column: column.header }));
  if (skipped.length > 0) {
    const { row: _, ...at } = placeOf(found, 0);
    findings.push(report('import.rows-skipped', { count: skipped.length, rows: skipped.slice(0, 10).join(', ') }, at));
  }
  for (const [name, count] of carriedCount) {
    findings.push(
      report(
        'import.carried-down',
        { column: headers.get(name) ?? name, count },
        { ...placeOf(found, found.headerRow), column: headers.get(name) ?? name },
      ),
    );
  }
  return { rows, refused, findings };
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
