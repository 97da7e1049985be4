import type { Language, LocalizedText, Weekday } from '@midstream/factory';
import type { Place } from '@midstream/units';
import type { Cell } from '../sheets/sheet.ts';

/** One understood row. Blank cells are absent. */
export interface Row {
  readonly table: string;
  readonly place: Place;
  readonly values: ReadonlyMap<string, unknown>;
  /** Field name → header as the user wrote it. */
  readonly headers: ReadonlyMap<string, string>;
  /** Field name → cell as the user wrote it. */
  readonly written: ReadonlyMap<string, string>;
}

/** The place of one cell of the row. */
export function placeOfCell(row: Row, field: string): Place {
  const column = row.headers.get(field);
  const value = row.written.get(field);
  return { ...row.place, ...(column === undefined ? {} : { column }), ...(value === undefined ? {} : { value }) };
}

// The catalogue says the kind of each field and the reader keeps to it, so a mismatch here is a bug in this room.
function checked<T>(row: Row, field: string, holds: (value: unknown) => value is T): T | undefined {
  const value = row.values.get(field);
  if (value === undefined) return undefined;
  if (!holds(value)) throw new TypeError(`field ${field} of table ${row.table} is not of the kind asked for`);
  return value;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isList = (value: unknown): value is readonly string[] => Array.isArray(value);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

export const textIn = (row: Row, field: string): string | undefined => checked(row, field, isString);
export const numberIn = (row: Row, field: string): number | undefined => checked(row, field, isNumber);
export const booleanIn = (row: Row, field: string): boolean | undefined => checked(row, field, isBoolean);
export const listIn = (row: Row, field: string): readonly string[] | undefined => checked(row, field, isList);
export const weekdaysIn = (row: Row, field: string): readonly Weekday[] | undefined => listIn(row, field) as readonly Weekday[] | undefined;
export const localizedIn = (row: Row, field: string): LocalizedText | undefined =>
  checked(row, field, (value): value is string | Readonly<Partial<Record<Language, string>>> => isString(value) || isObject(value));
export const cellIn = (row: Row, field: string): Cell => (row.values.get(field) as Cell | undefined) ?? null;

/** The object without its undefined members, as `exactOptionalPropertyTypes` wants it. */
export function present<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
