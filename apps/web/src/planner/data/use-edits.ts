import type { FactoryRecord } from '@midstream/api';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import type { MasterKind } from '../../data/write-records.ts';

/** A record that is edited as a picture, stroke by stroke. */
export interface Edits<T> {
  /** The record with every stroke made so far, stored or not. */
  readonly shown: T;
  change(next: T): void;
  /** Takes the last stroke back; undefined where there is none. */
  readonly undo: (() => void) | undefined;
  /** Why the last stroke was refused: the picture is then what is stored. */
  readonly error: unknown;
}

/** Strokes are seen at once and stored one after the other: nobody waits for one to be stored before making the next. */
export function useEdits<T extends object>(kind: MasterKind, record: FactoryRecord): Edits<T> {
  const workspace = useWorkspace();
  const [ahead, setAhead] = useState<T | undefined>(undefined);
  const [past, setPast] = useState<readonly T[]>([]);
  const version = useRef(record.version);
  useEffect(() => {
    // While strokes wait they build upon each other alone: what somebody else stored meanwhile is a conflict.
    if (ahead === undefined) version.current = record.version;
  }, [ahead, record.version]);
  const params = { workspace, kind, id: record.id };
  const save = useChange(
    async (_, next: T) => {
      const stored = await client.call('records.put', { params, body: { ...next }, version: version.current });
      version.current = stored.version;
    },
    { inOrder: `${kind} ${record.id}` },
  );
  const shown = ahead ?? (record.data as T);
  const show = (next: T): void => {
    setAhead(next);
    save.mutate(next, {
      onSettled: () => setAhead(undefined),
      onError: () => setPast([]),
    });
  };
  const last = past.at(-1);
  return {
    shown,
    change(next) {
      setPast([...past, shown]);
      show(next);
    },
    undo:
      last === undefined
        ? undefined
        : () => {
            setPast(past.slice(0, -1));
            show(last);
          },
    error: save.error,
  };
}
