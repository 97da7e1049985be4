import type { Finding, Place } from '@midstream/units';
import { report } from '../codes.ts';
import type { Field, Table } from '../catalogue/table.ts';
import type { Row } from '../records/row.ts';
import { placeOfCell } from '../records/row.ts';

/** Where an element of the document was written. */
export interface Origin {
  readonly place: Place;
  /** Path inside the element, e.g. `power/runKw` → header of its column. */
  readonly columns: ReadonlyMap<string, string>;
}

/** JSON pointer of an element, e.g. `/machines/3` → its row. */
export type Origins = Map<string, Origin>;

/** What grows while rows become a document. */
export interface Assembly {
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly origins: Origins;
  readonly findings: Finding[];
}

/** A document under construction: plain data until the whole is handed over as a draft. */
export type Building = Record<string, unknown>;

export function rowsOf(assembly: Assembly, table: string): readonly Row[] {
  return assembly.rows.get(table) ?? [];
}

/** Path of a field inside its element; undefined when it only ties the row to another. */
export function pathOf(field: Field): string | undefined {
  if (field.path === null) return undefined;
  return field.path ?? field.name;
}

export function setPath(target: Building, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? path;
  let at = target;
  for (const step of steps) {
    at[step] ??= {};
    at = at[step] as Building;
  }
  at[last] = value;
}

export function getPath(source: object, path: string): unknown {
  let at: unknown = source;
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Building)[step];
  }
  return at;
}

/** The element a row describes, by the paths of its table. */
export function elementOf(row: Row, table: Table, only?: (field: Field) => boolean): Building {
  const element: Building = {};
  for (const field of table.fields) {
    const path = pathOf(field);
    const value = row.values.get(field.name);
    if (path !== undefined && value !== undefined && (only === undefined || only(field))) setPath(element, path, value);
  }
  return element;
}

export function noteOrigin(assembly: Assembly, pointer: string, row: Row, table: Table): void {
  const columns = new Map<string, string>();
  for (const field of table.fields) {
    const header = row.headers.get(field.name);
    const path = pathOf(field);
    if (header !== undefined && path !== undefined) columns.set(path.replaceAll('.', '/'), header);
  }
  assembly.origins.set(pointer, { place: row.place, columns });
}

/** Several rows of one thing: takes what this row says of the shared fields, and reports where it says otherwise than a row before. */
export function mergeShared(
  assembly: Assembly,
  shared: Map<string, { row: Row; value: unknown }>,
  row: Row,
  fields: readonly string[],
): void {
  for (const field of fields) {
    const value = row.values.get(field);
    if (value === undefined) continue;
    const before = shared.get(field);
    if (before === undefined) shared.set(field, { row, value });
    else if (JSON.stringify(before.value) !== JSON.stringify(value)) {
      const params = {
        column: row.headers.get(field) ?? field,
        value: row.written.get(field) ?? '',
        first: before.row.written.get(field) ?? '',
        firstRow: before.row.place.row ?? 0,
      };
      assembly.findings.push(report('import.conflicting-value', params, placeOfCell(row, field)));
    }
  }
}

/** Reports a blank cell that is needed; one that was filled in but not understood has been reported already. */
export function missingCell(assembly: Assembly, row: Row, field: string, word: string): void {
  if (row.written.has(field)) return;
  assembly.findings.push(report('import.cell-missing', { column: row.headers.get(field) ?? word }, placeOfCell(row, field)));
}
