import type { FactoryDraft } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { TABLES, tableNamed } from '../catalogue/index.ts';
import type { Row } from '../records/row.ts';
import { numberIn, textIn } from '../records/row.ts';
import type { Assembly, Building, Origins } from './assembly.ts';
import { elementOf, mergeShared, noteOrigin, rowsOf } from './assembly.ts';
import { assembleCalendars } from './calendars.ts';
import { settleCapacity } from './capacity.ts';
import { assembleChangeovers } from './changeovers.ts';
import { completeElements } from './complete.ts';
import { distinctRows } from './identity.ts';
import { oneMachineEach } from './machines-in-one-cell.ts';
import { createNotes } from './notes.ts';
import { tellLinesApart } from './order-lines.ts';
import { checkReferences } from './references.ts';
import { attachOperationDetails, finishRoutings, growRoutings } from './routings.ts';
import { attachSiteDays } from './site-days.ts';

export interface Assembled {
  readonly draft: FactoryDraft;
  readonly origins: Origins;
  readonly findings: readonly Finding[];
}

/** Makes a factory document of understood rows, by table. */
export function assembleDraft(read: ReadonlyMap<string, readonly Row[]>): Assembled {
  const findings: Finding[] = [];
  const rows = new Map<string, readonly Row[]>();
  for (const table of TABLES) {
    const meant = asMeant(table.name, read);
    const distinct = distinctRows(meant.rows, table);
    rows.set(table.name, distinct.rows);
    findings.push(...meant.findings, ...distinct.findings);
  }
  const assembly: Assembly = { rows, origins: new Map(), findings };
  const document: Building = { format: 'midstream-factory', version: 1, ...companyOf(assembly) };
  for (const table of TABLES) if (table.entity !== undefined) put(document, table.entity, entitiesOf(assembly, table.name));
  put(document, 'calendars', assembleCalendars(assembly));
  put(document, 'changeovers', assembleChangeovers(assembly));
  const routings = growRoutings(assembly);
  attachOperationDetails(assembly, routings);
  put(document, 'routings', finishRoutings(assembly, routings));
  attachChildren(assembly, document);
  checkReferences(assembly, TABLES, knownIds(document));
  const notes = createNotes();
  completeElements(document, notes);
  findings.push(...notes.findings());
  // Every member was read by the kind and path its field declares; what the rows leave out the factory room reports.
  return { draft: document as FactoryDraft, origins: assembly.origins, findings };
}

interface Meant {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
}

/** Rows of a table where people write several things in one, or one thing several times. */
function asMeant(table: string, read: ReadonlyMap<string, readonly Row[]>): Meant {
  const rows = read.get(table) ?? [];
  if (table === 'orders') return tellLinesApart(rows);
  if (table === 'routings') return oneMachineEach(rows, read.get('machines') ?? []);
  return { rows, findings: [] };
}

function put(document: Building, property: string, list: readonly Building[]): void {
  if (list.length > 0) document[property] = list;
}

function companyOf(assembly: Assembly): Building {
  const table = tableNamed('factory');
  const shared = new Map<string, { row: Row; value: unknown }>();
  for (const row of rowsOf(assembly, 'factory')) {
    if (shared.size === 0) noteOrigin(assembly, '', row, table);
    mergeShared(
      assembly,
      shared,
      row,
      table.fields.map((field) => field.name),
    );
  }
  const company: Building = Object.fromEntries([...shared].map(([field, { value }]) => [field, value]));
  const rates = rowsOf(assembly, 'exchangeRates').map((row) => [textIn(row, 'currency') ?? '', numberIn(row, 'rate')] as const);
  if (rates.length > 0) company['exchangeRates'] = Object.fromEntries(rates);
  return company;
}

function entitiesOf(assembly: Assembly, name: string): Building[] {
  const table = tableNamed(name);
  return rowsOf(assembly, name).map((row, index) => {
    noteOrigin(assembly, `/${table.entity}/${index}`, row, table);
    const element = elementOf(row, table);
    if (name === 'machines') settleCapacity(assembly, element, row);
    if (name === 'operators') element['skills'] ??= [];
    return element;
  });
}

function attachChildren(assembly: Assembly, document: Building): void {
  const finders = new Map<string, Map<string, { element: Building; pointer: string }>>();
  const finderOf = (parent: string): Map<string, { element: Building; pointer: string }> => {
    let finder = finders.get(parent);
    if (finder === undefined) {
      const list = (document[parent] ?? []) as Building[];
      finder = new Map(list.map((element, index) => [String(element['id']), { element, pointer: `/${parent}/${index}` }]));
      finders.set(parent, finder);
    }
    return finder;
  };
  attachSiteDays(assembly, (id) => finderOf('sites').get(id));
  for (const table of TABLES) {
    if (table.attach === undefined) continue;
    const { parent, key, property } = table.attach;
    for (const row of rowsOf(assembly, table.name)) {
      const owner = finderOf(parent).get(textIn(row, key) ?? '');
      // An owner nobody knows is reported with all other unknown names.
      if (owner === undefined) continue;
      const list = (owner.element[property] ??= []) as Building[];
      noteOrigin(assembly, `${owner.pointer}/${property}/${list.length}`, row, table);
      list.push(elementOf(row, table));
    }
  }
}

function knownIds(document: Building): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const [property, list] of Object.entries(document)) {
    if (Array.isArray(list)) known.set(property, new Set((list as Building[]).map((element) => String(element['id']))));
  }
  // Without a sheet of products they are what the routings make.
  if (!known.has('products'))
    known.set('products', new Set(((document['routings'] ?? []) as Building[]).map((routing) => String(routing['product']))));
  return known;
}
