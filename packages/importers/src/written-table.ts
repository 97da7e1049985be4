import type { Language } from '@midstream/factory';
import type { WrittenCell, WrittenColumn, WrittenSheet } from './bytes/workbook-writer.ts';
import { BOOLEAN_WORDS } from './cells/boolean.ts';
import { weekdayWord, WEEK } from './cells/weekdays.ts';
import { tableNamed } from './catalogue/index.ts';
import type { Table } from './catalogue/table.ts';
import { describeField } from './describe-field.ts';
import type { FieldValues } from './document/field-values.ts';
import type { WrittenField } from './document/write-cell.ts';
import { writeCell, writtenFields } from './document/write-cell.ts';

/** A table of the catalogue as a sheet: headers and hints in the language, lists to choose from, widths that fit. */
export function writtenTable(table: Table, rows: readonly FieldValues[], language: Language, present: ReadonlySet<string>): WrittenSheet {
  const fields = writtenFields(table.fields, rows, language);
  const body = rows.map((row) => fields.map((field) => writeCell(row[field.field.name], field, language)));
  return {
    name: table.title[language][0] ?? table.name,
    columns: fields.map((field, index) =>
      columnOf(
        field,
        language,
        present,
        body.slice(0, 200).map((row) => row[index] ?? null),
      ),
    ),
    rows: body,
  };
}

function columnOf(column: WrittenField, language: Language, present: ReadonlySet<string>, cells: readonly WrittenCell[]): WrittenColumn {
  const { field, header } = column;
  const choices = choicesOf(column, language);
  const from = choices === undefined ? firstColumnOf(column, language, present) : undefined;
  return {
    header,
    width: Math.min(48, Math.max(9, Math.ceil(widthOf(header) * 0.75) + 2, ...cells.map((cell) => widthOf(shown(cell)) + 2))),
    hint: describeField(field, language),
    ...(field.required === true ? { required: true } : {}),
    ...(choices === undefined ? {} : { choices }),
    ...(from === undefined ? {} : { choicesFrom: from }),
  };
}

function choicesOf({ field }: WrittenField, language: Language): readonly string[] | undefined {
  if (field.kind === 'boolean') return BOOLEAN_WORDS[language];
  if (field.kind === 'weekday') return WEEK.map((day) => weekdayWord(day, language));
  return field.choices?.map((choice) => choice.words[language][0] ?? choice.value);
}

/** The cells of another sheet that name what this column may name. Several sheets cannot feed one list, so then there is none. */
function firstColumnOf({ field }: WrittenField, language: Language, present: ReadonlySet<string>): string | undefined {
  const [target, ...others] = field.kind === 'text' ? (field.refers ?? []) : [];
  if (target === undefined || others.length > 0 || !present.has(target)) return undefined;
  const table = tableNamed(target);
  const title = (table.title[language][0] ?? table.name).replaceAll("'", "''");
  return `'${title}'!$A$2:$A$2000`;
}

function shown(cell: WrittenCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.date : String(cell);
}

/** Chinese characters are twice as wide as Latin ones. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character > '\u2e80' ? 2 : 1;
  return width;
}
