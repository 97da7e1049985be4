import type { Binding, Plan, PlannedOperation, PlannedOrder } from '@midstream/factory';
import { instantOf } from '@midstream/factory';

/** One operation that is not where it was. */
export interface PlanMove {
  readonly operation: string;
  readonly order: string;
  readonly fromMachine: string;
  readonly toMachine: string;
  readonly fromStart: string;
  readonly toStart: string;
  /** Positive = later. */
  readonly shiftHours: number;
  /** What it follows in the new plan: why it stands where it stands. */
  readonly why: Binding;
}

export interface OrderShift {
  readonly order: string;
  readonly before: string;
  readonly after: string;
  readonly hours: number;
}

export interface PlanComparison {
  /** By size of the shift, largest first. */
  readonly moved: readonly PlanMove[];
  readonly earlier: readonly OrderShift[];
  readonly later: readonly OrderShift[];
  readonly newlyLate: readonly string[];
  readonly noLongerLate: readonly string[];
  readonly addedOrders: readonly string[];
  readonly removedOrders: readonly string[];
  readonly costChange: number;
  /** Grams. */
  readonly carbonChange: number;
  readonly tardinessHoursChange: number;
  /** Share of the operations both plans know that changed machine or start, 0 … 1. */
  readonly nervousness: number;
  readonly machineChanges: number;
}

/** What differs between two plans of one factory, e.g. before and after an event. Cost O(n log n). */
export function comparePlans(before: Plan, after: Plan): PlanComparison {
  const hours = (from: string, to: string): number => (instant(to, after.timeZone) - instant(from, before.timeZone)) / 3600;
  const known = new Map(before.operations.map((operation) => [operation.id, operation]));
  const both = after.operations.flatMap((now): [PlannedOperation, PlannedOperation][] => {
    const was = known.get(now.id);
    return was === undefined ? [] : [[was, now]];
  });
  const moved = both
    .filter(([was, now]) => was.machine !== now.machine || hours(was.start, now.start) !== 0)
    .map(([was, now]): PlanMove => ({
      operation: now.id,
      order: now.order,
      fromMachine: was.machine,
      toMachine: now.machine,
      fromStart: was.start,
      toStart: now.start,
      shiftHours: hours(was.start, now.start),
      why: now.binding,
    }))
    .sort((a, b) => Math.abs(b.shiftHours) - Math.abs(a.shiftHours) || (a.operation < b.operation ? -1 : 1));
  const ordersBefore = new Map(before.orders.map((order) => [order.order, order]));
  const ordersAfter = new Set(after.orders.map((order) => order.order));
  const shared = after.orders.flatMap((now): [PlannedOrder, PlannedOrder][] => {
    const was = ordersBefore.get(now.order);
    return was === undefined ? [] : [[was, now]];
  });
  const shifts = shared.map(([was, now]): OrderShift => ({
    order: now.order,
    before: was.projected,
    after: now.projected,
    hours: hours(was.projected, now.projected),
  }));
  return {
    moved,
    earlier: shifts.filter((shift) => shift.hours < 0).sort((a, b) => a.hours - b.hours),
    later: shifts.filter((shift) => shift.hours > 0).sort((a, b) => b.hours - a.hours),
    newlyLate: after.orders.filter((now) => isLate(now) && !isLate(ordersBefore.get(now.order))).map((now) => now.order),
    noLongerLate: shared.filter(([was, now]) => isLate(was) && !isLate(now)).map(([, now]) => now.order),
    addedOrders: after.orders.filter((now) => !ordersBefore.has(now.order)).map((now) => now.order),
    removedOrders: before.orders.filter((was) => !ordersAfter.has(was.order)).map((was) => was.order),
    costChange: after.figures.cost.total - before.figures.cost.total,
    carbonChange: after.figures.carbon.total - before.figures.carbon.total,
    tardinessHoursChange: after.figures.totalTardinessHours - before.figures.totalTardinessHours,
    nervousness: both.length === 0 ? 0 : moved.length / both.length,
    machineChanges: moved.filter((move) => move.fromMachine !== move.toMachine).length,
  };
}

function isLate(order: PlannedOrder | undefined): boolean {
  return (order?.latenessMinutes ?? 0) > 0;
}

/** A time written into a plan. @throws Error when it is none: plans are read through their own check before. */
function instant(time: string, zone: string): number {
  const found = instantOf(time, zone, 'start');
  if (found === undefined) throw new Error(`${time} is no time`);
  return found;
}
