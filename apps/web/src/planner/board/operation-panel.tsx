import type { PlanHead } from '@midstream/api';
import { carbonIn, deadlineIn, durationIn, moneyIn, zonedTimeIn } from '@midstream/words';
import { Link, useLocation } from 'wouter';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Trouble } from '../../ui/states.tsx';
import { Lateness } from '../orders/lateness.tsx';
import type { BoardData } from './board-data.ts';

/** Everything about one operation and its order, and what binds it. */
export function OperationPanel({
  data,
  operation,
  head,
  machineName,
  onClose,
  onSelect,
}: {
  readonly data: BoardData;
  readonly operation: number;
  readonly head: PlanHead;
  readonly machineName: (machine: string) => string;
  readonly onClose: () => void;
  readonly onSelect: (operation: number) => void;
}) {
  const { say, language, number } = useSpeech();
  const workspace = useWorkspace();
  const mayPublish = useMay('plans.publish');
  const [, go] = useLocation();
  const planned = data.operations[operation];
  const isLocked = planned?.state === 'locked';
  const lock = useChange(() =>
    client.call('moves.create', {
      params: { workspace },
      body: {
        moves: [
          {
            operation: planned?.id ?? '',
            locked: !isLocked,
            ...(isLocked ? {} : { machine: planned?.machine ?? '', start: planned?.start ?? '' }),
          },
        ],
      },
    }),
  );
  const order = data.plan.orders[data.order[operation] ?? 0];
  if (planned === undefined || order === undefined) return null;
  const binding = planned.binding as { readonly kind: string; readonly operation?: string; readonly until?: string };
  const other = binding.operation === undefined ? undefined : data.indexOf.get(binding.operation);
  const rows: readonly (readonly [string, string])[] = [
    ['web.product', planned.product],
    ['web.quantity', number(planned.quantity)],
    ['web.machine', machineName(planned.machine)],
    ['web.setup', planned.setupMinutes === 0 ? '–' : durationIn(language, planned.setupMinutes)],
    ['web.start', zonedTimeIn(language, planned.start)],
    ['web.end', zonedTimeIn(language, planned.end)],
    ['web.slack', durationIn(language, planned.slackMinutes)],
    ['web.operators', planned.operators.map((need) => need.crew).join(', ') || '–'],
    ['web.tools', planned.tools.join(', ') || '–'],
    ['web.cost', moneyIn(language, planned.cost.total, data.plan.currency)],
    ['web.carbon', carbonIn(language, planned.carbon.total)],
  ];
  return (
    <aside className="board-panel stack" aria-label={planned.id}>
      <div className="row apart">
        <h2>{planned.operation}</h2>
        <button type="button" className="button quiet" onClick={onClose} aria-label={say('web.close')}>
          ×
        </button>
      </div>
      <div className="row">
        <Link href={`/orders/${encodeURIComponent(planned.order)}`} className="strong">
          {planned.order}
        </Link>
        <Lateness minutes={order.latenessMinutes} />
      </div>
      <p className="muted small">
        {order.needBy === undefined ? say('web.no-due') : `${say('web.need-by')}: ${deadlineIn(language, order.needBy)}`}
        <br />
        {`${say('web.projected')}: ${zonedTimeIn(language, order.projected)}`}
      </p>
      <table>
        <tbody>
          {rows.map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{say(key)}</th>
              <td className="wrap">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="notice">
        <p className="small muted">{say('web.bound-by')}</p>
        <p>{say(`web.binding-${binding.kind}`)}</p>
        {other === undefined ? null : (
          <button type="button" className="button quiet" onClick={() => onSelect(other)}>
            {binding.operation}
          </button>
        )}
      </div>
      <Trouble error={lock.error} />
      {mayPublish && head.state === 'published' && planned.state !== 'started' ? (
        <button
          type="button"
          className="button"
          disabled={lock.isPending}
          onClick={() => lock.mutate(undefined, { onSuccess: () => go('/run') })}
        >
          {say(isLocked ? 'web.unlock' : 'web.lock')}
        </button>
      ) : null}
    </aside>
  );
}
