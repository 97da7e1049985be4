import { durationIn, hasWords, moneyIn, sentenceOf, zonedTimeIn } from '@midstream/words';
import { Link, useLocation, useParams } from 'wouter';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { Lateness } from '../orders/lateness.tsx';

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
  const { say } = useSpeech();
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
            {['order', 'customer', 'product', 'lateness'].map((key) => (
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
              <td>{order.product}</td>
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

function WhyLate({ order }: { readonly order: string }) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const why = useCall('why-late.get', { params: { workspace, id: order } });
  if (why.isPending) return <Waiting />;
  if (why.data === undefined) return <Trouble error={why.error} />;
  return (
    <>
      <div className="row">
        <Link href="/late">{say('web.page-late')}</Link>
        <h2>{order}</h2>
        <Lateness minutes={why.data.latenessMinutes} />
        <Link href={`/orders/${encodeURIComponent(order)}`}>{say('web.order')}</Link>
      </div>
      <section className="card stack">
        <h2>{say('web.causes')}</h2>
        {why.data.causes.map((cause, i) => (
          <Cause key={i} cause={cause} />
        ))}
        {why.data.findings.map((finding, i) => (
          <p key={i} className="muted">
            {sentenceOf(finding, language)}
          </p>
        ))}
      </section>
      <Repairs order={order} />
    </>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const MOST_NAMED = 4;

/** One cause: what kind, what it hangs on, whose orders were in the way, how much time it takes. */
function Cause({ cause }: { readonly cause: Readonly<Record<string, unknown>> }) {
  const { say, language } = useSpeech();
  const code = textOf(cause.code);
  const orders = Array.isArray(cause.orders) ? cause.orders.filter((each) => typeof each === 'string') : [];
  const names = [textOf(cause.resource), orders.slice(0, MOST_NAMED).join(', ')].filter((name) => name !== '');
  return (
    <div className="row">
      <span className="badge late">{hasWords(`web.cause-${code}`) ? say(`web.cause-${code}`) : code}</span>
      <span>{names.join(' · ')}</span>
      <span className="grow" />
      {typeof cause.hours === 'number' ? <span className="strong">{durationIn(language, cause.hours * 60)}</span> : null}
    </div>
  );
}

function Repairs({ order }: { readonly order: string }) {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const mayRun = useMay('plans.run');
  const find = useChange(() => client.call('repairs.create', { params: { workspace, id: order }, body: { seconds: 15 } }));
  return (
    <section className="card stack">
      <div className="row apart">
        <h2>{say('web.repairs')}</h2>
        {mayRun ? (
          <button type="button" className="button main" disabled={find.isPending} onClick={() => find.mutate(undefined)}>
            {say(find.isPending ? 'web.trying' : 'web.find-repairs')}
          </button>
        ) : null}
      </div>
      <p className="muted">{say('web.repairs-hint')}</p>
      <Trouble error={find.error} />
      {find.isPending ? <Waiting /> : null}
      {find.data?.repairs.length === 0 ? <Empty title={say('web.no-repairs')} /> : null}
      {find.data?.repairs.map((each) => (
        <Repair key={each.id} order={order} id={each.id} repair={each.repair} />
      ))}
    </section>
  );
}

interface Effect {
  readonly kind?: string;
  readonly about?: Readonly<Record<string, string | number>>;
  readonly projected?: string;
  readonly latenessMinutes?: number;
  readonly costChange?: number;
  readonly newlyLate?: readonly string[];
}

function Repair({
  order,
  id,
  repair,
}: {
  readonly order: string;
  readonly id: string;
  readonly repair: Readonly<Record<string, unknown>>;
}) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const mayAccept = useMay('plans.publish');
  const [, go] = useLocation();
  const accept = useChange(() => client.call('repairs.accept', { params: { workspace, id: order, repair: id } }));
  const effect = repair as Effect;
  const what = effect.kind ?? '';
  const names = Object.values(effect.about ?? {}).map(textOf);
  return (
    <div className="row apart" data-repair={id} style={{ borderTop: '1px solid var(--faint)', paddingTop: 10 }}>
      <div>
        <div className="strong">
          {hasWords(`web.repair-${what}`) ? say(`web.repair-${what}`) : what} {names.join(' · ')}
        </div>
        <div className="row small muted">
          <Lateness minutes={effect.latenessMinutes} />
          {effect.projected === undefined ? null : <span>{zonedTimeIn(language, effect.projected)}</span>}
          {effect.costChange === undefined ? null : (
            <span>{say('web.costs-more', { cost: moneyIn(language, effect.costChange, '').trim() })}</span>
          )}
          {(effect.newlyLate?.length ?? 0) === 0 ? null : (
            <span className="late">{say('web.newly-late-list', { orders: effect.newlyLate?.join(', ') ?? '' })}</span>
          )}
        </div>
        <Trouble error={accept.error} />
      </div>
      {mayAccept ? (
        <button
          type="button"
          className="button"
          disabled={accept.isPending}
          onClick={() => accept.mutate(undefined, { onSuccess: () => go('/run') })}
        >
          {say('web.accept-repair')}
        </button>
      ) : null}
    </div>
  );
}
