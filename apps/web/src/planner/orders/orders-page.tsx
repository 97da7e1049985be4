import { useState } from 'react';
import { useParams } from 'wouter';
import { useMay } from '../../data/session.tsx';
import { useSpeech } from '../../i18n/language.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { PasteDialog } from '../data/paste/paste-dialog.tsx';
import { EditOrder } from './edit-order.tsx';
import { OrderTable } from './order-table.tsx';
import { OrderView } from './order-view.tsx';
import { type OrderWish, useOrderList } from './use-order-list.ts';

const STATUSES = ['inquiry', 'quote', 'proposed', 'approved', 'confirmed', 'completed', 'closed'] as const;

/** All orders with both dates; one of them with its way through the plan. */
export default function OrdersPage() {
  const { order } = useParams<{ order?: string }>();
  return order === undefined ? <OrderList /> : <OrderView order={decodeURIComponent(order)} />;
}

function OrderList() {
  const { say } = useSpeech();
  const mayWrite = useMay('orders.write');
  // What a paste would do is shown against the whole factory.
  const mayPaste = useMay('factory.read') && mayWrite;
  const [pasting, setPasting] = useState<string | undefined>(undefined);
  const [wish, setWish] = useState<OrderWish>({ search: '', status: '', late: 'all', sort: 'due', isDown: false });
  const [isNew, setIsNew] = useState(false);
  const list = useOrderList(wish);
  const isAll = wish.search === '' && wish.late === 'all' && wish.status === '';
  return (
    <>
      <div className="page-head">
        <h1>{say('web.page-orders')}</h1>
        <span className="muted" role="status">
          {list.total === undefined ? '' : say('web.count-orders', { count: list.total })}
        </span>
        <span className="grow" />
        <Filters wish={wish} onChange={setWish} />
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
      <Trouble error={list.error} />
      {list.isPending ? <Waiting /> : null}
      {list.total === 0 ? <Empty title={say(isAll ? 'web.no-orders' : 'web.nothing-found')} /> : null}
      {list.total === undefined || list.total === 0 ? null : (
        <OrderTable
          list={list}
          wish={wish}
          onSort={(sort) => setWish({ ...wish, sort, isDown: sort === wish.sort ? !wish.isDown : sort === 'lateness' })}
          onPaste={mayPaste ? setPasting : undefined}
        />
      )}
      {pasting === undefined ? null : <PasteDialog kind="orders" text={pasting} onClose={() => setPasting(undefined)} />}
      {isNew ? <EditOrder onClose={() => setIsNew(false)} /> : null}
    </>
  );
}

function Filters({ wish, onChange }: { readonly wish: OrderWish; readonly onChange: (wish: OrderWish) => void }) {
  const { say } = useSpeech();
  return (
    <>
      <input
        type="search"
        style={{ width: 210 }}
        placeholder={say('web.search-orders')}
        aria-label={say('web.search-orders')}
        value={wish.search}
        onChange={(event) => onChange({ ...wish, search: event.target.value })}
      />
      <select
        aria-label={say('web.status')}
        style={{ width: 'auto' }}
        value={wish.status}
        onChange={(event) => onChange({ ...wish, status: event.target.value })}
      >
        <option value="">{say('web.any-status')}</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {say(`web.status-${status}`)}
          </option>
        ))}
      </select>
      <Segments
        label={say('web.filter')}
        value={wish.late}
        options={[
          { value: 'all', text: say('web.all') },
          { value: 'late', text: say('web.only-late') },
          { value: 'on-time', text: say('web.on-time') },
        ]}
        onChange={(late) => onChange({ ...wish, late })}
      />
    </>
  );
}
