import type { Calendar } from '@midstream/factory';
import { readClock, readMoment } from '../cells/moment.ts';
import type { Reading } from '../cells/reading.ts';
import { isUnderstood } from '../cells/reading.ts';
import { tableNamed } from '../catalogue/index.ts';
import { report } from '../codes.ts';
import type { Row } from '../records/row.ts';
import { cellIn, localizedIn, numberIn, placeOfCell, present, textIn, weekdaysIn } from '../records/row.ts';
import type { Cell } from '../sheets/sheet.ts';
import type { Assembly, Building } from './assembly.ts';
import { mergeShared, missingCell, noteOrigin, rowsOf } from './assembly.ts';
import type { FieldValues } from './field-values.ts';

const SHARED = ['name', 'observesHolidays'];

interface Growing {
  readonly element: { id: string; week: Building[]; exceptions: Building[]; overtime: Building[] };
  readonly shared: Map<string, { row: Row; value: unknown }>;
  readonly first: Row;
}

/** Gathers the rows of each calendar: shifts of the week, exceptions, overtime. */
export function assembleCalendars(assembly: Assembly): Building[] {
  const growing = new Map<string, Growing>();
  for (const row of rowsOf(assembly, 'calendars')) {
    const id = textIn(row, 'calendar') ?? '';
    let calendar = growing.get(id);
    if (calendar === undefined) {
      noteOrigin(assembly, `/calendars/${growing.size}`, row, tableNamed('calendars'));
      calendar = { element: { id, week: [], exceptions: [], overtime: [] }, shared: new Map(), first: row };
      growing.set(id, calendar);
    }
    mergeShared(assembly, calendar.shared, row, SHARED);
    addPeriod(assembly, calendar, row);
  }
  return [...growing.values()].map(({ element, shared }) =>
    present({
      id: element.id,
      name: shared.get('name')?.value,
      week: element.week,
      exceptions: element.exceptions.length === 0 ? undefined : element.exceptions,
      overtime: element.overtime.length === 0 ? undefined : element.overtime,
      observesHolidays: shared.get('observesHolidays')?.value,
    }),
  );
}

function addPeriod(assembly: Assembly, calendar: Growing, row: Row): void {
  const told = textIn(row, 'kind');
  if (told === undefined && !['weekdays', 'date', 'from', 'to', 'label'].some((field) => row.values.has(field))) return;
  const kind = told ?? 'week';
  if (kind === 'closed' || kind === 'open') {
    const from = needed(assembly, row, 'from', 'date', readMoment);
    const to = needed(assembly, row, 'to', 'date', readMoment);
    calendar.element.exceptions.push(present({ from, to, working: kind === 'open', reason: localizedIn(row, 'label') }));
    return;
  }
  const span = { from: needed(assembly, row, 'from', undefined, readClock), to: needed(assembly, row, 'to', undefined, readClock) };
  const weekdays = weekdaysIn(row, 'weekdays');
  if (kind === 'overtime') {
    const extraCostPerHour = numberIn(row, 'extraCostPerHour');
    if (extraCostPerHour === undefined) missingCell(assembly, row, 'extraCostPerHour', 'Overtime cost per hour');
    calendar.element.overtime.push(present({ weekdays, date: textIn(row, 'date'), ...span, extraCostPerHour }));
    return;
  }
  if (weekdays === undefined) missingCell(assembly, row, 'weekdays', 'Weekdays');
  calendar.element.week.push(present({ weekdays, ...span, shift: localizedIn(row, 'label') }));
}

/** Reads a raw cell of a period, or else the date column beside it; reports it when both are blank or it cannot be read. */
function needed(
  assembly: Assembly,
  row: Row,
  field: string,
  instead: string | undefined,
  read: (cell: Cell) => Reading<string>,
): string | undefined {
  const cell = cellIn(row, field) ?? (instead === undefined ? null : (textIn(row, instead) ?? null));
  if (cell === null) {
    missingCell(assembly, row, field, field === 'from' ? 'From' : 'To');
    return undefined;
  }
  const reading = read(cell);
  if (isUnderstood(reading)) return reading.value;
  assembly.findings.push(report(reading.code, reading.params, placeOfCell(row, field)));
  return undefined;
}

export function calendarRows(calendars: readonly Calendar[]): FieldValues[] {
  return calendars.flatMap((calendar) => {
    const periods: FieldValues[] = [
      ...calendar.week.map(({ weekdays, from, to, shift }) => ({ kind: 'week', weekdays, from, to, label: shift })),
      ...(calendar.exceptions ?? []).map(({ from, to, working, reason }) => ({
        kind: working ? 'open' : 'closed',
        from,
        to,
        label: reason,
      })),
      ...(calendar.overtime ?? []).map((period) => ({ kind: 'overtime', ...period })),
    ];
    const [first = {}, ...rest] = periods;
    const shared = { name: calendar.name, observesHolidays: calendar.observesHolidays };
    return [{ calendar: calendar.id, ...shared, ...first }, ...rest.map((period) => ({ calendar: calendar.id, ...period }))];
  });
}
