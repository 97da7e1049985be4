import type { Language } from '@midstream/factory';
import { readAttributes } from '../cells/attributes.ts';
import { readBoolean } from '../cells/boolean.ts';
import { readDepartures } from '../cells/departures.ts';
import { readDuration } from '../cells/duration.ts';
import { splitList } from '../cells/list.ts';
import { readClock, readDate, readMoment } from '../cells/moment.ts';
import { nearest } from '../cells/nearest.ts';
import { readCount, readNumber, readShare, shiftTwoPlaces } from '../cells/number.ts';
import type { Reading } from '../cells/reading.ts';
import { isUnderstood, wordKey } from '../cells/reading.ts';
import { readWeekday, readWeekdays } from '../cells/weekdays.ts';
import type { Field, Range } from '../catalogue/table.ts';
import { LANGUAGES } from '../catalogue/table.ts';
import type { Cell } from '../sheets/sheet.ts';
import { cellText, isTrouble } from '../sheets/sheet.ts';
import type { Column } from './columns.ts';

/** No name, note or list in a factory is longer. */
const LONGEST_TEXT = 10_000;

/** Reads a cell that is not blank as its column says. */
export function readCell(cell: Cell, column: Column): Reading<unknown> {
  if (isTrouble(cell)) {
    return cell.trouble === 'error'
      ? { code: 'import.cell-error', params: { value: cell.text } }
      : { code: 'import.formula-without-value', params: { cell: cell.text } };
  }
  const text = cellText(cell).trim();
  if (text.length > LONGEST_TEXT) return { code: 'import.text-too-long', params: { length: text.length, limit: LONGEST_TEXT } };
  return readKind(cell, text, column);
}

function readKind(cell: Cell, text: string, column: Column): Reading<unknown> {
  const { field } = column;
  switch (field.kind) {
    case 'text':
    case 'localized':
      return { value: text };
    case 'raw':
      return { value: cell };
    case 'number':
      return within(field.counts === true ? readCount(cell) : readNumber(cell), field.range);
    case 'share':
      return within(shareOf(cell, column), field.range);
    case 'duration':
      return within(durationOf(cell, column), field.range);
    case 'boolean':
      return readBoolean(cell);
    case 'date':
      return readDate(cell);
    case 'moment':
      return readMoment(cell);
    case 'clock':
      return readClock(cell);
    case 'weekday':
      return readWeekday(text);
    case 'weekdays':
      return readWeekdays(text);
    case 'list':
      return splitList(text);
    case 'attributes':
      return readAttributes(text);
    case 'departures':
      return readDepartures(text);
    case 'choice':
      return readChoice(text, column);
  }
}

function shareOf(cell: Cell, column: Column): Reading<number> {
  const share = column.unit === 'percent' ? readNumber(cell) : readShare(cell);
  return column.unit === 'percent' && isUnderstood(share) ? { value: shiftTwoPlaces(share.value) } : share;
}

function durationOf(cell: Cell, column: Column): Reading<number> {
  const unit = column.field.unit ?? 'minutes';
  const assumed = column.unit === undefined || column.unit === 'percent' ? (column.field.assumed ?? unit) : column.unit;
  return readDuration(cell, unit, assumed);
}

function within(reading: Reading<number>, range: Range | undefined): Reading<number> {
  if (!isUnderstood(reading) || range === undefined) return reading;
  const { value } = reading;
  const fits = value >= (range.min ?? -Infinity) && value <= (range.max ?? Infinity) && (range.above === undefined || value > range.above);
  if (fits) return reading;
  const parts = [
    range.above === undefined ? '' : `> ${range.above}`,
    range.min === undefined ? '' : `≥ ${range.min}`,
    range.max === undefined ? '' : `≤ ${range.max}`,
  ];
  return { code: 'import.number-out-of-range', params: { value, range: parts.filter((part) => part !== '').join(', ') } };
}

/** The language a column is headed in, in which its choices are told. */
function languageOfHeader(header: string, field: Field): Language {
  const key = wordKey(header);
  return LANGUAGES.find((language) => field.words[language].some((word) => wordKey(word) === key)) ?? 'en';
}

function readChoice(text: string, { field, header }: Column): Reading<string> {
  const choices = field.choices ?? [];
  const key = wordKey(text);
  const wordsOf = (choice: (typeof choices)[number]): string[] => [
    choice.value,
    ...LANGUAGES.flatMap((language) => choice.words[language]),
  ];
  const chosen = choices.find((choice) => wordsOf(choice).some((word) => wordKey(word) === key));
  if (chosen !== undefined) return { value: chosen.value };
  const close = nearest(text, choices.flatMap(wordsOf));
  const known = close.length > 0 ? close : choices.map((choice) => choice.words[languageOfHeader(header, field)][0] ?? choice.value);
  return { code: 'import.unknown-choice', params: { value: text, known: known.join(', ') } };
}
