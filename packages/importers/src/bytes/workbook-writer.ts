import { writeXlsx } from 'hucre/xlsx';
import { columnLetters } from './workbook-reader.ts';

/** What a written cell can be. Text is always written as text: a formula cannot be expressed. */
export type WrittenCell = string | number | boolean | { readonly date: string } | null;

/** A column of a table to be written. */
export interface WrittenColumn {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  readonly required?: boolean;
  /** Words offered in a drop-down list below the header. */
  readonly choices?: readonly string[];
  /** `'Sheet'!$A$2:$A$500`: a drop-down list fed from another sheet; other values stay possible. */
  readonly choicesFrom?: string;
  /** Shown when a cell of the column is selected. */
  readonly hint?: string;
}

/** A sheet to be written: a table with headers, or a page of plain text. */
export interface WrittenSheet {
  readonly name: string;
  /** Absent = a page of plain text. */
  readonly columns?: readonly WrittenColumn[];
  readonly rows: readonly (readonly WrittenCell[])[];
  /** Widths of a page of plain text. */
  readonly widths?: readonly number[];
}

/** Rows below the header that get drop-down lists and hints. */
const GUIDED_ROWS = 2000;
type SheetToWrite = Parameters<typeof writeXlsx>[0]['sheets'][number];
type Validation = NonNullable<SheetToWrite['dataValidations']>[number];

/** Writes an .xlsx; the same sheets give the same bytes. */
export async function writeWorkbook(sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  // A fixed date: the product has no clock here, and equal content should be equal bytes.
  const never = new Date(Date.UTC(2000, 0, 1));
  return await writeXlsx({
    sheets: sheets.map(sheetToWrite),
    properties: { title: 'Midstream', created: never, modified: never },
    defaultFont: { name: 'Arial', size: 10 },
  });
}

function sheetToWrite(sheet: WrittenSheet): SheetToWrite {
  const dated: NonNullable<SheetToWrite['cells']> = new Map();
  const firstRow = sheet.columns === undefined ? 0 : 1;
  const body = sheet.rows.map((row, r) =>
    row.map((cell, c) => {
      if (cell === null || typeof cell !== 'object') return typeof cell === 'string' ? literalText(cell) : cell;
      const value = new Date(`${cell.date.length === 10 ? `${cell.date}T00:00` : cell.date}Z`);
      const numFmt = cell.date.length === 10 ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm';
      dated.set(`${r + firstRow},${c}`, { value, type: 'date', style: { numFmt } });
      return value;
    }),
  );
  if (sheet.columns === undefined) return { name: sheet.name, rows: body, columns: (sheet.widths ?? []).map((width) => ({ width })) };
  sheet.columns.forEach((column, c) =>
    dated.set(`0,${c}`, { value: literalText(column.header), type: 'string', style: headerStyle(column) }),
  );
  return {
    name: sheet.name,
    rows: [sheet.columns.map((column) => literalText(column.header)), ...body],
    columns: sheet.columns.map(({ width }) => ({ width })),
    cells: dated,
    freezePane: { rows: 1, columns: 1 },
    dataValidations: sheet.columns.flatMap(validationsOf),
  };
}

/** `_x0041_` is how this file format spells "A": text that happens to look so must have its first underscore spelt out. */
function literalText(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

function headerStyle(column: WrittenColumn): NonNullable<Parameters<NonNullable<SheetToWrite['cells']>['set']>[1]['style']> {
  return {
    font: { bold: true, color: { rgb: column.required === true ? 'FFFFFF' : '1F2937' } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: column.required === true ? '1F5A7A' : 'DCE8EE' } },
    alignment: { wrapText: true, vertical: 'top' },
  };
}

function validationsOf(column: WrittenColumn, index: number): Validation[] {
  const letters = columnLetters(index);
  const hint =
    column.hint === undefined
      ? {}
      : { showInputMessage: true, inputTitle: column.header.slice(0, 32), inputMessage: column.hint.slice(0, 255) };
  const range = `${letters}2:${letters}${GUIDED_ROWS}`;
  if (column.choices !== undefined) {
    return [{ type: 'list', values: [...column.choices], range, allowBlank: true, showErrorMessage: true, errorStyle: 'stop', ...hint }];
  }
  if (column.choicesFrom !== undefined) {
    return [{ type: 'list', formula1: column.choicesFrom, range, allowBlank: true, showErrorMessage: false, ...hint }];
  }
  if (column.hint === undefined) return [];
  // A length no cell can exceed: the rule exists only to carry the hint.
  return [{ type: 'textLength', operator: 'lessThanOrEqual', formula1: '32767', range, allowBlank: true, ...hint }];
}
