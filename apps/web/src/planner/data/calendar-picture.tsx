import type { FactoryRecord } from '@midstream/api';
import type { Calendar, Weekday } from '@midstream/factory';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Trouble } from '../../ui/states.tsx';

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A week as a picture, hour by hour; a click opens or closes an hour. Breaks shorter than an hour show as they are and stay. */
export function CalendarPicture({ record, canEdit }: { readonly record: FactoryRecord; readonly canEdit: boolean }) {
  const { say, nameOf } = useSpeech();
  const workspace = useWorkspace();
  const calendar = record.data as unknown as Calendar;
  const save = useChange((_, week: Calendar['week']) =>
    client.call('records.put', { params: { workspace, kind: 'calendars', id: record.id }, body: { ...record.data, week }, version: record.version }),
  );
  return (
    <section className="card stack">
      <div className="row apart">
        <h2>{nameOf(calendar.name) || record.id}</h2>
        <span className="muted small">{canEdit ? say('web.calendar-hint') : ''}</span>
      </div>
      <Trouble error={save.error} />
      <div style={{ display: 'grid', gridTemplateColumns: '48px repeat(24, 1fr)', gap: 2 }}>
        <span />
        {HOURS.map((hour) => (
          <span key={hour} className="muted" style={{ fontSize: 10.5 }}>
            {hour % 3 === 0 ? hour : ''}
          </span>
        ))}
        {DAYS.map((day) => (
          <Day key={day} day={day} calendar={calendar} canEdit={canEdit} onToggle={(hour) => save.mutate(toggled(calendar, day, hour))} />
        ))}
      </div>
    </section>
  );
}

function Day({ day, calendar, canEdit, onToggle }: { readonly day: Weekday; readonly calendar: Calendar; readonly canEdit: boolean; readonly onToggle: (hour: number) => void }) {
  const { say } = useSpeech();
  return (
    <>
      <span className="small muted">{say(`web.day-${day}`)}</span>
      {HOURS.map((hour) => {
        const open = openMinutes(calendar, day, hour);
        return (
          <button
            key={hour}
            type="button"
            disabled={!canEdit}
            aria-label={`${say(`web.day-${day}`)} ${hour}:00`}
            aria-pressed={open > 0}
            onClick={() => onToggle(hour)}
            style={{
              height: 22,
              border: 0,
              borderRadius: 3,
              cursor: canEdit ? 'pointer' : 'default',
              background: open === 0 ? 'var(--faint)' : `color-mix(in srgb, var(--accent) ${30 + open}%, var(--surface))`,
            }}
          />
        );
      })}
    </>
  );
}

/** Minutes of an hour of a weekday that are open, shifts past midnight included. */
export function openMinutes(calendar: Calendar, day: Weekday, hour: number): number {
  const before = DAYS[(DAYS.indexOf(day) + 6) % 7] ?? 'mon';
  const open = new Set<number>();
  for (const period of calendar.week) {
    const from = minutesOf(period.from);
    const to = minutesOf(period.to) > from ? minutesOf(period.to) : minutesOf(period.to) + 1440;
    for (const [shift, applies] of [
      [0, period.weekdays.includes(day)],
      [-1440, period.weekdays.includes(before)],
    ] as const) {
      if (!applies) continue;
      for (let minute = Math.max(from + shift, hour * 60); minute < Math.min(to + shift, hour * 60 + 60); minute++) open.add(minute);
    }
  }
  return open.size;
}

/** The week with one hour of one weekday opened or closed; each weekday of the result has its own periods, none past midnight. */
export function toggled(calendar: Calendar, day: Weekday, hour: number): Calendar['week'] {
  const opens = openMinutes(calendar, day, hour) === 0;
  return DAYS.flatMap((each) => {
    const open = Array.from({ length: 1440 }, () => false);
    const before = DAYS[(DAYS.indexOf(each) + 6) % 7] ?? 'mon';
    for (const period of calendar.week) {
      const from = minutesOf(period.from);
      const to = minutesOf(period.to) > from ? minutesOf(period.to) : minutesOf(period.to) + 1440;
      if (period.weekdays.includes(each)) open.fill(true, from, Math.min(to, 1440));
      if (period.weekdays.includes(before) && to > 1440) open.fill(true, 0, to - 1440);
    }
    if (each === day) open.fill(opens, hour * 60, hour * 60 + 60);
    return periodsOf(open).map(([from, to]) => ({ weekdays: [each], from: clockOf(from), to: clockOf(to) }));
  });
}

function periodsOf(open: readonly boolean[]): [number, number][] {
  const periods: [number, number][] = [];
  let from = -1;
  for (let minute = 0; minute <= open.length; minute++) {
    if (open[minute] === true && from < 0) from = minute;
    if (open[minute] !== true && from >= 0) {
      periods.push([from, minute]);
      from = -1;
    }
  }
  return periods;
}
