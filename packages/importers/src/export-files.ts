import type { FactoryDraft, Language } from '@midstream/factory';
import { writeCsv } from './bytes/csv.ts';
import { quietText } from './bytes/live-text.ts';
import { encodeUtf8 } from './bytes/platform.ts';
import type { WrittenCell, WrittenSheet } from './bytes/workbook-writer.ts';
import { writeWorkbook } from './bytes/workbook-writer.ts';
import { TABLES } from './catalogue/index.ts';
import type { Table } from './catalogue/table.ts';
import { disassemble } from './document/disassemble.ts';
import type { FieldValues } from './document/field-values.ts';
import { writeCell, writtenFields } from './document/write-cell.ts';
import { writtenTable } from './written-table.ts';

/** Tables a workbook always shows, so that there is a place to write in. */
const ALWAYS = new Set(['factory', 'orders', 'products', 'routings', 'machines', 'calendars']);

/** The sheets of a factory in one language, to be written alone or beside others. Reading them back gives the same factory. */
export function factorySheets(factory: FactoryDraft, language: Language, options: { readonly everyTable?: boolean } = {}): WrittenSheet[] {
  const rows = disassemble(factory, language);
  const filled = (table: Table): boolean => (rows.get(table.name) ?? []).length > 0;
  const tables = TABLES.filter((table) => options.everyTable === true || ALWAYS.has(table.name) || filled(table));
  // A drop-down list fed from a sheet that is not there would make the spreadsheet call the file damaged.
  const present = new Set(tables.map((table) => table.name));
  return tables.map((table) => writtenTable(table, rows.get(table.name) ?? [], language, present));
}

/** Writes a factory as an .xlsx workbook with headers in `language`. Text is never written as a formula. */
export async function exportWorkbook(factory: FactoryDraft, language: Language): Promise<Uint8Array> {
  return await writeWorkbook(factorySheets(factory, language));
}

/** Writes a factory as CSV files (UTF-8 with mark, as Excel needs it), one per table that has rows; text a spreadsheet would run begins with an apostrophe. */
export function exportCsv(factory: FactoryDraft, language: Language = 'en'): { name: string; bytes: Uint8Array }[] {
  return [...disassemble(factory, language)]
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => ({ name: `${name}.csv`, bytes: encodeUtf8(`\uFEFF${csvText(name, rows, language)}`) }));
}

function csvText(name: string, rows: readonly FieldValues[], language: Language): string {
  const table = TABLES.find((candidate) => candidate.name === name);
  const columns = writtenFields(table?.fields ?? [], rows, language);
  const body = rows.map((row) => columns.map((column) => csvCell(writeCell(row[column.field.name], column, language))));
  return writeCsv([columns.map((column) => column.header), ...body]);
}

function csvCell(cell: WrittenCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return quietText(cell);
  return typeof cell === 'object' ? cell.date : String(cell);
}
