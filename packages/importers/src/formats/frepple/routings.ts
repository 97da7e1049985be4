import type { BomLine, OperationAlternative, Precedence, Routing, RoutingOperation } from '@midstream/factory';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { numberIn, present, textIn } from '../../records/row.ts';
import type { Notes } from '../../document/notes.ts';
import { UNLIMITED } from '../plant.ts';
import { SETUP } from './changeovers.ts';
import type { Needs, ResourceBook, Roles } from './resources.ts';

export interface OperationBook {
  readonly operations: readonly Row[];
  readonly children: ReadonlyMap<string, readonly Row[]>;
  readonly needs: ReadonlyMap<string, Needs>;
  readonly flows: ReadonlyMap<string, readonly Row[]>;
  readonly blockers: ReadonlyMap<string, readonly Row[]>;
  readonly resources: ResourceBook;
  readonly roles: Roles;
  readonly notes: Notes;
}

const nameOf = (row: Row): string => textIn(row, 'name') ?? '';
const byPriority = (a: Row, b: Row): number => (numberIn(a, 'priority') ?? 1) - (numberIn(b, 'priority') ?? 1);

export function indexFlows(rows: readonly Row[]): Map<string, Row[]> {
  return groupBy(rows, (row) => textIn(row, 'operation') ?? '');
}

/** Steps and choices by the operation that owns them. */
export function indexChildren(operations: readonly Row[]): Map<string, Row[]> {
  const owned = operations.filter((row) => row.values.has('owner'));
  return groupBy(owned, (row) => textIn(row, 'owner') ?? '');
}

/** Every operation that stands on its own becomes a routing; an alternate of whole routings becomes several, the preferred one first. */
export function readRoutings(book: OperationBook): Routing[] {
  const known = new Set(book.operations.map(nameOf));
  const tops = book.operations.filter((row) => !known.has(textIn(row, 'owner') ?? ''));
  return tops.flatMap((top) => routingsOf(book, top)).filter((routing) => routing.product !== '');
}

function routingsOf(book: OperationBook, top: Row): Routing[] {
  const children = (book.children.get(nameOf(top)) ?? [])
    .filter((row) => numberIn(row, 'priority') !== 0 || textIn(top, 'type') === 'routing')
    .toSorted(byPriority);
  const type = textIn(top, 'type');
  if (type === 'split') book.notes.leaveBehind('operation: split by share, taken as a choice', nameOf(top));
  if (type === 'alternate' || type === 'split') {
    const simple = children.every((row) => !book.children.has(nameOf(row)));
    const product = productOf(book, top, children);
    if (simple) return [routing(top, product, [mergeChoices(book, top, children)])];
    return children.map((child) => routing(child, product, stepsOf(book, child)));
  }
  return [routing(top, productOf(book, top, children), stepsOf(book, top))];
}

function routing(top: Row, product: string, operations: readonly RoutingOperation[]): Routing {
  return present({ id: nameOf(top), product, name: textIn(top, 'description'), operations });
}

/** What an operation makes: its item, else that of the material it produces, its last step first. */
function productOf(book: OperationBook, top: Row, children: readonly Row[]): string {
  const candidates = [top, ...children.toReversed()];
  const told = candidates.map((row) => textIn(row, 'item')).find((item) => item !== undefined);
  if (told !== undefined) return told;
  const made = candidates.flatMap((row) => (book.flows.get(nameOf(row)) ?? []).filter((flow) => (numberIn(flow, 'quantity') ?? 0) > 0));
  const item = made[0] && textIn(made[0], 'item');
  if (item === undefined) book.notes.leaveBehind('operation without item', nameOf(top));
  return item ?? '';
}

function stepsOf(book: OperationBook, top: Row): RoutingOperation[] {
  const steps = (book.children.get(nameOf(top)) ?? []).toSorted(byPriority);
  if (steps.length === 0) return [operationOf(book, top)];
  const names = new Set(steps.map(nameOf));
  const linked = steps.some((step) => book.blockers.has(nameOf(step)));
  return steps.map((step, i) => {
    const previous = steps[i - 1];
    const after = linked ? blockersOf(book, step, names) : previous === undefined ? undefined : waitAfter(previous);
    const operation = operationOf(book, step);
    // What the routing as a whole consumes is needed when it begins.
    const materials = i === 0 ? [...(operation.materials ?? []), ...materialsOf(book, top)] : (operation.materials ?? []);
    return present({ ...operation, after, materials: materials.length === 0 ? undefined : materials });
  });
}

function waitAfter(previous: Row): Precedence[] | undefined {
  const minWaitMinutes = numberIn(previous, 'posttime') ?? 0;
  return minWaitMinutes > 0 ? [{ operation: nameOf(previous), minWaitMinutes }] : undefined;
}

function blockersOf(book: OperationBook, step: Row, siblings: ReadonlySet<string>): Precedence[] {
  return (book.blockers.get(nameOf(step)) ?? []).flatMap((row) => {
    const operation = textIn(row, 'blockedby') ?? '';
    if (!siblings.has(operation)) {
      book.notes.leaveBehind('operationdependency across routings', `${nameOf(step)} ← ${operation}`);
      return [];
    }
    if (row.values.has('safety_leadtime')) book.notes.leaveBehind('operationdependency.safety_leadtime', nameOf(step));
    return [present({ operation, minWaitMinutes: numberIn(row, 'hard_safety_leadtime') })];
  });
}

const LEFT_BEHIND = ['sizeminimum', 'sizemultiple', 'sizemaximum', 'available', 'effective_start', 'effective_end', 'cost'];

function operationOf(book: OperationBook, row: Row): RoutingOperation {
  for (const column of LEFT_BEHIND) if (row.values.has(column)) book.notes.leaveBehind(`operation.${column}`, nameOf(row));
  const needs = book.needs.get(nameOf(row));
  const materials = materialsOf(book, row);
  const setup = needs?.place?.rows.map((load) => textIn(load, 'setup')).find((told) => told !== undefined);
  const operators = (needs?.people ?? []).map((group) => present({ skill: group.skill ?? '', count: positive(group.rows[0]) }));
  const tools = (needs?.tools ?? []).map((group) => present({ tool: toolIn(book, group.rows[0]), count: positive(group.rows[0]) }));
  return present({
    id: nameOf(row),
    name: textIn(row, 'description'),
    alternatives: alternativesOf(book, row),
    operators: operators.length === 0 ? undefined : operators,
    tools: tools.length === 0 ? undefined : tools,
    materials: materials.length === 0 ? undefined : materials,
    attributes: setup === undefined ? undefined : { [SETUP]: setup },
  });
}

function positive(load: Row | undefined): number | undefined {
  const quantity = load && numberIn(load, 'quantity');
  return quantity === undefined || quantity === 1 || quantity <= 0 ? undefined : quantity;
}

function toolIn(book: OperationBook, load: Row | undefined): string {
  const name = (load && textIn(load, 'resource')) ?? '';
  if (book.roles.machines.has(name)) book.notes.leaveBehind('operationresource: a machine held as a tool', name);
  return name;
}

function alternativesOf(book: OperationBook, row: Row): OperationAlternative[] {
  const perUnit = textIn(row, 'type') === 'time_per' || row.values.has('duration_per');
  const times = present({
    fixedMinutes: numberIn(row, 'duration'),
    minutesPerUnit: perUnit ? (numberIn(row, 'duration_per') ?? 0) : undefined,
  });
  const place = book.needs.get(nameOf(row))?.place;
  if (place === undefined) {
    book.notes.assume('operation without resource', UNLIMITED);
    return [{ machine: UNLIMITED, ...times }];
  }
  const machines = place.rows.flatMap((load) => book.resources.membersOf(textIn(load, 'resource') ?? '', textIn(load, 'skill')));
  return [...new Set(machines)].map((machine) => ({ machine, ...times }));
}

function materialsOf(book: OperationBook, row: Row): BomLine[] {
  return (book.flows.get(nameOf(row)) ?? []).flatMap((flow) => {
    const material = textIn(flow, 'item') ?? '';
    const quantity = numberIn(flow, 'quantity') ?? 0;
    const fixed = numberIn(flow, 'quantity_fixed') ?? 0;
    if (quantity > 0 && quantity !== 1)
      book.notes.leaveBehind('operationmaterial: more than one piece per cycle', `${nameOf(row)} ${material}`);
    if (flow.values.has('transferbatch')) book.notes.leaveBehind('operationmaterial.transferbatch', `${nameOf(row)} ${material}`);
    if (quantity >= 0 && fixed >= 0) return [];
    return [present({ material, quantityPerUnit: quantity < 0 ? -quantity : undefined, fixedQuantity: fixed < 0 ? -fixed : undefined })];
  });
}

/** An alternate of single operations is one operation that several machines can do, each with its own times. */
function mergeChoices(book: OperationBook, top: Row, children: readonly Row[]): RoutingOperation {
  const choices = children.map((child) => operationOf(book, child));
  const materials = [...materialsOf(book, top), ...(choices[0]?.materials ?? [])];
  return present({
    ...choices[0],
    id: nameOf(top),
    alternatives: choices.flatMap((choice) => choice.alternatives ?? []),
    materials: materials.length === 0 ? undefined : materials,
  });
}
