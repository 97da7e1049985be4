import type { FactoryRecord } from '@midstream/api';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { type StrokeEdits, useStrokes } from '../../data/use-strokes.ts';
import type { MasterKind } from '../../data/write-records.ts';

/** A record that is edited as a picture, stroke by stroke. */
export function useRecordStrokes<T extends object>(kind: MasterKind, record: FactoryRecord): StrokeEdits<T> {
  const workspace = useWorkspace();
  const params = { workspace, kind, id: record.id };
  return useStrokes<T>(`${workspace} ${kind} ${record.id}`, { data: record.data as T, version: record.version }, async (data, version) => {
    const stored = await client.call('records.put', { params, body: { ...data }, version });
    return stored.version;
  });
}
