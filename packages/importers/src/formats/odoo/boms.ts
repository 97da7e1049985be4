import type { BomLine, OperationAlternative, Routing, RoutingOperation } from '@midstream/factory';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { listIn, numberIn, present, textIn } from '../../records/row.ts';
import type { Notes } from '../../document/notes.ts';
import type { ProductName } from './names.ts';
import { splitBomName } from './names.ts';

export interface Bom {
  readonly id: string;
  readonly reference: string | undefined;
  readonly product: string;
  readonly quantity: number;
  readonly lines: readonly BomLine[];
  readonly operations: readonly Step[];
}

interface Step {
  readonly name: string;
  readonly workCentre: string;
  readonly sequence: number;
  /** Minutes of one cycle. */
  readonly minutes: number | undefined;
  readonly blockedBy: readonly string[] | undefined;
}

type NameProduct = (shown: string) => ProductName;

/** Bills of materials with the operations written inside them or exported beside them. */
export function readBoms(bomRows: readonly Row[], operationRows: readonly Row[], nameProduct: NameProduct, notes: Notes): Bom[] {
  const boms: Bom[] = [];
  const taken = new Set<string>();
  const add = (reference: string | undefined, product: string, rows: readonly Row[]): Bom => {
    const base = reference ?? product;
    let id = base;
    for (let i = 2; taken.has(id); i += 1) id = `${base} #${i}`;
    taken.add(id);
    const quantity = rows.map((row) => numberIn(row, 'product_qty')).find((told) => told !== undefined) ?? 1;
    const lines = rows.flatMap((row) => lineOf(row, quantity, nameProduct));
    const bom: Bom = { id, reference, product, quantity, lines, operations: rows.flatMap((row) => stepInside(row)) };
    boms.push(bom);
    return bom;
  };
  for (const rows of recordsOf(bomRows)) {
    const [first] = rows;
    if (first === undefined) continue;
    if (/phantom|kit/i.test(textIn(first, 'type') ?? '')) notes.leaveBehind('mrp.bom: kit', textIn(first, 'product_tmpl_id') ?? '');
    add(textIn(first, 'code'), nameProduct(textIn(first, 'product_tmpl_id') ?? '').id, rows);
  }
  for (const [shown, rows] of groupBy(operationRows, (row) => textIn(row, 'bom_id') ?? '')) {
    const { reference, product } = splitBomName(shown);
    const id = nameProduct(product).id;
    const bom =
      boms.find((candidate) => candidate.reference !== undefined && (candidate.reference === reference || candidate.reference === shown)) ??
      boms.find((candidate) => candidate.product === id && candidate.operations.length === 0) ??
      add(reference, id, []);
    boms[boms.indexOf(bom)] = { ...bom, operations: [...bom.operations, ...rows.map(stepBeside)] };
  }
  return boms;
}

/** A record begins where its quantity or reference is told again; its further lines leave those columns blank. */
function recordsOf(rows: readonly Row[]): Row[][] {
  const records: Row[][] = [];
  for (const row of rows) {
    const begins = row.written.has('product_tmpl_id');
    if (begins || records.length === 0) records.push([row]);
    else records.at(-1)?.push(row);
  }
  return records;
}

function lineOf(row: Row, quantity: number, nameProduct: NameProduct): BomLine[] {
  const component = textIn(row, 'bom_line_ids/product_id');
  if (component === undefined) return [];
  return [{ material: nameProduct(component).id, quantityPerUnit: (numberIn(row, 'bom_line_ids/product_qty') ?? 1) / quantity }];
}

function stepInside(row: Row): Step[] {
  const name = textIn(row, 'operation_ids/name');
  if (name === undefined) return [];
  const minutes = numberIn(row, 'operation_ids/time_cycle_manual') ?? numberIn(row, 'operation_ids/time_cycle');
  const workCentre = textIn(row, 'operation_ids/workcenter_id') ?? '';
  return [{ name, workCentre, sequence: numberIn(row, 'operation_ids/sequence') ?? 0, minutes, blockedBy: undefined }];
}

function stepBeside(row: Row): Step {
  const measured = /auto/i.test(textIn(row, 'time_mode') ?? '');
  const [manual, average] = [numberIn(row, 'time_cycle_manual'), numberIn(row, 'time_cycle')];
  return {
    name: textIn(row, 'name') ?? '',
    workCentre: textIn(row, 'workcenter_id') ?? '',
    sequence: numberIn(row, 'sequence') ?? 0,
    minutes: measured ? (average ?? manual) : (manual ?? average),
    blockedBy: listIn(row, 'blocked_by_operation_ids'),
  };
}

export interface WorkCentreTimes {
  /** This one and its alternatives. */
  readonly machines: (workCentre: string) => readonly string[];
  /** Minutes before and after every run, and pieces a cycle makes at once. */
  readonly times: (machine: string) => {
    readonly setup: number | undefined;
    readonly cleanup: number | undefined;
    readonly capacity: number;
    /** 1 = its cycles take as long as told. */
    readonly efficiency: number;
  };
}

/**
 * Odoo's duration is setup + cleanup + cycles × minutes / efficiency, a cycle making as many pieces as the work centre's capacity. With
 * us the efficiency of a machine holds for all it does, so its setup and cleanup are told as what they would be at full efficiency.
 */
export function routingOf(bom: Bom, centres: WorkCentreTimes): Routing {
  const steps = bom.operations.toSorted((a, b) => a.sequence - b.sequence);
  const linked = steps.some((step) => step.blockedBy !== undefined);
  const names = new Set(steps.map((step) => step.name));
  const operations = steps.map((step, i): RoutingOperation => {
    const alternatives = centres.machines(step.workCentre).map((machine): OperationAlternative => {
      const { setup, cleanup, capacity, efficiency } = centres.times(machine);
      return present({
        machine,
        setupMinutes: setup === undefined ? undefined : setup * efficiency,
        fixedMinutes: cleanup === undefined ? undefined : cleanup * efficiency,
        minutesPerUnit: step.minutes === undefined ? undefined : step.minutes / capacity,
      });
    });
    const before = (step.blockedBy ?? []).map((name) => name.split(' - ').at(-1) ?? name);
    return present({
      id: step.name,
      alternatives,
      after: linked ? before.filter((name) => names.has(name)).map((operation) => ({ operation })) : undefined,
      materials: i === 0 && bom.lines.length > 0 ? bom.lines : undefined,
    });
  });
  return { id: bom.id, product: bom.product, operations: withOwnNames(operations) };
}

/** Two steps of one name would be one operation; the later ones get a number. */
function withOwnNames(operations: readonly RoutingOperation[]): RoutingOperation[] {
  const seen = new Map<string, number>();
  return operations.map((operation) => {
    const count = (seen.get(operation.id) ?? 0) + 1;
    seen.set(operation.id, count);
    return count === 1 ? operation : { ...operation, id: `${operation.id} #${count}` };
  });
}
