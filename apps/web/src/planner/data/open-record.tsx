import type { RecordKind } from '@midstream/factory';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import type { MasterKind } from '../../data/write-records.ts';
import { EditOrder } from '../orders/edit-order.tsx';
import { RecordEditor } from './record-editor.tsx';

/** An element somebody wants to look at. */
export interface OpenRecord {
  readonly kind: RecordKind;
  readonly id: string;
}

/** The editor of an element known by its kind and id: orders have theirs, master data another. */
export function OpenedRecord({ record, onClose }: { readonly record: OpenRecord; readonly onClose: () => void }) {
  const { kind, id } = record;
  return kind === 'orders' ? <OpenedOrder id={id} onClose={onClose} /> : <OpenedMaster kind={kind} id={id} onClose={onClose} />;
}

function OpenedOrder({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const workspace = useWorkspace();
  const order = useCall('orders.get', { params: { workspace, id } });
  return order.data === undefined ? null : <EditOrder record={order.data.record} onClose={onClose} />;
}

function OpenedMaster({ kind, id, onClose }: { readonly kind: MasterKind; readonly id: string; readonly onClose: () => void }) {
  const workspace = useWorkspace();
  const canEdit = useMay('factory.write');
  const record = useCall('records.get', { params: { workspace, kind, id } });
  return record.data === undefined ? null : <RecordEditor kind={kind} record={record.data} canEdit={canEdit} onClose={onClose} />;
}
