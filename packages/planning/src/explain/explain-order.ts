import type { Binding, CompleteFactory, Plan, PlannedOperation, PlannedOrder } from '@midstream/factory';
import { instantOf, nearestOf } from '@midstream/factory';
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

/** Why an order is promised when it is, as data; sentences are made from it by whoever shows it. */
export interface Explanation {
  readonly order: string;
  readonly product: string;
  readonly needBy?: string;
  readonly projected: string;
  /** Positive = late. */
  readonly latenessMinutes?: number;
  /** From the later of the plan's start and the order's release to the projected date. */
  readonly leadTimeHours: number;
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
  const explanation: Explanation = {
    order: order.order,
    product: order.product,
    ...(order.needBy === undefined ? {} : { needBy: order.needBy }),
    projected: order.projected,
    ...(order.latenessMinutes === undefined ? {} : { latenessMinutes: order.latenessMinutes }),
    leadTimeHours: (end - begin) / 3600,
    chain: order.criticalChain.flatMap(({ operation, binding }) => explainedStep(operations.get(operation), binding)),
    causes: leadTimeCauses(plan, order, operations, begin, end),
  };
  return { explanation, findings: [] };
}

function explainedStep(operation: PlannedOperation | undefined, binding: Binding): ExplainedStep[] {
  if (operation === undefined) return [];
  const { id, order, machine, start, end } = operation;
  return [{ operation: id, order, machine, start, end, binding }];
}

function beginOf(factory: CompleteFactory, plan: Plan, order: PlannedOrder): number {
  const start = instantOf(plan.planningStart, plan.timeZone, 'start') ?? 0;
  const release = factory.orders.find((each) => each.id === order.order)?.release;
  const released = release === undefined ? undefined : instantOf(release, factory.timeZone, 'start');
  return Math.max(start, released ?? start);
}
