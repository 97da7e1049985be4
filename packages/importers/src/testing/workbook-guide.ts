import { TABLES } from '../catalogue/index.ts';
import type { Field, Table } from '../catalogue/table.ts';
import { LANGUAGES } from '../catalogue/table.ts';
import { describeField } from '../describe-field.ts';
import { disassemble } from '../document/disassemble.ts';
import type { FieldValues } from '../document/field-values.ts';
import { writeCell } from '../document/write-cell.ts';
import { exampleDraft } from '../example-draft.ts';

const INTRODUCTION = `# The workbook and the CSV folder

A factory can be written as one workbook (\`.xlsx\`, one sheet per table) or as a folder of CSV files (one per table, named as shown).
\`midstream template\` writes the workbook with instructions, examples and lists to choose from, in English, 繁體 or 简体.

- **Enough for a first plan:** orders and routings. Everything else has a default; each default used is listed.
- **Headers** may be in any of the three languages, in any order, below title rows; case, blanks, punctuation and full-width letters do not
  matter, and a header may say it twice: \`Qty 數量\`. Unknown columns are reported, not read. A unit in brackets counts: \`Setup (h)\`, \`Cycle time [s]\`, \`Efficiency (%)\`.
- **Sheets** are known by name, or else by their headers. Hidden sheets are not read. Two sheets of one kind are read as one.
- **Names per language:** beside \`Name\`, columns \`Name (en)\`, \`Name (繁體)\`, \`Name (简体)\`.
- **Dates** are spreadsheet dates, \`2026-11-23\`, \`2026-11-23 08:30\`, \`2026年11月23日\`, \`23 Nov 2026\`, \`23-Nov-26\`,
  \`115/11/23\` (since 1911). \`03/04/2026\` and \`26/11/23\` have several meanings and are refused, as is a date without a year.
- **Time spans** are bare numbers in the unit of the column, \`1:30\` (h:min), \`1:30:00\`, \`2 04:00:00\` (days), \`1.5 h\`, \`90 秒\`.
- **Counts** may name what they count: \`8000 pcs\`, \`3,000 米\`, \`1.2萬\`. What is read so is told.
- **An order of several lines** has a row for each, with a line number or another product; each line is planned by itself.
- **Several machines in one cell**, \`M1, M2\`, are alternatives, as are several rows.
- **Totals and signatures** below a table are passed over, and told.
- **CSV files** may be UTF-8, UTF-16, Big5 or GB18030, separated by comma, semicolon, tab or bar. Text that a spreadsheet would run as a
  formula is written with an apostrophe before it, which is taken off again when it is read.
- **Formulas** count with the value that was saved; they are never run.
- Reading is all or nothing: every trouble is told at once, with file, sheet, row, column and value, and nothing is half imported.

Required columns are **bold**. This page is made from the catalogue of columns; a test keeps them equal.
`;

/** The guide to every table and column, from the catalogue that also drives reading, writing and the template. */
export function workbookGuide(): string {
  const rows = disassemble(exampleDraft('en'), 'en');
  return INTRODUCTION + TABLES.map((table) => tableSection(table, rows.get(table.name) ?? [])).join('');
}

function tableSection(table: Table, rows: readonly FieldValues[]): string {
  const titles = LANGUAGES.map((language) => table.title[language][0]).join(' · ');
  const lines = table.fields.map(
    (field) => `| ${headers(field)} | ${describeField(field, 'en').replaceAll('|', '\\|')} | ${example(field, rows)} |\n`,
  );
  return `\n## ${titles}\n\n\`${table.name}.csv\`. ${table.about.en}\n\n| column | what it takes | example |\n|---|---|---|\n${lines.join('')}`;
}

function headers(field: Field): string {
  const words = [...new Set(LANGUAGES.map((language) => field.words[language][0] ?? ''))].join(' · ');
  return field.required === true ? `**${words}**` : words;
}

function example(field: Field, rows: readonly FieldValues[]): string {
  const choices = field.choices?.map((choice) => choice.words.en[0]).join(', ');
  if (choices !== undefined) return choices;
  const value = rows.map((row) => row[field.name]).find((told) => told !== undefined);
  const cell = writeCell(value, { field, header: '' }, 'en');
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.date.replace('T', ' ') : String(cell);
}
