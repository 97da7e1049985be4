import type { Order, OrderStatus } from '@midstream/factory';
import { report } from '../../codes.ts';
import type { Assembly } from '../../document/assembly.ts';
import { noteOrigin, rowsOf } from '../../document/assembly.ts';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { numberIn, placeOfCell, present, textIn } from '../../records/row.ts';
import { sourceTableNamed } from '../finish.ts';
import type { Notes } from '../../document/notes.ts';
import { ERPNEXT_TABLES } from './tables.ts';

/** undefined = takes no part. */
const STATUS: ReadonlyMap<string, OrderStatus | undefined> = new Map([
  ['draft', 'proposed'],
  ['on hold', 'proposed'],
  ['submitted', 'approved'],
  ['not started', 'approved'],
  ['stock reserved', 'approved'],
  ['stock partially reserved', 'approved'],
  ['to deliver', 'approved'],
  ['to deliver and bill', 'approved'],
  ['to pay', 'approved'],
  ['in process', 'confirmed'],
  ['completed', 'completed'],
  ['to bill', 'completed'],
  ['closed', 'closed'],
  ['stopped', undefined],
  ['cancelled', undefined],
]);

/** Work orders, and the lines of sales orders that no work order makes yet. */
export function readOrders(assembly: Assembly, routings: ReadonlySet<string>, notes: Notes): Order[] {
  const sales = rowsOf(assembly, 'Sales Order');
  const cards = groupBy(rowsOf(assembly, 'Job Card'), (row) => textIn(row, 'work_order') ?? '');
  const orders: Order[] = [];
  const add = (row: Row, order: Omit<Order, 'status'>): void => {
    const status = statusOf(assembly, row, notes);
    if (status === undefined) return;
    noteOrigin(assembly, `/orders/${orders.length}`, row, sourceTableNamed(ERPNEXT_TABLES, row.table));
    orders.push(present({ ...order, status }) as Order);
  };
  const covered = new Set<string>();
  for (const row of rowsOf(assembly, 'Work Order')) {
    const id = textIn(row, 'name') ?? '';
    const product = textIn(row, 'production_item') ?? '';
    const sale = sales.find((line) => textIn(line, 'name') === textIn(row, 'sales_order'));
    covered.add(`${textIn(row, 'sales_order')}\n${product}`);
    const bom = textIn(row, 'bom_no');
    const progress = (cards.get(id) ?? []).flatMap(progressOf);
    add(
      row,
      present({
        id,
        product,
        quantity: numberIn(row, 'qty') ?? 0,
        due: textIn(row, 'expected_delivery_date') ?? (sale && dueOf(sale)),
        customer: sale && textIn(sale, 'customer'),
        routing: bom !== undefined && routings.has(bom) ? bom : undefined,
        progress: progress.length === 0 ? undefined : progress,
        reference: id,
      }),
    );
  }
  for (const [name, lines] of groupBy(sales, (row) => textIn(row, 'name') ?? '')) {
    for (const [index, row] of lines.entries()) {
      const product = textIn(row, 'item_code') ?? '';
      if (covered.has(`${name}\n${product}`)) continue;
      const id = lines.length === 1 ? name : `${name}-${index + 1}`;
      add(
        row,
        present({ id, product, quantity: numberIn(row, 'qty') ?? 0, due: dueOf(row), customer: textIn(row, 'customer'), reference: name }),
      );
    }
  }
  return orders;
}

const dueOf = (row: Row): string | undefined => textIn(row, 'item_delivery_date') ?? textIn(row, 'delivery_date');

function statusOf(assembly: Assembly, row: Row, notes: Notes): OrderStatus | undefined {
  const told = (textIn(row, 'status') ?? 'not started').toLowerCase();
  if (!STATUS.has(told)) {
    assembly.findings.push(
      report('import.unknown-choice', { value: told, known: [...STATUS.keys()].join(', ') }, placeOfCell(row, 'status')),
    );
    return undefined;
  }
  const status = STATUS.get(told);
  if (status === undefined) notes.leaveBehind(`${row.table}: ${told}`, textIn(row, 'name') ?? '');
  return status;
}

function progressOf(card: Row): NonNullable<Order['progress']>[number][] {
  const told = (textIn(card, 'status') ?? '').toLowerCase();
  const state =
    told === 'completed' || told === 'submitted' ? 'completed' : told === 'work in progress' || told === 'on hold' ? 'started' : undefined;
  if (state === undefined) return [];
  return [
    present({
      operation: textIn(card, 'operation') ?? '',
      state,
      machine: textIn(card, 'workstation'),
      start: textIn(card, 'actual_start_date') ?? textIn(card, 'expected_start_date'),
      end: state === 'completed' ? (textIn(card, 'actual_end_date') ?? textIn(card, 'expected_end_date')) : undefined,
      quantityDone: state === 'started' ? numberIn(card, 'total_completed_qty') : undefined,
    }),
  ];
}
