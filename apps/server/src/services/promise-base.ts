import type { CompleteFactory, Plan, PlannedOperation } from '@midstream/factory';
import type { Queries } from '@midstream/storage';
import type { KnownPlan } from './published.ts';
import { knownPlan } from './published.ts';

/** A quote that keeps its capacity: its order, and the plan that was shown with it. */
interface Reserve {
  readonly order: string;
  readonly plan: string;
}

/** Quotes held on top of a published plan, oldest first; those that became orders keep their place until a plan with them is published. */
async function reservesOn(db: Queries, workspace: string, published: string): Promise<Reserve[]> {
  return await db.rows<Reserve>(
    `select q.order_id as order, q.plan from quotes q join plans p on p.id = q.plan
     where q.workspace = $1 and p.based_on = $2 and (q.state = 'confirmed' or q.state = 'held' and q.expires_at > now())
     order by q.created_at, q.id`,
    [workspace, published],
  );
}

const isOf = (order: string, id: string): boolean => id === order || id.startsWith(`${order}+`);
const isElsewhere = (a: PlannedOperation, b: PlannedOperation | undefined): boolean => a.machine !== b?.machine || a.start !== b.start;

/**
 * What a promise must fit beside: the published plan, each held quote where it was shown (and whoever made room for it), and nothing of
 * orders that are gone, such as quotes that expired after they had been published.
 */
export async function promiseBase(db: Queries, workspace: string, factory: CompleteFactory, published: KnownPlan): Promise<Plan> {
  const operations = new Map(published.plan.operations.map((each) => [each.id, each]));
  const orders = new Map(published.plan.orders.map((each) => [each.order, each]));
  for (const { order, plan: id } of await reservesOn(db, workspace, published.id)) {
    const { plan } = await knownPlan(db, id);
    const before = new Map(published.plan.operations.map((each) => [each.id, each]));
    for (const each of plan.operations)
      if (isOf(order, each.order) || (before.has(each.id) && isElsewhere(each, before.get(each.id)))) operations.set(each.id, each);
    for (const each of plan.orders) if (isOf(order, each.order)) orders.set(each.order, each);
  }
  const there = new Set(factory.orders.map(({ id }) => id));
  const kept = [...orders.values()].filter(({ order }) => there.has(order.split('+')[0] ?? order) || there.has(order));
  const names = new Set(kept.map(({ order }) => order));
  const { figures } = published.plan;
  const sumOf = (of: (order: Plan['orders'][number]) => number): number =>
    kept.reduce((sum, each) => sum + of(each), 0) - published.plan.orders.reduce((sum, each) => sum + of(each), 0);
  return {
    ...published.plan,
    orders: kept,
    operations: [...operations.values()].filter(({ order }) => names.has(order)),
    figures: {
      ...figures,
      cost: { ...figures.cost, total: figures.cost.total + sumOf(({ cost }) => cost.total) },
      carbon: { ...figures.carbon, total: figures.carbon.total + sumOf(({ carbon }) => carbon.total) },
    },
  };
}

/** Whether an option was promised on what is no longer so: another plan is published, or a quote was held meanwhile in the same place. */
export async function isOutdated(
  db: Queries,
  workspace: string,
  option: { readonly plan: Plan; readonly order: string },
  base: string,
): Promise<boolean> {
  const [published] = await db.rows<{ id: string }>("select id from plans where workspace = $1 and state = 'published'", [workspace]);
  if (published?.id !== base) return true;
  const own = option.plan.operations.filter(({ order }) => isOf(option.order, order));
  const known = new Set(option.plan.orders.map(({ order }) => order));
  for (const { order, plan: id } of await reservesOn(db, workspace, base)) {
    if (known.has(order)) continue;
    const theirs = (await knownPlan(db, id)).plan.operations.filter((each) => isOf(order, each.order));
    if (own.some((a) => theirs.some((b) => a.machine === b.machine && a.setupStart < b.end && b.setupStart < a.end))) return true;
  }
  return false;
}
