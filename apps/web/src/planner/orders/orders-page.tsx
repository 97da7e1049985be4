import type { OrderLine } from '@midstream/api';
import { deadlineIn, zonedTimeIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useMoney } from '../../data/use-money.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { PasteDialog } from '../data/paste/paste-dialog.tsx';
import { EditOrder } from './edit-order.tsx';
import { Lateness } from './lateness.tsx';
import { OrderView } from './order-view.tsx';

type Sort = 'id' | 'due' | 'projected' | 'lateness' | 'customer' | 'product';
const PAGE = 200;

/** All orders with both dates; one of them with its way through the plan. */
export default function OrdersPage() {
  const { order } = useParams<{ order?: string }>();
  return order === undefined ? <OrderList /> : <OrderView order={decodeURIComponent(order)} />;
}

function OrderList() {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const mayWrite = useMay('orders.write');
  // What a paste would do is shown against the whole factory.
  const mayPaste = useMay('factory.read') && mayWrite;
  const [pasting, setPasting] = useState<string | undefined>(undefined);
  const [search, setSearch] = useState('');
  const [late, setLate] = useState<'all' | 'late'>('all');
  const [sort, setSort] = useState<Sort>('due');
  const [limit, setLimit] = useState(PAGE);
  const [isNew, setIsNew] = useState(false);
  const orders = useCall(
    'orders.list',
    {
      params: { workspace },
      query: {
        sort,
        limit,
        ...(search === '' ? {} : { search }),
        ...(late === 'late' ? { late: 'true' as const } : {}),
        ...(sort === 'lateness' ? { descending: 'true' as const } : {}),
      },
    },
    { keep: true },
  );
  return (
    <>
      <div className="page-head">
        <h1>{say('web.page-orders')}</h1>
        <span className="muted">{orders.data === undefined ? '' : say('web.count-orders', { count: orders.data.total })}</span>
        <span className="grow" />
        <input
          type="search"
          style={{ width: 220 }}
          placeholder={say('web.search-orders')}
          aria-label={say('web.search-orders')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Segments
          label={say('web.filter')}
          value={late}
          options={[
            { value: 'all', text: say('web.all') },
            { value: 'late', text: say('web.only-late') },
          ]}
          onChange={setLate}
        />
        {mayWrite ? (
          <>
            {mayPaste ? (
              <button type="button" className="button" onClick={() => setPasting('')} title={say('web.paste-hint')}>
                {say('web.paste')}
              </button>
            ) : null}
            <button type="button" className="button main" onClick={() => setIsNew(true)}>
              {say('web.new-order')}
            </button>
          </>
        ) : null}
      </div>
      <Trouble error={orders.error} />
      {orders.isPending ? <Waiting /> : null}
      {orders.data?.items.length === 0 ? (
        <Empty title={say(search === '' && late === 'all' ? 'web.no-orders' : 'web.nothing-found')} />
      ) : null}
      {orders.data !== undefined && orders.data.items.length > 0 ? (
        <div
          className="card flush table-box"
          tabIndex={0}
          role="region"
          aria-label={say('web.page-orders')}
          onPaste={(event) => {
            if (mayPaste) setPasting(event.clipboardData.getData('text'));
          }}
        >
          <OrderTable orders={orders.data.items} sort={sort} onSort={setSort} />
        </div>
      ) : null}
      {orders.data?.next === undefined ? null : (
        <p className="row" style={{ justifyContent: 'center', padding: 12 }}>
          <button type="button" className="button" onClick={() => setLimit(Math.min(limit * 2, 1000))} disabled={limit >= 1000}>
            {say('web.more')}
          </button>
        </p>
      )}
      {pasting === undefined ? null : <PasteDialog kind="orders" text={pasting} onClose={() => setPasting(undefined)} />}
      {isNew ? <EditOrder onClose={() => setIsNew(false)} /> : null}
    </>
  );
}

const COLUMNS: readonly { readonly sort?: Sort; readonly key: string; readonly right?: boolean }[] = [
  { sort: 'id', key: 'web.order' },
  { sort: 'product', key: 'web.product' },
  { key: 'web.quantity', right: true },
  { sort: 'customer', key: 'web.customer' },
  { sort: 'due', key: 'web.need-by' },
  { sort: 'projected', key: 'web.projected' },
  { sort: 'lateness', key: 'web.lateness' },
  { key: 'web.cost', right: true },
  { key: 'web.status' },
];

function OrderTable({
  orders,
  sort,
  onSort,
}: {
  readonly orders: readonly OrderLine[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}) {
  const { say } = useSpeech();
  return (
    <table>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th
              key={column.key}
              className={column.right === true ? 'right' : ''}
              aria-sort={column.sort === sort ? 'ascending' : undefined}
            >
              {column.sort === undefined ? (
                say(column.key)
              ) : (
                <button type="button" className={column.sort === sort ? 'strong' : ''} onClick={() => onSort(column.sort ?? 'id')}>
                  {say(column.key)}
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </tbody>
    </table>
  );
}

function OrderRow({ order }: { readonly order: OrderLine }) {
  const { say, language, number, nameOf } = useSpeech();
  const money = useMoney();
  return (
    <tr>
      <td>
        <Link href={`/orders/${encodeURIComponent(order.id)}`} className="strong">
          {order.id}
        </Link>
      </td>
      <td>{nameOf(order.productName) || order.product}</td>
      <td className="right">{number(order.quantity)}</td>
      <td>{order.customer ?? ''}</td>
      <td>{order.needBy === undefined ? say('web.no-due') : deadlineIn(language, order.needBy)}</td>
      <td>
        {order.projected === undefined ? <span className="muted">{say('web.unplanned')}</span> : zonedTimeIn(language, order.projected)}
      </td>
      <td>
        <Lateness minutes={order.latenessMinutes} />
      </td>
      <td className="right">{order.cost === undefined ? '' : money(order.cost)}</td>
      <td>
        <span className="badge">{say(`web.status-${order.status}`)}</span>
        {order.planState === 'changed' ? <span className="badge tight">{say('web.changed')}</span> : null}
      </td>
    </tr>
  );
}
