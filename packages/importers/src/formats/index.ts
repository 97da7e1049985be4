import { midstreamCsv } from './midstream-csv/parse.ts';
import { midstreamJson } from './midstream-json/parse.ts';
import { midstreamWorkbook } from './midstream-workbook/parse.ts';
import type { FileFormat } from './format.ts';

/** Every format that can be read; where two fit a file equally, the earlier one is taken. */
export const FORMATS: readonly FileFormat[] = [midstreamWorkbook, midstreamCsv, midstreamJson];
