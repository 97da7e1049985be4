import type { CompleteFactory, Plan } from '@midstream/factory';
import { nearestOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import { parseObjective } from '../objective.ts';
import type { OrderShift, PlanComparison } from '../replan/compare-plans.ts';
import { comparePlans } from '../replan/compare-plans.ts';
import { replan } from '../replan/replan.ts';
import { applyChanges } from '../scenarios/apply-changes.ts';
import type { FactoryChange } from '../scenarios/changes.ts';
import type { Effort } from '../search/search-port.ts';
import type { Candidate, RepairKind } from './candidates.ts';
import { isOwn, repairCandidates } from './candidates.ts';

const report = reporterOf(PLANNING_CODES);

/** A repair that was tried and holds: its plan has been made and checked, its effects are those of that plan. */
export interface Repair {
  readonly id: string;
  readonly kind: RepairKind;
  /** What it is about: an operation, a machine, another order, a material, … */
  readonly about: Readonly<Record<string, string | number>>;
  /** What must be changed in the factory's data; empty where planning anew is all it takes. */
  readonly changes: readonly FactoryChange[];
  readonly projected: string;
  readonly latenessMinutes: number;
  /** Hours won for the order. */
  readonly hoursWon: number;
  /** On time with it. */
  readonly cures: boolean;
  /** Other orders that come later or earlier. */
  readonly later: readonly OrderShift[];
  readonly earlier: readonly OrderShift[];
  readonly newlyLate: readonly string[];
  readonly costChange: number;
  readonly carbonChange: number;
  readonly plan: Plan;
  readonly comparison: PlanComparison;
}

export interface RepairOptions extends Effort {
  /** Default 6. */
  readonly most?: number;
}

const MOST_REPAIRS = 6;
/** Less than this is no repair. */
const LEAST_MINUTES_WON = 1;
/** Changes of dates weigh most, then peace: only what the repair itself moves should move. */
const REPAIR_OBJECTIVE = 'tardiness:60,late:200,moved:40,shift:4,flow:0.5,cost:0.5,underfill:0.5';

/**
 * Tries repairs for a late order, each by planning again, and returns those that bring it forward: cures first, then by what they do to
 * others and by cost. `shouldStop` is asked before each try.
 */
export async function repairs(
  factory: CompleteFactory,
  published: Plan,
  orderId: string,
  options: RepairOptions = {},
): Promise<{ repairs: readonly Repair[]; findings: readonly Finding[] }> {
  const order = published.orders.find((each) => each.order === orderId);
  if (order === undefined) {
    const nearest = nearestOf(
      orderId,
      published.orders.map((each) => each.order),
    );
    return { repairs: [], findings: [report('plan.unknown-order', { order: orderId, nearest })] };
  }
  const found: Repair[] = [];
  for (const candidate of repairCandidates(factory, published, orderId)) {
    if (options.shouldStop?.() === true) break;
    const repair = await tried(factory, published, orderId, candidate, options);
    const isNews = repair !== undefined && !found.some((each) => isSamePlan(each.plan, repair.plan));
    if (repair !== undefined && isNews && repair.hoursWon * 60 >= LEAST_MINUTES_WON) found.push({ ...repair, id: `${found.length + 1}` });
  }
  return { repairs: found.sort(byWorth).slice(0, options.most ?? MOST_REPAIRS), findings: [] };
}

async function tried(
  factory: CompleteFactory,
  published: Plan,
  orderId: string,
  candidate: Candidate,
  options: RepairOptions,
): Promise<Repair | undefined> {
  const { factory: changed } = applyChanges(factory, candidate.changes);
  if (changed === undefined) return undefined;
  const { free, allow } = candidate;
  const mayMove = (order: string): boolean => free === 'all' || free.some((each) => isOwn(order, each));
  const operations = new Set(published.operations.filter((each) => !mayMove(each.order)).map((each) => each.id));
  const { plan } = await replan(changed, {
    ...options,
    published,
    objective: parseObjective(REPAIR_OBJECTIVE).objective ?? [],
    ...(free === 'all' ? {} : { hold: { plan: published, operations } }),
    ...(allow === undefined ? {} : { allow }),
  });
  const before = published.orders.find((each) => each.order === orderId);
  const after = plan?.orders.find((each) => each.order === orderId);
  if (plan === undefined || before === undefined || after === undefined) return undefined;
  const comparison = comparePlans(published, plan);
  const late = after.latenessMinutes ?? 0;
  return {
    id: '',
    kind: candidate.kind,
    about: candidate.about,
    changes: candidate.changes,
    projected: after.projected,
    latenessMinutes: late,
    hoursWon: ((before.latenessMinutes ?? 0) - late) / 60,
    cures: late <= 0,
    later: comparison.later.filter((each) => !isOwn(each.order, orderId)),
    earlier: comparison.earlier.filter((each) => !isOwn(each.order, orderId)),
    newlyLate: comparison.newlyLate,
    costChange: comparison.costChange,
    carbonChange: comparison.carbonChange,
    plan,
    comparison,
  };
}

function isSamePlan(a: Plan, b: Plan): boolean {
  const places = new Map(a.operations.map((each) => [each.id, `${each.machine}@${each.start}`]));
  return places.size === b.operations.length && b.operations.every((each) => places.get(each.id) === `${each.machine}@${each.start}`);
}

function byWorth(a: Repair, b: Repair): number {
  const harm = (repair: Repair): number => repair.later.reduce((sum, each) => sum + each.hours, 0);
  return (
    Number(b.cures) - Number(a.cures) ||
    a.newlyLate.length - b.newlyLate.length ||
    (a.cures ? 0 : b.hoursWon - a.hoursWon) ||
    harm(a) - harm(b) ||
    a.costChange - b.costChange
  );
}
