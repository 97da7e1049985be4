import type { Calendar, Holiday, Machine, Material, Product, Routing } from '@midstream/factory';
import { nearest } from '../../cells/nearest.ts';
import { WEEK } from '../../cells/weekdays.ts';
import { report } from '../../codes.ts';
import type { Assembly } from '../../document/assembly.ts';
import { rowsOf } from '../../document/assembly.ts';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { numberIn, placeOfCell, present, textIn } from '../../records/row.ts';
import { beginAssembly, finishDocument } from '../finish.ts';
import type { ReadDocument, SheetFormat } from '../format.ts';
import type { Notes } from '../../document/notes.ts';
import { createNotes } from '../../document/notes.ts';
import type { Plant } from '../plant.ts';
import { createPlant, UNLIMITED, UNLIMITED_UNITS } from '../plant.ts';
import { readOrders } from './orders.ts';
import type { Bom } from './routings.ts';
import { readBoms, routingOf } from './routings.ts';
import { ERPNEXT_TABLES } from './tables.ts';

/** Exports of ERPNext doctypes, one sheet or CSV file each. Bare durations are minutes per BOM quantity. */
export const erpnext: SheetFormat = { kind: 'sheets', name: 'erpnext', containers: ['workbook', 'csv'], tables: ERPNEXT_TABLES, assemble };

function assemble(read: ReadonlyMap<string, readonly Row[]>): ReadDocument {
  const assembly = beginAssembly(ERPNEXT_TABLES, read);
  const notes = createNotes();
  const plant = createPlant([], notes);
  const boms = readBoms(rowsOf(assembly, 'BOM'), rowsOf(assembly, 'BOM Operation'), rowsOf(assembly, 'BOM Item'), notes);
  const routings = boms.filter((bom) => bom.operations.length > 0).map((bom) => routingOf(bom, notes));
  const stations = groupBy(rowsOf(assembly, 'Workstation'), (row) => textIn(row, 'workstation_name') ?? '');
  checkStations(assembly, stations);
  const calendars = [...stations].flatMap(([name, rows]) => calendarOf(name, rows));
  const orders = readOrders(assembly, new Set(routings.map((routing) => routing.id)), notes);
  const machines = machinesOf(stations, routings, plant, calendars);
  const holidays = holidaysOf(rowsOf(assembly, 'Holiday List'), notes);
  const draft = {
    format: 'midstream-factory',
    version: 1,
    sites: plant.sites.map((site) => (holidays.length === 0 ? site : { ...site, holidays })),
    areas: plant.areas,
    machines,
    workCentres: plant.workCentres,
    calendars,
    materials: materialsOf(assembly, boms),
    products: productsOf(
      assembly,
      boms,
      routings,
      orders.map((order) => order.product),
    ),
    routings,
    orders,
  } as const;
  const units = report('import.source-units', { format: 'ERPNext', unit: 'minutes' });
  return finishDocument(draft, [...assembly.findings, units, ...notes.findings()], assembly.origins);
}

function checkStations(assembly: Assembly, stations: ReadonlyMap<string, readonly Row[]>): void {
  if (stations.size === 0) return;
  for (const row of [...rowsOf(assembly, 'BOM'), ...rowsOf(assembly, 'BOM Operation'), ...rowsOf(assembly, 'Job Card')]) {
    const name = textIn(row, 'workstation');
    if (name === undefined || stations.has(name)) continue;
    const params = { value: name, what: 'Workstation', nearest: nearest(name, stations.keys()).join(', ') };
    assembly.findings.push(report('import.unknown-reference', params, placeOfCell(row, 'workstation')));
  }
}

/** The workstations, or without their export those the operations name. */
function machinesOf(
  stations: ReadonlyMap<string, readonly Row[]>,
  routings: readonly Routing[],
  plant: Plant,
  calendars: readonly Calendar[],
): Machine[] {
  const machines = [...stations].map(([id, rows]): Machine => {
    const first = <T>(read: (row: Row) => T | undefined): T | undefined => rows.map(read).find((told) => told !== undefined);
    const units = first((row) => numberIn(row, 'production_capacity')) ?? 1;
    return present({
      id,
      workCentre: plant.workCentre(first((row) => textIn(row, 'workstation_type')) ?? id, undefined),
      calendar: calendars.some((calendar) => calendar.id === id) ? id : undefined,
      capacity: units > 1 ? { kind: 'parallel' as const, units } : undefined,
      costPerHour: first((row) => numberIn(row, 'hour_rate')),
    });
  });
  const known = new Set(machines.map(({ id }) => id));
  for (const { machine, workCentre } of routings.flatMap((routing) =>
    routing.operations.flatMap((operation) => operation.alternatives ?? []),
  )) {
    if (machine !== undefined && !known.has(machine)) {
      known.add(machine);
      const capacity = { kind: 'parallel', units: UNLIMITED_UNITS } as const;
      machines.push({ id: machine, workCentre: plant.workCentre(machine, undefined), ...(machine === UNLIMITED ? { capacity } : {}) });
    }
    // A type without workstations is one machine of that name.
    if (workCentre !== undefined && !machines.some((other) => other.workCentre === workCentre)) {
      known.add(workCentre);
      machines.push({ id: workCentre, workCentre: plant.workCentre(workCentre, undefined) });
    }
  }
  return machines;
}

/** Working hours hold on every day; days off are in the holiday list. */
function calendarOf(id: string, rows: readonly Row[]): Calendar[] {
  const week = rows.flatMap((row) => {
    const [from, to] = [textIn(row, 'start_time'), textIn(row, 'end_time')];
    return from === undefined || to === undefined ? [] : [{ weekdays: WEEK, from, to }];
  });
  return week.length === 0 ? [] : [{ id, week }];
}

function holidaysOf(rows: readonly Row[], notes: Notes): Holiday[] {
  const [first, ...others] = [...groupBy(rows, (row) => textIn(row, 'name') ?? '')];
  for (const [name] of others) notes.leaveBehind('Holiday List: more than one', name);
  const dates = new Map((first?.[1] ?? []).map((row) => [textIn(row, 'holiday_date') ?? '', textIn(row, 'description')]));
  return [...dates].map(([date, name]) => present({ date, name }));
}

function productsOf(assembly: Assembly, boms: readonly Bom[], routings: readonly Routing[], ordered: readonly string[]): Product[] {
  const items = new Map(rowsOf(assembly, 'Item').map((row) => [textIn(row, 'item_code') ?? '', row]));
  return [...new Set([...routings.map((routing) => routing.product), ...ordered])].map((id) => {
    const row = items.get(id);
    const own = boms.filter((bom) => bom.item === id && bom.operations.length > 0);
    return present({
      id,
      name: row && textIn(row, 'item_name'),
      family: row && textIn(row, 'item_group'),
      routing: (own.find((bom) => bom.isDefault) ?? own[0])?.id,
    });
  });
}

function materialsOf(assembly: Assembly, boms: readonly Bom[]): Material[] {
  const items = new Map(rowsOf(assembly, 'Item').map((row) => [textIn(row, 'item_code') ?? '', row]));
  const stock = groupBy(rowsOf(assembly, 'Bin'), (row) => textIn(row, 'item_code') ?? '');
  const made = new Set(boms.filter((bom) => bom.operations.length > 0).map((bom) => bom.item));
  const consumed = new Set(boms.flatMap((bom) => bom.items.flatMap((row) => textIn(row, 'item_code') ?? [])));
  return [...consumed]
    .filter((id) => !made.has(id) || stock.has(id))
    .map((id) => {
      const row = items.get(id);
      const balances = stock.get(id);
      return present({
        id,
        name: row && textIn(row, 'item_name'),
        unit: row && textIn(row, 'stock_uom'),
        stock: balances?.reduce((sum, bin) => sum + Math.max(0, numberIn(bin, 'actual_qty') ?? 0), 0),
        leadTimeDays: row && numberIn(row, 'lead_time_days'),
        costPerUnit: row && numberIn(row, 'valuation_rate'),
      });
    });
}
