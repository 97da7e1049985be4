import { report } from '../codes.ts';
import type { Table } from '../catalogue/table.ts';
import type { Row } from '../records/row.ts';
import { placeOfCell } from '../records/row.ts';
import type { Finding } from '@midstream/units';

/** Drops rows that repeat an earlier one word for word, and reports rows that give the same name to something else. */
export function distinctRows(rows: readonly Row[], table: Table): { rows: readonly Row[]; findings: readonly Finding[] } {
  const { identity } = table;
  if (identity === undefined) return { rows, findings: [] };
  const seen = new Map<string, Row>();
  const findings: Finding[] = [];
  const kept = rows.filter((row) => {
    const key = JSON.stringify(identity.map((field) => row.values.get(field) ?? null));
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, row);
      return true;
    }
    const named = identity[identity.length - 1] ?? '';
    const id = identity
      .map((field) => row.written.get(field) ?? '')
      .filter((word) => word !== '')
      .join(' / ');
    const params = { id, firstRow: first.place.row ?? 0 };
    const code = sameContent(first, row) ? 'import.duplicate-row' : 'import.duplicate-id';
    findings.push(report(code, params, placeOfCell(row, named)));
    return false;
  });
  return { rows: kept, findings };
}

function sameContent(a: Row, b: Row): boolean {
  return (
    a.values.size === b.values.size &&
    [...a.values].every(([field, value]) => JSON.stringify(value) === JSON.stringify(b.values.get(field)))
  );
}
