import { TABLES } from '../../catalogue/index.ts';
import { assembleDraft } from '../../document/assemble.ts';
import type { SheetFormat } from '../format.ts';

/** The own workbook: one sheet per table of the catalogue. */
export const midstreamWorkbook: SheetFormat = {
  kind: 'sheets',
  name: 'midstream-workbook',
  containers: ['workbook'],
  tables: TABLES,
  assemble: assembleDraft,
};
