/** Values of one row to be written, by field name; undefined = blank. */
export type FieldValues = Readonly<Record<string, unknown>>;
