import type { Plan, PlannedOperation, PlannedOrder } from '@midstream/factory';

const MOST_KEPT = 4;
/** Plans never change once made. */
const kept = new Map<string, string>();

/** A plan's places as the text of an answer; made once of the whole plan's text. */
export async function placesText(key: string, whole: () => Promise<string>): Promise<string> {
  const before = kept.get(key);
  if (before !== undefined) return before;
  const plan = JSON.parse(await whole()) as Plan | null;
  const text = JSON.stringify(
    plan === null ? null : { ...plan, orders: plan.orders.map(orderPlace), operations: plan.operations.map(operationPlace) },
  );
  kept.set(key, text);
  for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return text;
}

const orderPlace = (planned: PlannedOrder): object => {
  const { order, product, quantity, customer, priority, needBy, start, projected, latenessMinutes, cost, carbon } = planned;
  const sums = { cost: { total: cost.total }, carbon: { total: carbon.total } };
  return { order, product, quantity, customer, priority, needBy, start, projected, latenessMinutes, ...sums };
};

function operationPlace(planned: PlannedOperation): object {
  const { changeover: _, attributes: __, materials: ___, operators, cost, carbon, ...places } = planned;
  const crews = operators.map(({ skill, phase, count, crew }) => ({ skill, phase, count, crew, people: [] }));
  return { ...places, operators: crews, cost: { total: cost.total }, carbon: { total: carbon.total } };
}
