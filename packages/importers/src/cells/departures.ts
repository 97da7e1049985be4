import type { Language, Weekday } from '@midstream/factory';
import { readClock } from './moment.ts';
import type { Reading } from './reading.ts';
import { isUnderstood } from './reading.ts';
import { readWeekdays, writeWeekdays } from './weekdays.ts';

export interface Departure {
  readonly weekdays?: readonly Weekday[];
  readonly at: string;
}

/** `Mon-Fri 18:00; Sat 12:00; 06:00`: days before the time, none = every day. */
export function readDepartures(text: string): Reading<readonly Departure[]> {
  const departures: Departure[] = [];
  for (const part of text
    .normalize('NFKC')
    .split(/[;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')) {
    const match = /^(.*?)\s*(\d{1,2}:\d{2})$/.exec(part);
    const at = readClock(match?.[2] ?? '');
    const days = readWeekdays(match?.[1] ?? '');
    if (!isUnderstood(at) || !isUnderstood(days)) return { code: 'import.departures-malformed', params: { value: text, part } };
    departures.push(days.value.length === 0 ? { at: at.value } : { weekdays: days.value, at: at.value });
  }
  return { value: departures };
}

export function writeDepartures(departures: readonly Departure[], language: Language): string {
  return departures.map(({ weekdays, at }) => (weekdays === undefined ? at : `${writeWeekdays(weekdays, language)} ${at}`)).join('; ');
}
