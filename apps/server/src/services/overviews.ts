import type { Plan } from '@midstream/factory';
import { comparePlans } from '@midstream/planning';
import { PLAN_COLUMNS } from '@midstream/storage';
import type { PlanRow, Queries } from '@midstream/storage';
import type { Call, Handlers } from '../http/call.ts';
import { sitesIn } from '../http/principal.ts';
import { headOf, planHeadOf, planOfSites } from './plans.ts';
import { knownPlan } from './published.ts';

/** Slack below which an order is at risk. */
const RISK_MINUTES = 24 * 60;
const MOST_BOTTLENECKS = 8;

/** Monday of a date's week. */
function weekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

interface WeekLoad {
  readonly week: string;
  availableHours: number;
  usedHours: number;
  overtimeHours: number;
}

function weeksOf(days: Plan['resources'][number]['days']): WeekLoad[] {
  const weeks = new Map<string, WeekLoad>();
  for (const { date, availableHours, runHours, setupHours, overtimeHours } of days) {
    const week = weekOf(date);
    const load = weeks.get(week) ?? { week, availableHours: 0, usedHours: 0, overtimeHours: 0 };
    load.availableHours += availableHours;
    load.usedHours += runHours + setupHours;
    load.overtimeHours += overtimeHours;
    weeks.set(week, load);
  }
  return [...weeks.values()];
}

function cockpitOf(plan: Plan, before: Plan | undefined) {
  const dated = plan.orders.filter(({ latenessMinutes }) => latenessMinutes !== undefined);
  const late = dated.filter(({ latenessMinutes = 0 }) => latenessMinutes > 0);
  const atRisk = dated.filter(({ latenessMinutes = 0 }) => latenessMinutes <= 0 && latenessMinutes > -RISK_MINUTES);
  const brief = ({ order, product, customer, needBy, projected, latenessMinutes }: Plan['orders'][number]) => ({
    order,
    product,
    customer,
    needBy,
    projected,
    latenessMinutes,
  });
  return {
    ...plan.figures,
    late: late.toSorted((a, b) => (b.latenessMinutes ?? 0) - (a.latenessMinutes ?? 0)).map(brief),
    atRisk: atRisk.map(brief),
    bottlenecks: plan.resources
      .toSorted((a, b) => b.utilisationPercent - a.utilisationPercent)
      .slice(0, MOST_BOTTLENECKS)
      .map(({ kind, resource, utilisationPercent, days }) => ({ kind, resource, utilisationPercent, weeks: weeksOf(days) })),
    ...(before === undefined ? {} : { since: comparePlans(before, plan) }),
  };
}

/** The plan published before the one in force, or the one asked for. */
async function earlierPlan(db: Queries, workspace: string, since: string | undefined): Promise<Plan | undefined> {
  if (since !== undefined) return (await knownPlan(db, (await planHeadOf(db, workspace, since)).id)).plan;
  const [row] = await db.rows<{ id: string }>(
    "select id from plans where workspace = $1 and state = 'superseded' order by published_at desc nulls last limit 1",
    [workspace],
  );
  return row === undefined ? undefined : (await knownPlan(db, row.id)).plan;
}

async function currentPlan(call: Call<'cockpit.get'> | Call<'sites.get'>) {
  const { house, params, who } = call;
  const text = `select ${PLAN_COLUMNS} from plans p join workspaces w on w.id = p.workspace where p.workspace = $1 and p.state = 'published'`;
  const [row] = await house.database.rows<PlanRow>(text, [params.workspace]);
  if (row === undefined) return undefined;
  const { plan } = await knownPlan(house.database, row.id);
  const sites = sitesIn(who, params.workspace);
  return { head: headOf(row), plan: sites === undefined ? plan : planOfSites(plan, sites) };
}

function sitesOf(plan: Plan) {
  const flows = new Map<string, { from: string; to: string; transfers: number; cost: number; carbon: number; orders: Set<string> }>();
  for (const { from, to, cost, carbon, order } of plan.transports) {
    const flow = flows.get(`${from}>${to}`) ?? { from, to, transfers: 0, cost: 0, carbon: 0, orders: new Set() };
    flow.transfers++;
    flow.cost += cost;
    flow.carbon += carbon;
    flow.orders.add(order);
    flows.set(`${from}>${to}`, flow);
  }
  const sites = [...new Set(plan.resources.flatMap(({ site }) => (site === undefined ? [] : [site])))];
  return {
    flows: [...flows.values()].map(({ orders, ...flow }) => ({ ...flow, orders: [...orders] })),
    legs: plan.transports,
    load: sites.map((site) => ({
      site,
      weeks: weeksOf(
        plan.resources.filter((resource) => resource.kind === 'machine' && resource.site === site).flatMap(({ days }) => days),
      ),
    })),
  };
}

export const OVERVIEW_HANDLERS: Handlers<'cockpit.get' | 'sites.get' | 'overview.get'> = {
  'cockpit.get': async (call) => {
    const current = await currentPlan(call);
    if (current === undefined) return { body: {} };
    const before = await earlierPlan(call.house.database, call.params.workspace, call.query?.since);
    return { body: { plan: current.head, figures: cockpitOf(current.plan, before) } };
  },
  'sites.get': async (call) => {
    const current = await currentPlan(call);
    return { body: current === undefined ? {} : { plan: current.head, figures: sitesOf(current.plan) } };
  },
  'overview.get': async ({ house, who }) => {
    const rows = await house.database.rows<PlanRow & { workspace: string; name: unknown; hasPlan: boolean }>(
      `select w.id as workspace, w.settings->'name' as name, p.id is not null as "hasPlan", ${PLAN_COLUMNS}
       from workspaces w left join plans p on p.workspace = w.id and p.state = 'published' where $1 or w.id = any ($2) order by w.id`,
      [who.isAdmin, [...who.grants].filter(([, { roles }]) => roles.some((role) => role !== 'operator')).map(([id]) => id)],
    );
    const items = rows.map(({ workspace, name, hasPlan, ...row }) => ({ workspace, name, ...(hasPlan ? { plan: headOf(row) } : {}) }));
    return { body: { items } };
  },
};
