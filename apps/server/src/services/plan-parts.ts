import type { Plan } from '@midstream/factory';
import { acceptOrders } from '@midstream/planning';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import type { KnownPlan } from './published.ts';
import { searchHere } from './search-here.ts';

const ACCEPT_SECONDS = 1;

/** Takes only some orders of a proposal. What could not stand as proposed, or had to give way, is told as findings. */
export async function acceptPart(
  proposal: KnownPlan,
  published: Plan | undefined,
  chosen: readonly string[],
): Promise<{ plan: Plan | undefined; findings: readonly Finding[] }> {
  const { factory } = proposal;
  if (factory === undefined || published === undefined)
    return { plan: undefined, findings: [report('server.not-found', { kind: 'plan', id: 'published' })] };
  const { accepted, findings } = await acceptOrders(factory, published, proposal.plan, chosen, {
    seconds: ACCEPT_SECONDS,
    search: searchHere,
  });
  if (accepted === undefined) return { plan: undefined, findings };
  const { plan, notAsProposed, gaveWay } = accepted;
  const moved = notAsProposed.length + gaveWay.length;
  return {
    plan,
    findings: moved === 0 ? [] : [report('server.others-gave-way', { count: moved, example: [...notAsProposed, ...gaveWay][0] ?? '' })],
  };
}
