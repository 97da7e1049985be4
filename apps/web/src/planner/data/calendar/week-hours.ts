import type { Calendar, ShiftPeriod, Weekday } from '@midstream/factory';

export const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** A cell of the picture. */
export const CELL_MINUTES = 30;
export const CELLS_A_DAY = 48;
const DAY_MINUTES = 1440;

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

type Period = Pick<ShiftPeriod, 'weekdays' | 'from' | 'to'>;

/** Weekly periods of some kind: shifts, or overtime at its price. What else a period says (`shift`, a price) stays with it. */
export type Week<P extends Period = Period> = readonly P[];

/** One period on one weekday, in minutes of it; `to` may lie in the next day. */
interface Segment<P extends Period> {
  readonly day: number;
  readonly from: number;
  readonly to: number;
  readonly period: P;
}

function segmentsOf<P extends Period>(week: Week<P>): Segment<P>[] {
  return week.flatMap((period) => {
    const from = minutesOf(period.from);
    const to = minutesOf(period.to) > from ? minutesOf(period.to) : minutesOf(period.to) + DAY_MINUTES;
    return period.weekdays.map((weekday) => ({ day: DAYS.indexOf(weekday), from, to, period }));
  });
}

/** [weekday · 1440 + minute] 1 where some period is open; a period past Sunday midnight comes back on Monday. */
function minutesOpen<P extends Period>(segments: readonly Segment<P>[]): Uint8Array {
  const open = new Uint8Array(7 * DAY_MINUTES);
  for (const { day, from, to } of segments) {
    for (let minute = from; minute < to; minute++) open[(day * DAY_MINUTES + minute) % open.length] = 1;
  }
  return open;
}

/** Minutes of each cell of the week that are open, [weekday · 48 + cell], 0 to 30. */
export function openCells(week: Week): Uint8Array {
  const open = minutesOpen(segmentsOf(week));
  const cells = new Uint8Array(7 * CELLS_A_DAY);
  for (let minute = 0; minute < open.length; minute++) {
    const cell = Math.floor(minute / CELL_MINUTES);
    cells[cell] = (cells[cell] ?? 0) + (open[minute] ?? 0);
  }
  return cells;
}

/** A rectangle of the picture: weekdays and cells, both ends included. */
export interface Patch {
  readonly days: readonly [number, number];
  readonly cells: readonly [number, number];
}

export function inPatch(patch: Patch, day: number, cell: number): boolean {
  return day >= patch.days[0] && day <= patch.days[1] && cell >= patch.cells[0] && cell <= patch.cells[1];
}

/**
 * The week with a rectangle opened or closed. Periods it does not touch stay as they are, names and all; closing cuts those it does;
 * opening fills what was not open, by lengthening the shift it touches where there is one, else by a period like `fresh`.
 */
export function painted<P extends Period>(week: Week<P>, patch: Patch, opens: boolean, fresh: Omit<P, keyof Period>): P[] {
  let segments = segmentsOf(week);
  const from = patch.cells[0] * CELL_MINUTES;
  const to = (patch.cells[1] + 1) * CELL_MINUTES;
  for (let day = patch.days[0]; day <= patch.days[1]; day++) {
    segments = opens ? opened(segments, day, from, to, fresh) : segments.flatMap((segment) => cut(segment, day, from, to));
  }
  return gathered(segments);
}

/** What is left of a segment without some minutes of a weekday, which it may reach from the day before. */
function cut<P extends Period>(segment: Segment<P>, day: number, from: number, to: number): Segment<P>[] {
  let pieces: { readonly from: number; readonly to: number }[] = [segment];
  for (const shift of [0, DAY_MINUTES]) {
    if ((segment.day + shift / DAY_MINUTES) % 7 !== day) continue;
    pieces = pieces.flatMap((piece) =>
      [
        { from: piece.from, to: Math.min(piece.to, from + shift) },
        { from: Math.max(piece.from, to + shift), to: piece.to },
      ].filter((each) => each.from < each.to),
    );
  }
  // A piece that begins after midnight belongs to the next day.
  return pieces.map((piece) =>
    piece.from < DAY_MINUTES
      ? { ...segment, ...piece }
      : { ...segment, day: (segment.day + 1) % 7, from: piece.from - DAY_MINUTES, to: piece.to - DAY_MINUTES },
  );
}

function opened<P extends Period>(
  segments: readonly Segment<P>[],
  day: number,
  from: number,
  to: number,
  fresh: Omit<P, keyof Period>,
): Segment<P>[] {
  const open = minutesOpen(segments);
  let next = [...segments];
  for (let start = from; start < to; start++) {
    if (open[day * DAY_MINUTES + start] === 1) continue;
    let end = start;
    while (end < to && open[day * DAY_MINUTES + end] !== 1) end++;
    const before = next.findIndex((each) => each.day === day && each.to === start);
    // A period is a day long at most.
    const after = next.findIndex((each) => each.day === day && each.from === end && each.to - start <= DAY_MINUTES);
    if (before >= 0) next = next.map((each, i) => (i === before ? { ...each, to: end } : each));
    else if (after >= 0) next = next.map((each, i) => (i === after ? { ...each, from: start } : each));
    else next.push({ day, from: start, to: end, period: { ...fresh, weekdays: [], from: '', to: '' } as unknown as P });
    start = end;
  }
  return next;
}

/** Segments of like hours and names as one period over their weekdays, by weekday and hour. */
function gathered<P extends Period>(segments: readonly Segment<P>[]): P[] {
  const byHours = new Map<string, Segment<P>[]>();
  for (const segment of segments.toSorted((a, b) => a.day - b.day || a.from - b.from)) {
    const { weekdays: _, from: __, to: ___, ...rest } = segment.period;
    const key = `${segment.from} ${segment.to} ${JSON.stringify(rest)}`;
    byHours.set(key, [...(byHours.get(key) ?? []), segment]);
  }
  return [...byHours.values()].map((alike) => {
    const [first] = alike;
    if (first === undefined) throw new Error('no period');
    const to = first.to === DAY_MINUTES ? DAY_MINUTES : first.to % DAY_MINUTES;
    const weekdays = [...new Set(alike.map((each) => each.day))].map((day) => DAYS[day] ?? 'mon');
    return { ...first.period, weekdays, from: clockOf(first.from), to: clockOf(to) };
  });
}

/** Hours of a week that are open. */
export function hoursAWeek(week: Calendar['week']): number {
  return openCells(week).reduce((sum, minutes) => sum + minutes, 0) / 60;
}
