import type { CompleteFactory, Plan } from '@midstream/factory';
import { nearestOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CompileOptions } from '../compile/compile-factory.ts';
import { parseObjective } from '../objective.ts';
import type { PlanComparison } from '../replan/compare-plans.ts';
import { comparePlans } from '../replan/compare-plans.ts';
import { replan } from '../replan/replan.ts';
import type { Effort } from '../search/search-port.ts';

const report = reporterOf(PLANNING_CODES);

export interface PartAccepted {
  readonly plan: Plan;
  /** Against the published plan. */
  readonly comparison: PlanComparison;
  /** Operations of the chosen orders that could not stand where the proposal has them. */
  readonly notAsProposed: readonly string[];
  /** Operations of other orders that had to give way. */
  readonly gaveWay: readonly string[];
}

/**
 * Takes over only some orders of a proposal: they stand where it has them, all others where they were published, and what then gets in
 * the way is planned anew with as little movement as can be. The result is checked by the oracle.
 */
export async function acceptOrders(
  factory: CompleteFactory,
  published: Plan,
  proposal: Plan,
  orders: readonly string[],
  options: Effort & Pick<CompileOptions, 'objective'> = {},
): Promise<{ accepted: PartAccepted | undefined; findings: readonly Finding[] }> {
  const known = new Set(proposal.orders.map((each) => each.order));
  const unknown = orders.filter((each) => !known.has(each));
  if (unknown.length > 0)
    return {
      accepted: undefined,
      findings: unknown.map((order) => report('plan.unknown-order', { order, nearest: nearestOf(order, [...known]) })),
    };
  const mixed = mixedPlan(published, proposal, withParts(proposal, orders));
  const objective = options.objective ?? parseObjective('calm').objective ?? [];
  const { plan, findings } = await replan(factory, { ...options, published, objective, hold: mixed.hold });
  if (plan === undefined) return { accepted: undefined, findings };
  const wanted = new Map(mixed.hold.plan.operations.map((each) => [each.id, each]));
  const strayed = plan.operations.filter((each) => {
    const there = wanted.get(each.id);
    return there !== undefined && (there.machine !== each.machine || there.start !== each.start);
  });
  return {
    accepted: {
      plan,
      comparison: comparePlans(published, plan),
      notAsProposed: strayed.filter((each) => mixed.hold.first.has(each.id)).map((each) => each.id),
      gaveWay: strayed.filter((each) => !mixed.hold.first.has(each.id)).map((each) => each.id),
    },
    findings,
  };
}

/** The orders and what is made for them alone. */
function withParts(proposal: Plan, orders: readonly string[]): ReadonlySet<string> {
  const chosen = new Set(orders);
  for (let before = -1; before !== chosen.size;) {
    before = chosen.size;
    for (const each of proposal.orders) if (each.dependentOf !== undefined && chosen.has(each.dependentOf)) chosen.add(each.order);
  }
  return chosen;
}

function mixedPlan(published: Plan, proposal: Plan, chosen: ReadonlySet<string>) {
  const taken = proposal.operations.filter((each) => chosen.has(each.order));
  const first = new Set(taken.map((each) => each.id));
  const kept = published.operations.filter((each) => !chosen.has(each.order));
  // What the published plan does not know yet begins where the proposal has it, and may move.
  const before = new Set(kept.map((each) => each.id));
  const added = proposal.operations.filter((each) => !chosen.has(each.order) && !before.has(each.id));
  const plan: Plan = { ...published, operations: [...taken, ...kept, ...added] };
  return { hold: { plan, operations: new Set(plan.operations.map((each) => each.id)), first } };
}
