import type { FactoryDraft } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import type { Table } from '../catalogue/table.ts';
import type { Assembly, Origins } from '../document/assembly.ts';
import { rowsOf } from '../document/assembly.ts';
import { distinctRows } from '../document/identity.ts';
import { checkReferences } from '../document/references.ts';
import type { Row } from '../records/row.ts';
import { textIn } from '../records/row.ts';
import type { ReadDocument } from './format.ts';

/** Begins the reading of another system's tables: rows that repeat are dropped, names that name nothing are reported. */
export function beginAssembly(tables: readonly Table[], read: ReadonlyMap<string, readonly Row[]>): Assembly {
  const findings: Finding[] = [];
  const rows = new Map<string, readonly Row[]>();
  for (const table of tables) {
    const distinct = distinctRows(read.get(table.name) ?? [], table);
    rows.set(table.name, distinct.rows);
    findings.push(...distinct.findings);
  }
  const assembly: Assembly = { rows, origins: new Map(), findings };
  const known = new Map(tables.map((table) => [table.name, namesIn(assembly, table)]));
  checkReferences(assembly, tables, known);
  return assembly;
}

/** What the rows of a table are called: the value of its first field. */
function namesIn(assembly: Assembly, table: Table): Set<string> {
  const first = table.fields[0]?.name ?? '';
  return new Set(rowsOf(assembly, table.name).flatMap((row) => textIn(row, first) ?? []));
}

/** The document without its empty lists. */
export function finishDocument(draft: FactoryDraft, findings: readonly Finding[], origins: Origins): ReadDocument {
  const filled = Object.entries(draft).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return { draft: Object.fromEntries(filled) as FactoryDraft, origins, findings };
}

/** A table of a format by name; an unknown name is a bug. */
export function sourceTableNamed(tables: readonly Table[], name: string): Table {
  const table = tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no table ${name} in the format`);
  return table;
}
