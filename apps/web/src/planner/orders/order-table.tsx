import type { OrderLine } from '@midstream/api';
import { deadlineIn, zonedTimeIn } from '@midstream/words/unloaded';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useMoney } from '../../data/use-money.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Lateness } from './lateness.tsx';
import './orders.css';
import type { OrderList, OrderSort, OrderWish } from './use-order-list.ts';

const COLUMNS: readonly { readonly sort?: OrderSort; readonly key: string; readonly width: number; readonly right?: boolean }[] = [
  { sort: 'id', key: 'web.order', width: 10 },
  { sort: 'product', key: 'web.product', width: 16 },
  { key: 'web.quantity', width: 7, right: true },
  { sort: 'customer', key: 'web.customer', width: 11 },
  { sort: 'due', key: 'web.need-by', width: 12 },
  { sort: 'projected', key: 'web.projected', width: 12 },
  { sort: 'lateness', key: 'web.lateness', width: 13 },
  { key: 'web.cost', width: 9, right: true },
  { key: 'web.status', width: 10 },
];
/** Height of a row as the style sheet gives it, and rows kept ready above and below those in sight. */
const ROW = 40;
const SPARE = 12;

/** Orders in rows of which only those in sight are in the page: five thousand scroll like fifty, and are read out with their place in the list. */
export function OrderTable({
  list,
  wish,
  onSort,
  onPaste,
}: {
  readonly list: OrderList;
  readonly wish: OrderWish;
  readonly onSort: (sort: OrderSort) => void;
  readonly onPaste: ((text: string) => void) | undefined;
}) {
  const { say } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  const { first, last, scrolled } = useSight(box);
  const total = list.total ?? 0;
  const to = Math.min(last, total);
  const from = Math.min(first, Math.max(0, to - 1));
  const { reach } = list;
  useEffect(() => reach(to), [reach, to]);
  // Another search or order of rows begins at its top.
  const { search, status, late, sort, isDown } = wish;
  useLayoutEffect(() => {
    // Not returned: newer browsers answer with a promise, which would be taken for what is to be done afterwards.
    void box.current?.scrollTo({ top: 0 });
  }, [search, status, late, sort, isDown]);
  return (
    <div
      ref={box}
      className="card flush table-box order-box"
      tabIndex={0}
      role="region"
      aria-label={say('web.page-orders')}
      onScroll={scrolled}
      onKeyDown={(event) => walk(event, box.current, total)}
      onPaste={(event) => onPaste?.(event.clipboardData.getData('text'))}
    >
      <table className="order-table" aria-rowcount={total + 1}>
        <colgroup>
          {COLUMNS.map((column) => (
            <col key={column.key} style={{ width: `${column.width}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <Heading key={column.key} column={column} wish={wish} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {from === 0 ? null : <tr aria-hidden="true" style={{ height: from * ROW }} />}
          {Array.from({ length: to - from }, (_, i) => (
            <Row key={list.orders[from + i]?.id ?? from + i} row={from + i} order={list.orders[from + i]} />
          ))}
          {to >= total ? null : <tr aria-hidden="true" style={{ height: (total - to) * ROW }} />}
        </tbody>
      </table>
    </div>
  );
}

/** Which rows are in sight, a few more on both sides. */
function useSight(box: React.RefObject<HTMLDivElement | null>) {
  const [sight, setSight] = useState({ first: 0, last: 40 });
  const scrolled = (): void => {
    const element = box.current;
    if (element === null) return;
    const first = Math.max(0, Math.floor(element.scrollTop / ROW) - SPARE);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / ROW) + SPARE;
    setSight((before) => (before.first === first && before.last === last ? before : { first, last }));
  };
  useEffect(() => {
    scrolled();
    addEventListener('resize', scrolled);
    return () => removeEventListener('resize', scrolled);
  }, []);
  return { ...sight, scrolled };
}

/** Arrows walk from order to order, Home and End to the first and the last, wherever in the list one stands. */
function walk(event: KeyboardEvent, box: HTMLElement | null, total: number): void {
  const at = Number((event.target as HTMLElement).closest('tr')?.dataset.row ?? Number.NaN);
  if (box === null || Number.isNaN(at)) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: total - 1 }[event.key];
  if (to === undefined || to < 0 || to >= total) return;
  event.preventDefault();
  const isFar = Math.abs(to - at) > 1;
  if (isFar) box.scrollTo({ top: to * ROW });
  const focus = (tries: number): void => {
    const link = box.querySelector<HTMLElement>(`tr[data-row="${to}"] a`);
    if (link !== null) link.focus();
    else if (tries > 0) setTimeout(() => focus(tries - 1), 50);
  };
  focus(isFar ? 100 : 0);
}

function Heading({
  column,
  wish,
  onSort,
}: {
  readonly column: (typeof COLUMNS)[number];
  readonly wish: OrderWish;
  readonly onSort: (sort: OrderSort) => void;
}) {
  const { say } = useSpeech();
  const { sort } = column;
  const isSorted = sort === wish.sort;
  return (
    <th className={column.right === true ? 'right' : ''} aria-sort={isSorted ? (wish.isDown ? 'descending' : 'ascending') : undefined}>
      {sort === undefined ? (
        say(column.key)
      ) : (
        <button type="button" className={isSorted ? 'strong' : ''} onClick={() => onSort(sort)}>
          {say(column.key)}
          {isSorted ? <span aria-hidden="true">{wish.isDown ? ' ↓' : ' ↑'}</span> : null}
        </button>
      )}
    </th>
  );
}

function Row({ row, order }: { readonly row: number; readonly order: OrderLine | undefined }) {
  const { say, language, number } = useSpeech();
  const names = useNames();
  const money = useMoney();
  // The row above counts as the first, because headings are read out too.
  const place = { 'data-row': row, 'aria-rowindex': row + 2 };
  if (order === undefined)
    return (
      <tr {...place}>
        <td colSpan={COLUMNS.length} className="muted">
          …
        </td>
      </tr>
    );
  const product = names.of('products', order.product);
  return (
    <tr {...place}>
      <td title={order.id}>
        <Link href={`/orders/${encodeURIComponent(order.id)}`} className="strong">
          {order.id}
        </Link>
      </td>
      <td title={product}>{product}</td>
      <td className="right">{number(order.quantity)}</td>
      <td title={order.customer}>{order.customer ?? ''}</td>
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
