import type { Finding } from '@midstream/units';
import { openFile } from './open-files.ts';
import type { Cell, Sheet } from './sheet.ts';
import { cellText, isBlank } from './sheet.ts';

/** A table of any file, as text: its header and the rows below. */
export interface TextTable {
  readonly file: string;
  /** Absent for a CSV file. */
  readonly sheet?: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Row of `rows[0]` as a spreadsheet shows it, from 1. */
  readonly firstRow: number;
}

const HEADER_SEARCH_ROWS = 30;

/** Reads any workbook or delimited text as tables of text, one per visible sheet; dates become `2026-11-23 08:30`. Knows no factory words. */
export async function readTables(bytes: Uint8Array, name: string): Promise<{ tables: TextTable[]; findings: readonly Finding[] }> {
  const opened = await openFile({ name, bytes });
  const tables = opened.sheets.flatMap((sheet) => {
    const headerRow = likeliestHeader(sheet);
    if (headerRow === undefined) return [];
    const header = (sheet.rows[headerRow] ?? []).map((cell) => cellText(cell).trim());
    const rows = sheet.rows.slice(headerRow + 1).map((row) => row.map((cell) => cellText(cell)));
    return [{ file: sheet.file, ...(sheet.sheet === undefined ? {} : { sheet: sheet.sheet }), header, rows, firstRow: headerRow + 2 }];
  });
  return { tables, findings: opened.findings };
}

/** The first of the top rows that is as full as any of them and holds words only. */
function likeliestHeader(sheet: Sheet): number | undefined {
  const top = sheet.rows.slice(0, HEADER_SEARCH_ROWS);
  const filled = top.map((row) => row.filter((cell) => !isBlank(cell)).length);
  const most = Math.max(0, ...filled);
  if (most === 0) return undefined;
  const isWord = (cell: Cell): boolean => isBlank(cell) || (typeof cell === 'string' && !/^[\d.,:/ -]+$/.test(cell.trim()));
  const words = top.findIndex((row, r) => (filled[r] ?? 0) >= most * 0.6 && row.every(isWord));
  return words === -1 ? filled.findIndex((count) => count === most) : words;
}
