import type { Plan, PlannedOrder, ResourceLoad } from '@midstream/factory';
import type { OrderShift } from '../replan/compare-plans.ts';
import { comparePlans } from '../replan/compare-plans.ts';
import { mondayOf } from './weeks.ts';

/** Orders of one week by need-by date. */
export interface OutlookWeek {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly week: string;
  readonly due: number;
  readonly onTime: number;
  readonly atRisk: number;
  readonly late: number;
}
export interface OrderAtRisk {
  readonly order: string;
  readonly product: string;
  readonly customer?: string;
  readonly needBy: string;
  readonly projected: string;
  /** Negative = hours to spare. */
  readonly latenessHours: number;
}
export interface WeekLoad {
  readonly week: string;
  readonly availableHours: number;
  readonly runHours: number;
  readonly setupHours: number;
  readonly overtimeHours: number;
  /** Run and setup against hours open without overtime. */
  readonly loadPercent: number;
}
export interface Bottleneck {
  readonly kind: ResourceLoad['kind'];
  readonly resource: string;
  readonly site?: string;
  readonly utilisationPercent: number;
  readonly weeks: readonly WeekLoad[];
}
export interface ChangeSince {
  readonly movedOperations: number;
  readonly nervousness: number;
  readonly newlyLate: readonly string[];
  readonly noLongerLate: readonly string[];
  readonly addedOrders: readonly string[];
  readonly removedOrders: readonly string[];
  /** The five largest each. */
  readonly earlier: readonly OrderShift[];
  readonly later: readonly OrderShift[];
  readonly costChange: number;
  readonly carbonChange: number;
  readonly tardinessHoursChange: number;
}
export interface Cockpit {
  readonly onTimePercent: number;
  readonly outlook: readonly OutlookWeek[];
  /** Latest first. */
  readonly late: readonly OrderAtRisk[];
  /** On time with less to spare than asked for, tightest first. */
  readonly atRisk: readonly OrderAtRisk[];
  /** Busiest first. */
  readonly bottlenecks: readonly Bottleneck[];
  readonly changeovers: number;
  readonly changeoverHours: number;
  readonly changeoverCost: number;
  readonly overtimeHours: number;
  readonly cost: number;
  readonly energyKwh: number;
  readonly gramsCo2e: number;
  readonly since?: ChangeSince;
}
export interface CockpitOptions {
  /** An order with less slack than this is at risk. Default 24. */
  readonly riskHours?: number;
  /** Default 8. */
  readonly mostBottlenecks?: number;
  /** An earlier plan, to say what changed. */
  readonly earlier?: Plan;
}

const USUAL_RISK_HOURS = 24;
const USUAL_BOTTLENECKS = 8;
const LARGEST_SHIFTS = 5;

/** The figures of a plan a planner looks at first. Cost O(size of the plan). */
export function cockpit(plan: Plan, options: CockpitOptions = {}): Cockpit {
  const { riskHours = USUAL_RISK_HOURS, mostBottlenecks = USUAL_BOTTLENECKS, earlier } = options;
  const dated = plan.orders.filter((each) => each.latenessMinutes !== undefined);
  const stateOf = (each: PlannedOrder): 'late' | 'atRisk' | 'onTime' => {
    const hours = (each.latenessMinutes ?? 0) / 60;
    return hours > 0 ? 'late' : hours > -riskHours ? 'atRisk' : 'onTime';
  };
  const listed = (state: 'late' | 'atRisk'): OrderAtRisk[] =>
    dated
      .filter((each) => stateOf(each) === state)
      .map(riskOf)
      .sort((a, b) => b.latenessHours - a.latenessHours);
  const { figures } = plan;
  return {
    onTimePercent: figures.onTimePercent,
    outlook: outlookOf(dated, stateOf),
    late: listed('late'),
    atRisk: listed('atRisk'),
    bottlenecks: bottlenecksOf(plan).slice(0, mostBottlenecks),
    changeovers: figures.changeovers,
    changeoverHours: figures.setupHours,
    changeoverCost: figures.changeoverCost,
    overtimeHours: figures.overtimeHours,
    cost: figures.cost.total,
    energyKwh: figures.energyKwh,
    gramsCo2e: figures.carbon.total,
    ...(earlier === undefined ? {} : { since: changeSince(earlier, plan) }),
  };
}

function riskOf(order: PlannedOrder): OrderAtRisk {
  return {
    order: order.order,
    product: order.product,
    ...(order.customer === undefined ? {} : { customer: order.customer }),
    needBy: order.needBy ?? '',
    projected: order.projected,
    latenessHours: (order.latenessMinutes ?? 0) / 60,
  };
}

function outlookOf(dated: readonly PlannedOrder[], stateOf: (order: PlannedOrder) => 'late' | 'atRisk' | 'onTime'): OutlookWeek[] {
  const weeks = new Map<string, { due: number; onTime: number; atRisk: number; late: number }>();
  for (const order of dated) {
    const week = mondayOf(order.needBy ?? '');
    const there = weeks.get(week) ?? { due: 0, onTime: 0, atRisk: 0, late: 0 };
    there.due++;
    there[stateOf(order)]++;
    weeks.set(week, there);
  }
  return [...weeks].map(([week, counts]) => ({ week, ...counts })).sort((a, b) => (a.week < b.week ? -1 : 1));
}

/** Load of each week of a resource's days. */
export function weekLoads(days: ResourceLoad['days']): WeekLoad[] {
  const weeks = new Map<string, { availableHours: number; runHours: number; setupHours: number; overtimeHours: number }>();
  for (const day of days) {
    const week = mondayOf(day.date);
    const sum = weeks.get(week) ?? { availableHours: 0, runHours: 0, setupHours: 0, overtimeHours: 0 };
    sum.availableHours += day.availableHours;
    sum.runHours += day.runHours;
    sum.setupHours += day.setupHours;
    sum.overtimeHours += day.overtimeHours;
    weeks.set(week, sum);
  }
  return [...weeks].map(([week, sum]) => ({ week, ...sum, loadPercent: loadPercent(sum.runHours + sum.setupHours, sum.availableHours) }));
}

function loadPercent(worked: number, available: number): number {
  return available > 0 ? (100 * worked) / available : 0;
}

function bottlenecksOf(plan: Plan): Bottleneck[] {
  return plan.resources
    .map((each) => ({
      kind: each.kind,
      resource: each.resource,
      ...(each.site === undefined ? {} : { site: each.site }),
      utilisationPercent: each.utilisationPercent,
      weeks: weekLoads(each.days),
    }))
    .filter((each) => each.utilisationPercent > 0)
    .sort((a, b) => b.utilisationPercent - a.utilisationPercent || (a.resource < b.resource ? -1 : 1));
}

function changeSince(earlier: Plan, plan: Plan): ChangeSince {
  const { moved, earlier: sooner, later, machineChanges: _machineChanges, ...rest } = comparePlans(earlier, plan);
  return { movedOperations: moved.length, ...rest, earlier: sooner.slice(0, LARGEST_SHIFTS), later: later.slice(0, LARGEST_SHIFTS) };
}
