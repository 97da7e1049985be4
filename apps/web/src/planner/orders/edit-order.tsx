import type { FactoryRecord } from '@midstream/api';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useDraft } from '../../data/use-draft.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Trouble } from '../../ui/states.tsx';
import { TwoVersions } from '../../ui/two-versions.tsx';

const STATUSES = ['inquiry', 'quote', 'proposed', 'approved', 'confirmed', 'completed', 'closed'] as const;
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** A new order, or one that exists: what most people change of an order, the rest stays as it was. */
export function EditOrder({ record, onClose }: { readonly record?: FactoryRecord; readonly onClose: () => void }) {
  const { say, nameOf } = useSpeech();
  const workspace = useWorkspace();
  const names = useNames();
  const products = useCall('records.list', { params: { workspace, kind: 'products' }, query: { limit: 1000 } });
  const draft = useDraft({ data: record?.data ?? { quantity: 1, status: 'approved' }, version: record?.version ?? 0 });
  const order = draft.data;
  const set = (field: string, value: unknown): void => draft.set({ ...order, [field]: value === '' ? undefined : value });
  const save = useChange(() =>
    client.call('orders.put', {
      params: { workspace, id: textOf(order.id) },
      body: JSON.parse(JSON.stringify(order)) as Record<string, unknown>,
      version: draft.version,
    }),
  );
  const listed = products.data?.items ?? [];
  return (
    <Dialog
      title={record === undefined ? say('web.new-order') : say('web.edit-order', { order: record.id })}
      isBusy={save.isPending}
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined, { onSuccess: onClose, onError: draft.refused });
        }}
      >
        <Trouble error={save.error} />
        <TwoVersions conflict={draft.conflict} kind="orders" />
        <div className="two">
          <label className="field">
            <span>{say('web.order')}</span>
            <input value={textOf(order.id)} onChange={(event) => set('id', event.target.value)} disabled={record !== undefined} required />
          </label>
          <label className="field">
            <span>{say('web.product')}</span>
            <select value={textOf(order.product)} onChange={(event) => set('product', event.target.value)} required>
              <option value="" />
              {/* Where it is not among those listed (yet), the one it has: a field that looks empty may not be saved. */}
              {order.product === undefined || listed.some(({ id }) => id === order.product) ? null : (
                <option value={textOf(order.product)}>{names.of('products', textOf(order.product))}</option>
              )}
              {listed.map((product) => (
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
              value={textOf(order.quantity)}
              onChange={(event) => set('quantity', event.target.valueAsNumber)}
              required
            />
          </label>
          <label className="field">
            <span>{say('web.need-by')}</span>
            <input type="date" value={textOf(order.due).slice(0, 10)} onChange={(event) => set('due', event.target.value)} />
          </label>
          <label className="field">
            <span>{say('web.release')}</span>
            <input type="date" value={textOf(order.release).slice(0, 10)} onChange={(event) => set('release', event.target.value)} />
          </label>
          <label className="field">
            <span>{say('web.customer')}</span>
            <input value={textOf(order.customer)} onChange={(event) => set('customer', event.target.value)} />
          </label>
          <label className="field">
            <span>{say('web.priority')}</span>
            <input
              type="number"
              min="0"
              step="any"
              value={textOf(order.priority)}
              onChange={(event) => set('priority', Number.isNaN(event.target.valueAsNumber) ? '' : event.target.valueAsNumber)}
            />
          </label>
          <label className="field">
            <span>{say('web.status')}</span>
            <select value={textOf(order.status) || 'approved'} onChange={(event) => set('status', event.target.value)}>
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
