import { wordKey } from '../cells/reading.ts';
import type { Field, Table } from '../catalogue/table.ts';
import { LANGUAGES } from '../catalogue/table.ts';
import type { Sheet } from '../sheets/sheet.ts';
import { cellText, titleOf } from '../sheets/sheet.ts';
import { headerWords, readHeader } from './header-words.ts';

/** Header rows are looked for this far down, below titles and notes. */
const HEADER_SEARCH_ROWS = 30;

/** A sheet recognised as a table. */
export interface FoundTable {
  readonly sheet: Sheet;
  readonly table: Table;
  /** Index into `sheet.rows`; -1 = the name of the sheet fits, but no row reads as its header. */
  readonly headerRow: number;
  /** Columns understood. */
  readonly matched: number;
  /** The name of the sheet says so, not only its columns. */
  readonly byTitle: boolean;
}

export interface TableIndex {
  readonly table: Table;
  readonly titles: ReadonlySet<string>;
  readonly headers: ReadonlyMap<string, Field>;
}

export function indexTables(tables: readonly Table[]): readonly TableIndex[] {
  return tables.map((table) => ({
    table,
    titles: new Set([table.name, ...LANGUAGES.flatMap((language) => table.title[language])].map(wordKey)),
    headers: headerWords(table),
  }));
}

/** Decides which table a sheet is: by its name if that is known, else by the header that fits best and holds all that is required. */
export function findTable(sheet: Sheet, indexes: readonly TableIndex[]): FoundTable | undefined {
  const title = titleKey(titleOf(sheet));
  const named = indexes.find((index) => index.titles.has(title));
  if (named !== undefined) return { ...bestHeader(sheet, named, 1), byTitle: true };
  let best: FoundTable | undefined;
  for (const index of indexes) {
    const found = { ...bestHeader(sheet, index, 2), byTitle: false };
    if (found.headerRow === -1 || found.matched < 2) continue;
    if (found.matched > (best?.matched ?? 0) && holdsRequired(sheet, found, index)) best = found;
  }
  return best;
}

/** Exported files carry dates and copy numbers: `Orders (2)`, `orders_2026-11-23`, `mrp.workcenter (1)`. */
function titleKey(title: string): string {
  const bare = title.replace(/\s*\(\d+\)\s*$/, '').replace(/[\s_-]*\d{4}[-_.]?\d{2}[-_.]?\d{2}.*$/, '');
  return wordKey(bare === '' ? title : bare);
}

function bestHeader(sheet: Sheet, index: TableIndex, atLeast: number): Omit<FoundTable, 'byTitle'> {
  let headerRow = -1;
  let matched = 0;
  sheet.rows.slice(0, HEADER_SEARCH_ROWS).forEach((row, r) => {
    const fields = new Set(row.map((cell) => (typeof cell === 'string' ? readHeader(cell, index.headers)?.field.name : undefined)));
    fields.delete(undefined);
    if (fields.size < atLeast || fields.size <= matched) return;
    headerRow = r;
    matched = fields.size;
  });
  return { sheet, table: index.table, headerRow, matched };
}

function holdsRequired(sheet: Sheet, found: FoundTable, index: TableIndex): boolean {
  const header = sheet.rows[found.headerRow] ?? [];
  const names = new Set(header.map((cell) => readHeader(cellText(cell), index.headers)?.field.name));
  return found.table.fields.every((field) => field.required !== true || names.has(field.name));
}
