import type { FactoryDraft, Language } from '@midstream/factory';
import { TABLES, tableNamed } from '../catalogue/index.ts';
import type { Table } from '../catalogue/table.ts';
import { getPath, pathOf } from './assembly.ts';
import { calendarRows } from './calendars.ts';
import { changeoverRows } from './changeovers.ts';
import type { FieldValues } from './field-values.ts';
import { routingRows } from './routing-rows.ts';
import { siteDayRows } from './site-days.ts';

/** Table → rows, every field of the document in its column. */
export function disassemble(draft: FactoryDraft, language: Language): ReadonlyMap<string, readonly FieldValues[]> {
  const rows = new Map<string, readonly FieldValues[]>();
  const company = elementValues(draft, tableNamed('factory'));
  rows.set('factory', Object.values(company).some((value) => value !== undefined) ? [company] : []);
  rows.set(
    'exchangeRates',
    Object.entries(draft.exchangeRates ?? {}).map(([currency, rate]) => ({ currency, rate })),
  );
  for (const table of TABLES) {
    if (table.entity !== undefined)
      rows.set(
        table.name,
        listOf(draft, table.entity).map((element) => elementValues(element, table)),
      );
    if (table.attach !== undefined) rows.set(table.name, childRows(draft, table, table.attach));
  }
  rows.set('holidays', siteDayRows(draft.sites ?? []));
  rows.set('calendars', calendarRows(draft.calendars ?? []));
  rows.set('changeovers', changeoverRows(draft.changeovers ?? []));
  for (const [table, list] of Object.entries(routingRows(draft.routings ?? [], language))) rows.set(table, list as readonly FieldValues[]);
  return rows;
}

function listOf(owner: object, property: string): readonly object[] {
  const list: unknown = (owner as Readonly<Record<string, unknown>>)[property];
  return Array.isArray(list) ? list : [];
}

function elementValues(element: object, table: Table): FieldValues {
  return Object.fromEntries(
    table.fields.flatMap((field) => {
      const path = pathOf(field);
      return path === undefined ? [] : [[field.name, getPath(element, path)]];
    }),
  );
}

function childRows(draft: FactoryDraft, table: Table, attach: NonNullable<Table['attach']>): FieldValues[] {
  return listOf(draft, attach.parent).flatMap((owner) =>
    listOf(owner, attach.property).map((child) => ({ ...elementValues(child, table), [attach.key]: getPath(owner, 'id') })),
  );
}
