import { erpnext } from './erpnext/parse.ts';
import { frepple } from './frepple/parse.ts';
import { midstreamCsv } from './midstream-csv/parse.ts';
import { midstreamJson } from './midstream-json/parse.ts';
import { midstreamWorkbook } from './midstream-workbook/parse.ts';
import { odoo } from './odoo/parse.ts';
import type { FileFormat } from './format.ts';

/** Every format that can be read; where two fit a file equally, the earlier one is taken. */
export const FORMATS: readonly FileFormat[] = [midstreamWorkbook, midstreamCsv, midstreamJson, frepple, odoo, erpnext];
