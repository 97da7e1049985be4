import type { Calendar, Machine, Material, Order, OrderStatus, Product, Routing, ShiftPeriod, Weekday } from '@midstream/factory';
import { nearest } from '../../cells/nearest.ts';
import { shiftTwoPlaces } from '../../cells/number.ts';
import { isUnderstood } from '../../cells/reading.ts';
import { readWeekday, WEEK } from '../../cells/weekdays.ts';
import { report } from '../../codes.ts';
import type { Assembly } from '../../document/assembly.ts';
import { noteOrigin, rowsOf } from '../../document/assembly.ts';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { listIn, numberIn, placeOfCell, present, textIn } from '../../records/row.ts';
import { beginAssembly, finishDocument, sourceTableNamed } from '../finish.ts';
import type { ReadDocument, SheetFormat } from '../format.ts';
import type { Notes } from '../../document/notes.ts';
import { createNotes } from '../../document/notes.ts';
import type { Plant } from '../plant.ts';
import { createPlant } from '../plant.ts';
import type { Bom } from './boms.ts';
import { readBoms, routingOf } from './boms.ts';
import type { ProductName } from './names.ts';
import { productNames, splitBomName } from './names.ts';
import { ODOO_TABLES } from './tables.ts';

/** Exports of Odoo's manufacturing models, one sheet or CSV file each. Bare durations are minutes. */
export const odoo: SheetFormat = { kind: 'sheets', name: 'odoo', containers: ['workbook', 'csv'], tables: ODOO_TABLES, assemble };

type NameProduct = (shown: string) => ProductName;

function assemble(read: ReadonlyMap<string, readonly Row[]>): ReadDocument {
  const assembly = beginAssembly(ODOO_TABLES, read);
  const notes = createNotes();
  const plant = createPlant([], notes);
  const nameProduct = productNames(rowsOf(assembly, 'product.product'));
  const centres = centresOf(assembly);
  const boms = readBoms(rowsOf(assembly, 'mrp.bom'), rowsOf(assembly, 'mrp.routing.workcenter'), nameProduct, notes);
  checkWorkCentres(assembly, centres);
  const routings = boms.filter((bom) => bom.operations.length > 0).map((bom) => routingOf(bom, timesOf(centres)));
  const calendars = calendarsOf(rowsOf(assembly, 'resource.calendar'), assembly);
  const orders = ordersOf(assembly, boms, nameProduct, notes);
  const draft = {
    format: 'midstream-factory',
    version: 1,
    sites: plant.sites,
    areas: plant.areas,
    machines: [...centres.values()].map((rows) => machineOf(rows, plant, calendars, notes)),
    workCentres: plant.workCentres,
    calendars,
    materials: materialsOf(assembly, boms, nameProduct),
    products: productsOf(assembly, boms, routings, orders, nameProduct),
    routings,
    orders,
  } as const;
  const units = report('import.source-units', { format: 'Odoo', unit: 'minutes' });
  return finishDocument(draft, [...assembly.findings, units, ...notes.findings()], assembly.origins);
}

function centresOf(assembly: Assembly): Map<string, Row[]> {
  const centres = groupBy(rowsOf(assembly, 'mrp.workcenter'), (row) => textIn(row, 'name') ?? '');
  if (centres.size > 0) return centres;
  // An export of bills of materials alone still names its work centres.
  const named = [...rowsOf(assembly, 'mrp.routing.workcenter'), ...rowsOf(assembly, 'mrp.bom')];
  return groupBy(
    named.filter((row) => workCentreIn(row) !== undefined),
    (row) => workCentreIn(row) ?? '',
  );
}

const workCentreIn = (row: Row): string | undefined =>
  textIn(row, row.table === 'mrp.bom' ? 'operation_ids/workcenter_id' : 'workcenter_id');

function checkWorkCentres(assembly: Assembly, centres: ReadonlyMap<string, readonly Row[]>): void {
  for (const row of [...rowsOf(assembly, 'mrp.routing.workcenter'), ...rowsOf(assembly, 'mrp.bom'), ...rowsOf(assembly, 'mrp.workorder')]) {
    const name = workCentreIn(row);
    if (name === undefined || centres.has(name)) continue;
    const params = { value: name, what: 'mrp.workcenter', nearest: nearest(name, centres.keys()).join(', ') };
    assembly.findings.push(
      report(
        'import.unknown-reference',
        params,
        placeOfCell(row, row.table === 'mrp.bom' ? 'operation_ids/workcenter_id' : 'workcenter_id'),
      ),
    );
  }
}

const firstNumber = (rows: readonly Row[] | undefined, field: string): number | undefined =>
  rows?.map((row) => numberIn(row, field)).find((told) => told !== undefined);
const firstText = (rows: readonly Row[] | undefined, field: string): string | undefined =>
  rows?.map((row) => textIn(row, field)).find((told) => told !== undefined);

function timesOf(centres: ReadonlyMap<string, readonly Row[]>): Parameters<typeof routingOf>[1] {
  return {
    machines: (name) =>
      [...new Set([name, ...(centres.get(name) ?? []).flatMap((row) => listIn(row, 'alternative_workcenter_ids') ?? [])])].filter(
        (machine) => centres.has(machine),
      ),
    times: (name) => {
      const rows = centres.get(name);
      const capacity = firstNumber(rows, 'default_capacity') ?? 1;
      return {
        setup: firstNumber(rows, 'time_start'),
        cleanup: firstNumber(rows, 'time_stop'),
        capacity: capacity > 0 ? capacity : 1,
        efficiency: efficiencyOf(rows) ?? 1,
      };
    },
  };
}

/** Told in percent; undefined where it is not told, or cannot be. */
function efficiencyOf(rows: readonly Row[] | undefined): number | undefined {
  const percent = firstNumber(rows, 'time_efficiency');
  return percent === undefined || percent <= 0 ? undefined : shiftTwoPlaces(percent);
}

function machineOf(rows: readonly Row[], plant: Plant, calendars: readonly Calendar[], notes: Notes): Machine {
  const [first] = rows;
  const id = first === undefined ? '' : first.table === 'mrp.workcenter' ? (textIn(first, 'name') ?? '') : (workCentreIn(first) ?? '');
  const own = first?.table === 'mrp.workcenter' ? rows : [];
  const calendar = firstText(own, 'resource_calendar_id');
  const known = calendars.some((candidate) => candidate.id === calendar);
  if (calendar !== undefined && !known) notes.leaveBehind('mrp.workcenter.resource_calendar_id', calendar);
  return present({
    id,
    workCentre: plant.workCentre(id, undefined),
    calendar: known ? calendar : undefined,
    efficiency: efficiencyOf(own),
    costPerHour: firstNumber(own, 'costs_hour'),
  });
}

function calendarsOf(rows: readonly Row[], assembly: Assembly): Calendar[] {
  return [...groupBy(rows, (row) => textIn(row, 'name') ?? '')].map(([id, periods]) => {
    const week = periods.flatMap((row): ShiftPeriod[] => {
      // Lunch is listed as a period of its own.
      if (/lunch|break|午/i.test(textIn(row, 'day_period') ?? '')) return [];
      const day = dayOf(textIn(row, 'dayofweek') ?? '');
      if (day === undefined) {
        const value = textIn(row, 'dayofweek') ?? '';
        assembly.findings.push(report('import.not-a-weekday', { value, word: value }, placeOfCell(row, 'dayofweek')));
        return [];
      }
      return [{ weekdays: [day], from: clockOf(numberIn(row, 'hour_from') ?? 0), to: clockOf(numberIn(row, 'hour_to') ?? 24) }];
    });
    return { id, week };
  });
}

/** Odoo counts days from Monday = 0. */
function dayOf(text: string): Weekday | undefined {
  if (/^[0-6]$/.test(text)) return WEEK[Number(text)];
  const day = readWeekday(text);
  return isUnderstood(day) ? day.value : undefined;
}

function clockOf(hours: number): string {
  const minutes = Math.min(1440, Math.max(0, Math.round(hours * 60)));
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function productsOf(
  assembly: Assembly,
  boms: readonly Bom[],
  routings: readonly Routing[],
  orders: readonly Order[],
  nameProduct: NameProduct,
): Product[] {
  const rows = new Map(rowsOf(assembly, 'product.product').map((row) => [nameProduct(textIn(row, 'name') ?? '').id, row]));
  const shown = rowsOf(assembly, 'mrp.bom').flatMap((row) => textIn(row, 'product_tmpl_id') ?? []);
  const names = new Map(shown.map((text) => [nameProduct(text).id, nameProduct(text).name]));
  const wanted = new Set([...boms.map((bom) => bom.product), ...orders.map((order) => order.product)]);
  return [...wanted].map((id) => {
    const row = rows.get(id);
    return present({
      id,
      name: names.get(id) ?? (row && textIn(row, 'name')),
      family: row && textIn(row, 'categ_id'),
      routing: routings.find((routing) => routing.product === id)?.id,
    });
  });
}

function materialsOf(assembly: Assembly, boms: readonly Bom[], nameProduct: NameProduct): Material[] {
  const made = new Set(boms.filter((bom) => bom.operations.length > 0).map((bom) => bom.product));
  const rows = new Map(rowsOf(assembly, 'product.product').map((row) => [nameProduct(textIn(row, 'name') ?? '').id, row]));
  const consumed = new Set(boms.flatMap((bom) => bom.lines.map((line) => line.material)));
  return [...consumed]
    .filter((id) => !made.has(id) || (numberOf(rows.get(id), 'qty_available') ?? 0) > 0)
    .map((id) => {
      const row = rows.get(id);
      const stock = numberOf(row, 'qty_available');
      return present({
        id,
        name: row && textIn(row, 'name'),
        unit: row && textIn(row, 'uom_id'),
        stock: stock === undefined ? undefined : Math.max(0, stock),
        costPerUnit: numberOf(row, 'standard_price'),
      });
    });
}

const numberOf = (row: Row | undefined, field: string): number | undefined => row && numberIn(row, field);

const ORDERS = sourceTableNamed(ODOO_TABLES, 'mrp.production');
const STATES: readonly { readonly words: RegExp; readonly status: OrderStatus | undefined }[] = [
  { words: /^(draft|草稿)$/i, status: 'proposed' },
  { words: /^(confirmed|planned|已確認|已确认)$/i, status: 'approved' },
  { words: /^(progress|in progress|to_close|to close|進行中|进行中)$/i, status: 'confirmed' },
  { words: /^(done|完成|已完成)$/i, status: 'completed' },
  { words: /^(cancel|cancelled|canceled|已取消)$/i, status: undefined },
];
/** Odoo knows one star; what it weighs is taken. */
const URGENT = 3;

function ordersOf(assembly: Assembly, boms: readonly Bom[], nameProduct: NameProduct, notes: Notes): Order[] {
  const steps = groupBy(rowsOf(assembly, 'mrp.workorder'), (row) => textIn(row, 'production_id') ?? '');
  const orders: Order[] = [];
  for (const row of rowsOf(assembly, 'mrp.production')) {
    const id = textIn(row, 'name') ?? '';
    const told = textIn(row, 'state') ?? 'confirmed';
    const state = STATES.find((candidate) => candidate.words.test(told));
    if (state === undefined) {
      assembly.findings.push(
        report(
          'import.unknown-choice',
          { value: told, known: 'draft, confirmed, progress, to_close, done, cancel' },
          placeOfCell(row, 'state'),
        ),
      );
      continue;
    }
    if (state.status === undefined) {
      notes.leaveBehind('mrp.production: cancelled', id);
      continue;
    }
    const urgent = /^(1|urgent|緊急|紧急)$/i.test(textIn(row, 'priority') ?? '');
    if (urgent) notes.assume('mrp.production.priority', String(URGENT));
    const progress = (steps.get(id) ?? []).flatMap((step) => progressOf(step));
    noteOrigin(assembly, `/orders/${orders.length}`, row, ORDERS);
    orders.push(
      present({
        id,
        product: nameProduct(textIn(row, 'product_id') ?? '').id,
        quantity: numberIn(row, 'product_qty') ?? 0,
        due: textIn(row, 'date_deadline') ?? textIn(row, 'date_finished'),
        priority: urgent ? URGENT : undefined,
        status: state.status,
        routing: bomMeant(textIn(row, 'bom_id'), boms, nameProduct),
        progress: progress.length === 0 ? undefined : progress,
        note: textIn(row, 'origin'),
        reference: id,
      }),
    );
  }
  return orders;
}

function bomMeant(shown: string | undefined, boms: readonly Bom[], nameProduct: NameProduct): string | undefined {
  if (shown === undefined) return undefined;
  const { reference, product } = splitBomName(shown);
  const withSteps = boms.filter((bom) => bom.operations.length > 0);
  return (
    withSteps.find((bom) => bom.reference !== undefined && (bom.reference === reference || bom.reference === shown)) ??
    withSteps.find((bom) => bom.product === nameProduct(product).id)
  )?.id;
}

function progressOf(step: Row): NonNullable<Order['progress']>[number][] {
  const told = textIn(step, 'state') ?? '';
  const state = /^(progress|in progress|進行中|进行中)$/i.test(told)
    ? 'started'
    : /^(done|finished|完成|已完成)$/i.test(told)
      ? 'completed'
      : undefined;
  if (state === undefined) return [];
  return [
    present({
      operation: textIn(step, 'name') ?? '',
      state,
      machine: textIn(step, 'workcenter_id'),
      start: textIn(step, 'date_start'),
      end: state === 'completed' ? textIn(step, 'date_finished') : undefined,
      quantityDone: state === 'started' ? numberIn(step, 'qty_produced') : undefined,
    }),
  ];
}
