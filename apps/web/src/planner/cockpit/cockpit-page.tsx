import { ApiError, type PlanHead } from '@midstream/api';
import type { Plan } from '@midstream/factory';
import { carbonIn, deadlineIn, moneyIn } from '@midstream/words/unloaded';
import { Link } from 'wouter';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { readerTimeIn } from '../../i18n/reader-time.ts';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { Lateness } from '../orders/lateness.tsx';
import { Outlook } from './outlook-chart.tsx';
import { bottlenecksOf } from './outlook.ts';
import { WeekLoads } from './week-loads.tsx';

/** How the factory stands: will orders be on time, what is at risk, where it is tight, what it costs and emits. */
export default function CockpitPage() {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const plan = useCall('plans.get', { params: { workspace, id: 'published' }, query: { detail: 'places' } });
  const earlier = useCall('plans.list', { params: { workspace }, query: { state: 'superseded', limit: 1 } });
  if (plan.isPending) return <Waiting />;
  if (plan.data === undefined) {
    if (plan.error instanceof ApiError && plan.error.status === 404)
      return (
        <Empty title={say('web.nothing-published')}>
          <p>{say('web.cockpit-empty')}</p>
          <Link href="/run" className="button main">
            {say('web.page-run')}
          </Link>
        </Empty>
      );
    return <Trouble error={plan.error} />;
  }
  const { head, plan: document } = plan.data;
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-cockpit')}</h1>
        {head.outdated ? <span className="badge tight">{say('web.plan-outdated')}</span> : null}
      </div>
      <Tiles head={head} before={earlier.data?.items[0]} currency={document.currency} />
      <div className="two">
        <Outlook plan={document} />
        <AtRisk plan={document} />
      </div>
      <Bottlenecks plan={document} />
      {earlier.data?.items[0] === undefined ? null : <Changed head={head} before={earlier.data.items[0]} />}
    </div>
  );
}

function Tiles({ head, before, currency }: { readonly head: PlanHead; readonly before: PlanHead | undefined; readonly currency: string }) {
  const { say, number, language } = useSpeech();
  const { figures } = head;
  const was = before?.figures;
  const tiles: readonly { readonly key: string; readonly value: string; readonly was?: string | undefined; readonly bad?: boolean }[] = [
    {
      key: 'web.on-time',
      value: `${number(figures.onTimePercent, 1)} %`,
      was: was && `${number(was.onTimePercent, 1)} %`,
      bad: figures.onTimePercent < 95,
    },
    { key: 'web.late-orders', value: number(figures.lateOrders), was: was && number(was.lateOrders), bad: figures.lateOrders > 0 },
    { key: 'web.changeover-hours', value: `${number(figures.setupHours)} h`, was: was && `${number(was.setupHours)} h` },
    { key: 'web.overtime-hours', value: `${number(figures.overtimeHours, 1)} h`, was: was && `${number(was.overtimeHours, 1)} h` },
    { key: 'web.cost', value: moneyIn(language, figures.cost.total, currency), was: was && moneyIn(language, was.cost.total, currency) },
    { key: 'web.energy', value: `${number(figures.energyKwh)} kWh`, was: was && `${number(was.energyKwh)} kWh` },
    { key: 'web.carbon', value: carbonIn(language, figures.carbon.total), was: was && carbonIn(language, was.carbon.total) },
  ];
  return (
    <div className="tiles">
      {tiles.map((tile) => (
        <div key={tile.key} className="tile">
          <span>{say(tile.key)}</span>
          <b className={tile.bad === true ? 'late' : ''}>{tile.value}</b>
          {tile.was === undefined || tile.was === tile.value ? null : <small>{say('web.was', { value: tile.was })}</small>}
        </div>
      ))}
    </div>
  );
}

function AtRisk({ plan }: { readonly plan: Plan }) {
  const { say, language } = useSpeech();
  const risky = plan.orders
    .filter((order) => (order.latenessMinutes ?? -1e9) > -1440)
    .sort((a, b) => (b.latenessMinutes ?? 0) * b.priority - (a.latenessMinutes ?? 0) * a.priority);
  return (
    <section className="card stack">
      <div className="row apart">
        <h2>{say('web.at-risk', { count: risky.length })}</h2>
        <Link href="/late">{say('web.page-late')}</Link>
      </div>
      {risky.length === 0 ? <p className="good">{say('web.none-at-risk')}</p> : null}
      <div className="table-box goes-on" style={{ maxHeight: 226 }} tabIndex={0} role="region" aria-label={say('web.late-orders')}>
        <table>
          <tbody>
            {risky.slice(0, 40).map((order) => (
              <tr key={order.order}>
                <td>
                  <Link href={`/orders/${encodeURIComponent(order.order)}`} className="strong">
                    {order.order}
                  </Link>
                </td>
                <td className="gives-way" title={order.customer}>
                  {order.customer ?? ''}
                </td>
                <td>{order.needBy === undefined ? '' : deadlineIn(language, order.needBy)}</td>
                <td>
                  <Lateness minutes={order.latenessMinutes} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The busiest machines, week by week: how much of what is open is taken. */
function Bottlenecks({ plan }: { readonly plan: Plan }) {
  const { say } = useSpeech();
  const names = useNames();
  const { weeks, machines } = bottlenecksOf(plan, 8, 10);
  return (
    <section className="card stack">
      <h2>{say('web.bottlenecks')}</h2>
      <WeekLoads
        title={say('web.machine')}
        weeks={weeks}
        rows={machines.map(({ id, percent }) => ({ id, name: names.machine(id), percent }))}
      />
    </section>
  );
}

function Changed({ head, before }: { readonly head: PlanHead; readonly before: PlanHead }) {
  const { say, number, language } = useSpeech();
  const workspace = useWorkspace();
  const diff = useCall('plans.diff', { params: { workspace, id: head.id }, query: { against: before.id } });
  if (diff.data === undefined) return null;
  const { later, earlier, newlyLate, moved, nervousness } = diff.data;
  return (
    <section className="card stack">
      <h2>{say('web.changed-since', { time: readerTimeIn(language, before.publishedAt ?? before.createdAt) })}</h2>
      <p className="muted">
        {say('web.diff-summary', {
          moved: moved.length,
          earlier: earlier.length,
          later: later.length,
          newlyLate: newlyLate.length,
          nervousness: `${number(nervousness * 100)} %`,
        })}
      </p>
    </section>
  );
}
