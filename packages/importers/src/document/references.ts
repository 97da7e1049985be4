import { nearest } from '../cells/nearest.ts';
import { report } from '../codes.ts';
import type { Field, Table } from '../catalogue/table.ts';
import type { Row } from '../records/row.ts';
import { placeOfCell } from '../records/row.ts';
import type { Assembly } from './assembly.ts';
import { rowsOf } from './assembly.ts';

/** Table → ids that exist. */
export type KnownIds = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reports every name that names nothing, with the nearest known ones. Where the file has no such table at all the names are left
 * to the factory's defaults, except where the row would have nothing to belong to.
 */
export function checkReferences(assembly: Assembly, tables: readonly Table[], known: KnownIds): void {
  for (const table of tables) {
    const fields = table.fields.filter((field) => field.refers !== undefined);
    for (const row of rowsOf(assembly, table.name)) for (const field of fields) checkField(assembly, row, field, known);
  }
}

function checkField(assembly: Assembly, row: Row, field: Field, known: KnownIds): void {
  const value = row.values.get(field.name);
  if (value === undefined || field.refers === undefined) return;
  const sets = field.refers.map((table) => known.get(table) ?? new Set<string>());
  const belongs = field.path === null;
  if (!belongs && sets.some((set) => set.size === 0)) return;
  for (const name of Array.isArray(value) ? (value as string[]) : [String(value)]) {
    if (sets.some((set) => set.has(name))) continue;
    const close = nearest(
      name,
      sets.flatMap((set) => [...set]),
    );
    const params = { value: name, what: field.refers.join(' / '), nearest: close.join(', ') };
    assembly.findings.push(report('import.unknown-reference', params, placeOfCell(row, field.name)));
  }
}
