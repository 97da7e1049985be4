import type { FactoryRecord } from '@midstream/api';
import { type ClipboardEvent, useState } from 'react';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Trouble, Waiting } from '../../ui/states.tsx';
import { CalendarPicture } from './calendar-picture.tsx';
import { MatrixPicture } from './matrix-picture.tsx';
import { RecordEditor } from './record-editor.tsx';
import { pastedRows } from './paste.ts';

const KINDS = [
  'machines',
  'products',
  'routings',
  'calendars',
  'changeovers',
  'operators',
  'tools',
  'materials',
  'sites',
  'lanes',
  'areas',
  'workCentres',
  'skills',
] as const;
type Kind = (typeof KINDS)[number];
/** Fields that are pictures or lists of their own; the table shows how many. */
const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value.join(', ') : `${value.length}`;
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, each]) => `${key}: ${String(each)}`)
      .join(', ');
  return String(value);
};

/** Every list of master data as a table: edit, add, delete, or paste rows from a spreadsheet. */
export function RecordTable() {
  const { say, number } = useSpeech();
  const workspace = useWorkspace();
  const mayWrite = useMay('factory.write');
  const [kind, setKind] = useState<Kind>('machines');
  const [open, setOpen] = useState<FactoryRecord | 'new' | undefined>(undefined);
  const list = useCall('records.list', { params: { workspace, kind }, query: { limit: 1000 } });
  const records = list.data?.items ?? [];
  const columns = columnsOf(records);
  const paste = useChange((_, rows: readonly Readonly<Record<string, unknown>>[]) =>
    client.call('records.batch', {
      params: { workspace, kind },
      body: {
        changes: rows.map((row) => {
          const before = records.find((record) => record.id === row.id);
          return { id: String(row.id), version: before?.version ?? 0, data: { ...before?.data, ...row } };
        }),
      },
    }),
  );
  const onPaste = (event: ClipboardEvent): void => {
    const rows = mayWrite ? pastedRows(event.clipboardData.getData('text'), columns) : [];
    if (rows.length === 0) return;
    event.preventDefault();
    if (confirm(say('web.paste-rows', { count: rows.length, kind: say(`web.kind-${kind}`) }))) paste.mutate(rows);
  };
  return (
    <>
      <div className="row">
        <select
          aria-label={say('web.kind')}
          value={kind}
          style={{ width: 'auto' }}
          onChange={(event) => setKind(event.target.value as Kind)}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {say(`web.kind-${each}`)}
            </option>
          ))}
        </select>
        <span className="muted">{list.data === undefined ? '' : number(list.data.total)}</span>
        <span className="grow" />
        {mayWrite ? <span className="muted small">{say('web.paste-hint')}</span> : null}
        {mayWrite ? (
          <button type="button" className="button" onClick={() => setOpen('new')}>
            {say('web.add')}
          </button>
        ) : null}
      </div>
      <Trouble error={list.error ?? paste.error} />
      {paste.data?.applied === false ? <div className="notice late">{say('web.paste-refused')}</div> : null}
      {list.isPending ? <Waiting /> : null}
      {kind === 'calendars' ? records.map((record) => <CalendarPicture key={record.id} record={record} canEdit={mayWrite} />) : null}
      {kind === 'changeovers' ? records.map((record) => <MatrixPicture key={record.id} record={record} canEdit={mayWrite} />) : null}
      <div className="card flush table-box" onPaste={onPaste} tabIndex={0} role="region" aria-label={say(`web.kind-${kind}`)}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column}>{column}</th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <tr key={record.id}>
                {columns.map((column) => (
                  <td key={column} className={column === 'id' ? 'strong' : ''}>
                    {textOf(record.data[column]).slice(0, 60)}
                  </td>
                ))}
                <td className="right">
                  <button type="button" className="button quiet" onClick={() => setOpen(record)}>
                    {say(mayWrite ? 'web.edit' : 'web.look')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open === undefined ? null : (
        <RecordEditor kind={kind} record={open === 'new' ? undefined : open} canEdit={mayWrite} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

/** The fields that any of the records has, the id first. */
function columnsOf(records: readonly FactoryRecord[]): string[] {
  const seen = new Set<string>(['id', 'name']);
  for (const record of records) for (const key of Object.keys(record.data)) seen.add(key);
  return [...seen].slice(0, 12);
}
