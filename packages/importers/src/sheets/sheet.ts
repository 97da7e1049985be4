/** What a spreadsheet could not compute, or computed without keeping the result. */
export interface CellTrouble {
  readonly trouble: 'error' | 'formula-without-value';
  readonly text: string;
}

/** A cell as read. A `Date` is the wall-clock time the spreadsheet shows, in its UTC fields. CSV cells are always strings. */
export type Cell = string | number | boolean | Date | CellTrouble | null;

/** One sheet of a workbook or one CSV file. `rows[0]` is row 1. */
export interface Sheet {
  readonly file: string;
  /** Absent for a CSV file. */
  readonly sheet?: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** The name a table could be recognised by: that of the sheet, else that of the file without folder and extension. */
export function titleOf(sheet: Sheet): string {
  return sheet.sheet ?? sheet.file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
}

export function isTrouble(cell: Cell): cell is CellTrouble {
  return typeof cell === 'object' && cell !== null && !(cell instanceof Date);
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-23`, `2026-11-23 08:30` or `2026-11-23 08:30:15`; the days before 1900-01-02 are pure times of day. */
export function dateText(date: Date): string {
  const clock = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
  const seconds = date.getUTCSeconds() === 0 ? '' : `:${pad(date.getUTCSeconds())}`;
  if (date.getUTCFullYear() < 1900) return clock + seconds;
  const day = `${String(date.getUTCFullYear()).padStart(4, '0')}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  return clock === '00:00' && seconds === '' ? day : `${day} ${clock}${seconds}`;
}

/** The cell as the user sees it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return dateText(cell);
  if (typeof cell === 'object') return cell.text;
  return String(cell);
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}
