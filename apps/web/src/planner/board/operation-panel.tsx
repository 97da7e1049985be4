import { carbonIn, deadlineIn, durationIn, moneyIn, zonedTimeIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { Link } from 'wouter';
import { useMay } from '../../data/session.tsx';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Lateness } from '../orders/lateness.tsx';
import type { BoardData } from './board-data.ts';
import type { HandWork } from './use-edits.ts';

/** Everything about one operation and its order, and what binds it. */
export function OperationPanel({
  data,
  operation,
  hand,
  isOrder,
  onClose,
  onSelect,
}: {
  readonly data: BoardData;
  readonly operation: number;
  /** Where nothing may be done by hand, undefined. */
  readonly hand: HandWork | undefined;
  /** Parts that are made for an order are in the plan, but nobody ordered them. */
  readonly isOrder: (order: string) => boolean;
  readonly onClose: () => void;
  readonly onSelect: (operation: number) => void;
}) {
  const { say, language, number } = useSpeech();
  const names = useNames();
  const planned = data.operations[operation];
  const order = data.plan.orders[data.order[operation] ?? 0];
  if (planned === undefined || order === undefined) return null;
  const binding = planned.binding as { readonly kind: string; readonly operation?: string; readonly until?: string };
  const other = binding.operation === undefined ? undefined : data.indexOf.get(binding.operation);
  const rows: readonly (readonly [string, string])[] = [
    ['web.product', names.of('products', planned.product)],
    ['web.quantity', number(planned.quantity)],
    ['web.machine', names.machine(planned.machine)],
    ['web.setup', planned.setupMinutes === 0 ? '–' : durationIn(language, planned.setupMinutes)],
    ['web.start', zonedTimeIn(language, planned.start)],
    ['web.end', zonedTimeIn(language, planned.end)],
    ['web.slack', durationIn(language, planned.slackMinutes)],
    ['web.operators', planned.operators.map((need) => names.crew(need.crew)).join(', ') || '–'],
    ['web.tools', planned.tools.map((tool) => names.of('tools', tool)).join(', ') || '–'],
    ['web.cost', moneyIn(language, planned.cost.total, data.plan.currency)],
    ['web.carbon', carbonIn(language, planned.carbon.total)],
  ];
  return (
    <aside className="board-panel stack" aria-label={planned.id}>
      <div className="row apart">
        <h2>{names.operation(planned.operation, planned.product)}</h2>
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
            {names.planned(binding.operation ?? '')}
          </button>
        )}
      </div>
      {hand === undefined || planned.state === 'started' ? null : (
        <ByHand key={planned.id} data={data} operation={operation} hand={hand} isOrder={isOrder} />
      )}
    </aside>
  );
}

/** Lock, let go, split: like drags they wait until one plans again, and can be undone. */
function ByHand({
  data,
  operation,
  hand,
  isOrder,
}: {
  readonly data: BoardData;
  readonly operation: number;
  readonly hand: HandWork;
  readonly isOrder: (order: string) => boolean;
}) {
  const { say } = useSpeech();
  const maySplit = useMay('orders.write');
  const planned = data.operations[operation];
  const order = data.plan.orders[data.order[operation] ?? 0];
  const [first, setFirst] = useState(0);
  if (planned === undefined || order === undefined) return null;
  const isLocked = planned.state === 'locked';
  const [setupStart = 0, start = 0, end = 0] = [data.setupStart[operation], data.start[operation], data.end[operation]];
  const isSplit = hand.edits.done.some((each) => each.kind === 'split' && each.order === order.order);
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() =>
          hand.add({
            kind: 'place',
            operation: planned.id,
            place: isLocked ? undefined : { machine: planned.machine, setupStart, start, end },
          })
        }
      >
        {say(isLocked ? 'web.unlock' : 'web.lock')}
      </button>
      {maySplit && !isSplit && order.quantity > 1 && isOrder(order.order) ? (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            hand.add({ kind: 'split', order: order.order, quantities: [first, order.quantity - first] });
          }}
        >
          <input
            type="number"
            className="grow"
            style={{ width: 90 }}
            min={1}
            max={order.quantity - 1}
            aria-label={say('web.split-first')}
            placeholder={say('web.split-first')}
            value={first === 0 ? '' : first}
            onChange={(event) => setFirst(event.target.valueAsNumber || 0)}
          />
          <button type="submit" className="button" disabled={!(first > 0 && first < order.quantity)}>
            {say('web.split-order', { order: order.order })}
          </button>
        </form>
      ) : null}
    </>
  );
}
