import type { Finding, Place } from '@midstream/units';
import { nearest } from '../cells/nearest.ts';
import { report } from '../codes.ts';
import type { Field, Table } from '../catalogue/table.ts';
import { LANGUAGES } from '../catalogue/table.ts';
import { cellText, titleOf } from '../sheets/sheet.ts';
import type { FoundTable } from './find-table.ts';
import { groupBy } from './group-by.ts';
import type { HeaderMeaning } from './header-words.ts';
import { headerWords, readHeader } from './header-words.ts';

/** So many columns that are not read are named. */
const MOST_NAMED = 20;

/** A column that will be read. */
export interface Column extends HeaderMeaning {
  readonly index: number;
  /** As the user wrote it. */
  readonly header: string;
}

/** What the user said about columns: sheet or file name → header → field name; an empty field name leaves the column out. */
export type ColumnMapping = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface MappedColumns {
  readonly columns: readonly Column[];
  readonly unknown: readonly string[];
  readonly findings: readonly Finding[];
}

/** Ties the header cells of a sheet to the fields of its table; what is missing, doubled or unknown is reported with the nearest words. */
export function mapColumns(found: FoundTable, mapping: ColumnMapping): MappedColumns {
  const { sheet, table, headerRow } = found;
  const index = headerWords(table);
  const place = placeOf(found, headerRow);
  const told = mapping[titleOf(sheet)] ?? mapping[sheet.file] ?? {};
  const columns: Column[] = [];
  const unknown: string[] = [];
  const findings: Finding[] = [];
  (sheet.rows[headerRow] ?? []).forEach((cell, column) => {
    const header = cellText(cell).trim();
    if (header === '') return;
    const wanted = told[header];
    if (wanted === '') return;
    const toldField = wanted === undefined ? undefined : table.fields.find((field) => field.name === wanted);
    if (wanted !== undefined && toldField === undefined) {
      const known = table.fields.map((field) => field.name).join(', ');
      findings.push(report('import.mapping-unknown', { header, field: wanted, known }, { ...place, column: header }));
      return;
    }
    const meaning = toldField === undefined ? readHeader(header, index) : { ...readHeader(header, index), field: toldField, confidence: 1 };
    if (meaning === undefined) unknown.push(header);
    else columns.push({ ...meaning, index: column, header });
  });
  findings.push(...unknownColumns(unknown, table, columns, place));
  findings.push(...doubled(columns, place), ...missing(table, columns, unknown, place), ...unitsTold(columns, place));
  return { columns, unknown, findings };
}

export function placeOf(found: Pick<FoundTable, 'sheet'>, row: number): Place {
  return { file: found.sheet.file, ...(found.sheet.sheet === undefined ? {} : { sheet: found.sheet.sheet }), row: row + 1 };
}

const allWords = (fields: readonly Field[]): string[] => fields.flatMap((field) => LANGUAGES.flatMap((language) => field.words[language]));

/** Headers that may have been meant for a column are told one by one, what else a sheet holds in one note. */
function unknownColumns(headers: readonly string[], table: Table, columns: readonly Column[], place: Place): Finding[] {
  const used = new Set(columns.map((column) => column.field.name));
  const free = allWords(table.fields.filter((field) => !used.has(field.name)));
  const findings: Finding[] = [];
  const others: string[] = [];
  for (const header of headers) {
    const close = nearest(header, free).join(', ');
    if (close === '') others.push(header);
    else findings.push(report('import.column-unknown', { header, nearest: close }, { ...place, column: header }));
  }
  if (others.length > 0) {
    const more = others.length > MOST_NAMED ? ', …' : '';
    findings.push(report('import.columns-unread', { count: others.length, headers: others.slice(0, MOST_NAMED).join(', ') + more }, place));
  }
  return findings;
}

function doubled(columns: readonly Column[], place: Place): Finding[] {
  const byMeaning = groupBy(columns, (column) => `${column.field.name} ${column.language ?? ''}`);
  return [...byMeaning.values()]
    .filter((same) => same.length > 1)
    .map((same) => {
      const headers = same.map((column) => column.header).join(', ');
      return report(
        'import.column-twice',
        { column: same[0]?.field.words.en[0] ?? '', headers },
        { ...place, column: same[1]?.header ?? '' },
      );
    });
}

function missing(table: Table, columns: readonly Column[], unknown: readonly string[], place: Place): Finding[] {
  const present = new Set(columns.map((column) => column.field.name));
  return table.fields
    .filter((field) => field.required === true && !present.has(field.name))
    .map((field) => {
      const close = unknown.filter((header) => nearest(header, allWords([field])).length > 0);
      const column = LANGUAGES.map((language) => field.words[language][0]).join(' / ');
      return report(
        'import.column-missing',
        { column, table: table.title.en[0] ?? table.name, nearest: close.slice(0, 3).join(', ') },
        place,
      );
    });
}

function unitsTold(columns: readonly Column[], place: Place): Finding[] {
  return columns
    .filter((column) => column.unit !== undefined && column.unit !== column.field.unit)
    .map((column) =>
      report('import.unit-from-header', { header: column.header, unit: column.unit ?? '' }, { ...place, column: column.header }),
    );
}
