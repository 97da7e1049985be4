import { TABLES } from '../../catalogue/index.ts';
import { assembleDraft } from '../../document/assemble.ts';
import type { SheetFormat } from '../format.ts';

/** A folder of CSV files: one per table of the catalogue, named after it. */
export const midstreamCsv: SheetFormat = {
  kind: 'sheets',
  name: 'midstream-csv',
  containers: ['csv'],
  tables: TABLES,
  assemble: assembleDraft,
};
