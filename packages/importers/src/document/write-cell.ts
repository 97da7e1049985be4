import type { Language, LocalizedText, Weekday } from '@midstream/factory';
import type { Attributes } from '../cells/attributes.ts';
import { writeAttributes } from '../cells/attributes.ts';
import { BOOLEAN_WORDS } from '../cells/boolean.ts';
import type { Departure } from '../cells/departures.ts';
import { writeDepartures } from '../cells/departures.ts';
import { joinList } from '../cells/list.ts';
import { weekdayWord, writeWeekdays } from '../cells/weekdays.ts';
import type { WrittenCell } from '../bytes/workbook-writer.ts';
import type { Field } from '../catalogue/table.ts';
import { LANGUAGES } from '../catalogue/table.ts';
import { localizedHeader } from '../records/header-words.ts';
import type { FieldValues } from './field-values.ts';

/** One column of a written table: a field, or one language of a localized one. */
export interface WrittenField {
  readonly field: Field;
  readonly header: string;
  /** Absent for the plain column. */
  readonly tag?: Language;
}

/** The columns a table needs: all its fields, and a column per language where a name is given per language. */
export function writtenFields(fields: readonly Field[], rows: readonly FieldValues[], language: Language): WrittenField[] {
  return fields
    .filter((field) => field.readOnly !== true)
    .flatMap((field) => {
      const header = field.words[language][0] ?? field.name;
      if (field.kind !== 'localized') return [{ field, header }];
      const used = LANGUAGES.filter((tag) => rows.some((row) => spoken(row[field.name], tag) !== undefined));
      const plain = used.length === 0 || rows.some((row) => typeof row[field.name] === 'string');
      return [...(plain ? [{ field, header }] : []), ...used.map((tag) => ({ field, header: localizedHeader(header, tag), tag }))];
    });
}

function spoken(value: unknown, tag: Language): string | undefined {
  return typeof value === 'object' && value !== null ? (value as Exclude<LocalizedText, string>)[tag] : undefined;
}

/** A value as it stands in a cell. */
export function writeCell(value: unknown, column: WrittenField, language: Language): WrittenCell {
  if (value === undefined || value === null) return null;
  const { field, tag } = column;
  switch (field.kind) {
    case 'localized':
      return (tag === undefined ? (typeof value === 'string' ? value : null) : spoken(value, tag)) ?? null;
    case 'boolean':
      return BOOLEAN_WORDS[language][value === true ? 0 : 1];
    case 'choice':
      return field.choices?.find((choice) => choice.value === value)?.words[language][0] ?? String(value);
    case 'weekday':
      return weekdayWord(value as Weekday, language);
    case 'weekdays':
      return blankWhenEmpty(writeWeekdays(value as readonly Weekday[], language));
    case 'list':
      return blankWhenEmpty(joinList(value as readonly string[]));
    case 'attributes':
      return blankWhenEmpty(writeAttributes(value as Attributes));
    case 'departures':
      return blankWhenEmpty(writeDepartures(value as readonly Departure[], language));
    case 'date':
    case 'moment':
    case 'raw':
      return writeMoment(String(value));
    default:
      return typeof value === 'number' ? value : String(value);
  }
}

const blankWhenEmpty = (text: string): string | null => (text === '' ? null : text);

/** A real date for the spreadsheet where nothing is lost by it: no seconds, no offset, no midnight that would read as a bare date. */
function writeMoment(text: string): WrittenCell {
  const plain = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text) && !text.endsWith('T00:00') && text >= '1901-01-01';
  return plain && !Number.isNaN(Date.parse(text.slice(0, 10))) ? { date: text } : text;
}
