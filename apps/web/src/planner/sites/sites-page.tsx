import { ApiError } from '@midstream/api';
import type { Plan } from '@midstream/factory';
import { carbonIn, moneyIn } from '@midstream/words';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { weekOf } from '../cockpit/outlook.ts';

interface Flow {
  readonly from: string;
  readonly to: string;
  count: number;
  cost: number;
  carbon: number;
  orders: Set<string>;
}

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
      <div className="two">
        <FlowPicture plan={document} />
        <FlowTable plan={document} />
      </div>
      <SiteLoad plan={document} />
    </div>
  );
}

function flowsOf(plan: Plan): Flow[] {
  const flows = new Map<string, Flow>();
  for (const transport of plan.transports) {
    const key = `${transport.from} ${transport.to}`;
    const flow = flows.get(key) ?? { from: transport.from, to: transport.to, count: 0, cost: 0, carbon: 0, orders: new Set<string>() };
    flow.count++;
    flow.cost += transport.cost;
    flow.carbon += transport.carbon;
    flow.orders.add(transport.order);
    flows.set(key, flow);
  }
  return [...flows.values()].sort((a, b) => b.count - a.count);
}

const sitesOf = (plan: Plan): string[] =>
  [...new Set([...plan.operations.map((each) => each.site), ...plan.transports.flatMap((each) => [each.from, each.to])])]
    .filter((site) => site !== '')
    .sort();

const SIZE = 380;

/** Sites on a circle, arrows as thick as the flow. */
function FlowPicture({ plan }: { readonly plan: Plan }) {
  const { say, number } = useSpeech();
  const sites = sitesOf(plan);
  const flows = flowsOf(plan);
  const most = Math.max(1, ...flows.map((flow) => flow.count));
  const at = (site: string): readonly [number, number] => {
    const angle = (sites.indexOf(site) / Math.max(sites.length, 1)) * 2 * Math.PI - Math.PI / 2;
    const radius = sites.length === 1 ? 0 : 118;
    return [SIZE / 2 + Math.cos(angle) * radius, SIZE / 2 + Math.sin(angle) * radius];
  };
  return (
    <section className="card stack">
      <h2>{say('web.flows')}</h2>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} width="100%" style={{ maxHeight: 380 }} role="img" aria-label={say('web.flows')}>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="5" markerHeight="5" orient="auto">
            <path d="M0 0 8 4 0 8z" fill="var(--accent)" />
          </marker>
        </defs>
        {flows.map((flow) => {
          const [x1, y1] = at(flow.from);
          const [x2, y2] = at(flow.to);
          const length = Math.hypot(x2 - x1, y2 - y1) || 1;
          const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
          // Both ways between two sites bend to their own side.
          const [bx, by] = [(x1 + x2) / 2 - uy * 34, (y1 + y2) / 2 + ux * 34];
          return (
            <g key={`${flow.from} ${flow.to}`}>
              <path
                d={`M${x1 + ux * 34} ${y1 + uy * 34} Q${bx} ${by} ${x2 - ux * 38} ${y2 - uy * 38}`}
                fill="none"
                stroke="var(--accent)"
                strokeOpacity="0.7"
                strokeWidth={1.5 + (flow.count / most) * 6}
                markerEnd="url(#arrow)"
              />
              <text
                x={bx}
                y={by}
                fontSize="12"
                textAnchor="middle"
                fill="var(--ink)"
                stroke="var(--surface)"
                strokeWidth="3"
                paintOrder="stroke"
              >
                {number(flow.count)}
              </text>
            </g>
          );
        })}
        {sites.map((site) => {
          const [x, y] = at(site);
          return (
            <g key={site}>
              <circle cx={x} cy={y} r="32" fill="var(--accent-soft)" stroke="var(--accent)" />
              <text x={x} y={y + 5} fontSize="14" fontWeight="600" textAnchor="middle" fill="var(--accent)">
                {site.slice(0, 6)}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}

function FlowTable({ plan }: { readonly plan: Plan }) {
  const { say, number, language } = useSpeech();
  const flows = flowsOf(plan);
  return (
    <section className="card flush table-box">
      {flows.length === 0 ? <Empty title={say('web.no-flows')} /> : null}
      <table>
        <thead>
          <tr>
            {['from', 'to', 'transfers', 'orders-many', 'cost', 'carbon'].map((key) => (
              <th key={key}>{say(`web.${key}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <tr key={`${flow.from} ${flow.to}`}>
              <td className="strong">{flow.from}</td>
              <td className="strong">{flow.to}</td>
              <td>{number(flow.count)}</td>
              <td>{number(flow.orders.size)}</td>
              <td>{moneyIn(language, flow.cost, plan.currency)}</td>
              <td>{carbonIn(language, flow.carbon)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SiteLoad({ plan }: { readonly plan: Plan }) {
  const { say, number } = useSpeech();
  const sites = sitesOf(plan);
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
      <div className="table-box">
        <table>
          <thead>
            <tr>
              <th>{say('web.site')}</th>
              {weeks.map((week) => (
                <th key={week} className="right">
                  {week.slice(5)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sites.map((site) => (
              <tr key={site}>
                <td className="strong">{site}</td>
                {weeks.map((week) => {
                  const value = percent(site, week);
                  return (
                    <td
                      key={week}
                      className="right"
                      style={{
                        background: `color-mix(in srgb, var(${value > 90 ? '--late' : '--accent'}) ${Math.min(value, 100) * 0.32}%, transparent)`,
                      }}
                    >
                      {value === 0 ? '' : `${number(value)}%`}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
