import type { FactoryRecord } from '@midstream/api';
import { recordId } from '@midstream/factory';
import { problemIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useDraft } from '../../data/use-draft.ts';
import type { MasterKind } from '../../data/write-records.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Trouble } from '../../ui/states.tsx';
import { TwoVersions } from '../../ui/two-versions.tsx';
import { valueAt, withValue } from './fixes/fix.ts';
import { NestedTable } from './nested/nested-table.tsx';
import { cellText, type Column, columnName, columnsOf, columnText, nestedListsOf, readCell } from './paste/columns.ts';
import { emptyLists } from './paste/pasted-rows.ts';

type Data = Readonly<Record<string, unknown>>;

/** One record: what fits in a cell as fields, lists and pictures as the document has them. */
export function RecordEditor({
  kind,
  record,
  canEdit,
  onClose,
}: {
  readonly kind: MasterKind;
  readonly record: FactoryRecord | undefined;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}) {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const draft = useDraft({ data: record?.data ?? emptyLists(kind), version: record?.version ?? 0 });
  // The whole record as it is being typed; undefined while it is edited by its fields.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const text = typed ?? JSON.stringify(draft.data, undefined, 2);
  const data = typed === undefined ? draft.data : parse(typed);
  const set = (next: Data): void => {
    setTyped(undefined);
    draft.set(next);
  };
  const id = record?.id ?? (data === undefined ? '' : recordId(kind, data));
  const save = useChange(() => client.call('records.put', { params: { workspace, kind, id }, body: { ...data }, version: draft.version }));
  const remove = useChange(() => client.call('records.delete', { params: { workspace, kind, id }, version: draft.version }));
  const columns = columnsOf(kind);
  const isReady = data !== undefined && wrong.size === 0 && columns.every((each) => !each.isRequired || data[each.path] !== undefined);
  const mark = (cell: string, isRight: boolean): void =>
    setWrong((before) => new Set([...[...before].filter((each) => each !== cell), ...(isRight ? [] : [cell])]));
  const change = (column: Column, value: unknown, isRight: boolean): void => {
    mark(column.path, isRight);
    if (isRight) set(withValue(draft.data, column.path.split('.'), value) as Data);
  };
  return (
    <Dialog title={`${say(`web.kind-${kind}`)} ${record?.id ?? ''}`} isWide isBusy={save.isPending || remove.isPending} onClose={onClose}>
      <Trouble error={save.error ?? remove.error} />
      <TwoVersions conflict={draft.conflict} kind={kind} />
      <div className="two">
        {columns.map((column) => (
          <RecordField
            // What is typed in a field gives way when one looks at the other version.
            key={`${column.path} ${draft.conflict?.showsTheirs ?? ''}`}
            kind={kind}
            column={column}
            value={valueAt(data, column.path.split('.'))}
            disabled={!canEdit || data === undefined || (record !== undefined && isIdentity(kind, column))}
            onChange={change}
          />
        ))}
      </div>
      {data === undefined
        ? null
        : nestedOf(kind).map((list) => (
            <NestedTable
              key={`${list.field} ${list.inner ?? ''}`}
              kind={kind}
              list={list}
              data={data}
              canEdit={canEdit}
              onChange={set}
              onCell={mark}
            />
          ))}
      <details>
        <summary>{say('web.whole-record')}</summary>
        <textarea
          rows={12}
          spellCheck={false}
          aria-label={say('web.whole-record')}
          style={{ fontFamily: 'monospace' }}
          value={text}
          readOnly={!canEdit}
          onChange={(event) => {
            setTyped(event.target.value);
            const read = parse(event.target.value);
            if (read !== undefined) draft.set(read);
          }}
        />
        {data === undefined ? <small className="late">{say('web.not-json')}</small> : null}
      </details>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {record !== undefined && canEdit ? (
          <button
            type="button"
            className="button danger"
            onClick={() => {
              if (confirm(say('web.delete-record', { id: record.id })))
                remove.mutate(undefined, { onSuccess: onClose, onError: draft.refused });
            }}
          >
            {say('web.delete')}
          </button>
        ) : null}
        <button type="button" className="button" onClick={onClose}>
          {say('web.close')}
        </button>
        {canEdit ? (
          <button
            type="button"
            className="button main"
            disabled={!isReady || save.isPending}
            onClick={() => {
              setTyped(undefined);
              save.mutate(undefined, { onSuccess: onClose, onError: draft.refused });
            }}
          >
            {say('web.save')}
          </button>
        ) : null}
      </div>
    </Dialog>
  );
}

/** Lists inside the elements of a kind; the hours of a calendar have a picture of their own. */
const nestedOf = (kind: MasterKind) => (kind === 'calendars' ? [] : nestedListsOf(kind));

/** What an element is called by does not change: others name it. */
function isIdentity(kind: MasterKind, column: Column): boolean {
  return kind === 'lanes' ? column.path === 'from' || column.path === 'to' : column.path === 'id';
}

function RecordField({
  kind,
  column,
  value,
  disabled,
  onChange,
}: {
  readonly kind: MasterKind;
  readonly column: Column;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly onChange: (column: Column, value: unknown, isRight: boolean) => void;
}) {
  const { say, language } = useSpeech();
  // What is being typed stays as typed; the value follows where it can be read.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const shown = typed ?? columnText(value, column, language);
  const read = shown === '' ? { value: undefined } : readCell(shown, column);
  const set = (cell: string): void => {
    setTyped(cell);
    const next = cell === '' ? { value: undefined } : readCell(cell, column);
    const isLocalized = column.kind === 'words' && typeof value === 'object' && value !== null;
    if ('problem' in next) onChange(column, undefined, false);
    else onChange(column, isLocalized ? { ...value, [language]: cell } : next.value, true);
  };
  const options = column.kind === 'choice' ? column.choices : column.kind === 'yes-no' ? ['true', 'false'] : undefined;
  return (
    <label className="field">
      <span>
        {columnName(language, kind, column)}
        {column.isRequired ? ' *' : ''}
      </span>
      {options === undefined ? (
        <input
          value={shown}
          disabled={disabled}
          required={column.isRequired}
          aria-invalid={'problem' in read}
          inputMode={column.kind === 'number' ? 'decimal' : undefined}
          placeholder={column.kind === 'pairs' ? say('web.pairs-hint') : column.kind === 'list' ? say('web.list-hint') : ''}
          onChange={(event) => set(event.target.value)}
        />
      ) : (
        <select
          value={value === undefined ? '' : String(value as string)}
          disabled={disabled}
          onChange={(event) => set(event.target.value)}
        >
          <option value="" />
          {options.map((option) => (
            <option key={option} value={option}>
              {cellText(option, language)}
            </option>
          ))}
        </select>
      )}
      {'problem' in read ? <small className="late">{problemIn(language, read.problem)}</small> : null}
    </label>
  );
}

function parse(text: string): Data | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : undefined;
  } catch {
    return undefined;
  }
}
