import { COLUMNS_FORMAT, toColumns } from '@midstream/api';
import type { Plan, PlannedOperation, PlannedOrder } from '@midstream/factory';
import type { Queries } from '@midstream/storage';
import { keepPlanPlaces, readPlanPlaces } from '@midstream/storage';

const MOST_KEPT = 4;
/** Plans never change once made. */
const kept = new Map<string, string>();

/** How a kept text begins that this program can read; what an older one kept is written anew. */
const OURS = `{"columns":${COLUMNS_FORMAT},`;

/** A plan's places, in columns, as the text of an answer. */
export const placesColumns = (plan: Plan): string => JSON.stringify(toColumns(placesOf(plan)));

/** A plan as somebody sees it: which one, cut to which sites, and how to get it whole. */
export interface SeenPlan {
  readonly id: string;
  readonly sites: readonly string[] | undefined;
  readonly plan: () => Promise<Plan>;
}

/** A plan's places as the text of an answer, made once. What all sites see stays beside the plan, and is there after a restart. */
export async function placesText(db: Queries, seen: SeenPlan, inColumns: boolean): Promise<string> {
  const key = `${seen.id} ${inColumns} ${seen.sites?.join(' ') ?? ''}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const text = inColumns && seen.sites === undefined ? await keptColumns(db, seen) : await madeText(seen, inColumns);
  kept.set(key, text);
  for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return text;
}

async function keptColumns(db: Queries, seen: SeenPlan): Promise<string> {
  const known = await readPlanPlaces(db, seen.id);
  if (known?.startsWith(OURS) === true) return known;
  const text = await madeText(seen, true);
  await keepPlanPlaces(db, seen.id, text);
  return text;
}

async function madeText({ plan }: SeenPlan, inColumns: boolean): Promise<string> {
  const whole = await plan();
  return inColumns ? placesColumns(whole) : JSON.stringify(placesOf(whole));
}

const placesOf = (plan: Plan): object => ({
  ...plan,
  orders: plan.orders.map(orderPlace),
  operations: plan.operations.map(operationPlace),
});

/** Nobody reads more on a board; the whole plan has every digit. */
const hundredths = (value: number): number => Math.round(value * 100) / 100;

const orderPlace = (planned: PlannedOrder): object => {
  const { order, product, quantity, customer, priority, needBy, start, projected, latenessMinutes, cost, carbon } = planned;
  const sums = { cost: { total: hundredths(cost.total) }, carbon: { total: Math.round(carbon.total) } };
  return { order, product, quantity, customer, priority, needBy, start, projected, latenessMinutes, ...sums };
};

function operationPlace(planned: PlannedOperation): object {
  const { changeover: _, attributes: __, materials: ___, operators, cost, carbon, ...places } = planned;
  return {
    ...places,
    setupMinutes: hundredths(places.setupMinutes),
    runMinutes: hundredths(places.runMinutes),
    overtimeMinutes: hundredths(places.overtimeMinutes),
    slackMinutes: hundredths(places.slackMinutes),
    operators: operators.map(({ skill, phase, count, crew }) => ({ skill, phase, count, crew, people: [] })),
    cost: { total: hundredths(cost.total) },
    carbon: { total: Math.round(carbon.total) },
  };
}
