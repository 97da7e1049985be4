import type { CompleteOrder, Plan } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors } from '@midstream/units';
import { report } from '../codes.ts';
import { searchPlan } from './search-plan.ts';
import type { KnownPlan } from './published.ts';

/** Every operation of the order stays where the plan has it. */
function lockedAs(order: CompleteOrder, plan: Plan): CompleteOrder {
  const known = new Map((order.progress ?? []).map((progress) => [progress.operation, progress]));
  for (const { order: of, operation, machine, start, lot } of plan.operations) {
    // Lots of one operation have no place of their own in the document, and a supplier keeps its own hours.
    if (of !== order.id || lot !== undefined || machine.startsWith('supplier:')) continue;
    const now = known.get(operation);
    if (now === undefined || now.state === 'waiting') known.set(operation, { operation, state: 'waiting', machine, start, locked: true });
  }
  return { ...order, progress: [...known.values()] };
}

/**
 * Takes only some orders of a proposal: those are held where the proposal has them, the others where the published plan has them, and
 * what fits nowhere that way is told instead of bent.
 */
export async function acceptPart(
  proposal: KnownPlan,
  published: Plan | undefined,
  chosen: readonly string[],
): Promise<{ plan: Plan | undefined; findings: readonly Finding[] }> {
  const { factory } = proposal;
  if (factory === undefined) return { plan: undefined, findings: [report('server.no-change-accepted', { count: chosen.length })] };
  const taken = new Set(chosen);
  const orders = factory.orders.map((order) => {
    if (taken.has(order.id)) return lockedAs(order, proposal.plan);
    return published === undefined ? order : lockedAs(order, published);
  });
  const held = readFactory({ ...factory, orders });
  if (held.factory === undefined) return { plan: undefined, findings: held.findings };
  const { plan } = await searchPlan(held.factory, { seconds: 2, ...(published === undefined ? {} : { published }) });
  const moved = plan === undefined ? chosen : notHeld(plan, proposal.plan, published, taken);
  if (plan === undefined || moved.length > 0)
    return {
      plan: undefined,
      findings: [report('server.no-change-accepted', { count: moved.length }), ...(plan?.findings ?? []).filter(isTrouble)],
    };
  return { plan, findings: [] };
}

const isTrouble = (finding: Finding): boolean => hasErrors([finding]) || finding.severity === 'warning';

/** Orders that did not end when they should. */
function notHeld(plan: Plan, proposal: Plan, published: Plan | undefined, taken: ReadonlySet<string>): string[] {
  const ends = (from: Plan): Map<string, string> => new Map(from.orders.map(({ order, projected }) => [order, projected]));
  const [wished, kept] = [ends(proposal), published === undefined ? new Map<string, string>() : ends(published)];
  return plan.orders
    .filter(({ order, projected }) => {
      const should = taken.has(order) ? wished.get(order) : kept.get(order);
      return should !== undefined && should !== projected;
    })
    .map(({ order }) => order);
}
