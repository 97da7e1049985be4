/** Raised when an older reader would misread what is written. */
export const COLUMNS_FORMAT = 1;

/** What a reader of columns asks for (`Accept`) and is answered with. */
export const COLUMNS_TYPE = 'application/vnd.midstream.columns+json';

/**
 * One JSON document, told field by field instead of row by row: each text once, times as whole numbers, no field's name repeated. A plan
 * of 10,000 operations is a tenth of its size this way. Made by `toColumns`, read by `fromColumns`.
 */
export interface Columns {
  readonly columns: typeof COLUMNS_FORMAT;
  /** Every text there is, once. */
  readonly texts: readonly string[];
  /** The document, as a column of one row. */
  readonly body: Column;
}

/** Values of one field over some rows, as many as whatever holds the column says. */
export type Column =
  /** All rows hold this. */
  | readonly ['same', string | number | boolean | null]
  | readonly ['numbers', readonly number[]]
  /** Places in `texts`. */
  | readonly ['texts', readonly number[]]
  /** Zoned times: seconds since 1970 of the earliest, seconds of one step, [row] steps after the earliest, [row] minutes from UTC. */
  | readonly ['times', earliest: number, step: number, steps: Column, offsets: Column]
  /** [row] how long each list is; all their elements, one list after the other. */
  | readonly ['lists', lengths: Column, elements: Column | null]
  | readonly ['records', { readonly [field: string]: Column }]
  /** Objects that share few fields: [row] how many fields; their names and values one after the other. */
  | readonly ['maps', lengths: Column, fields: Column | null, values: Column | null]
  /** Compound values that come again and again: each once, and [row] which of them. Rows that hold the same share it. */
  | readonly ['repeats', places: Column, count: number, distinct: Column]
  /** Field of a record: only rows listed have it. */
  | readonly ['only', rows: readonly number[], values: Column]
  /** Field of a record: all rows have it but those listed. */
  | readonly ['but', rows: readonly number[], values: Column]
  /** Whatever is left. */
  | readonly ['plain', readonly unknown[]];
