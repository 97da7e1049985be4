import type { FactoryRecord } from '@midstream/api';
import { fieldIn } from '@midstream/words/unloaded';
import { type ClipboardEvent, useMemo, useState } from 'react';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { CalendarPicture } from './calendar/calendar-picture.tsx';
import { MatrixPicture } from './matrix/matrix-picture.tsx';
import { RecordEditor } from './record-editor.tsx';
import { cellText, type Column, columnName, columnsOf, columnText } from './paste/columns.ts';
import { PasteDialog } from './paste/paste-dialog.tsx';

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

const PAGE = 200;

/** Every list of master data as a table: edit, add, delete, or paste rows from a spreadsheet. */
export function RecordTable() {
  const { say, number } = useSpeech();
  const workspace = useWorkspace();
  const mayWrite = useMay('factory.write');
  const [kind, setKind] = useState<Kind>('machines');
  const [open, setOpen] = useState<FactoryRecord | 'new' | undefined>(undefined);
  const [pasting, setPasting] = useState<string | undefined>(undefined);
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const query = { limit, ...(search === '' ? {} : { search }) };
  const list = useCall('records.list', { params: { workspace, kind }, query }, { keep: true });
  const records = list.data?.items.filter((record) => record.kind === kind) ?? [];
  const columns = useMemo(() => columnsOf(kind), [kind]);
  const onPaste = (event: ClipboardEvent): void => {
    if (!mayWrite) return;
    event.preventDefault();
    setPasting(event.clipboardData.getData('text'));
  };
  return (
    <>
      <div className="row">
        <select
          aria-label={say('web.kind')}
          value={kind}
          style={{ width: 'auto' }}
          onChange={(event) => {
            setKind(event.target.value as Kind);
            setLimit(PAGE);
          }}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {say(`web.kind-${each}`)}
            </option>
          ))}
        </select>
        <span className="muted">{list.data === undefined ? '' : number(list.data.total)}</span>
        <span className="grow" />
        <input
          type="search"
          style={{ width: 200 }}
          placeholder={say('web.search')}
          aria-label={say('web.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {mayWrite ? (
          <>
            <button type="button" className="button" onClick={() => setPasting('')} title={say('web.paste-hint')}>
              {say('web.paste')}
            </button>
            <button type="button" className="button main" onClick={() => setOpen('new')}>
              {say('web.add')}
            </button>
          </>
        ) : null}
      </div>
      <Trouble error={list.error} />
      {list.isPending ? <Waiting /> : null}
      {kind === 'calendars' ? records.map((record) => <CalendarPicture key={record.id} record={record} canEdit={mayWrite} />) : null}
      {kind === 'changeovers' ? records.map((record) => <MatrixPicture key={record.id} record={record} canEdit={mayWrite} />) : null}
      <div className="card flush table-box" onPaste={onPaste} tabIndex={0} role="region" aria-label={say(`web.kind-${kind}`)}>
        {list.data !== undefined && records.length === 0 ? (
          <Empty title={say(search === '' ? 'web.none-yet' : 'web.nothing-found')}>
            {mayWrite ? <p>{say('web.paste-hint')}</p> : null}
          </Empty>
        ) : (
          <Rows kind={kind} columns={columns} records={records} canEdit={mayWrite} onOpen={setOpen} />
        )}
      </div>
      {list.data !== undefined && list.data.total > records.length && limit < 1000 ? (
        <p className="row" style={{ justifyContent: 'center' }}>
          <button type="button" className="button" onClick={() => setLimit(Math.min(limit * 2, 1000))}>
            {say('web.more')}
          </button>
        </p>
      ) : null}
      {open === undefined ? null : (
        <RecordEditor kind={kind} record={open === 'new' ? undefined : open} canEdit={mayWrite} onClose={() => setOpen(undefined)} />
      )}
      {pasting === undefined ? null : <PasteDialog kind={kind} text={pasting} columns={columns} onClose={() => setPasting(undefined)} />}
    </>
  );
}

function Rows({
  kind,
  columns,
  records,
  canEdit,
  onOpen,
}: {
  readonly kind: Kind;
  readonly columns: readonly Column[];
  readonly records: readonly FactoryRecord[];
  readonly canEdit: boolean;
  readonly onOpen: (record: FactoryRecord) => void;
}) {
  const { say, language } = useSpeech();
  // A column that nobody fills in only takes room; what has columns of its own elsewhere is counted.
  const filled = columns.filter((column) => column.isRequired || records.some((record) => valueOf(record, column) !== undefined));
  const fields = new Set(columns.map((column) => column.path.split('.')[0]));
  const others = [...new Set(records.flatMap((record) => Object.keys(record.data)))].filter((field) => !fields.has(field));
  const isNumber = (column: Column): boolean => column.kind === 'number';
  return (
    <table>
      <thead>
        <tr>
          {filled.map((column) => (
            <th key={column.path} className={isNumber(column) ? 'right' : ''}>
              {columnName(language, kind, column)}
            </th>
          ))}
          {others.map((field) => (
            <th key={field}>{fieldIn(language, field, kind)}</th>
          ))}
          <th />
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            {filled.map((column) => (
              <td key={column.path} className={`${column.path === 'id' ? 'strong' : ''} ${isNumber(column) ? 'right' : ''}`}>
                {columnText(valueOf(record, column), column, language)}
              </td>
            ))}
            {others.map((field) => (
              <td key={field} className="muted">
                {cellText(record.data[field], language)}
              </td>
            ))}
            <td className="right">
              <button
                type="button"
                className="button quiet"
                onClick={() => onOpen(record)}
                aria-label={`${say(canEdit ? 'web.edit' : 'web.look')} ${record.id}`}
              >
                {say(canEdit ? 'web.edit' : 'web.look')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valueOf(record: FactoryRecord, column: Column): unknown {
  const [field = '', part] = column.path.split('.');
  const value = record.data[field];
  return part === undefined ? value : (value as Readonly<Record<string, unknown>> | undefined)?.[part];
}
