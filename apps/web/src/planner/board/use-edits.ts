import type { BoardModel, Drag, Verdict } from '@midstream/planning/preview';
import { previewer } from '@midstream/planning/preview';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { client } from '../../data/client.ts';
import { useChange } from '../../data/use-call.ts';
import { writeRecords } from '../../data/write-records.ts';
import type { BoardData } from './board-data.ts';
import type { BasePlace, BoardEdit, Edits } from './edits.ts';
import { carriedTo, discarded, movesOf, NO_EDITS, pendingCount, placesOf, planned, redo, splitsBetween, undo, withEdit } from './edits.ts';
import { modelAfter } from './hand-board.ts';

const PLAN_SECONDS = 3;

/** What is done by hand on the published plan: kept over visits of other pages, and carried over when another plan is published. */
export interface HandWork {
  readonly edits: Edits;
  readonly pending: number;
  /** How many changes were made on an earlier plan and stand on this one now. */
  readonly carried: number;
  readonly add: (edit: BoardEdit) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly discard: () => void;
  /** Plans again with everything done by hand. */
  readonly plan: { readonly run: (after: () => void) => void; readonly isPending: boolean; readonly error: unknown };
}

/** `plan` is the published one, undefined while another is looked at; `data` is that plan. */
export function useHandWork(workspace: string, plan: string | undefined, data: BoardData | undefined): HandWork {
  const { edits, carried, setCarried, change } = useKeptEdits(workspace, plan, data);
  const base: BasePlace = useCallback(
    (id) => {
      const at = data?.indexOf.get(id);
      const operation = at === undefined ? undefined : data?.operations[at];
      if (at === undefined || operation?.state !== 'locked') return undefined;
      return { machine: operation.machine, start: data?.start[at] ?? 0 };
    },
    [data],
  );
  const send = useChange(() => sendEdits(workspace, edits, base, (sent, madeOf) => change((before) => planned(before, sent, madeOf))));
  return {
    edits,
    pending: pendingCount(edits, base),
    carried,
    add: (edit) => change((before) => withEdit(before, edit)),
    undo: () => change(undo),
    redo: () => change(redo),
    discard: () => {
      setCarried(0);
      change((before) => discarded(before, base));
    },
    plan: { run: (after) => send.mutate(undefined, { onSuccess: after }), isPending: send.isPending, error: send.error },
  };
}

/** Edits kept by the browser's tab; those of an earlier plan are carried over to the one published now. */
function useKeptEdits(workspace: string, plan: string | undefined, data: BoardData | undefined) {
  const key = `midstream.edits.${workspace}`;
  const [edits, setEdits] = useState<Edits>(NO_EDITS);
  const [carried, setCarried] = useState(0);
  const operations = useRef(data?.indexOf);
  operations.current = data?.indexOf;
  const isReady = data !== undefined;
  useEffect(() => {
    if (plan === undefined || !isReady) {
      setEdits(NO_EDITS);
      return;
    }
    const kept = readEdits(key);
    const isSamePlan = kept.plan === plan;
    const now = isSamePlan ? kept.edits : carriedTo(kept.edits, (operation) => operations.current?.has(operation) ?? false);
    sessionStorage.setItem(key, JSON.stringify({ plan, edits: now }));
    setEdits(now);
    setCarried(isSamePlan ? 0 : now.done.length);
  }, [key, plan, isReady]);
  const change = useCallback(
    (next: (edits: Edits) => Edits): void =>
      setEdits((before) => {
        const after = next(before);
        sessionStorage.setItem(key, JSON.stringify({ plan, edits: after }));
        return after;
      }),
    [key, plan],
  );
  return { edits, carried, setCarried, change };
}

function readEdits(key: string): { readonly plan?: string; readonly edits: Edits } {
  const kept = sessionStorage.getItem(key);
  return kept === null ? { edits: NO_EDITS } : (JSON.parse(kept) as { plan: string; edits: Edits });
}

/**
 * Splits and joins orders, then locks, lets go and plans again. Each step that is done is told at once: when a later one fails, trying
 * again goes on from there.
 */
async function sendEdits(
  workspace: string,
  edits: Edits,
  base: BasePlace,
  onSent: (sent: readonly BoardEdit[], madeOf: (order: string) => readonly string[] | undefined) => void,
): Promise<void> {
  const { split, join } = splitsBetween(edits);
  const made = new Map<string, readonly string[]>();
  const madeOf = (order: string): readonly string[] | undefined => made.get(order);
  let sent = edits.sent;
  for (const each of join) {
    await joinOrder(workspace, each);
    sent = sent.filter((known) => known !== each);
    onSent(sent, madeOf);
  }
  for (const each of split) {
    const { record } = await client.call('orders.get', { params: { workspace, id: each.order } });
    const answer = await client.call('orders.split', {
      params: { workspace, id: each.order },
      body: { quantities: [...each.quantities] },
      version: record.version,
    });
    made.set(
      each.order,
      answer.items.map(({ id }) => id).filter((id) => id !== each.order),
    );
    sent = [...sent, each];
    onSent(sent, madeOf);
  }
  const moves = movesOf(edits, base);
  if (moves.length > 0) await client.call('moves.create', { params: { workspace }, body: { moves, seconds: PLAN_SECONDS } });
  else await client.call('runs.create', { params: { workspace }, body: { kind: 'replan', objective: 'calm', seconds: PLAN_SECONDS } });
  onSent(edits.done, madeOf);
}

/** Makes one order again of those it was split into, all or nothing. */
async function joinOrder(workspace: string, { order, quantities, made = [] }: Extract<BoardEdit, { kind: 'split' }>): Promise<void> {
  const records = await Promise.all(
    [order, ...made].map(async (id) => (await client.call('orders.get', { params: { workspace, id } })).record),
  );
  const quantity = quantities.reduce((sum, each) => sum + each, 0);
  await writeRecords(
    workspace,
    'orders',
    records.map((record) => ({ id: record.id, data: record.id === order ? { ...record.data, quantity } : null })),
    new Map(records.map(({ id, version }) => [id, version])),
  );
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
