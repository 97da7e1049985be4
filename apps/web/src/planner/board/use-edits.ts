import type { BoardModel, Drag, Verdict } from '@midstream/planning/preview';
import { previewer } from '@midstream/planning/preview';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { client } from '../../data/client.ts';
import { useChange } from '../../data/use-call.ts';
import type { BoardData } from './board-data.ts';
import type { BasePlace, BoardEdit, Edits } from './edits.ts';
import { discarded, movesOf, NO_EDITS, pendingCount, placesOf, planned, redo, splitsBetween, undo, withEdit } from './edits.ts';
import { modelAfter } from './hand-board.ts';

const PLAN_SECONDS = 3;

/** What is done by hand on a published plan: kept over visits of other pages until another plan is published. */
export interface HandWork {
  readonly edits: Edits;
  readonly pending: number;
  readonly add: (edit: BoardEdit) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly discard: () => void;
  /** Plans again with everything done by hand. */
  readonly plan: { readonly run: (after: () => void) => void; readonly isPending: boolean; readonly error: unknown };
}

export function useHandWork(workspace: string, plan: string | undefined, data: BoardData | undefined): HandWork {
  const key = `midstream.edits.${workspace}.${plan ?? ''}`;
  const [edits, setEdits] = useState<Edits>(NO_EDITS);
  useEffect(() => setEdits(readEdits(key)), [key]);
  const change = useCallback(
    (next: (edits: Edits) => Edits): void =>
      setEdits((before) => {
        const after = next(before);
        sessionStorage.setItem(key, JSON.stringify(after));
        return after;
      }),
    [key],
  );
  const base: BasePlace = useCallback(
    (id) => {
      const at = data?.indexOf.get(id);
      const operation = at === undefined ? undefined : data?.operations[at];
      if (at === undefined || operation?.state !== 'locked') return undefined;
      return { machine: operation.machine, start: data?.start[at] ?? 0 };
    },
    [data],
  );
  const send = useChange(() => sendEdits(workspace, edits, base));
  return {
    edits,
    pending: pendingCount(edits, base),
    add: (edit) => change((before) => withEdit(before, edit)),
    undo: () => change(undo),
    redo: () => change(redo),
    discard: () => change((before) => discarded(before, base)),
    plan: {
      run: (after) =>
        send.mutate(undefined, {
          onSuccess: (made) => {
            change((before) => planned(before, (order) => made.get(order)));
            after();
          },
        }),
      isPending: send.isPending,
      error: send.error,
    },
  };
}

function readEdits(key: string): Edits {
  const kept = sessionStorage.getItem(key);
  if (kept === null) return NO_EDITS;
  const { done, undone, sent } = JSON.parse(kept) as Edits;
  return { done, undone, sent };
}

/** Splits and joins orders, then locks, lets go and plans again. Answers with what each split order was split into. */
async function sendEdits(workspace: string, edits: Edits, base: BasePlace): Promise<ReadonlyMap<string, readonly string[]>> {
  const made = new Map<string, readonly string[]>();
  const { split, join } = splitsBetween(edits);
  for (const { order, quantities, made: parts = [] } of join) {
    const whole = await client.call('orders.get', { params: { workspace, id: order } });
    for (const id of parts) {
      const { record } = await client.call('orders.get', { params: { workspace, id } });
      await client.call('orders.delete', { params: { workspace, id }, version: record.version });
    }
    const quantity = quantities.reduce((sum, each) => sum + each, 0);
    await client.call('orders.put', {
      params: { workspace, id: order },
      body: { ...whole.record.data, quantity },
      version: whole.record.version,
    });
  }
  for (const { order, quantities } of split) {
    const { record } = await client.call('orders.get', { params: { workspace, id: order } });
    const answer = await client.call('orders.split', {
      params: { workspace, id: order },
      body: { quantities: [...quantities] },
      version: record.version,
    });
    made.set(
      order,
      answer.items.map(({ id }) => id).filter((id) => id !== order),
    );
  }
  const moves = movesOf(edits, base);
  if (moves.length > 0) await client.call('moves.create', { params: { workspace }, body: { moves, seconds: PLAN_SECONDS } });
  else await client.call('runs.create', { params: { workspace }, body: { kind: 'replan', objective: 'calm', seconds: PLAN_SECONDS } });
  return made;
}

/** Judges drags on what is on the board now. Undefined answers while the model is not there. */
export function useJudge(model: BoardModel | undefined, edits: Edits): (drag: Drag) => Verdict | undefined {
  const places = useMemo(() => placesOf(edits.done), [edits.done]);
  const known = useRef<
    | { readonly model: BoardModel; readonly places: unknown; readonly free: string; readonly board: ReturnType<typeof previewer> }
    | undefined
  >(undefined);
  return useCallback(
    (drag) => {
      if (model === undefined) return undefined;
      // Unmoved bars share one board; one that was moved already is judged as if it were free.
      const free = places.has(drag.operation) ? drag.operation : '';
      if (known.current?.model !== model || known.current.places !== places || known.current.free !== free)
        known.current = { model, places, free, board: previewer(modelAfter(model, places, free)) };
      return known.current.board.verdict(drag);
    },
    [model, places],
  );
}
