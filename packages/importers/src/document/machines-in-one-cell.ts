import { report } from '../codes.ts';
import { groupBy } from '../records/group-by.ts';
import type { Row } from '../records/row.ts';
import { placeOfCell, textIn } from '../records/row.ts';
import type { Finding } from '@midstream/units';

/** Marks that part names; a stroke may also stand inside one, so it parts only known machines and those numbered alike (`SMT-1/SMT-2`). */
const BETWEEN = /\s*[;；,，、]\s*/;
const STROKE = /\s*[/／]\s*/;

/** `M1, M2` in the cell of a machine means either of them: a row for each, as if it had been written so. */
export function oneMachineEach(rows: readonly Row[], machines: readonly Row[]): { rows: readonly Row[]; findings: readonly Finding[] } {
  const listed = new Set(machines.flatMap((row) => textIn(row, 'id') ?? []));
  const known = new Set([...listed, ...rows.flatMap((row) => textIn(row, 'machine') ?? [])]);
  const parted = new Map<Row, readonly string[]>();
  for (const row of rows) {
    const cell = textIn(row, 'machine');
    if (cell === undefined || listed.has(cell)) continue;
    const names = partsOf(cell, known);
    if (names.length > 1) parted.set(row, names);
  }
  const findings = [...groupBy(parted.keys(), (row) => `${row.place.file} ${row.place.sheet}`).values()].map((same) => {
    const [first] = same;
    const params = {
      written: first?.written.get('machine') ?? '',
      value: (first && parted.get(first)?.join(' | ')) ?? '',
      count: same.length,
    };
    return report('import.cell-interpreted', params, first && placeOfCell(first, 'machine'));
  });
  const each = rows.flatMap((row) =>
    (parted.get(row) ?? [undefined]).map((machine) =>
      machine === undefined ? row : { ...row, values: new Map([...row.values, ['machine', machine]]) },
    ),
  );
  return { rows: each, findings };
}

function partsOf(cell: string, known: ReadonlySet<string>): readonly string[] {
  const parts = cell.split(BETWEEN).filter((part) => part !== '');
  const [only = ''] = parts;
  const strokes = only.split(STROKE).filter((part) => part !== '');
  const shapes = new Set(strokes.map((part) => part.replaceAll(/\d+/g, '#')));
  const areMachines = strokes.every((part) => known.has(part)) || (shapes.size === 1 && /\d/.test(only));
  if (parts.length === 1 && strokes.length > 1 && areMachines) return strokes;
  return [...new Set(parts)];
}
