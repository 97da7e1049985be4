import type { FactoryRecord, RouteCall } from '@midstream/api';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Trouble } from '../../ui/states.tsx';

export type MasterKind = RouteCall<'records.put'>['params']['kind'];

/** One record: simple fields as fields, lists and pictures as the document has them. */
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
  const [text, setText] = useState(JSON.stringify(record?.data ?? { id: '' }, undefined, 2));
  const parsed = parse(text);
  const id = record?.id ?? String(parsed?.id ?? '');
  const save = useChange(() =>
    client.call('records.put', { params: { workspace, kind, id }, body: parsed ?? {}, version: record?.version ?? 0 }),
  );
  const remove = useChange(() => client.call('records.delete', { params: { workspace, kind, id }, version: record?.version ?? 0 }));
  const simple = Object.entries(parsed ?? {}).filter(([, value]) => typeof value !== 'object');
  const set = (field: string, value: unknown): void => setText(JSON.stringify({ ...parsed, [field]: value }, undefined, 2));
  return (
    <Dialog title={`${say(`web.kind-${kind}`)} ${record?.id ?? ''}`} onClose={onClose}>
      <Trouble error={save.error ?? remove.error} />
      <div className="two">
        {simple.map(([field, value]) => (
          <label key={field} className="field">
            <span>{field}</span>
            {typeof value === 'boolean' ? (
              <input type="checkbox" checked={value} disabled={!canEdit} onChange={(event) => set(field, event.target.checked)} />
            ) : (
              <input
                type={typeof value === 'number' ? 'number' : 'text'}
                step="any"
                value={String(value)}
                disabled={!canEdit || (field === 'id' && record !== undefined)}
                onChange={(event) => set(field, typeof value === 'number' ? event.target.valueAsNumber : event.target.value)}
              />
            )}
          </label>
        ))}
      </div>
      <label className="field">
        <span>{say('web.whole-record')}</span>
        <textarea
          rows={12}
          spellCheck={false}
          style={{ fontFamily: 'monospace' }}
          value={text}
          readOnly={!canEdit}
          onChange={(event) => setText(event.target.value)}
        />
        {parsed === undefined ? <small className="late">{say('web.not-json')}</small> : null}
      </label>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {record !== undefined && canEdit ? (
          <button type="button" className="button danger" onClick={() => remove.mutate(undefined, { onSuccess: onClose })}>
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
            disabled={parsed === undefined || id === '' || save.isPending}
            onClick={() => save.mutate(undefined, { onSuccess: onClose })}
          >
            {say('web.save')}
          </button>
        ) : null}
      </div>
    </Dialog>
  );
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
