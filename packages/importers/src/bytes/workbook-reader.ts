import type { Finding } from '@midstream/units';
import { readXlsx } from 'hucre/xlsx';
import { report } from '../codes.ts';
import type { Cell, Sheet } from '../sheets/sheet.ts';

export const MAX_ROWS = 200_000;
export const MAX_COLUMNS = 512;

type ReadBook = Awaited<ReturnType<typeof readXlsx>>;
type ReadSheet = ReadBook['sheets'][number];

/** The visible sheets of an .xlsx or .xlsm archive that has passed {@link inspectArchive}. Formulas are never run: their kept result counts. */
export async function readWorkbook(bytes: Uint8Array, file: string): Promise<{ sheets: Sheet[]; findings: Finding[] }> {
  let book: ReadBook;
  try {
    book = await readXlsx(bytes);
  } catch (error) {
    // The library throws on every kind of damage; to the user that is a file to save again.
    const reason = error instanceof Error ? error.message : String(error);
    return { sheets: [], findings: [report('import.file-unreadable', { reason }, { file })] };
  }
  const sheets: Sheet[] = [];
  const findings: Finding[] = [];
  for (const sheet of book.sheets) {
    const at = { file, sheet: sheet.name };
    const columns = sheet.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
    if (sheet.hidden === true || sheet.veryHidden === true) findings.push(report('import.sheet-hidden', { sheet: sheet.name }, at));
    else if (sheet.rows.length > MAX_ROWS) findings.push(report('import.too-many-rows', { rows: sheet.rows.length, limit: MAX_ROWS }, at));
    else if (columns > MAX_COLUMNS) findings.push(report('import.too-many-columns', { columns, limit: MAX_COLUMNS }, at));
    else sheets.push(cellsOf(sheet, file, findings));
  }
  return { sheets, findings };
}

/** Column letters as a spreadsheet shows them: 0 → A. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

function cellsOf(sheet: ReadSheet, file: string, findings: Finding[]): Sheet {
  const rows: Cell[][] = sheet.rows.map((row) => row.slice());
  let formulas = 0;
  let firstFormula = '';
  for (const [key, cell] of sheet.cells ?? []) {
    const [row = 0, column = 0] = key.split(',').map(Number);
    const target = rows[row];
    if (target === undefined) continue;
    if (cell.type === 'error') target[column] = { trouble: 'error', text: String(cell.value ?? '#ERROR!') };
    if (cell.formula === undefined) continue;
    formulas += 1;
    if (formulas === 1) firstFormula = `${columnLetters(column)}${row + 1}`;
    const value = cell.formulaResult ?? cell.value;
    if (value === null || value === undefined) target[column] = { trouble: 'formula-without-value', text: `=${cell.formula}` };
    else if (typeof value === 'string' && /^#[A-Z/0]+[!?A]?$/.test(value)) target[column] = { trouble: 'error', text: value };
  }
  if (formulas > 0)
    findings.push(report('import.formula-value-used', { count: formulas, cell: firstFormula }, { file, sheet: sheet.name }));
  return { file, sheet: sheet.name, rows };
}
