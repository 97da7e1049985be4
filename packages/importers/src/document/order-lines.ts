import { report } from '../codes.ts';
import { groupBy } from '../records/group-by.ts';
import type { Row } from '../records/row.ts';
import { placeOfCell, textIn } from '../records/row.ts';
import type { Finding } from '@midstream/units';

/**
 * One order number over several rows is an order of several lines, each with a date and a plan of its own: it is called by its number
 * and its line, or its product where lines have no number. The number itself stays as the reference. Rows that these do not tell apart
 * are left, to be reported as what they are: the same thing twice.
 */
export function tellLinesApart(rows: readonly Row[]): { rows: readonly Row[]; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const groups = groupBy(rows, (row) => textIn(row, 'id') ?? '');
  const names = new Map<Row, string>();
  for (const [id, lines] of groups) {
    if (id === '' || lines.length < 2) continue;
    const field = ['line', 'product'].find((each) => areApart(lines, each));
    if (field === undefined) continue;
    const called = lines.map((row) => `${id}-${textIn(row, field) ?? ''}`);
    if (called.some((name) => groups.has(name))) continue;
    lines.forEach((row, i) => names.set(row, called[i] ?? id));
    const [first] = lines;
    if (first !== undefined)
      findings.push(
        report('import.order-lines', { id, count: lines.length, names: called.slice(0, 4).join(', ') }, placeOfCell(first, 'id')),
      );
  }
  return { rows: names.size === 0 ? rows : rows.map((row) => renamed(row, names.get(row))), findings };
}

function areApart(lines: readonly Row[], field: string): boolean {
  const values = lines.map((row) => textIn(row, field));
  return !values.includes(undefined) && new Set(values).size === lines.length;
}

function renamed(row: Row, name: string | undefined): Row {
  if (name === undefined) return row;
  const id = textIn(row, 'id');
  return { ...row, values: new Map([['reference', id], ...row.values, ['id', name]]) };
}
