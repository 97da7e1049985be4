/** A table as read from a file: header and cells as text. */
export interface LogTable {
  readonly file: string;
  readonly sheet?: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Row number, as a spreadsheet shows it, of the first of `rows`. */
  readonly firstRow: number;
}
