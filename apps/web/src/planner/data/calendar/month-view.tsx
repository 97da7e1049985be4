import type { Calendar, CalendarException, Site } from '@midstream/factory';
import { intlTag } from '@midstream/words/unloaded';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useSpeech } from '../../../i18n/language.tsx';
import { datesOf, dayAfter, type DayRule, daysShown, withRule } from './exceptions.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month of a calendar at a site: hours of each day, holidays and exceptions; some days are marked and given a rule of their own. */
export function MonthView({
  calendar,
  site,
  canEdit,
  onChange,
}: {
  readonly calendar: Calendar;
  readonly site: Pick<Site, 'timeZone' | 'holidays' | 'makeUpDays'>;
  readonly canEdit: boolean;
  readonly onChange: (exceptions: readonly CalendarException[]) => void;
}) {
  const { say, language, number, nameOf } = useSpeech();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: site.timeZone }).format(new Date());
  const [month, setMonth] = useState(today.slice(0, 7));
  const [marked, setMarked] = useState<readonly [string, string]>([today, today]);
  const isDragging = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  const tag = intlTag(language);
  const [first, last] = marked[0] <= marked[1] ? marked : [marked[1], marked[0]];
  const days = daysShown(calendar, site, datesOf(month));
  const turn = (by: number): void => setMonth(dayAfter(`${month}-15`, by * 30).slice(0, 7));
  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = dayAfter(marked[1], step);
    setMarked(event.shiftKey ? [marked[0], next] : [next, next]);
    if (next.slice(0, 7) !== month) setMonth(next.slice(0, 7));
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus());
  };
  return (
    <div className="stack">
      <div className="row">
        <button type="button" className="button quiet" aria-label={say('web.month-before')} onClick={() => turn(-1)}>
          ‹
        </button>
        <h3 aria-live="polite" style={{ minWidth: 130, textAlign: 'center' }}>
          {new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00Z`))}
        </h3>
        <button type="button" className="button quiet" aria-label={say('web.month-after')} onClick={() => turn(1)}>
          ›
        </button>
      </div>
      <div
        ref={box}
        className="month"
        role="group"
        aria-label={say('web.exceptions')}
        onKeyDown={onKey}
        onPointerUp={() => (isDragging.current = false)}
        onPointerLeave={() => (isDragging.current = false)}
      >
        {days.slice(0, 7).map((day) => (
          <span key={day.date} className="muted small" aria-hidden="true">
            {new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day.date}T00:00Z`))}
          </span>
        ))}
        {days.map((day) => {
          const notes = [
            nameOf((day.holiday as { name?: unknown } | undefined)?.name) || (day.holiday === undefined ? '' : say('web.holiday')),
            day.worksAs === undefined ? '' : say('web.works-as', { day: say(`web.day-${day.worksAs}`) }),
            day.exception === undefined ? '' : nameOf(day.exception.reason) || say('web.exception'),
          ].filter((note) => note !== '');
          return (
            <button
              key={day.date}
              type="button"
              data-date={day.date}
              data-other={day.date.slice(0, 7) !== month}
              data-closed={day.hours === 0}
              data-exception={day.exception !== undefined}
              aria-pressed={day.date >= first && day.date <= last}
              aria-current={day.date === today ? 'date' : undefined}
              tabIndex={day.date === marked[1] ? 0 : -1}
              title={notes.join(', ')}
              onPointerDown={(event) => {
                isDragging.current = true;
                event.currentTarget.releasePointerCapture(event.pointerId);
                setMarked(event.shiftKey ? [marked[0], day.date] : [day.date, day.date]);
              }}
              onPointerEnter={() => {
                if (isDragging.current) setMarked([marked[0], day.date]);
              }}
            >
              <span>{Number(day.date.slice(8))}</span>
              <b>
                {day.hours === 0
                  ? say('web.hours-closed')
                  : say('web.hours', { hours: number(day.hours, Number.isInteger(day.hours) ? 0 : 1) })}
              </b>
              <small>{notes[0] ?? (day.overtimeHours > 0 ? `+${number(day.overtimeHours, 0)}` : '')}</small>
            </button>
          );
        })}
      </div>
      {canEdit ? (
        <RuleForm
          key={`${first} ${last}`}
          label={first === last ? dateIn(tag, first) : `${dateIn(tag, first)} – ${dateIn(tag, last)}`}
          onRule={(rule) => onChange(withRule(calendar.exceptions ?? [], first, last, rule))}
        />
      ) : null}
    </div>
  );
}

function dateIn(tag: string, date: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00Z`));
}

/** What is to hold on the days that are marked. */
function RuleForm({ label, onRule }: { readonly label: string; readonly onRule: (rule: DayRule) => void }) {
  const { say } = useSpeech();
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState('09:00');
  const [to, setTo] = useState('18:00');
  return (
    <div className="row">
      <span className="strong">{label}</span>
      <input
        style={{ width: 160 }}
        placeholder={say('web.reason')}
        aria-label={say('web.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="button" className="button" onClick={() => onRule({ rule: 'closed', reason })}>
        {say('web.day-close')}
      </button>
      <span className="row" style={{ gap: 4 }}>
        <button type="button" className="button" onClick={() => onRule({ rule: 'open', from, to, reason })}>
          {say('web.day-open')}
        </button>
        <input
          type="time"
          style={{ width: 'auto' }}
          aria-label={say('web.from')}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <input
          type="time"
          style={{ width: 'auto' }}
          aria-label={say('web.to')}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </span>
      <button type="button" className="button quiet" onClick={() => onRule({ rule: 'usual' })}>
        {say('web.day-usual')}
      </button>
    </div>
  );
}
