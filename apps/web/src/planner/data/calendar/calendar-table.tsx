import type { Calendar, OvertimePeriod, ShiftPeriod, Weekday } from '@midstream/factory';
import { useSpeech } from '../../../i18n/language.tsx';
import { TypedCell } from '../../../ui/typed-cell.tsx';
import { DAYS } from './week-hours.ts';

/** The same calendar without a picture: shifts, overtime and exceptions as rows to edit. */
export function CalendarTable({
  calendar,
  canEdit,
  onChange,
}: {
  readonly calendar: Calendar;
  readonly canEdit: boolean;
  readonly onChange: (next: Partial<Calendar>) => void;
}) {
  const { say, nameOf, number } = useSpeech();
  const overtime = calendar.overtime ?? [];
  const exceptions = calendar.exceptions ?? [];
  const remove = (label: string, onClick: () => void) =>
    canEdit ? (
      <td className="right">
        <button type="button" className="button quiet danger" aria-label={`${say('web.delete')} ${label}`} onClick={onClick}>
          {say('web.delete')}
        </button>
      </td>
    ) : null;
  return (
    <div className="stack">
      <table>
        <thead>
          <tr>
            <th>{say('web.hours-open')}</th>
            <th>{say('web.from')}</th>
            <th>{say('web.to')}</th>
            <th>{say('web.shift')}</th>
            {canEdit ? <th /> : null}
          </tr>
        </thead>
        <tbody>
          {calendar.week.map((period, i) => (
            <PeriodRow
              key={i}
              period={period}
              canEdit={canEdit}
              onChange={(next) => onChange({ week: calendar.week.map((each, k) => (k === i ? { ...each, ...next } : each)) })}
            >
              <td>{nameOf(period.shift)}</td>
              {remove(`${period.from}–${period.to}`, () => onChange({ week: calendar.week.filter((_, k) => k !== i) }))}
            </PeriodRow>
          ))}
          {overtime.map((period, i) => (
            <PeriodRow
              key={`o${i}`}
              period={period}
              canEdit={canEdit}
              onChange={(next) => onChange({ overtime: overtime.map((each, k) => (k === i ? { ...each, ...next } : each)) })}
            >
              <td>{`${say('web.hours-overtime')} +${number(period.extraCostPerHour, 2)}`}</td>
              {remove(`${period.from}–${period.to}`, () => onChange({ overtime: overtime.filter((_, k) => k !== i) }))}
            </PeriodRow>
          ))}
        </tbody>
      </table>
      {canEdit ? (
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={() => onChange({ week: [...calendar.week, { weekdays: DAYS.slice(0, 5), from: '09:00', to: '18:00' }] })}
          >
            {say('web.add-shift')}
          </button>
        </div>
      ) : null}
      {exceptions.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th>{say('web.exceptions')}</th>
              <th>{say('web.from')}</th>
              <th>{say('web.to')}</th>
              <th>{say('web.reason')}</th>
              {canEdit ? <th /> : null}
            </tr>
          </thead>
          <tbody>
            {exceptions.map((each, i) => (
              <tr key={`${i} ${each.from}`}>
                <td>{say(each.working ? 'web.hours-open' : 'web.hours-closed')}</td>
                <td>{each.from.replace('T', ' ')}</td>
                <td>{each.to.replace('T', ' ')}</td>
                <td>{nameOf(each.reason)}</td>
                {remove(each.from, () => onChange({ exceptions: exceptions.filter((_, k) => k !== i) }))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** One period of the week: its weekdays and its hours, changed where they stand. */
function PeriodRow({
  period,
  canEdit,
  onChange,
  children,
}: {
  readonly period: ShiftPeriod | OvertimePeriod;
  readonly canEdit: boolean;
  readonly onChange: (next: { from?: string; to?: string; weekdays?: Weekday[] }) => void;
  readonly children: React.ReactNode;
}) {
  const { say } = useSpeech();
  const weekdays = period.weekdays ?? [];
  const toggle = (day: Weekday): void => {
    const next = DAYS.filter((each) => (each === day) !== weekdays.includes(each));
    if (next.length > 0) onChange({ weekdays: next });
  };
  const time = (field: 'from' | 'to') => (
    <TypedCell
      type="time"
      style={{ width: 'auto' }}
      aria-label={say(`web.${field}`)}
      stored={period[field] === '24:00' ? '00:00' : period[field]}
      disabled={!canEdit}
      onTyped={(value) => {
        if (value === '') return false;
        if (value !== period[field] && !(value === '00:00' && period[field] === '24:00')) onChange({ [field]: value });
        return true;
      }}
    />
  );
  return (
    <tr>
      <td>
        {'date' in period && period.date !== undefined
          ? period.date
          : DAYS.map((day) => (
              <button
                key={day}
                type="button"
                className="day-chip"
                disabled={!canEdit}
                aria-pressed={weekdays.includes(day)}
                onClick={() => toggle(day)}
              >
                {say(`web.day-${day}`)}
              </button>
            ))}
      </td>
      <td>{time('from')}</td>
      <td>{time('to')}</td>
      {children}
    </tr>
  );
}
