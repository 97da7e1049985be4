import { deadlineIn, zonedTimeIn } from '@midstream/words/unloaded';
import { Link, useParams } from 'wouter';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { Lateness } from '../orders/lateness.tsx';
import { WhyLate } from './why-late.tsx';

/** Late orders, and for one of them: why, and what would truly help. */
export default function LatePage() {
  const { order } = useParams<{ order?: string }>();
  const { say } = useSpeech();
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-late')}</h1>
      </div>
      {order === undefined ? <LateList /> : <WhyLate key={order} order={decodeURIComponent(order)} />}
    </div>
  );
}

function LateList() {
  const { say, language } = useSpeech();
  const names = useNames();
  const workspace = useWorkspace();
  const late = useCall('orders.list', { params: { workspace }, query: { late: 'true', sort: 'lateness', descending: 'true', limit: 200 } });
  if (late.isPending) return <Waiting />;
  if (late.data === undefined) return <Trouble error={late.error} />;
  if (late.data.items.length === 0)
    return (
      <div className="card">
        <Empty title={say('web.none-late')} />
      </div>
    );
  return (
    <section className="card flush table-box">
      <table>
        <thead>
          <tr>
            {['order', 'customer', 'product', 'need-by', 'projected', 'lateness'].map((key) => (
              <th key={key}>{say(`web.${key}`)}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {late.data.items.map((order) => (
            <tr key={order.id}>
              <td className="strong">{order.id}</td>
              <td>{order.customer ?? ''}</td>
              <td>{names.of('products', order.product)}</td>
              <td>{order.needBy === undefined ? '' : deadlineIn(language, order.needBy)}</td>
              <td>{order.projected === undefined ? '' : zonedTimeIn(language, order.projected)}</td>
              <td>
                <Lateness minutes={order.latenessMinutes} />
              </td>
              <td className="right">
                <Link href={`/late/${encodeURIComponent(order.id)}`} className="button">
                  {say('web.why')}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
