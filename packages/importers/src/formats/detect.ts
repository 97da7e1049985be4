import type { FoundTable } from '../records/find-table.ts';
import { findTable, indexTables } from '../records/find-table.ts';
import type { Sheet } from '../sheets/sheet.ts';
import type { SheetFormat } from './format.ts';

/** A table of the company itself marks a workbook of ours: its other sheets are then known by name, so that reports added to it are not read as input. */
const MARK = 'factory';
/** A sheet known by name counts as much as so many columns. */
const TITLE_WEIGHT = 2;

export interface Recognised {
  readonly format: SheetFormat;
  readonly found: readonly FoundTable[];
  readonly ignored: readonly Sheet[];
  readonly score: number;
}

/** The format that understands most columns of the sheets. */
export function detectFormat(sheets: readonly Sheet[], formats: readonly SheetFormat[]): Recognised | undefined {
  const ranked = formats.map((format) => recognise(sheets, format)).sort((a, b) => b.score - a.score);
  return ranked[0];
}

export function recognise(sheets: readonly Sheet[], format: SheetFormat): Recognised {
  const indexes = indexTables(format.tables);
  const all = sheets.map((sheet) => ({ sheet, table: findTable(sheet, indexes) }));
  const named = new Set(all.flatMap(({ table }) => (table?.byTitle === true ? [table.table.name] : [])));
  const found: FoundTable[] = [];
  const ignored: Sheet[] = [];
  for (const { sheet, table } of all) {
    const trusted = table !== undefined && (table.byTitle || !(named.has(MARK) || named.has(table.table.name)));
    if (trusted) found.push(table);
    else ignored.push(sheet);
  }
  const score = found.reduce((sum, table) => sum + table.matched + (table.byTitle ? TITLE_WEIGHT : 0), 0);
  return { format, found, ignored, score };
}
