import { ORDER_TABLES } from './orders.ts';
import { PRODUCT_TABLES } from './products.ts';
import { RESOURCE_TABLES } from './resources.ts';
import { SITE_TABLES } from './sites.ts';
import type { Table } from './table.ts';

/**
 * Every table of the own workbook and CSV folder, in the order of their sheets: what planners fill in daily first. This one list
 * drives reading, writing, the template and the guide.
 */
export const TABLES: readonly Table[] = inOrder(
  [...SITE_TABLES, ...RESOURCE_TABLES, ...PRODUCT_TABLES, ...ORDER_TABLES],
  [
    'orders',
    'products',
    'routings',
    'machines',
    'calendars',
    'changeovers',
    'bom',
    'materials',
    'receipts',
    'tools',
    'operators',
    'skills',
  ],
);

function inOrder(tables: readonly Table[], first: readonly string[]): readonly Table[] {
  const rank = (table: Table): number => (first.includes(table.name) ? first.indexOf(table.name) : first.length);
  return tables.toSorted((a, b) => rank(a) - rank(b));
}

/** A table of the own format by name; an unknown name is a bug. */
export function tableNamed(name: string): Table {
  const table = TABLES.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no table ${name} in the catalogue`);
  return table;
}
