import type { PlanHead } from '@midstream/api';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { readerTimeIn } from '../../i18n/reader-time.ts';
import { Trouble } from '../../ui/states.tsx';

/** Plans that were published, newest first, each of which can be published again. */
export function PlanHistory({ published }: { readonly published: PlanHead | undefined }) {
  const { say, number, language } = useSpeech();
  const workspace = useWorkspace();
  const mayPublish = useMay('plans.publish');
  const history = useCall('plans.list', { params: { workspace }, query: { state: 'superseded', limit: 20 } });
  const back = useChange((_, id: string) =>
    client.call('plans.rollback', { params: { workspace, id }, body: { replaces: published?.id ?? null } }),
  );
  // The two lists are read one after the other: between them a plan can stand in both.
  const superseded = (history.data?.items ?? []).filter((plan) => plan.id !== published?.id);
  const plans = [...(published === undefined ? [] : [published]), ...superseded];
  if (plans.length === 0) return null;
  return (
    <section className="card flush table-box">
      <Trouble error={back.error} />
      <table>
        <caption className="unseen">{say('web.history')}</caption>
        <thead>
          <tr>
            <th>{say('web.published')}</th>
            <th>{say('web.by')}</th>
            <th className="right">{say('web.on-time')}</th>
            <th className="right">{say('web.late-orders')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <tr key={plan.id} data-plan={plan.id}>
              <td>{readerTimeIn(language, plan.publishedAt ?? plan.createdAt)}</td>
              <td>{(plan.publishedBy ?? plan.createdBy).name}</td>
              <td className="right">{`${number(plan.figures.onTimePercent, 1)} %`}</td>
              <td className="right">{number(plan.figures.lateOrders)}</td>
              <td className="right">
                {plan.id === published?.id ? (
                  <span className="badge good">{say('web.in-force')}</span>
                ) : mayPublish ? (
                  <button type="button" className="button quiet" disabled={back.isPending} onClick={() => back.mutate(plan.id)}>
                    {say('web.publish-again')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
