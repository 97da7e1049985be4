import { nearest } from '../cells/nearest.ts';
import { wordKey } from '../cells/reading.ts';
import { report } from '../codes.ts';
import { tableNamed } from '../catalogue/index.ts';
import { LANGUAGES } from '../catalogue/table.ts';
import type { Row } from '../records/row.ts';
import { listIn, numberIn, placeOfCell, present, textIn } from '../records/row.ts';
import type { Assembly, Building } from './assembly.ts';
import { elementOf, mergeShared, missingCell, noteOrigin, rowsOf, setPath } from './assembly.ts';

/** Words of a cell that says: it follows no operation. The first of each is written. */
export const NOTHING_BEFORE = { en: 'none', 'zh-Hant': '無', 'zh-Hans': '无' } as const;
const NOTHING_KEYS = new Set([...Object.values(NOTHING_BEFORE), 'nothing', '-', '—', '沒有', '没有'].map(wordKey));

export const isNothing = (word: string): boolean => NOTHING_KEYS.has(wordKey(word));

const ALTERNATIVE = [
  'machine',
  'workCentre',
  'setupMinutes',
  'fixedMinutes',
  'minutesPerUnit',
  'piecesPerHour',
  'runKw',
  'extraCostPerUnit',
];
const OF_ROUTING = ['product', 'name'];
const NOT_OF_OPERATION = new Set([...ALTERNATIVE, ...OF_ROUTING, 'routing', 'operation']);

type Shared = Map<string, { row: Row; value: unknown }>;

interface GrowingOperation {
  readonly id: string;
  readonly row: Row;
  readonly shared: Shared;
  readonly alternatives: Building[];
  readonly details: Record<'after' | 'operators' | 'tools' | 'materials', Building[]>;
}

export interface GrowingRouting {
  readonly id: string;
  readonly row: Row;
  readonly shared: Shared;
  readonly operations: Map<string, GrowingOperation>;
}

/** Gathers routings from their rows: one per operation and one more per further machine. */
export function growRoutings(assembly: Assembly): Map<string, GrowingRouting> {
  const routings = new Map<string, GrowingRouting>();
  let routing: GrowingRouting | undefined;
  let operation: GrowingOperation | undefined;
  const keyless = new Set<string>();
  for (const row of rowsOf(assembly, 'routings')) {
    const next = routingOf(routings, routing, row);
    if (next === undefined) {
      missingKey(assembly, row, keyless);
      continue;
    }
    const carried = next === routing ? operation : undefined;
    routing = next;
    mergeShared(assembly, routing.shared, row, OF_ROUTING);
    const id = textIn(row, 'operation') ?? carried?.id;
    const speaks = [...row.values.keys()].some((field) => ![...OF_ROUTING, 'routing'].includes(field));
    if (!speaks) continue;
    if (id === undefined) {
      missingCell(assembly, row, 'operation', 'Operation');
      continue;
    }
    operation = routing.operations.get(id) ?? newOperation(id, row);
    routing.operations.set(id, operation);
    addToOperation(assembly, operation, row);
  }
  return routings;
}

/** What a row belongs to is not said: by the row, or by the sheet, which is told once. */
function missingKey(assembly: Assembly, row: Row, told: Set<string>): void {
  const named = ['routing', 'product'].find((field) => row.headers.has(field));
  if (named !== undefined) return missingCell(assembly, row, named, 'Routing');
  const { row: _, ...sheet } = row.place;
  const key = JSON.stringify(sheet);
  if (told.has(key)) return;
  told.add(key);
  const table = tableNamed('routings');
  const words = ['routing', 'product'].flatMap((name) => {
    const field = table.fields.find((each) => each.name === name);
    return field === undefined ? [] : LANGUAGES.map((language) => field.words[language][0] ?? '');
  });
  const column = [...new Set(words)].join(' / ');
  assembly.findings.push(report('import.column-missing', { column, table: table.title.en[0] ?? '', nearest: '' }, sheet));
}

function routingOf(routings: Map<string, GrowingRouting>, current: GrowingRouting | undefined, row: Row): GrowingRouting | undefined {
  const product = textIn(row, 'product');
  const told = textIn(row, 'routing');
  const sameProduct = product === undefined || product === current?.shared.get('product')?.value;
  const id = told ?? (sameProduct ? current?.id : product);
  if (id === undefined) return undefined;
  const known = routings.get(id) ?? { id, row, shared: new Map(), operations: new Map() };
  routings.set(id, known);
  return known;
}

function newOperation(id: string, row: Row): GrowingOperation {
  return { id, row, shared: new Map(), alternatives: [], details: { after: [], operators: [], tools: [], materials: [] } };
}

function addToOperation(assembly: Assembly, operation: GrowingOperation, row: Row): void {
  const table = tableNamed('routings');
  mergeShared(
    assembly,
    operation.shared,
    row,
    table.fields.map((field) => field.name).filter((name) => !NOT_OF_OPERATION.has(name)),
  );
  if (!ALTERNATIVE.some((field) => row.values.has(field))) return;
  const hasMachine = row.values.has('machine');
  const hasCentre = row.values.has('workCentre');
  if (!hasMachine && !hasCentre)
    assembly.findings.push(report('import.place-missing', { operation: operation.id }, placeOfCell(row, 'machine')));
  if (hasMachine && hasCentre)
    assembly.findings.push(report('import.place-twice', { operation: operation.id }, placeOfCell(row, 'workCentre')));
  const alternative = elementOf(row, table, (field) => ALTERNATIVE.includes(field.name) && field.name !== 'piecesPerHour');
  const rate = numberIn(row, 'piecesPerHour');
  if (rate !== undefined) {
    const perPiece = 60 / rate;
    const told = numberIn(row, 'minutesPerUnit');
    if (told !== undefined && Math.abs(told - perPiece) > 0.01 * perPiece) {
      assembly.findings.push(report('import.times-contradict', { operation: operation.id }, placeOfCell(row, 'piecesPerHour')));
    }
    alternative['minutesPerUnit'] ??= perPiece;
  }
  operation.alternatives.push(alternative);
}

/** Links, skills, tools and materials that stand in sheets of their own. */
export function attachOperationDetails(assembly: Assembly, routings: ReadonlyMap<string, GrowingRouting>): void {
  for (const [table, detail] of [
    ['links', 'after'],
    ['operationSkills', 'operators'],
    ['operationTools', 'tools'],
    ['bom', 'materials'],
  ] as const) {
    for (const row of rowsOf(assembly, table)) {
      for (const operation of operationsMeant(assembly, routings, row)) operation.details[detail].push(elementOf(row, tableNamed(table)));
    }
  }
}

/** The operation a row names; for materials also the first one of a routing, or of each routing of a product. */
function operationsMeant(assembly: Assembly, routings: ReadonlyMap<string, GrowingRouting>, row: Row): GrowingOperation[] {
  const told = textIn(row, 'routing');
  const product = textIn(row, 'product');
  if (told === undefined && product === undefined) {
    missingCell(assembly, row, 'routing', 'Routing');
    return [];
  }
  const named =
    told === undefined
      ? [...routings.values()].filter((routing) => routing.shared.get('product')?.value === product)
      : [routings.get(told)];
  const wanted = textIn(row, 'operation');
  return named.flatMap((routing) => {
    // A routing nobody knows is reported with all other unknown names.
    if (routing === undefined) return [];
    const operation = wanted === undefined ? [...routing.operations.values()][0] : routing.operations.get(wanted);
    if (operation !== undefined) return [operation];
    const close = nearest(wanted ?? '', routing.operations.keys()).join(', ');
    assembly.findings.push(
      report('import.unknown-reference', { value: wanted ?? '', what: 'operations', nearest: close }, placeOfCell(row, 'operation')),
    );
    return [];
  });
}

export function finishRoutings(assembly: Assembly, routings: ReadonlyMap<string, GrowingRouting>): Building[] {
  return [...routings.values()].map((routing, index) => {
    const pointer = `/routings/${index}`;
    const table = tableNamed('routings');
    noteOrigin(assembly, pointer, routing.row, table);
    const product = routing.shared.get('product')?.value;
    if (product === undefined) missingCell(assembly, routing.row, 'product', 'Product');
    const operations = [...routing.operations.values()].map((operation, at) => {
      noteOrigin(assembly, `${pointer}/operations/${at}`, operation.row, table);
      return finishOperation(assembly, routing, operation);
    });
    return present({ id: routing.id, product, name: routing.shared.get('name')?.value, operations });
  });
}

function finishOperation(assembly: Assembly, routing: GrowingRouting, operation: GrowingOperation): Building {
  const row: Row = { ...operation.row, values: new Map([...operation.shared].map(([field, { value }]) => [field, value])) };
  const element: Building = { id: operation.id };
  for (const field of tableNamed('routings').fields) {
    const value = row.values.get(field.name);
    if (value === undefined || ['after', 'skills', 'tools'].includes(field.name)) continue;
    setPath(element, field.name === 'operationName' ? 'name' : (field.path ?? field.name), value);
  }
  if (operation.alternatives.length > 0) element['alternatives'] = operation.alternatives;
  const listed = listIn(row, 'after');
  const before = (listed ?? []).filter((word) => !isNothing(word));
  checkPredecessors(assembly, routing, operation, before);
  const after = [...before.map((name) => ({ operation: name })), ...operation.details.after];
  if (after.length > 0 || listed !== undefined) element['after'] = after;
  const { details } = operation;
  const operators = [...(listIn(row, 'skills') ?? []).map((skill) => ({ skill })), ...details.operators];
  const tools = [...(listIn(row, 'tools') ?? []).map((tool) => ({ tool })), ...details.tools];
  if (operators.length > 0) element['operators'] = operators;
  if (tools.length > 0) element['tools'] = tools;
  if (details.materials.length > 0) element['materials'] = details.materials;
  return element;
}

function checkPredecessors(assembly: Assembly, routing: GrowingRouting, operation: GrowingOperation, listed: readonly string[]): void {
  const names = [...listed, ...operation.details.after.map((link) => String(link['operation']))];
  for (const name of names) {
    if (routing.operations.has(name)) continue;
    const close = nearest(name, routing.operations.keys()).join(', ');
    const row = operation.shared.get('after')?.row ?? operation.row;
    assembly.findings.push(
      report('import.unknown-reference', { value: name, what: 'operations', nearest: close }, placeOfCell(row, 'after')),
    );
  }
}
