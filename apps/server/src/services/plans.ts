import { randomUUID } from 'node:crypto';
import type { PlanHead } from '@midstream/api';
import { toColumns } from '@midstream/api';
import type { Plan } from '@midstream/factory';
import { comparePlans } from '@midstream/planning';
import type { Actor, PlanRow, Queries } from '@midstream/storage';
import { announce, PLAN_COLUMNS, readPlanFactory, readPlanRow, readPlanText, savePlan, writeAudit } from '@midstream/storage';
import { report } from '../codes.ts';
import type { Call, Handlers } from '../http/call.ts';
import { sitesIn } from '../http/principal.ts';
import { notFound, Refused } from '../refused.ts';
import { operationsSchedule } from './operations-schedule.ts';
import { pageAnswer, pageFrom, withoutTotal } from './pages.ts';
import { boardOf } from './board-models.ts';
import { placesText } from './plan-places.ts';
import { acceptPart } from './plan-parts.ts';
import { knownPlan } from './published.ts';
import { factoryOfSites } from './site-view.ts';
import { notifyWebhooks } from './webhooks.ts';

export function headOf(row: PlanRow): PlanHead {
  const { title, publishedBy, publishedAt, basedOn, run, scenario, ...rest } = row;
  return {
    ...rest,
    ...(title === null ? {} : { title }),
    ...(publishedBy === null ? {} : { publishedBy: { ...publishedBy } }),
    ...(publishedAt === null ? {} : { publishedAt }),
    ...(basedOn === null ? {} : { basedOn }),
    ...(run === null ? {} : { run }),
    ...(scenario === null ? {} : { scenario }),
    createdBy: { ...row.createdBy },
  };
}

/** The head of a plan, `published` meaning the one in force. @throws Refused 404 */
export async function planHeadOf(db: Queries, workspace: string, id: string): Promise<PlanHead> {
  const row = await readPlanRow(db, workspace, id);
  if (row === undefined) throw notFound('plan', id);
  return headOf(row);
}

async function list({ house, params, query }: Call<'plans.list'>) {
  const page = pageFrom(query);
  const rows = await house.database.rows<PlanRow & { total: number }>(
    `select ${PLAN_COLUMNS}, count(*) over () as total from plans p join workspaces w on w.id = p.workspace
     where p.workspace = $1 and ($2::text is null and p.state <> 'discarded' or p.state = $2)
     order by p.created_at desc, p.id limit $3 offset $4`,
    [params.workspace, query?.state ?? null, page.limit, page.offset],
  );
  const heads = withoutTotal(rows).map(headOf);
  return { body: pageAnswer(heads, rows[0]?.total ?? 0, page) };
}

/** What somebody narrowed to some sites sees of a plan. */
export function planOfSites(plan: Plan, sites: readonly string[]): Plan {
  const operations = plan.operations.filter(({ site }) => sites.includes(site));
  const orders = new Set(operations.map(({ order }) => order));
  return {
    ...plan,
    // Findings name what they are about: those of others are none of one's business.
    findings: [],
    operations,
    orders: plan.orders.filter(({ order }) => orders.has(order)),
    transports: plan.transports.filter(({ order, from, to }) => orders.has(order) && (sites.includes(from) || sites.includes(to))),
    resources: plan.resources.filter(({ site }) => site !== undefined && sites.includes(site)),
  };
}

async function getPlan({ house, params, query, who, inColumns }: Call<'plans.get'>) {
  const head = await planHeadOf(house.database, params.workspace, params.id);
  const isAll = query?.detail !== 'places';
  const version = `${head.id}-${head.state}-${head.outdated}${isAll ? '' : '-places'}${inColumns ? '-columns' : ''}`;
  const sites = sitesIn(who, params.workspace);
  const plan = async (): Promise<Plan> => {
    const whole = JSON.parse((await readPlanText(house.database, head.id)) ?? 'null') as Plan;
    return sites === undefined ? whole : planOfSites(whole, sites);
  };
  const whole = async (): Promise<string> => {
    if (inColumns) return JSON.stringify(toColumns(await plan()));
    return sites === undefined ? ((await readPlanText(house.database, head.id)) ?? 'null') : JSON.stringify(await plan());
  };
  const text = isAll ? await whole() : await placesText(house.database, { id: head.id, sites, plan }, inColumns);
  return { text: `{"head":${JSON.stringify(head)},"plan":${text}}`, version, inColumns };
}

async function diff({ house, params, query, who }: Call<'plans.diff'>) {
  const { database } = house;
  const head = await planHeadOf(database, params.workspace, params.id);
  const against = await readPlanRow(database, params.workspace, query?.against ?? 'published');
  const sites = sitesIn(who, params.workspace);
  const cut = (plan: Plan): Plan => (sites === undefined ? plan : planOfSites(plan, sites));
  const after = cut((await knownPlan(database, head.id)).plan);
  const before = against === undefined ? emptyPlan(after) : cut((await knownPlan(database, against.id)).plan);
  const compared = comparePlans(before, after);
  return {
    body: {
      ...(against === undefined ? {} : { against: against.id }),
      ...compared,
      moved: compared.moved.map((move) => ({ ...move })),
    },
  };
}

/** What the first plan is compared with: nothing planned, nothing spent. */
function emptyPlan(like: Plan): Plan {
  const zero = <T extends object>(figures: T): T =>
    Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, typeof value === 'number' ? 0 : zero(value as object)])) as T;
  return { ...like, orders: [], operations: [], transports: [], resources: [], figures: zero(like.figures), findings: [] };
}

async function publish(
  db: Queries,
  { params, body, who }: Pick<Call<'plans.publish'>, 'params' | 'body' | 'who'>,
  from: PlanHead['state'],
  action: 'published' | 'rolled-back',
) {
  await db.run('select 1 from workspaces where id = $1 for update', [params.workspace]);
  const current = await readPlanRow(db, params.workspace, 'published');
  if ((current?.id ?? null) !== body.replaces) {
    const { id = 'none', publishedBy, publishedAt } = current ?? {};
    const finding = report('server.published-meanwhile', { plan: id, who: publishedBy?.name ?? 'nobody', when: publishedAt ?? '' });
    throw new Refused(409, [finding]);
  }
  const head = await planHeadOf(db, params.workspace, params.id);
  if (head.state !== from) throw new Refused(409, [report('server.plan-state', { plan: head.id, state: head.state })]);
  if (current !== undefined) {
    await db.run("update plans set state = 'superseded' where id = $1", [current.id]);
    await announcePlan(db, params.workspace, current.id, 'superseded', who.actor);
  }
  await db.run("update plans set state = 'published', published_by = $2, published_at = now() where id = $1", [
    head.id,
    JSON.stringify(who.actor),
  ]);
  await db.run('update workspaces set published_plan = $2 where id = $1', [params.workspace, head.id]);
  await announcePlan(db, params.workspace, head.id, 'published', who.actor);
  const changes = [
    { path: '/published', before: current?.id, after: head.id },
    ...(body.note === undefined ? [] : [{ path: '/note', after: body.note }]),
  ];
  await writeAudit(db, [{ workspace: params.workspace, actor: who.actor, action, kind: 'plan', subject: head.id, changes }]);
  await notifyWebhooks(db, params.workspace, 'plan.published', { plan: head.id, replaces: current?.id ?? null });
  return { body: await planHeadOf(db, params.workspace, head.id) };
}

async function announcePlan(db: Queries, workspace: string, id: string, state: string, by: Actor): Promise<void> {
  await announce(db, workspace, { type: 'plan', id, state, by, at: new Date().toISOString() });
}

async function accept({ house, params, body, who, write }: Call<'plans.accept'>) {
  const { database } = house;
  const head = await planHeadOf(database, params.workspace, params.id);
  const proposal = await knownPlan(database, head.id);
  const against = await readPlanRow(database, params.workspace, 'published');
  const published = against === undefined ? undefined : await knownPlan(database, against.id);
  const { plan, findings } = await acceptPart(proposal, published?.plan, body.orders);
  if (plan === undefined) return { body: { findings: [...findings] } };
  return await write(async (db) => {
    const id = randomUUID();
    const factory = (await readPlanFactory(db, head.id)) ?? {};
    const [row] = await db.rows<{ revision: number }>('select revision from plans where id = $1', [head.id]);
    await savePlan(db, {
      id,
      workspace: params.workspace,
      by: who.actor,
      ...(against === undefined ? {} : { basedOn: against.id }),
      revision: row?.revision ?? 0,
      factory,
      plan,
    });
    return { body: { plan: await planHeadOf(db, params.workspace, id), findings: [...findings] } };
  });
}

async function exportPlan({ house, params, query, who }: Call<'plans.export'>) {
  const { database } = house;
  const head = await planHeadOf(database, params.workspace, params.id);
  const { plan: whole, factory } = await knownPlan(database, head.id);
  const sites = sitesIn(who, params.workspace);
  const plan = sites === undefined ? whole : planOfSites(whole, sites);
  if (query?.format !== 'b2mml')
    return { file: { name: `plan-${head.id}.json`, type: 'application/json', bytes: JSON.stringify(plan, undefined, 2) } };
  const schedule = operationsSchedule(head.id, plan, factory, head.publishedAt ?? head.createdAt);
  return { file: { name: `schedule-${head.id}.json`, type: 'application/json', bytes: JSON.stringify(schedule, undefined, 2) } };
}

async function discard({ params, who, write }: Call<'plans.discard'>) {
  return await write(async (db) => {
    const head = await planHeadOf(db, params.workspace, params.id);
    if (head.state !== 'proposal') throw new Refused(409, [report('server.plan-state', { plan: head.id, state: head.state })]);
    await db.run("update plans set state = 'discarded' where id = $1", [head.id]);
    await announcePlan(db, params.workspace, head.id, 'discarded', who.actor);
    await writeAudit(db, [{ workspace: params.workspace, actor: who.actor, action: 'discarded', kind: 'plan', subject: head.id }]);
    return {};
  });
}

async function factorySeen(db: Queries, id: string, sites: readonly string[] | undefined): Promise<object | null> {
  const factory = await readPlanFactory(db, id);
  if (sites === undefined || factory === undefined) return factory ?? null;
  const { orders } = planOfSites((await knownPlan(db, id)).plan, sites);
  return factoryOfSites(factory, sites, new Set(orders.map(({ order }) => order)));
}

export const PLAN_HANDLERS: Handlers<
  | 'plans.list'
  | 'plans.get'
  | 'plans.factory'
  | 'plans.board'
  | 'plans.diff'
  | 'plans.accept'
  | 'plans.publish'
  | 'plans.rollback'
  | 'plans.discard'
  | 'plans.export'
> = {
  'plans.list': list,
  'plans.get': getPlan,
  'plans.factory': async ({ house, params, who, inColumns }) => {
    const { id } = await planHeadOf(house.database, params.workspace, params.id);
    const seen = await factorySeen(house.database, id, sitesIn(who, params.workspace));
    return { text: JSON.stringify(inColumns ? toColumns(seen) : seen), inColumns };
  },
  'plans.board': async ({ house, params, who, inColumns }) => {
    const { id } = await planHeadOf(house.database, params.workspace, params.id);
    return { text: boardOf(await knownPlan(house.database, id), sitesIn(who, params.workspace), inColumns), inColumns };
  },
  'plans.diff': diff,
  'plans.accept': accept,
  'plans.publish': (call) => call.write((db) => publish(db, call, 'proposal', 'published')),
  'plans.rollback': (call) => call.write((db) => publish(db, call, 'superseded', 'rolled-back')),
  'plans.discard': discard,
  'plans.export': exportPlan,
};
