import type { CompleteFactory, Plan } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import type { Explanation } from '../explain/explain-order.ts';
import { explainOrder } from '../explain/explain-order.ts';
import type { CauseCode, CauseItem } from '../explain/lead-time.ts';
import { planFactory } from '../plan-factory.ts';

/** Why an order is late: the fewest causes which together take as long as it is late. */
export interface WhyLate {
  readonly order: string;
  readonly needBy?: string;
  readonly projected: string;
  readonly latenessMinutes: number;
  /** Empty when it is not late. Those that something can be done about go before closed hours. */
  readonly causes: readonly CauseItem[];
  /** Whether these causes take as long as it is late; false = its own work is too long for the date. */
  readonly sufficient: boolean;
  /** When it would be done were it the only order there is: no repair of the sequence alone can beat this. */
  readonly earliestAlone?: string;
  readonly possibleAlone?: boolean;
  readonly explanation: Explanation;
}

/** In this order: others in the way and things missing, then setups, then hours that are closed. Its own run is no cause. */
const RANK: Readonly<Partial<Record<CauseCode, number>>> = { run: 3, closed: 2, setup: 1 };
const STEPS_ALONE = 100;

/** Explains lateness from what binds each operation. Undefined, with a finding, for an order the plan does not have. */
export function whyLate(factory: CompleteFactory, plan: Plan, orderId: string): { why: WhyLate | undefined; findings: readonly Finding[] } {
  const { explanation, findings } = explainOrder(factory, plan, orderId);
  if (explanation === undefined) return { why: undefined, findings };
  const lateness = Math.max(0, explanation.latenessMinutes ?? 0);
  const { causes, sufficient } = causesOfLateness(explanation);
  const alone = lateness > 0 ? doneAlone(factory, orderId) : undefined;
  return {
    why: {
      order: orderId,
      ...(explanation.needBy === undefined ? {} : { needBy: explanation.needBy }),
      projected: explanation.projected,
      latenessMinutes: explanation.latenessMinutes ?? 0,
      causes,
      sufficient,
      ...(alone === undefined ? {} : { earliestAlone: alone.projected, possibleAlone: (alone.latenessMinutes ?? 0) <= 0 }),
      explanation,
    },
    findings: [],
  };
}

/** The fewest causes of an order's lead time that together take as long as it is late; none when it is not late. */
export function causesOfLateness({ causes, latenessMinutes }: Explanation): { causes: readonly CauseItem[]; sufficient: boolean } {
  return fewestCauses(causes, Math.max(0, latenessMinutes ?? 0) / 60);
}

function fewestCauses(all: readonly CauseItem[], hoursLate: number): { causes: CauseItem[]; sufficient: boolean } {
  const rank = (cause: CauseItem): number => RANK[cause.code] ?? 0;
  const removable = all.filter((cause) => cause.code !== 'run').sort((a, b) => rank(a) - rank(b) || b.hours - a.hours);
  const causes: CauseItem[] = [];
  let covered = 0;
  for (const cause of removable) {
    if (covered >= hoursLate) break;
    causes.push(cause);
    covered += cause.hours;
  }
  // A large cause taken late may make earlier small ones needless.
  const needed = causes.filter((cause) => {
    const without = covered - cause.hours;
    if (without < hoursLate) return true;
    covered = without;
    return false;
  });
  return { causes: needed, sufficient: covered >= hoursLate };
}

function doneAlone(factory: CompleteFactory, orderId: string) {
  const orders = factory.orders.filter((each) => each.id === orderId);
  if (orders.length === 0) return undefined;
  const { plan } = planFactory({ ...factory, orders }, { steps: STEPS_ALONE, seed: 1 });
  return plan.orders.find((each) => each.order === orderId);
}
