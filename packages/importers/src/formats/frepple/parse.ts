import type { Machine, Material, Order, OrderStatus, Product, Routing } from '@midstream/factory';
import { report } from '../../codes.ts';
import type { Assembly } from '../../document/assembly.ts';
import { noteOrigin, rowsOf } from '../../document/assembly.ts';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { numberIn, placeOfCell, present, textIn } from '../../records/row.ts';
import { beginAssembly, finishDocument, sourceTableNamed } from '../finish.ts';
import type { ReadDocument, SheetFormat } from '../format.ts';
import type { Notes } from '../../document/notes.ts';
import { createNotes } from '../../document/notes.ts';
import { createPlant, UNLIMITED, UNLIMITED_UNITS } from '../plant.ts';
import { readCalendars } from './calendars.ts';
import { readChangeovers } from './changeovers.ts';
import { assignRoles, machineOf, openResources, operatorOf, takeApart, toolOf } from './resources.ts';
import { indexChildren, indexFlows, readRoutings } from './routings.ts';
import { FREPPLE_TABLES } from './tables.ts';

/** A frePPLe workbook or folder of CSV exports. Bare durations are seconds; priority 1 is the most urgent. */
export const frepple: SheetFormat = { kind: 'sheets', name: 'frepple', containers: ['workbook', 'csv'], tables: FREPPLE_TABLES, assemble };

function assemble(read: ReadonlyMap<string, readonly Row[]>): ReadDocument {
  const assembly = beginAssembly(FREPPLE_TABLES, read);
  const notes = createNotes();
  const plant = createPlant(
    rowsOf(assembly, 'location').map((row) => ({ id: textIn(row, 'name') ?? '', name: textIn(row, 'description') })),
    notes,
  );
  const resources = openResources(rowsOf(assembly, 'resource'), rowsOf(assembly, 'resourceskill'));
  const loads = groupBy(rowsOf(assembly, 'operationresource'), (row) => textIn(row, 'operation') ?? '');
  const needs = new Map([...loads].map(([operation, rows]) => [operation, takeApart(rows)]));
  const roles = assignRoles(resources, [...needs.values()]);
  const operations = rowsOf(assembly, 'operation');
  const routings = readRoutings({
    operations,
    children: indexChildren(operations),
    needs,
    flows: indexFlows(rowsOf(assembly, 'operationmaterial')),
    blockers: indexFlows(rowsOf(assembly, 'operationdependency')),
    resources,
    roles,
    notes,
  });
  const machines = [...roles.machines].map((name) => machineOf(name, resources.rows.get(name), plant, notes));
  if (usesUnlimited(routings)) machines.push(unlimitedMachine(plant.workCentre(UNLIMITED, undefined)));
  const changeovers = readChangeovers(rowsOf(assembly, 'setuprule'), setupsIn(assembly), notes);
  const skills = new Set(rowsOf(assembly, 'resourceskill').flatMap((row) => textIn(row, 'skill') ?? []));
  for (const row of rowsOf(assembly, 'manufacturingorder')) notes.leaveBehind('manufacturingorder', textIn(row, 'reference') ?? '');
  const made = new Set(routings.map((routing) => routing.product));
  const draft = {
    format: 'midstream-factory',
    version: 1,
    sites: plant.sites,
    areas: plant.areas,
    machines: machines.map((machine) => withKnownMatrix(machine, changeovers, notes)),
    workCentres: plant.workCentres,
    calendars: readCalendars(rowsOf(assembly, 'calendar'), rowsOf(assembly, 'calendarbucket'), notes),
    changeovers,
    skills: [...skills].map((id) => ({ id })),
    operators: [...roles.people].map((name) => operatorOf(name, resources, plant)),
    tools: [...roles.tools].map((name) => toolOf(name, resources.rows.get(name))),
    materials: materialsOf(assembly, made, notes),
    products: productsOf(assembly, made, routings),
    routings,
    orders: ordersOf(assembly, notes),
  } as const;
  const units = report('import.source-units', { format: 'frePPLe', unit: 'seconds' });
  return finishDocument(draft, [...assembly.findings, units, ...notes.findings()], assembly.origins);
}

function usesUnlimited(routings: readonly Routing[]): boolean {
  return routings.some((routing) =>
    routing.operations.some((operation) => operation.alternatives?.some(({ machine }) => machine === UNLIMITED)),
  );
}

function unlimitedMachine(workCentre: string): Machine {
  return { id: UNLIMITED, workCentre, capacity: { kind: 'parallel', units: UNLIMITED_UNITS } };
}

function withKnownMatrix(machine: Machine, matrices: readonly { readonly id: string }[], notes: Notes): Machine {
  if (machine.changeovers === undefined || matrices.some(({ id }) => id === machine.changeovers)) return machine;
  notes.leaveBehind('resource.setupmatrix without rules', machine.changeovers);
  const { changeovers: _, ...rest } = machine;
  return rest;
}

function setupsIn(assembly: Assembly): Set<string> {
  const told = ['operationresource', 'resource'].flatMap((table) => rowsOf(assembly, table).flatMap((row) => textIn(row, 'setup') ?? []));
  return new Set(told);
}

function productsOf(assembly: Assembly, made: ReadonlySet<string>, routings: readonly Routing[]): Product[] {
  const first = new Map<string, string>();
  for (const routing of routings) if (!first.has(routing.product)) first.set(routing.product, routing.id);
  const rows = rowsOf(assembly, 'item');
  const wanted = new Set([...made, ...rowsOf(assembly, 'demand').flatMap((row) => textIn(row, 'item') ?? [])]);
  const described = new Map(rows.map((row) => [textIn(row, 'name') ?? '', row]));
  return [...wanted].map((id) => {
    const row = described.get(id);
    return present({
      id,
      name: row && textIn(row, 'description'),
      family: row && (textIn(row, 'subcategory') ?? textIn(row, 'category')),
      routing: first.get(id),
    });
  });
}

function materialsOf(assembly: Assembly, made: ReadonlySet<string>, notes: Notes): Material[] {
  const stock = groupBy(rowsOf(assembly, 'buffer'), (row) => textIn(row, 'item') ?? '');
  const bought = groupBy(
    rowsOf(assembly, 'purchaseorder').filter((row) => !['closed', 'canceled'].includes(textIn(row, 'status') ?? '')),
    (row) => textIn(row, 'item') ?? '',
  );
  const suppliers = groupBy(rowsOf(assembly, 'itemsupplier'), (row) => textIn(row, 'item') ?? '');
  const consumed = rowsOf(assembly, 'operationmaterial').filter(
    (row) => (numberIn(row, 'quantity') ?? 0) < 0 || (numberIn(row, 'quantity_fixed') ?? 0) < 0,
  );
  const names = new Set([...consumed.flatMap((row) => textIn(row, 'item') ?? []), ...stock.keys()]);
  const items = new Map(rowsOf(assembly, 'item').map((row) => [textIn(row, 'name') ?? '', row]));
  return [...names]
    .filter((id) => !made.has(id) || stock.has(id))
    .map((id) => {
      const row = items.get(id);
      const onHand = (stock.get(id) ?? []).reduce((sum, buffer) => sum + Math.max(0, numberIn(buffer, 'onhand') ?? 0), 0);
      const receipts = (bought.get(id) ?? []).flatMap((order) => {
        const [at, quantity] = [textIn(order, 'enddate'), numberIn(order, 'quantity')];
        if (at === undefined || quantity === undefined)
          notes.leaveBehind('purchaseorder without date or quantity', textIn(order, 'reference') ?? '');
        return at === undefined || quantity === undefined ? [] : [present({ at, quantity, reference: textIn(order, 'reference') })];
      });
      const leadTimes = (suppliers.get(id) ?? []).flatMap((supplier) => numberIn(supplier, 'leadtime') ?? []);
      return present({
        id,
        name: row && textIn(row, 'description'),
        stock: onHand,
        receipts: receipts.length === 0 ? undefined : receipts,
        leadTimeDays: leadTimes.length === 0 ? undefined : Math.min(...leadTimes),
        costPerUnit: row && numberIn(row, 'cost'),
      });
    });
}

const DEMAND = sourceTableNamed(FREPPLE_TABLES, 'demand');
const STATUS: Readonly<Record<string, OrderStatus>> = { open: 'approved', closed: 'closed', quote: 'quote', inquiry: 'inquiry' };

function ordersOf(assembly: Assembly, notes: Notes): Order[] {
  const rows = rowsOf(assembly, 'demand');
  const priorities = [...new Set(rows.flatMap((row) => numberIn(row, 'priority') ?? []))].sort((a, b) => b - a);
  if (priorities.length > 1) notes.assume('demand.priority', '1 → most urgent');
  const orders: Order[] = [];
  for (const row of rows) {
    const status = textIn(row, 'status')?.toLowerCase() ?? 'open';
    const id = textIn(row, 'name') ?? '';
    if (status === 'canceled' || status === 'cancelled') {
      notes.leaveBehind('demand: canceled', id);
      continue;
    }
    const mapped = STATUS[status];
    if (mapped === undefined) {
      assembly.findings.push(
        report('import.unknown-choice', { value: status, known: Object.keys(STATUS).join(', ') }, placeOfCell(row, 'status')),
      );
      continue;
    }
    for (const column of ['minshipment', 'maxlateness', 'policy', 'batch'])
      if (row.values.has(column)) notes.leaveBehind(`demand.${column}`, id);
    const priority = numberIn(row, 'priority');
    noteOrigin(assembly, `/orders/${orders.length}`, row, DEMAND);
    orders.push(
      present({
        id,
        product: textIn(row, 'item') ?? '',
        quantity: numberIn(row, 'quantity') ?? 0,
        due: textIn(row, 'due'),
        priority: priority === undefined || priorities.length < 2 ? undefined : priorities.indexOf(priority) + 1,
        customer: textIn(row, 'customer'),
        status: mapped,
        note: textIn(row, 'description'),
        reference: id,
      }),
    );
  }
  return orders;
}
