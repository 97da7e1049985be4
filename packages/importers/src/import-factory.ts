import type { FactoryDraft } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors } from '@midstream/units';
import { nearest } from './cells/nearest.ts';
import { LANGUAGES } from './catalogue/table.ts';
import { report } from './codes.ts';
import type { Origins } from './document/assembly.ts';
import { detectFormat, recognise } from './formats/detect.ts';
import type { Recognised } from './formats/detect.ts';
import type { FormatName, ReadDocument, SheetFormat } from './formats/format.ts';
import { FORMATS } from './formats/index.ts';
import { limitFindings } from './limit-findings.ts';
import type { ColumnMapping } from './records/columns.ts';
import { mapColumns, placeOf } from './records/columns.ts';
import type { FoundTable } from './records/find-table.ts';
import { readTable } from './records/read-table.ts';
import type { Row } from './records/row.ts';
import type { SampleHours } from './sample-hours.ts';
import { sampleHours } from './sample-hours.ts';
import type { InputFile, OpenedFile } from './sheets/open-files.ts';
import { openFile } from './sheets/open-files.ts';
import { cellText, titleOf } from './sheets/sheet.ts';
import { isInstructionSheet } from './instructions.ts';

/** What the caller knows better than the files. */
export interface ImportOptions {
  /** Absent = found out from the files. */
  readonly format?: FormatName;
  /** What the user said about columns whose header is not known. */
  readonly mapping?: ColumnMapping;
}

/** How one sheet or CSV file was understood. */
export interface TableReport {
  readonly file: string;
  readonly sheet?: string;
  /** Name of the table in the catalogue of the format; absent = left alone. */
  readonly recognisedAs?: string;
  /** As the spreadsheet shows it, from 1. */
  readonly headerRow?: number;
  readonly rowsRead: number;
  readonly rowsRefused: number;
  /** `confidence` is 1 for a known word or the user's own mapping, less where a bracket or a unit was taken off the header. */
  readonly columns: readonly { readonly header: string; readonly field: string; readonly confidence: number; readonly unit?: string }[];
  readonly unknownColumns: readonly string[];
  /** Every field of the table, what a column can be mapped to; absent = left alone. */
  readonly fields?: readonly string[];
}

/** A factory draft, or the reasons why not; in either case how the files were understood. */
export interface ImportResult {
  /** Absent when anything is an error: nothing is half imported. */
  readonly draft: FactoryDraft | undefined;
  /** Everything found, errors first. */
  readonly findings: readonly Finding[];
  /** Absent when no file could be opened or understood. */
  readonly format: FormatName | undefined;
  readonly tables: readonly TableReport[];
  /** What the times come to for up to three orders. */
  readonly sampleHours: readonly SampleHours[];
  /** Where each element of the document was written, for {@link placeFindings}. */
  readonly origins: Origins;
}

/** Reads files into a factory draft and a report. Never throws for what a file holds; the same files give the same result. */
export async function importFactory(files: readonly InputFile[], options: ImportOptions = {}): Promise<ImportResult> {
  if (files.length === 0) return failed([report('import.no-files')]);
  const opened: OpenedFile[] = [];
  for (const file of files) opened.push(await openFile(file));
  const findings = opened.flatMap((file) => file.findings);
  const texts = opened.filter((file) => file.container === 'json');
  const sheets = opened.flatMap((file) => file.sheets);
  if (texts.length > 0 && opened.length > 1) return failed([...findings, mixed(opened, texts)]);
  const [text] = texts;
  if (text !== undefined) return fromText(text, findings);
  if (sheets.length === 0) return failed(hasErrors(findings) ? findings : [...findings, nothing(opened, [])]);
  const formats = FORMATS.filter((format) => format.kind === 'sheets').filter((format) => fits(format, opened, options.format));
  const recognised = options.format === undefined ? detectFormat(sheets, formats) : formats[0] && recognise(sheets, formats[0]);
  if (recognised === undefined || recognised.found.length === 0) return failed([...findings, nothing(opened, formats)]);
  return fromSheets(recognised, options.mapping ?? {}, findings);
}

function fits(format: SheetFormat, opened: readonly OpenedFile[], wanted: FormatName | undefined): boolean {
  const container = opened.some((file) => file.container === 'workbook') ? 'workbook' : 'csv';
  // The two own formats differ only in their container, so asking for either gets the one that fits.
  const asked = wanted === undefined || format.name === wanted || (wanted.startsWith('midstream') && format.name.startsWith('midstream'));
  return asked && format.containers.includes(container);
}

function failed(findings: readonly Finding[]): ImportResult {
  return { draft: undefined, findings: limitFindings(findings), format: undefined, tables: [], sampleHours: [], origins: new Map() };
}

function mixed(opened: readonly OpenedFile[], texts: readonly OpenedFile[]): Finding {
  if (texts.length > 1) return report('import.several-json', { count: texts.length });
  return report('import.mixed-files', { files: opened.map((file) => file.file).join(', ') });
}

function nothing(opened: readonly OpenedFile[], formats: readonly SheetFormat[]): Finding {
  const names = opened.flatMap((file) => file.sheets.map(titleOf));
  const known = [...new Set(formats.flatMap((format) => format.tables.slice(0, 6).map((table) => table.title.en[0] ?? table.name)))];
  const file = opened[0]?.file;
  return report(
    'import.nothing-recognised',
    { sheets: names.slice(0, 20).join(', '), known: known.join(', ') },
    file === undefined ? {} : { file },
  );
}

function fromText(opened: OpenedFile, findings: readonly Finding[]): ImportResult {
  const format = FORMATS.find((candidate) => candidate.kind === 'text');
  if (format?.kind !== 'text') throw new Error('no text format is registered');
  return finish(format.name, format.parse(opened.text ?? '', opened.file), findings, []);
}

function fromSheets(recognised: Recognised, mapping: ColumnMapping, opening: readonly Finding[]): ImportResult {
  const findings: Finding[] = [...opening];
  const tables: TableReport[] = [];
  const rows = new Map<string, Row[]>();
  for (const found of recognised.found) {
    if (found.headerRow === -1) {
      findings.push(...headerMissing(found));
      continue;
    }
    const mapped = mapColumns(found, mapping);
    const read = readTable(found, mapped.columns);
    findings.push(...mapped.findings, ...read.findings);
    const soFar = rows.get(found.table.name) ?? [];
    rows.set(found.table.name, soFar);
    for (const row of read.rows) soFar.push(row);
    tables.push(tableReport(found, mapped, read));
  }
  for (const sheet of recognised.ignored) {
    const { row: _, ...at } = placeOf({ sheet }, 0);
    tables.push({ ...at, file: sheet.file, rowsRead: 0, rowsRefused: 0, columns: [], unknownColumns: [] });
    if (isInstructionSheet(titleOf(sheet))) continue;
    const titles = recognised.format.tables.flatMap((table) => LANGUAGES.flatMap((language) => table.title[language]));
    findings.push(report('import.sheet-ignored', { sheet: titleOf(sheet), nearest: nearest(titleOf(sheet), titles).join(', ') }, at));
  }
  return finish(recognised.format.name, recognised.format.assemble(rows), findings, tables);
}

/** A sheet whose name is known but whose header is not: an error when it holds rows, nothing when it is empty. */
function headerMissing(found: FoundTable): Finding[] {
  const filled = found.sheet.rows.some((row) => row.some((cell) => cellText(cell).trim() !== ''));
  const { row: _, ...at } = placeOf(found, 0);
  const expected = found.table.fields.slice(0, 6).map((field) => field.words.en[0] ?? field.name);
  return filled
    ? [report('import.header-not-found', { table: found.table.title.en[0] ?? found.table.name, expected: expected.join(', ') }, at)]
    : [];
}

function tableReport(found: FoundTable, mapped: ReturnType<typeof mapColumns>, read: ReturnType<typeof readTable>): TableReport {
  const { row, ...at } = placeOf(found, found.headerRow);
  return {
    ...at,
    file: found.sheet.file,
    recognisedAs: found.table.name,
    headerRow: row ?? 1,
    rowsRead: read.rows.length - read.refused,
    rowsRefused: read.refused,
    columns: mapped.columns.map(({ header, field, confidence, unit }) => ({
      header,
      field: field.name,
      confidence,
      ...(unit === undefined ? {} : { unit }),
    })),
    unknownColumns: mapped.unknown,
    fields: found.table.fields.map(({ name }) => name),
  };
}

function finish(format: FormatName, document: ReadDocument, before: readonly Finding[], tables: readonly TableReport[]): ImportResult {
  const findings = limitFindings([...before, ...document.findings]);
  const draft = hasErrors(findings) ? undefined : document.draft;
  return {
    draft,
    findings,
    format,
    tables,
    sampleHours: draft === undefined ? [] : sampleHoursOf(format, draft),
    origins: document.origins,
  };
}

/** A JSON document has not been checked yet, so nothing is computed from it. */
function sampleHoursOf(format: FormatName, draft: FactoryDraft): SampleHours[] {
  return format === 'midstream-json' ? [] : sampleHours(draft);
}
