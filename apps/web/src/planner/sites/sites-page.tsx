import { ApiError } from '@midstream/api';
import type { Plan } from '@midstream/factory';
import { carbonIn, moneyIn } from '@midstream/words/unloaded';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { flowsOf, sitesOf } from './flows.ts';
import { FlowPicture } from './flow-picture.tsx';
import { Legs } from './legs.tsx';
import { weekOf } from '../cockpit/outlook.ts';
import { WeekLoads } from '../cockpit/week-loads.tsx';

/** The head office's view: what goes from site to site, and how full each site is week by week. */
export default function SitesPage() {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const plan = useCall('plans.get', { params: { workspace, id: 'published' }, query: { detail: 'places' } });
  if (plan.isPending) return <Waiting />;
  if (plan.data === undefined) {
    if (plan.error instanceof ApiError && plan.error.status === 404) return <Empty title={say('web.nothing-published')} />;
    return <Trouble error={plan.error} />;
  }
  const document = plan.data.plan;
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-sites')}</h1>
      </div>
      <div className="two roomy">
        <FlowPicture plan={document} />
        <FlowTable plan={document} />
      </div>
      <SiteLoad plan={document} />
      <Legs plan={document} />
    </div>
  );
}

function FlowTable({ plan }: { readonly plan: Plan }) {
  const { say, number, language } = useSpeech();
  const names = useNames();
  const flows = flowsOf(plan);
  return (
    <section className="card flush table-box">
      {flows.length === 0 ? <Empty title={say('web.no-flows')} /> : null}
      <table>
        <thead>
          <tr>
            {['lane', 'transfers', 'orders-many', 'cost', 'carbon'].map((key) => (
              <th key={key} className={key === 'lane' ? '' : 'right'}>
                {say(`web.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <tr key={`${flow.from} ${flow.to}`}>
              <td className="strong wrap">{`${names.of('sites', flow.from)} → ${names.of('sites', flow.to)}`}</td>
              <td className="right">{number(flow.count)}</td>
              <td className="right">{number(flow.orders.size)}</td>
              <td className="right">{moneyIn(language, flow.cost, plan.currency)}</td>
              <td className="right">{carbonIn(language, flow.carbon)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SiteLoad({ plan }: { readonly plan: Plan }) {
  const { say } = useSpeech();
  const names = useNames();
  const machines = plan.resources.filter((each) => each.kind === 'machine');
  const weeks = [...new Set(machines.flatMap((each) => each.days.map((day) => weekOf(day.date))))].sort().slice(0, 12);
  const percent = (site: string, week: string): number => {
    const days = machines.filter((each) => each.site === site).flatMap((each) => each.days.filter((day) => weekOf(day.date) === week));
    const open = days.reduce((sum, day) => sum + day.availableHours, 0);
    return open === 0 ? 0 : (100 * days.reduce((sum, day) => sum + day.runHours + day.setupHours, 0)) / open;
  };
  return (
    <section className="card stack">
      <h2>{say('web.site-load')}</h2>
      <WeekLoads
        title={say('web.site')}
        weeks={weeks}
        rows={sitesOf(plan).map((id) => ({ id, name: names.of('sites', id), percent: weeks.map((week) => percent(id, week)) }))}
      />
    </section>
  );
}
