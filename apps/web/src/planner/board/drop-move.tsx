import type { PlanHead } from '@midstream/api';
import { dateTimeIn } from '@midstream/words';
import { useLocation } from 'wouter';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Trouble } from '../../ui/states.tsx';
import type { BoardState } from './board-state.ts';
import type { BoardData, BoardRows } from './board-data.ts';
import { verdictText } from './verdict.ts';

/** A bar was dropped: what that means once more, and the two ways on. */
export function DropMove({
  data,
  dropped,
  head,
  onDone,
}: {
  readonly data: BoardData;
  readonly rows: BoardRows;
  readonly dropped: NonNullable<BoardState['drag']>;
  readonly head: PlanHead;
  readonly onDone: () => void;
}) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const mayPublish = useMay('plans.publish');
  const [, go] = useLocation();
  const operation = data.operations[dropped.operation];
  const { machine } = dropped.verdict;
  const start = new Date(dropped.start * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const move = useChange(() =>
    client.call('moves.create', {
      params: { workspace },
      body: { moves: [{ operation: operation?.id ?? '', machine, start, locked: true }] },
    }),
  );
  const canMove = mayPublish && head.state === 'published';
  return (
    <div className="card stack board-drop" role="dialog" aria-label={say('web.move-title')}>
      <h3>{say('web.move-title')}</h3>
      <p>
        {say('web.move-what', {
          operation: `${operation?.order ?? ''} ${operation?.operation ?? ''}`,
          machine,
          time: dateTimeIn(language, dropped.start, data.plan.timeZone),
        })}
      </p>
      <p className="muted">{verdictText(dropped.verdict, say, language)}</p>
      <Trouble error={move.error} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" className="button" onClick={onDone}>
          {say('web.undo')}
        </button>
        <button
          type="button"
          className="button main"
          disabled={!canMove || move.isPending}
          onClick={() => move.mutate(undefined, { onSuccess: () => go('/run') })}
        >
          {say('web.move-replan')}
        </button>
      </div>
      {canMove ? null : <p className="muted small">{say('web.move-only-published')}</p>}
    </div>
  );
}
