import { durationIn, hasWords, zonedTimeIn } from '@midstream/words/unloaded';
import { useLocation } from 'wouter';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useMoney } from '../../data/use-money.ts';
import { type Naming, useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { Lateness } from '../orders/lateness.tsx';

/** Repairs tried on the published plan, each with what it truly does to this order, to others and to cost; one can be taken. */
export function Repairs({ order }: { readonly order: string }) {
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
      <p className="muted small">{say('web.repairs-hint')}</p>
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
  readonly hoursWon?: number;
  readonly costChange?: number;
  readonly later?: readonly unknown[];
  readonly newlyLate?: readonly string[];
}

/** What a repair is about, each name as people say it. */
function aboutIn(names: Naming, language: Parameters<typeof zonedTimeIn>[0], about: Effect['about'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(about).map(([key, value]) => {
      const text = String(value);
      if (key === 'operation') return [key, names.planned(text)];
      if (key === 'machine') return [key, names.machine(text)];
      if (key === 'routing') return [key, names.of('routings', text)];
      if (key === 'at') return [key, zonedTimeIn(language, `${text}:00Z`)];
      return [key, key === 'order' || typeof value === 'number' ? text : names.any(text)];
    }),
  );
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
  const names = useNames();
  const money = useMoney();
  const workspace = useWorkspace();
  const mayAccept = useMay('plans.publish');
  const [, go] = useLocation();
  const accept = useChange(() => client.call('repairs.accept', { params: { workspace, id: order, repair: id } }));
  const { kind = '', about, projected, latenessMinutes, hoursWon = 0, costChange, later = [], newlyLate = [] } = repair as Effect;
  // Overtime is either allowed everywhere or offered at one machine.
  const key = kind === 'overtime' && about?.machine !== undefined ? 'web.repair-overtime-at' : `web.repair-${kind}`;
  return (
    <div className="row apart repair" data-repair={id}>
      <div>
        <div className="strong">{hasWords(key) ? say(key, aboutIn(names, language, about)) : kind}</div>
        <div className="row small muted">
          <Lateness minutes={latenessMinutes} />
          {projected === undefined ? null : <span>{`${say('web.projected')}: ${zonedTimeIn(language, projected)}`}</span>}
          {hoursWon > 0 ? <span>{say('web.wins', { time: durationIn(language, hoursWon * 60) })}</span> : null}
          {costChange === undefined ? null : (
            <span>{say(costChange < 0 ? 'web.costs-less' : 'web.costs-more', { cost: money(Math.abs(costChange)) })}</span>
          )}
          {later.length === 0 ? null : <span>{say('web.others-later', { count: later.length })}</span>}
          {newlyLate.length === 0 ? null : <span className="late">{say('web.newly-late-list', { orders: newlyLate.join(', ') })}</span>}
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
