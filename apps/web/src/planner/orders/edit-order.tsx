import type { FactoryRecord } from '@midstream/api';
import { ApiError } from '@midstream/api';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Trouble } from '../../ui/states.tsx';

const STATUSES = ['inquiry', 'quote', 'proposed', 'approved', 'confirmed', 'completed', 'closed'] as const;
type Draft = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** A new order, or one that exists: what most people change of an order, the rest stays as it was. */
export function EditOrder({ record, onClose }: { readonly record?: FactoryRecord; readonly onClose: () => void }) {
  const { say, nameOf } = useSpeech();
  const workspace = useWorkspace();
  const products = useCall('records.list', { params: { workspace, kind: 'products' }, query: { limit: 1000 } });
  const [draft, setDraft] = useState<Draft>(record?.data ?? { quantity: 1, status: 'approved' });
  const [version, setVersion] = useState(record?.version ?? 0);
  const set = (field: string, value: unknown): void => setDraft({ ...draft, [field]: value === '' ? undefined : value });
  const save = useChange(() =>
    client.call('orders.put', {
      params: { workspace, id: textOf(draft.id) },
      body: JSON.parse(JSON.stringify(draft)) as Record<string, unknown>,
      version,
    }),
  );
  const conflict = save.error instanceof ApiError ? save.error.problem.conflict : undefined;
  return (
    <Dialog title={record === undefined ? say('web.new-order') : say('web.edit-order', { order: record.id })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Trouble error={save.error} />
        {conflict === undefined ? null : (
          <button
            type="button"
            className="button"
            onClick={() => {
              setDraft(conflict.current as Draft);
              setVersion(conflict.version);
              save.reset();
            }}
          >
            {say('web.take-theirs')}
          </button>
        )}
        <div className="two">
          <label className="field">
            <span>{say('web.order')}</span>
            <input value={textOf(draft.id)} onChange={(event) => set('id', event.target.value)} disabled={record !== undefined} required />
          </label>
          <label className="field">
            <span>{say('web.product')}</span>
            <select value={textOf(draft.product)} onChange={(event) => set('product', event.target.value)} required>
              <option value="" />
              {/* Until the products are there, the one it has: a field that looks empty may not be saved. */}
              {products.data === undefined ? <option value={textOf(draft.product)}>{textOf(draft.product)}</option> : null}
              {(products.data?.items ?? []).map((product) => (
                <option key={product.id} value={product.id}>
                  {nameOf(product.data.name) || product.id}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{say('web.quantity')}</span>
            <input
              type="number"
              min="0"
              step="any"
              value={textOf(draft.quantity)}
              onChange={(event) => set('quantity', event.target.valueAsNumber)}
              required
            />
          </label>
          <label className="field">
            <span>{say('web.need-by')}</span>
            <input type="date" value={textOf(draft.due).slice(0, 10)} onChange={(event) => set('due', event.target.value)} />
          </label>
          <label className="field">
            <span>{say('web.release')}</span>
            <input type="date" value={textOf(draft.release).slice(0, 10)} onChange={(event) => set('release', event.target.value)} />
          </label>
          <label className="field">
            <span>{say('web.customer')}</span>
            <input value={textOf(draft.customer)} onChange={(event) => set('customer', event.target.value)} />
          </label>
          <label className="field">
            <span>{say('web.priority')}</span>
            <input
              type="number"
              min="0"
              step="any"
              value={textOf(draft.priority)}
              onChange={(event) => set('priority', Number.isNaN(event.target.valueAsNumber) ? '' : event.target.valueAsNumber)}
            />
          </label>
          <label className="field">
            <span>{say('web.status')}</span>
            <select value={textOf(draft.status) || 'approved'} onChange={(event) => set('status', event.target.value)}>
              {STATUSES.map((status) => (
                <option key={status} value={status}>
                  {say(`web.status-${status}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button type="button" className="button" onClick={onClose}>
            {say('web.cancel')}
          </button>
          <button type="submit" className="button main" disabled={save.isPending}>
            {say('web.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
