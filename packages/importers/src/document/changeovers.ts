import type { ChangeoverMatrix } from '@midstream/factory';
import { tableNamed } from '../catalogue/index.ts';
import type { Row } from '../records/row.ts';
import { numberIn, present, textIn } from '../records/row.ts';
import type { Assembly, Building } from './assembly.ts';
import { mergeShared, missingCell, noteOrigin, rowsOf } from './assembly.ts';
import type { FieldValues } from './field-values.ts';

const EFFECT = ['minutes', 'cost', 'scrapUnits'];

/** Gathers the rules of each changeover matrix; the row without attribute is its default. */
export function assembleChangeovers(assembly: Assembly): Building[] {
  const matrices = new Map<string, { rules: Building[]; shared: Map<string, { row: Row; value: unknown }> }>();
  for (const row of rowsOf(assembly, 'changeovers')) {
    const id = textIn(row, 'matrix') ?? '';
    let matrix = matrices.get(id);
    if (matrix === undefined) {
      noteOrigin(assembly, `/changeovers/${matrices.size}`, row, tableNamed('changeovers'));
      matrix = { rules: [], shared: new Map() };
      matrices.set(id, matrix);
    }
    mergeShared(assembly, matrix.shared, row, ['name', 'combine']);
    const said = [...EFFECT, 'attribute', 'from', 'to'].some((field) => row.values.has(field));
    if (!said) continue;
    const minutes = numberIn(row, 'minutes');
    if (minutes === undefined) missingCell(assembly, row, 'minutes', 'Changeover (minutes)');
    const effect = present({ minutes, cost: numberIn(row, 'cost'), scrapUnits: numberIn(row, 'scrapUnits') });
    const attribute = textIn(row, 'attribute');
    if (attribute !== undefined) matrix.rules.push(present({ attribute, from: textIn(row, 'from'), to: textIn(row, 'to'), ...effect }));
    else if (row.values.has('from') || row.values.has('to')) missingCell(assembly, row, 'attribute', 'Attribute');
    else mergeShared(assembly, matrix.shared, withDefault(row, effect), ['default']);
  }
  return [...matrices].map(([id, { rules, shared }]) =>
    present({ id, name: shared.get('name')?.value, combine: shared.get('combine')?.value, rules, default: shared.get('default')?.value }),
  );
}

function withDefault(row: Row, effect: object): Row {
  const minutes = row.written.get('minutes') ?? '';
  return { ...row, values: new Map([['default', effect]]), written: new Map([['default', minutes]]) };
}

export function changeoverRows(matrices: readonly ChangeoverMatrix[]): FieldValues[] {
  return matrices.flatMap((matrix) => {
    const effects: FieldValues[] = [
      ...matrix.rules.map((rule) => ({ ...rule })),
      ...(matrix.default === undefined ? [] : [{ ...matrix.default }]),
    ];
    const [first = {}, ...rest] = effects;
    const shared = { name: matrix.name, combine: matrix.combine };
    return [{ matrix: matrix.id, ...shared, ...first }, ...rest.map((effect) => ({ matrix: matrix.id, ...effect }))];
  });
}
