import type { FactoryRecord } from '@midstream/api';
import type { Calendar, Weekday } from '@midstream/factory';
import { client } from '../../../data/client.ts';
import { useWorkspace } from '../../../data/session.tsx';
import { useChange } from '../../../data/use-call.ts';
import { useSpeech } from '../../../i18n/language.tsx';
import { Trouble } from '../../../ui/states.tsx';
import { DAYS, openMinutes, toggled } from './week-hours.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** A week as a picture, hour by hour; a click opens or closes an hour. Breaks shorter than an hour show as they are and stay. */
export function CalendarPicture({ record, canEdit }: { readonly record: FactoryRecord; readonly canEdit: boolean }) {
  const { say, nameOf } = useSpeech();
  const workspace = useWorkspace();
  const calendar = record.data as unknown as Calendar;
  const save = useChange((_, week: Calendar['week']) =>
    client.call('records.put', {
      params: { workspace, kind: 'calendars', id: record.id },
      body: { ...record.data, week },
      version: record.version,
    }),
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

function Day({
  day,
  calendar,
  canEdit,
  onToggle,
}: {
  readonly day: Weekday;
  readonly calendar: Calendar;
  readonly canEdit: boolean;
  readonly onToggle: (hour: number) => void;
}) {
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
