import type { BomLine, OperationAlternative, Routing, RoutingOperation } from '@midstream/factory';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { booleanIn, numberIn, present, textIn } from '../../records/row.ts';
import type { Notes } from '../../document/notes.ts';
import { UNLIMITED } from '../plant.ts';

export interface Bom {
  readonly id: string;
  readonly item: string;
  readonly isDefault: boolean;
  readonly quantity: number;
  readonly operations: readonly Row[];
  readonly items: readonly Row[];
}

/** Bills of materials with their operations and items, written inside or exported beside. Inactive ones are left behind. */
export function readBoms(rows: readonly Row[], operations: readonly Row[], items: readonly Row[], notes: Notes): Bom[] {
  const besideOperations = groupBy(operations, (row) => textIn(row, 'parent') ?? '');
  const besideItems = groupBy(items, (row) => textIn(row, 'parent') ?? '');
  return [...groupBy(rows, (row) => textIn(row, 'name') ?? '')].flatMap(([id, own]) => {
    const first = <T>(read: (row: Row) => T | undefined): T | undefined => own.map(read).find((told) => told !== undefined);
    if (first((row) => booleanIn(row, 'is_active')) === false) {
      notes.leaveBehind('BOM: not active', id);
      return [];
    }
    const quantity = first((row) => numberIn(row, 'quantity')) ?? 1;
    return [
      {
        id,
        item: first((row) => textIn(row, 'item')) ?? id,
        isDefault: first((row) => booleanIn(row, 'is_default')) ?? false,
        quantity: quantity > 0 ? quantity : 1,
        operations: [
          ...own.filter((row) => row.values.has('operation')),
          ...(besideOperations.get(id) ?? []).filter((row) => row.values.has('operation')),
        ],
        items: [...own.filter((row) => row.values.has('item_code')), ...(besideItems.get(id) ?? [])],
      },
    ];
  });
}

/** ERPNext's time is `time_in_mins × quantity ÷ BOM quantity`, unless it is fixed; operations of one sequence number run side by side. */
export function routingOf(bom: Bom, notes: Notes): Routing {
  const steps = numbered(bom.operations);
  const operations = steps.map(({ row, id, sequence }, i): RoutingOperation => {
    const minutes = numberIn(row, 'time_in_mins');
    if ((numberIn(row, 'batch_size') ?? 1) > 1) notes.leaveBehind('BOM Operation.batch_size', `${bom.id} ${id}`);
    const fixed = booleanIn(row, 'fixed_time') === true;
    const times = present({
      fixedMinutes: fixed ? minutes : undefined,
      minutesPerUnit: fixed || minutes === undefined ? undefined : minutes / bom.quantity,
    });
    const parallel = steps.some((other, j) => j !== i && other.sequence === sequence);
    const before = steps.filter((other) => other.sequence === previousSequence(steps, sequence));
    const materials = i === 0 ? bom.items.map((line) => lineOf(line, bom.quantity)) : [];
    return present({
      id,
      alternatives: [placeOf(row, times, notes)],
      after: parallel || before.length > 1 ? before.map((other) => ({ operation: other.id })) : undefined,
      materials: materials.length === 0 ? undefined : materials,
    });
  });
  return { id: bom.id, product: bom.item, operations };
}

interface Step {
  readonly row: Row;
  readonly id: string;
  readonly sequence: number;
}

function numbered(rows: readonly Row[]): Step[] {
  const told = rows.some((row) => row.values.has('sequence_id'));
  const seen = new Map<string, number>();
  return rows
    .map((row, i) => {
      const name = textIn(row, 'operation') ?? '';
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { row, id: count === 1 ? name : `${name} #${count}`, sequence: told ? (numberIn(row, 'sequence_id') ?? 0) : i + 1 };
    })
    .sort((a, b) => a.sequence - b.sequence);
}

function previousSequence(steps: readonly Step[], sequence: number): number | undefined {
  return steps.map((step) => step.sequence).findLast((other) => other < sequence);
}

function placeOf(row: Row, times: Partial<OperationAlternative>, notes: Notes): OperationAlternative {
  const machine = textIn(row, 'workstation');
  const workCentre = textIn(row, 'workstation_type');
  if (machine !== undefined) return { machine, ...times };
  if (workCentre !== undefined) return { workCentre, ...times };
  notes.assume('BOM Operation without workstation', UNLIMITED);
  return { machine: UNLIMITED, ...times };
}

function lineOf(row: Row, quantity: number): BomLine {
  return { material: textIn(row, 'item_code') ?? '', quantityPerUnit: (numberIn(row, 'qty') ?? 1) / quantity };
}
