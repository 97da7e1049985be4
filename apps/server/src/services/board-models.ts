import { toColumns } from '@midstream/api';
import { boardModel } from '@midstream/planning';
import type { BoardModel } from '@midstream/planning/preview';
import type { KnownPlan } from './published.ts';

const MOST_KEPT = 4;
/** Plans never change once made, and neither does what their boards judge by. */
const kept = new Map<string, string>();

/**
 * The model of a plan's board as the text of an answer. Whoever is narrowed to some sites gets no name of anything elsewhere: its
 * machines and operations stay in, because they are in the way, but without saying what they are.
 */
export function boardOf(known: KnownPlan, sites: readonly string[] | undefined, inColumns: boolean): string {
  const key = `${known.id} ${inColumns} ${sites?.join(' ') ?? ''}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const { model, findings } = known.factory === undefined ? { model: undefined, findings: [] } : boardModel(known.factory, known.plan);
  const seen = model === undefined || sites === undefined ? model : namesOnlyOf(model, known, new Set(sites));
  const told = seen === undefined || !inColumns ? seen : toColumns(seen);
  const text = JSON.stringify({ ...(told === undefined ? {} : { model: told }), findings });
  kept.set(key, text);
  for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return text;
}

function namesOnlyOf(model: BoardModel, { plan }: KnownPlan, sites: ReadonlySet<string>): BoardModel {
  const own = plan.operations.filter(({ site }) => sites.has(site));
  const operations = new Set(own.map(({ id }) => id));
  const orders = new Set(own.map(({ order }) => order));
  const machines = new Set(plan.resources.filter(({ site }) => site !== undefined && sites.has(site)).map(({ resource }) => resource));
  return {
    ...model,
    machines: model.machines.map((each, m) => (machines.has(each.id) ? each : { ...each, id: `#${m}` })),
    operations: model.operations.map((each, o) => (operations.has(each.id) ? each : { ...each, id: `#${o}` })),
    orders: model.orders.map((each, i) => (orders.has(each.id) ? each : { ...each, id: `#${i}` })),
  };
}
