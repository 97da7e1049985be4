import type { Plan } from '@midstream/factory';
import { cockpit, sitesView } from '@midstream/planning';
import { PLAN_COLUMNS } from '@midstream/storage';
import type { PlanRow, Queries } from '@midstream/storage';
import type { Call, Handlers } from '../http/call.ts';
import { sitesIn } from '../http/principal.ts';
import { headOf, planHeadOf, planOfSites } from './plans.ts';
import { knownPlan } from './published.ts';

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
  const { plan, factory } = await knownPlan(house.database, row.id);
  const sites = sitesIn(who, params.workspace);
  return { head: headOf(row), factory, plan: sites === undefined ? plan : planOfSites(plan, sites) };
}

export const OVERVIEW_HANDLERS: Handlers<'cockpit.get' | 'sites.get' | 'overview.get'> = {
  'cockpit.get': async (call) => {
    const current = await currentPlan(call);
    if (current === undefined) return { body: {} };
    const before = await earlierPlan(call.house.database, call.params.workspace, call.query?.since);
    return {
      body: {
        plan: current.head,
        figures: { ...current.plan.figures, ...cockpit(current.plan, before === undefined ? {} : { earlier: before }) },
      },
    };
  },
  'sites.get': async (call) => {
    const current = await currentPlan(call);
    if (current?.factory === undefined) return { body: {} };
    return { body: { plan: current.head, figures: { ...sitesView(current.factory, current.plan) } } };
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
