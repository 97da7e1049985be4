import { randomUUID } from 'node:crypto';
import type { PlanHead, PromiseOption, Quote } from '@midstream/api';
import type { Order, Plan } from '@midstream/factory';
import type { PromiseOption as PlannedOption, PromiseRequest, Repair } from '@midstream/planning';
import { applyChanges, promise, repairs, whyLate } from '@midstream/planning';
import type { Queries } from '@midstream/storage';
import { announce, assembleFactory, readPlanRow, savePlan, writeAudit, writeRecords } from '@midstream/storage';
import { report } from '../codes.ts';
import type { Call, Handlers } from '../http/call.ts';
import { notFound, Refused } from '../refused.ts';
import { sitesIn } from '../http/principal.ts';
import { orderLine } from './order-lines.ts';
import { pageAnswer, pageFrom, withoutTotal } from './pages.ts';
import { planHeadOf } from './plans.ts';
import { isOutdated, promiseBase } from './promise-base.ts';
import { publishedPlan } from './published.ts';
import { searchHere } from './search-here.ts';
import { notifyWebhooks } from './webhooks.ts';
import { writeDifference } from './write-difference.ts';

/** Seconds of each search; a promise makes a few and is due in two. */
const PROMISE_SECONDS = 0.3;
const PROMISE_BUDGET_MILLISECONDS = 1500;
const DEFAULT_HOURS = 48;

type Wish = Call<'promises.create'>['body'];

/** An answer keeps its plans, so that what was shown is what is held. */
interface KeptAnswer {
  readonly wish: Wish;
  /** The plan that was published then. */
  readonly base: string;
  readonly options: readonly (PromiseOption & { readonly plan: Plan; readonly order: Order })[];
}

function optionOf(option: PlannedOption): KeptAnswer['options'][number] {
  const { comparison, costOfOthers, carbonOfOthers, confidence, price, ...rest } = option;
  void comparison;
  return {
    ...rest,
    confidence: { ...confidence },
    price: { ...price, others: costOfOthers },
    carbon: option.carbon + carbonOfOthers,
    sites: [...option.sites],
    displaced: option.displaced.map((each) => ({ ...each })),
    findings: [],
  };
}

function withoutPlan(option: KeptAnswer['options'][number]): PromiseOption {
  const { plan, order, ...rest } = option;
  void [plan, order];
  return rest;
}

async function ask({ house, params, body, who }: Call<'promises.create'>) {
  const began = performance.now();
  await house.database.transaction(expireQuotes);
  const { factory } = await house.factories.get(params.workspace);
  const published = await publishedPlan(house.database, params.workspace);
  if (factory === undefined) throw new Refused(422, [report('server.cannot-plan', { count: 1 })]);
  if (published === undefined) throw notFound('plan', 'published');
  const id = randomUUID();
  const answer = await promise(
    factory,
    await promiseBase(house.database, params.workspace, factory, published),
    { ...defined(body), order: `Q-${id.slice(0, 8)}` },
    {
      seconds: PROMISE_SECONDS,
      search: searchHere,
      shouldStop: () => performance.now() - began > PROMISE_BUDGET_MILLISECONDS,
    },
  );
  const options = answer.options.map(optionOf);
  const kept: KeptAnswer = { wish: body, base: published.id, options };
  await house.database.run(`insert into answers (id, workspace, kind, subject, body, created_by) values ($1, $2, 'promise', $3, $4, $5)`, [
    id,
    params.workspace,
    body.product,
    JSON.stringify(kept),
    JSON.stringify(who.actor),
  ]);
  const seconds = (performance.now() - began) / 1000;
  return { body: { id, wish: body, options: options.map(withoutPlan), seconds, findings: [...answer.findings] } };
}

/** Without the fields that were not given. */
function defined(wish: Wish): PromiseRequest {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as unknown as PromiseRequest;
}

const QUOTE_COLUMNS = `id, state, order_id as order, option, wish, expires_at as "expiresAt", created_by as "createdBy", created_at as "createdAt"`;

async function readQuote(db: Queries, workspace: string, id: string): Promise<Quote> {
  const [quote] = await db.rows<Quote>(`select ${QUOTE_COLUMNS} from quotes where workspace = $1 and id = $2 for update`, [workspace, id]);
  if (quote === undefined) throw notFound('quote', id);
  return quote;
}

/** Quotes past their time let their capacity go; looked at whenever quotes are. */
export async function expireQuotes(db: Queries): Promise<void> {
  const gone = await db.rows<{ id: string; workspace: string; order: string }>(
    `update quotes set state = 'expired' where state = 'held' and expires_at < now() returning id, workspace, order_id as order`,
  );
  for (const { id, workspace, order } of gone) await letGo(db, workspace, id, order, 'expired', { id: 'clock', name: 'clock' });
}

async function letGo(
  db: Queries,
  workspace: string,
  id: string,
  order: string,
  state: Quote['state'],
  actor: { id: string; name: string },
): Promise<void> {
  await writeRecords(db, workspace, [{ kind: 'orders', id: order, data: null }], actor);
  await quoteChanged(db, workspace, id, state, actor);
}

async function quoteChanged(
  db: Queries,
  workspace: string,
  id: string,
  state: Quote['state'],
  actor: { id: string; name: string },
): Promise<void> {
  await writeAudit(db, [{ workspace, actor, action: state, kind: 'quote', subject: id }]);
  await announce(db, workspace, { type: 'quote', id, state, by: actor, at: new Date().toISOString() });
  await notifyWebhooks(db, workspace, 'quote.changed', { quote: id, state });
}

async function hold({ params, body, who, write }: Call<'quotes.create'>) {
  return await write(async (db) => {
    const { workspace } = params;
    const [answer] = await db.rows<{ body: KeptAnswer }>(`select body from answers where workspace = $1 and id = $2 and kind = 'promise'`, [
      workspace,
      body.promise,
    ]);
    const option = answer?.body.options.find(({ id }) => id === body.option);
    if (answer === undefined || option === undefined) throw notFound('promise', `${body.promise}/${body.option}`);
    await expireQuotes(db);
    // Who holds at the same moment waits here, so that two never get the same hours.
    await db.run('select 1 from workspaces where id = $1 for update', [workspace]);
    if (await isOutdated(db, workspace, { plan: option.plan, order: option.order.id }, answer.body.base))
      throw new Refused(409, [report('server.promise-outdated')]);
    const order = body.order ?? option.order.id;
    const data = { ...option.order, id: order };
    const { conflicts } = await writeRecords(db, workspace, [{ kind: 'orders', id: order, version: 0, data }], who.actor);
    if (conflicts.length > 0) throw new Refused(409, [report('server.already-there', { kind: 'order', id: order })]);
    const id = randomUUID();
    const plan = await saveOption(db, workspace, renamed(option.plan, option.order.id, order), who.actor, order);
    await db.run(
      `insert into quotes (id, workspace, state, order_id, wish, option, expires_at, created_by, plan)
       values ($1, $2, 'held', $3, $4, $5, now() + make_interval(secs => $6), $7, $8)`,
      [
        id,
        workspace,
        order,
        JSON.stringify(answer.body.wish),
        JSON.stringify(withoutPlan(option)),
        (body.hours ?? DEFAULT_HOURS) * 3600,
        JSON.stringify(who.actor),
        plan.id,
      ],
    );
    await quoteChanged(db, workspace, id, 'held', who.actor);
    return { body: await readQuote(db, workspace, id) };
  });
}

/** The plan under the order's final number; the number it was shown under is made up and stands for nothing else. */
function renamed(plan: Plan, from: string, to: string): Plan {
  if (from === to) return plan;
  const name = JSON.stringify(to).slice(1, -1);
  return JSON.parse(JSON.stringify(plan).replaceAll(from, () => name)) as Plan;
}

/** The plan that was shown becomes a proposal, so that publishing it keeps what was promised. */
async function saveOption(db: Queries, workspace: string, plan: Plan, by: { id: string; name: string }, title: string): Promise<PlanHead> {
  const now = await assembleFactory(db, workspace);
  const published = await readPlanRow(db, workspace, 'published');
  const id = randomUUID();
  const basedOn = published === undefined ? {} : { basedOn: published.id };
  await savePlan(db, { id, workspace, title, by, ...basedOn, revision: now?.revision ?? 0, factory: now?.draft ?? {}, plan });
  return await planHeadOf(db, workspace, id);
}

async function confirm({ params, who, write }: Call<'quotes.confirm'>) {
  return await write(async (db) => {
    const { workspace } = params;
    await expireQuotes(db);
    const quote = await readQuote(db, workspace, params.id);
    if (quote.state !== 'held') throw new Refused(409, [report('server.plan-state', { plan: quote.id, state: quote.state })]);
    const now = await assembleFactory(db, workspace);
    const order = now?.draft.orders?.find(({ id }) => id === quote.order);
    if (order === undefined) throw notFound('order', quote.order);
    await writeRecords(db, workspace, [{ kind: 'orders', id: order.id, data: { ...order, status: 'confirmed' } }], who.actor);
    await db.run("update quotes set state = 'confirmed' where id = $1", [quote.id]);
    await quoteChanged(db, workspace, quote.id, 'confirmed', who.actor);
    return { body: { quote: await readQuote(db, workspace, quote.id) } };
  });
}

async function list({ house, params, query }: Call<'quotes.list'>) {
  const page = pageFrom(query);
  await house.database.transaction(expireQuotes);
  const rows = await house.database.rows<Quote & { total: number }>(
    `select ${QUOTE_COLUMNS}, count(*) over () as total from quotes
     where workspace = $1 and ($2::text is null or state = $2) order by created_at desc, id limit $3 offset $4`,
    [params.workspace, query?.state ?? null, page.limit, page.offset],
  );
  return {
    body: pageAnswer(withoutTotal(rows), rows[0]?.total ?? 0, page),
  };
}

export const PROMISE_HANDLERS: Handlers<'promises.create' | 'quotes.create' | 'quotes.list' | 'quotes.confirm' | 'quotes.release'> = {
  'promises.create': ask,
  'quotes.create': hold,
  'quotes.list': list,
  'quotes.confirm': confirm,
  'quotes.release': async ({ params, who, write }) =>
    await write(async (db) => {
      await expireQuotes(db);
      const quote = await readQuote(db, params.workspace, params.id);
      if (quote.state !== 'held') throw new Refused(409, [report('server.plan-state', { plan: quote.id, state: quote.state })]);
      await db.run("update quotes set state = 'released' where id = $1", [quote.id]);
      await letGo(db, params.workspace, quote.id, quote.order, 'released', who.actor);
      return {};
    }),
};

async function explainLate({ house, params, who }: Call<'why-late.get'>) {
  const sites = sitesIn(who, params.workspace);
  if (sites !== undefined && (await orderLine(house.database, params.workspace, sites, params.id)) === undefined)
    throw notFound('order', params.id);
  const published = await publishedPlan(house.database, params.workspace);
  if (published?.factory === undefined) throw notFound('plan', 'published');
  const { why, findings } = whyLate(published.factory, published.plan, params.id);
  if (why === undefined) throw new Refused(404, findings);
  const { causes, explanation, latenessMinutes, ...rest } = why;
  return {
    body: {
      ...rest,
      latenessMinutes,
      // Causes name the orders and machines that were in the way, wherever they are: one plant is told the kind and the hours.
      causes: causes.map((cause) => (sites === undefined ? { ...cause } : { code: cause.code, hours: cause.hours, orders: [] })),
      ...(sites === undefined ? { explanation: { ...explanation } } : {}),
      findings: [...findings],
    },
  };
}

interface KeptRepairs {
  readonly repairs: readonly Repair[];
}

const REPAIR_SECONDS = 10;
/** One try; as many as the time allows. */
const TRY_SECONDS = 0.5;

const repairOf = ({ plan, comparison, ...repair }: Repair): Readonly<Record<string, unknown>> => {
  void [plan, comparison];
  return repair;
};

async function findRepairs({ house, params, body, who }: Call<'repairs.create'>) {
  const began = performance.now();
  const published = await publishedPlan(house.database, params.workspace);
  if (published === undefined) throw notFound('plan', 'published');
  const { factory } = await house.factories.get(params.workspace);
  if (factory === undefined) throw new Refused(422, [report('server.cannot-plan', { count: 1 })]);
  const budget = (body.seconds ?? REPAIR_SECONDS) * 1000;
  const found = await repairs(factory, published.plan, params.id, {
    seconds: TRY_SECONDS,
    search: searchHere,
    shouldStop: () => performance.now() - began > budget,
  });
  const id = randomUUID();
  const kept: KeptRepairs = { repairs: found.repairs };
  await house.database.run(`insert into answers (id, workspace, kind, subject, body, created_by) values ($1, $2, 'repairs', $3, $4, $5)`, [
    id,
    params.workspace,
    params.id,
    JSON.stringify(kept),
    JSON.stringify(who.actor),
  ]);
  const list = found.repairs.map((repair) => ({ id: repair.id, repair: repairOf(repair) }));
  return { body: { id, order: params.id, repairs: list, findings: [...found.findings] } };
}

async function acceptRepair({ params, who, write }: Call<'repairs.accept'>) {
  return await write(async (db) => {
    const { workspace } = params;
    const [answer] = await db.rows<{ body: KeptRepairs }>(
      `select body from answers where workspace = $1 and subject = $2 and kind = 'repairs' order by created_at desc limit 1`,
      [workspace, params.id],
    );
    const repair = answer?.body.repairs.find(({ id }) => id === params.repair);
    if (repair === undefined) throw notFound('repair', params.repair);
    if (repair.changes.length > 0) await writeDifference(db, workspace, (factory) => applyChanges(factory, repair.changes), who.actor);
    return { body: { proposal: await saveOption(db, workspace, repair.plan, who.actor, `${repair.kind} ${params.id}`) } };
  });
}

export const LATENESS_HANDLERS: Handlers<'why-late.get' | 'repairs.create' | 'repairs.accept'> = {
  'why-late.get': explainLate,
  'repairs.create': findRepairs,
  'repairs.accept': acceptRepair,
};
