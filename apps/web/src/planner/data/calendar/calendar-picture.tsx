import type { FactoryRecord } from '@midstream/api';
import type { Calendar, OvertimePeriod, Site } from '@midstream/factory';
import { useState } from 'react';
import { useWorkspace } from '../../../data/session.tsx';
import { useCall } from '../../../data/use-call.ts';
import { useSpeech } from '../../../i18n/language.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { Unstored } from '../../../ui/unstored.tsx';
import { useRecordStrokes } from '../use-record-strokes.ts';
import { CalendarTable } from './calendar-table.tsx';
import { MonthView } from './month-view.tsx';
import { WeekGrid } from './week-grid.tsx';
import { hoursAWeek, painted, type Patch } from './week-hours.ts';

type View = 'week' | 'month' | 'table';
const HONG_KONG = { timeZone: 'Asia/Hong_Kong' };

type Weekly = OvertimePeriod & { readonly weekdays: NonNullable<OvertimePeriod['weekdays']> };
function isWeekly(period: OvertimePeriod): period is Weekly {
  return period.weekdays !== undefined && period.date === undefined;
}

/** A calendar as a week to paint, a month with its exceptions, and the same as a table. What was changed can be undone. */
export function CalendarPicture({ record, canEdit }: { readonly record: FactoryRecord; readonly canEdit: boolean }) {
  const { say, nameOf, number } = useSpeech();
  const workspace = useWorkspace();
  const [view, setView] = useState<View>('week');
  const [brush, setBrush] = useState<'shift' | 'overtime'>('shift');
  const [price, setPrice] = useState(0);
  const [siteId, setSiteId] = useState('');
  const sites = useCall('records.list', { params: { workspace, kind: 'sites' }, query: { limit: 200 } });
  const site = sites.data?.items.find((each) => each.id === siteId) ?? sites.data?.items[0];
  const edits = useRecordStrokes<Calendar>('calendars', record);
  const calendar = edits.data;
  const change = (next: Partial<Calendar>): void => edits.change({ ...calendar, ...next });
  const weekly = (calendar.overtime ?? []).filter(isWeekly);
  const paint = (patch: Patch, opens: boolean): void => {
    if (brush === 'shift') return change({ week: painted(calendar.week, patch, opens, {}) });
    const others = (calendar.overtime ?? []).filter((period) => !isWeekly(period));
    change({ overtime: [...painted((calendar.overtime ?? []).filter(isWeekly), patch, opens, { extraCostPerHour: price }), ...others] });
  };
  return (
    <section className="card stack" aria-label={nameOf(calendar.name) || record.id}>
      <div className="row">
        <h2>{nameOf(calendar.name) || record.id}</h2>
        <span className="muted small">{say('web.hours-a-week', { hours: number(hoursAWeek(calendar.week), 1) })}</span>
        <span className="grow" />
        {edits.undo === undefined ? null : (
          <button type="button" className="button" onClick={edits.undo}>
            <Icon name="undo" /> {say('web.undo')}
          </button>
        )}
        <Segments
          label={say('web.view')}
          value={view}
          options={(['week', 'month', 'table'] as const).map((value) => ({ value, text: say(`web.view-${value}`) }))}
          onChange={setView}
        />
      </div>
      <Unstored edits={edits} />
      {view === 'week' ? (
        <>
          <WeekGrid
            week={calendar.week}
            overtime={weekly}
            paintsOvertime={brush === 'overtime'}
            canEdit={canEdit}
            label={`${nameOf(calendar.name) || record.id}: ${say('web.view-week')}`}
            onPaint={paint}
          />
          <div className="row small">
            <span className="key" data-state="open" /> {say('web.hours-open')}
            <span className="key" data-state="overtime" /> {say('web.hours-overtime')}
            <span className="key" data-state="closed" /> {say('web.hours-closed')}
            <span className="grow" />
            {canEdit ? (
              <>
                <span className="muted">{say('web.calendar-hint')}</span>
                <Segments
                  label={say('web.brush')}
                  value={brush}
                  options={(['shift', 'overtime'] as const).map((value) => ({ value, text: say(`web.brush-${value}`) }))}
                  onChange={setBrush}
                />
                {brush === 'overtime' ? (
                  <input
                    type="number"
                    min="0"
                    style={{ width: 90 }}
                    aria-label={say('web.field-extraCostPerHour')}
                    title={say('web.field-extraCostPerHour')}
                    value={price}
                    onChange={(event) => setPrice(Math.max(0, event.target.valueAsNumber || 0))}
                  />
                ) : null}
              </>
            ) : null}
          </div>
        </>
      ) : null}
      {view === 'month' ? (
        <>
          {(sites.data?.items.length ?? 0) > 1 ? (
            <label className="row small">
              {say('web.holidays-of')}
              <select style={{ width: 'auto' }} value={site?.id ?? ''} onChange={(event) => setSiteId(event.target.value)}>
                {sites.data?.items.map((each) => (
                  <option key={each.id} value={each.id}>
                    {nameOf(each.data.name) || each.id}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          <MonthView
            calendar={calendar}
            site={(site?.data as Site | undefined) ?? HONG_KONG}
            canEdit={canEdit}
            onChange={(exceptions) => change({ exceptions })}
          />
        </>
      ) : null}
      {view === 'table' ? <CalendarTable calendar={calendar} canEdit={canEdit} onChange={change} /> : null}
    </section>
  );
}
