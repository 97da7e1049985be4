import type { Binding, CompleteFactory, Plan, PlannedOperation, PlannedOrder } from '@midstream/factory';
import { departuresBetween, instantOf, nearestOf, zonedTimeOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CauseItem } from './lead-time.ts';
import { leadTimeCauses } from './lead-time.ts';

const report = reporterOf(PLANNING_CODES);

export interface ExplainedStep {
  readonly operation: string;
  readonly order: string;
  readonly machine: string;
  readonly start: string;
  readonly end: string;
  readonly binding: Binding;
}

/** Goods that are ready wait for a departure, travel, and pass customs. */
export interface ExplainedDelivery {
  readonly from: string;
  readonly to: string;
  readonly ready: string;
  readonly leaves: string;
  readonly arrival: string;
}

/** Why an order is promised when it is, as data; sentences are made from it by whoever shows it. */
export interface Explanation {
  readonly order: string;
  readonly product: string;
  readonly needBy?: string;
  readonly projected: string;
  /** When it may begin, where the order says so and that is after the start of the plan. */
  readonly release?: string;
  /** Positive = late. */
  readonly latenessMinutes?: number;
  /** From the later of the plan's start and the order's release to the projected date. */
  readonly leadTimeHours: number;
  /** The journey to the place of delivery that ends last; absent where the order is delivered where it is made. */
  readonly delivery?: ExplainedDelivery;
  /** What decides the date, latest first, other orders' operations included. */
  readonly chain: readonly ExplainedStep[];
  /** Shares of the lead time, largest first; their hours sum up to it. */
  readonly causes: readonly CauseItem[];
}

/** Explains an order of a plan. The explanation is undefined, with a finding, for an order the plan does not have. */
export function explainOrder(
  factory: CompleteFactory,
  plan: Plan,
  orderId: string,
): { explanation: Explanation | undefined; findings: readonly Finding[] } {
  const order = plan.orders.find((each) => each.order === orderId);
  if (order === undefined) {
    const nearest = nearestOf(
      orderId,
      plan.orders.map((each) => each.order),
    );
    return { explanation: undefined, findings: [report('plan.unknown-order', { order: orderId, nearest })] };
  }
  const operations = new Map(plan.operations.map((operation) => [operation.id, operation]));
  const begin = beginOf(factory, plan, order);
  const end = instantOf(order.projected, plan.timeZone, 'start') ?? begin;
  const delivery = deliveryOf(factory, plan, order);
  const explanation: Explanation = {
    order: order.order,
    product: order.product,
    ...(order.needBy === undefined ? {} : { needBy: order.needBy }),
    projected: order.projected,
    ...(begin > (instantOf(plan.planningStart, plan.timeZone, 'start') ?? 0) ? { release: zonedTimeOf(begin, factory.timeZone) } : {}),
    ...(order.latenessMinutes === undefined ? {} : { latenessMinutes: order.latenessMinutes }),
    leadTimeHours: (end - begin) / 3600,
    ...(delivery === undefined ? {} : { delivery }),
    chain: order.criticalChain.flatMap(({ operation, binding }) => explainedStep(operations.get(operation), binding)),
    causes: leadTimeCauses(plan, order, operations, begin, end, (before, after) => mayNotWait(factory, before, after)),
  };
  return { explanation, findings: [] };
}

function deliveryOf(factory: CompleteFactory, plan: Plan, order: PlannedOrder): ExplainedDelivery | undefined {
  const time = (at: string): number => instantOf(at, plan.timeZone, 'start') ?? 0;
  const [last] = plan.transports
    .filter((each) => each.before === undefined && each.order === order.order)
    .sort((a, b) => time(b.arrival) - time(a.arrival));
  if (last === undefined) return undefined;
  const { from, to, ready, arrival } = last;
  const lane = factory.lanes.find((each) => each.from === from && each.to === to);
  const [origin, destination] = [from, to].map((id) => factory.sites.find((site) => site.id === id));
  const next =
    lane === undefined || origin === undefined || destination === undefined
      ? undefined
      : departuresBetween(lane, origin, destination, time(ready), time(arrival))[0];
  const leaves = next === undefined || origin === undefined ? ready : zonedTimeOf(next.leaves, origin.timeZone);
  return { from, to, ready, leaves, arrival };
}

function explainedStep(operation: PlannedOperation | undefined, binding: Binding): ExplainedStep[] {
  if (operation === undefined) return [];
  const { id, order, machine, start, end } = operation;
  return [{ operation: id, order, machine, start, end, binding }];
}

/** A step that must follow another within a time: what holds the one holds the other. */
function mayNotWait({ routings }: CompleteFactory, before: PlannedOperation, after: PlannedOperation): boolean {
  return routings.some(
    ({ product, operations }) =>
      product === after.product &&
      operations.some(
        (step) =>
          step.id === after.operation &&
          (step.after ?? []).some((each) => each.operation === before.operation && each.maxWaitMinutes !== undefined),
      ),
  );
}

function beginOf(factory: CompleteFactory, plan: Plan, order: PlannedOrder): number {
  const start = instantOf(plan.planningStart, plan.timeZone, 'start') ?? 0;
  const release = factory.orders.find((each) => each.id === order.order)?.release;
  const released = release === undefined ? undefined : instantOf(release, factory.timeZone, 'start');
  return Math.max(start, released ?? start);
}
