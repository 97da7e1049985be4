import type { OrderDetail } from '@midstream/api';
import { carbonIn, deadlineIn, durationIn, zonedTimeIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useMoney } from '../../data/use-money.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { EditOrder } from './edit-order.tsx';
import { Lateness } from './lateness.tsx';
import { Timeline } from './timeline.tsx';

/** One order: both dates, its way through the plan as a picture and as a table, and what it hangs together with. */
export function OrderView({ order }: { readonly order: string }) {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const detail = useCall('orders.get', { params: { workspace, id: order } });
  if (detail.isPending) return <Waiting />;
  if (detail.data === undefined) return <Trouble error={detail.error} />;
  const { operations, line, pegging } = detail.data;
  return (
    <div className="stack">
      <Head detail={detail.data} />
      <Tiles line={line} />
      {operations.length === 0 ? (
        <div className="card">
          <Empty title={say('web.order-unplanned')}>
            <Link href="/run" className="button">
              {say('web.page-run')}
            </Link>
          </Empty>
        </div>
      ) : (
        <>
          <section className="card stack">
            <h2>{say('web.timeline')}</h2>
            <Timeline operations={operations} needBy={line.needBy} />
          </section>
          <OperationTable operations={operations} />
        </>
      )}
      <Pegging pegging={pegging} />
    </div>
  );
}

function Head({ detail }: { readonly detail: OrderDetail }) {
  const { say, number } = useSpeech();
  const names = useNames();
  const workspace = useWorkspace();
  const mayWrite = useMay('orders.write');
  const [, go] = useLocation();
  const [dialog, setDialog] = useState<'edit' | 'split' | undefined>(undefined);
  const { line, record } = detail;
  const duplicate = useChange(() => client.call('orders.duplicate', { params: { workspace, id: line.id }, body: {} }));
  const remove = useChange(() => client.call('orders.delete', { params: { workspace, id: line.id }, version: record.version }));
  return (
    <>
      <div className="page-head">
        <Link href="/orders">{say('web.page-orders')}</Link>
        <h1>{line.id}</h1>
        <span className="badge">{say(`web.status-${line.status}`)}</span>
        <Lateness minutes={line.latenessMinutes} />
        <span className="muted">
          {names.of('products', line.product)} · {number(line.quantity)} · {line.customer ?? ''}
        </span>
        <span className="grow" />
        {(line.latenessMinutes ?? 0) > 0 ? (
          <Link href={`/late/${encodeURIComponent(line.id)}`} className="button">
            {say('web.page-late')}
          </Link>
        ) : null}
        {mayWrite ? (
          <>
            <button type="button" className="button" onClick={() => setDialog('edit')}>
              {say('web.edit')}
            </button>
            <button type="button" className="button" onClick={() => setDialog('split')}>
              {say('web.split')}
            </button>
            <button
              type="button"
              className="button"
              disabled={duplicate.isPending}
              onClick={() => duplicate.mutate(undefined, { onSuccess: ({ id }) => go(`/orders/${encodeURIComponent(id)}`) })}
            >
              {say('web.duplicate')}
            </button>
            <button
              type="button"
              className="button danger"
              onClick={() => {
                if (confirm(say('web.delete-order', { order: line.id }))) remove.mutate(undefined, { onSuccess: () => go('/orders') });
              }}
            >
              {say('web.delete')}
            </button>
          </>
        ) : null}
      </div>
      <Trouble error={duplicate.error ?? remove.error} />
      {dialog === 'edit' ? <EditOrder record={record} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'split' ? <SplitOrder detail={detail} onClose={() => setDialog(undefined)} /> : null}
    </>
  );
}

function SplitOrder({ detail, onClose }: { readonly detail: OrderDetail; readonly onClose: () => void }) {
  const { say, number } = useSpeech();
  const workspace = useWorkspace();
  const [, go] = useLocation();
  const total = detail.line.quantity;
  const [first, setFirst] = useState(Math.floor(total / 2));
  const split = useChange(() =>
    client.call('orders.split', {
      params: { workspace, id: detail.line.id },
      body: { quantities: [first, total - first] },
      version: detail.record.version,
    }),
  );
  return (
    <Dialog title={say('web.split-order', { order: detail.line.id })} onClose={onClose}>
      <Trouble error={split.error} />
      <label className="field">
        <span>{say('web.split-first')}</span>
        <input type="number" min="1" max={total - 1} value={first} onChange={(event) => setFirst(event.target.valueAsNumber)} />
        <small>{say('web.split-rest', { rest: number(total - first) })}</small>
      </label>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" className="button" onClick={onClose}>
          {say('web.cancel')}
        </button>
        <button
          type="button"
          className="button main"
          disabled={!(first > 0 && first < total) || split.isPending}
          onClick={() => split.mutate(undefined, { onSuccess: () => go('/orders') })}
        >
          {say('web.split')}
        </button>
      </div>
    </Dialog>
  );
}

function Tiles({ line }: { readonly line: OrderDetail['line'] }) {
  const { say, language } = useSpeech();
  const money = useMoney();
  const tiles: readonly [string, string][] = [
    ['web.need-by', line.needBy === undefined ? say('web.no-due') : deadlineIn(language, line.needBy)],
    ['web.projected', line.projected === undefined ? '–' : zonedTimeIn(language, line.projected)],
    ['web.start', line.start === undefined ? '–' : zonedTimeIn(language, line.start)],
    ['web.cost', line.cost === undefined ? '–' : money(line.cost)],
    ['web.carbon', line.carbon === undefined ? '–' : carbonIn(language, line.carbon)],
  ];
  return (
    <div className="tiles">
      {tiles.map(([key, value]) => (
        <div key={key} className="tile">
          <span>{say(key)}</span>
          <b style={{ fontSize: 16 }}>{value}</b>
        </div>
      ))}
    </div>
  );
}

function OperationTable({ operations }: { readonly operations: OrderDetail['operations'] }) {
  const { say, language, number } = useSpeech();
  const names = useNames();
  return (
    <section className="card flush table-box">
      <table>
        <thead>
          <tr>
            <th>{say('web.operation')}</th>
            <th>{say('web.machine')}</th>
            <th>{say('web.start')}</th>
            <th>{say('web.end')}</th>
            <th className="right">{say('web.setup')}</th>
            <th className="right">{say('web.quantity')}</th>
            <th>{say('web.bound-by')}</th>
            <th className="right">{say('web.slack')}</th>
          </tr>
        </thead>
        <tbody>
          {operations.map((each) => (
            <tr key={each.id}>
              <td className="strong">{names.operation(each.operation, each.product)}</td>
              <td title={each.machine}>{names.machine(each.machine)}</td>
              <td>{zonedTimeIn(language, each.start)}</td>
              <td>{zonedTimeIn(language, each.end)}</td>
              <td className="right">{each.setupMinutes === 0 ? '' : durationIn(language, each.setupMinutes)}</td>
              <td className="right">{number(each.quantity)}</td>
              <td>{say(`web.binding-${each.binding.kind}`)}</td>
              <td className="right">{durationIn(language, each.slackMinutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Pegging({ pegging }: { readonly pegging: OrderDetail['pegging'] }) {
  const { say, language, number } = useSpeech();
  const names = useNames();
  const lists = [
    ['web.waits-for', pegging.upstream],
    ['web.needed-by', pegging.downstream],
  ] as const;
  if (pegging.upstream.length + pegging.downstream.length + pegging.materials.length === 0) return null;
  return (
    <div className="two">
      {lists.map(([key, orders]) =>
        orders.length === 0 ? null : (
          <section key={key} className="card stack">
            <h2>{say(key)}</h2>
            {orders.map((each) => (
              <div key={each.order} className="row apart">
                <Link href={`/orders/${encodeURIComponent(each.order)}`}>{each.order}</Link>
                <span className="muted">{names.of('products', each.product)}</span>
                <span>{each.projected === undefined ? '' : zonedTimeIn(language, each.projected)}</span>
              </div>
            ))}
          </section>
        ),
      )}
      {pegging.materials.length === 0 ? null : (
        <section className="card stack">
          <h2>{say('web.materials')}</h2>
          <table>
            <tbody>
              {pegging.materials.map((each) => (
                <tr key={`${each.operation} ${each.material}`}>
                  <td>{names.of('materials', each.material)}</td>
                  <td className="muted">{names.planned(each.operation)}</td>
                  <td className="right">{number(each.quantity, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
