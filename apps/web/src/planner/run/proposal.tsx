import type { PlanDiff, PlanHead } from '@midstream/api';
import { carbonIn, sentenceOf, zonedTimeIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { Link } from 'wouter';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useMoney } from '../../data/use-money.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { readerTimeIn } from '../../i18n/reader-time.ts';
import { Trouble, Waiting } from '../../ui/states.tsx';

/** A proposal beside the published plan: what it is worth, what it moves, and the ways to take it over. */
export function Proposal({
  head,
  published,
  others,
  onChoose,
}: {
  readonly head: PlanHead;
  readonly published: PlanHead | undefined;
  readonly others: readonly PlanHead[];
  /** Holds on to a proposal; undefined = the newest is shown. */
  readonly onChoose: (id: string | undefined) => void;
}) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const mayRun = useMay('plans.run');
  const mayPublish = useMay('plans.publish');
  const params = { workspace, id: head.id };
  const diff = useCall('plans.diff', { params }, { enabled: published !== undefined });
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  // While orders are ticked, a proposal that somebody else makes does not take the place of this one.
  const take = (orders: ReadonlySet<string>): void => {
    setTaken(orders);
    onChoose(orders.size === 0 ? undefined : head.id);
  };
  const publish = useChange(() => client.call('plans.publish', { params, body: { replaces: published?.id ?? null } }));
  const accept = useChange(() => client.call('plans.accept', { params, body: { orders: [...taken] } }));
  const discard = useChange(() => client.call('plans.discard', { params }));
  return (
    <section className="card stack">
      <div className="row apart">
        <div className="row">
          <h2>{say('web.proposal')}</h2>
          {others.length > 1 ? (
            <select
              aria-label={say('web.proposal')}
              value={head.id}
              style={{ width: 'auto' }}
              onChange={(event) => onChoose(event.target.value)}
            >
              {others.map((each) => (
                <option key={each.id} value={each.id}>
                  {`${each.title ?? readerTimeIn(language, each.createdAt)} · ${each.createdBy.name}`}
                </option>
              ))}
            </select>
          ) : (
            <span className="muted">{`${readerTimeIn(language, head.createdAt)} · ${head.createdBy.name}`}</span>
          )}
          <span className={head.status === 'optimal' ? 'badge good' : 'badge'}>
            {head.status === 'optimal' ? say('web.proven') : say('web.gap', { percent: head.gapPercent.toFixed(1) })}
          </span>
          {head.outdated ? <span className="badge tight">{say('web.plan-outdated')}</span> : null}
        </div>
        <div className="row">
          <Link href={`/board?plan=${encodeURIComponent(head.id)}`} className="button">
            {say('web.see-on-board')}
          </Link>
          {mayRun ? (
            <button type="button" className="button" disabled={discard.isPending} onClick={() => discard.mutate(undefined)}>
              {say('web.discard')}
            </button>
          ) : null}
          {mayRun && taken.size > 0 ? (
            <button
              type="button"
              className="button"
              disabled={accept.isPending}
              onClick={() => accept.mutate(undefined, { onSuccess: () => take(new Set()) })}
            >
              {say('web.take-part', { count: taken.size })}
            </button>
          ) : null}
          {mayPublish ? (
            <button type="button" className="button main" disabled={publish.isPending} onClick={() => publish.mutate(undefined)}>
              {say('web.publish')}
            </button>
          ) : null}
        </div>
      </div>
      <Trouble error={publish.error ?? accept.error ?? discard.error ?? diff.error} />
      {(accept.data?.findings ?? []).map((finding, i) => (
        <p key={i} className="notice tight">
          {sentenceOf(finding, language)}
        </p>
      ))}
      <Compared head={head} published={published} />
      {published === undefined ? null : diff.data === undefined ? <Waiting /> : <Moves diff={diff.data} taken={taken} onTake={take} />}
    </section>
  );
}

/** The figures of both, and which of them got better. */
function Compared({ head, published }: { readonly head: PlanHead; readonly published: PlanHead | undefined }) {
  const { say, number, language } = useSpeech();
  const money = useMoney();
  const { figures } = head;
  const before = published?.figures;
  const rows: readonly {
    readonly key: string;
    readonly now: number;
    readonly was: number | undefined;
    readonly show: (value: number) => string;
    readonly more?: boolean;
  }[] = [
    { key: 'web.on-time', now: figures.onTimePercent, was: before?.onTimePercent, show: (value) => `${number(value, 1)} %`, more: true },
    { key: 'web.late-orders', now: figures.lateOrders, was: before?.lateOrders, show: (value) => number(value) },
    { key: 'web.tardiness', now: figures.totalTardinessHours, was: before?.totalTardinessHours, show: (value) => `${number(value, 1)} h` },
    { key: 'web.changeover-hours', now: figures.setupHours, was: before?.setupHours, show: (value) => `${number(value, 1)} h` },
    { key: 'web.cost', now: figures.cost.total, was: before?.cost.total, show: (value) => money(value) },
    { key: 'web.carbon', now: figures.carbon.total, was: before?.carbon.total, show: (value) => carbonIn(language, value) },
  ];
  return (
    <div className="tiles">
      {rows.map(({ key, now, was, show, more }) => {
        const change = was === undefined ? 0 : now - was;
        const isBetter = more === true ? change > 0 : change < 0;
        return (
          <div key={key} className="tile">
            <span>{say(key)}</span>
            <b>{show(now)}</b>
            {was === undefined ? null : (
              <small className={Math.abs(change) < 0.05 ? '' : isBetter ? 'good' : 'late'}>
                {Math.abs(change) < 0.05 ? say('web.unchanged') : say('web.was', { value: show(was) })}
              </small>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Orders whose date moves; ticked ones can be taken over alone. */
function Moves({
  diff,
  taken,
  onTake,
}: {
  readonly diff: PlanDiff;
  readonly taken: ReadonlySet<string>;
  readonly onTake: (orders: ReadonlySet<string>) => void;
}) {
  const { say, number, language } = useSpeech();
  const moved = [...diff.later, ...diff.earlier].sort((a, b) => Math.abs(b.hours) - Math.abs(a.hours));
  const toggle = (order: string): void => {
    const next = new Set(taken);
    if (!next.delete(order)) next.add(order);
    onTake(next);
  };
  return (
    <>
      <p className="muted">
        {say('web.diff-summary', {
          moved: diff.moved.length,
          earlier: diff.earlier.length,
          later: diff.later.length,
          newlyLate: diff.newlyLate.length,
          nervousness: `${number(diff.nervousness * 100, 0)} %`,
        })}
      </p>
      {moved.length === 0 ? null : (
        <div className="table-box" style={{ maxHeight: 340 }}>
          <table>
            <thead>
              <tr>
                <th>{say('web.take')}</th>
                <th>{say('web.order')}</th>
                <th>{say('web.before')}</th>
                <th>{say('web.after')}</th>
                <th className="right">{say('web.moves-by')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {moved.slice(0, 300).map((each) => (
                <tr key={each.order} aria-selected={taken.has(each.order)}>
                  <td>
                    <input type="checkbox" aria-label={each.order} checked={taken.has(each.order)} onChange={() => toggle(each.order)} />
                  </td>
                  <td className="strong">{each.order}</td>
                  <td>{zonedTimeIn(language, each.before)}</td>
                  <td>{zonedTimeIn(language, each.after)}</td>
                  <td
                    className={`right ${each.hours > 0 ? 'late' : 'good'}`}
                  >{`${each.hours > 0 ? '+' : '−'}${number(Math.abs(each.hours), 1)} h`}</td>
                  <td>
                    {diff.newlyLate.includes(each.order) ? <span className="badge late">{say('web.newly-late')}</span> : null}
                    {diff.noLongerLate.includes(each.order) ? <span className="badge good">{say('web.no-longer-late')}</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
