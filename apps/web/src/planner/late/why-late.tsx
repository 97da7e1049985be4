import { deadlineIn, durationIn, hasWords, sentenceOf, zonedTimeIn } from '@midstream/words/unloaded';
import { Fragment } from 'react';
import { Link } from 'wouter';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { type Naming, useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Trouble, Waiting } from '../../ui/states.tsx';
import { Lateness } from '../orders/lateness.tsx';
import './late.css';
import { Repairs } from './repairs.tsx';

interface CauseShown {
  readonly code: string;
  readonly hours: number;
  readonly resource?: string;
  readonly orders: readonly string[];
}

/** Why one order is late: both its dates, the fewest causes that explain it with the time each takes, and what would truly help. */
export function WhyLate({ order }: { readonly order: string }) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const why = useCall('why-late.get', { params: { workspace, id: order } });
  if (why.isPending) return <Waiting />;
  if (why.data === undefined) return <Trouble error={why.error} />;
  const { needBy, projected, earliestAlone, possibleAlone, latenessMinutes } = why.data;
  const causes = why.data.causes as unknown as readonly CauseShown[];
  const most = Math.max(1, ...causes.map((cause) => cause.hours));
  return (
    <>
      <div className="row">
        <Link href="/late">{`← ${say('web.all-late')}`}</Link>
        <h2>{order}</h2>
        <Lateness minutes={latenessMinutes} />
        <Link href={`/orders/${encodeURIComponent(order)}`}>{say('web.order-open')}</Link>
      </div>
      <div className="tiles">
        {needBy === undefined ? null : <Tile name={say('web.need-by')} value={deadlineIn(language, needBy)} />}
        {projected === undefined ? null : <Tile name={say('web.projected')} value={zonedTimeIn(language, projected)} />}
        {earliestAlone === undefined ? null : (
          <Tile
            name={say('web.earliest-alone')}
            value={zonedTimeIn(language, earliestAlone)}
            note={say(possibleAlone === true ? 'web.possible-alone' : 'web.impossible-alone')}
          />
        )}
      </div>
      <section className="card stack">
        <h2>{say('web.causes')}</h2>
        <p className="muted small">{say('web.causes-hint')}</p>
        <ul className="causes">
          {causes.map((cause, i) => (
            <Cause key={i} cause={cause} most={most} />
          ))}
        </ul>
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

function Tile({ name, value, note }: { readonly name: string; readonly value: string; readonly note?: string }) {
  return (
    <div className="tile">
      <span>{name}</span>
      <b style={{ fontSize: 16 }}>{value}</b>
      {note === undefined ? null : <small>{note}</small>}
    </div>
  );
}

const MOST_NAMED = 6;

/** What a cause hangs on: an operation for a part, a lane for transport, else a resource. */
function resourceIn(names: Naming, { code, resource = '' }: CauseShown): string {
  if (code === 'part') return names.planned(resource);
  if (code === 'transport')
    return resource
      .split(' → ')
      .map((site) => names.of('sites', site))
      .join(' → ');
  return resource
    .split('+')
    .map((each) => names.any(each))
    .join(' + ');
}

/** One cause: what kind, what it hangs on, whose orders were in the way, how much time it takes. */
function Cause({ cause, most }: { readonly cause: CauseShown; readonly most: number }) {
  const { say, language } = useSpeech();
  const names = useNames();
  const what = resourceIn(names, cause);
  return (
    <li>
      <span className="cause-time">
        <b>{durationIn(language, cause.hours * 60)}</b>
        <span className="bar late" aria-hidden="true">
          <span style={{ width: `${(cause.hours / most) * 100}%` }} />
        </span>
      </span>
      <span>
        <b>{hasWords(`web.cause-${cause.code}`) ? say(`web.cause-${cause.code}`) : cause.code}</b>
        {what === '' ? null : <span>{` · ${what}`}</span>}
        {cause.orders.length === 0 ? null : (
          <span className="small muted cause-orders">
            {`${say('web.cause-orders')} `}
            {cause.orders.slice(0, MOST_NAMED).map((order, i) => (
              <Fragment key={order}>
                {i === 0 ? null : ', '}
                <Link href={`/orders/${encodeURIComponent(order)}`}>{order}</Link>
              </Fragment>
            ))}
            {cause.orders.length > MOST_NAMED ? ` ${say('web.and-more', { count: cause.orders.length - MOST_NAMED })}` : ''}
          </span>
        )}
      </span>
    </li>
  );
}
