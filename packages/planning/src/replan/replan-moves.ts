import type { CompleteFactory, CompleteOrder, OperationProgress, Plan } from '@midstream/factory';
import { instantOf, localTimeOf, nearestOf, readFactory } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors, reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CompileOptions } from '../compile/compile-factory.ts';
import { parseObjective } from '../objective.ts';
import { ownersOfLine } from '../compile/step-name.ts';
import type { Effort } from '../search/search-port.ts';
import { replan } from './replan.ts';

const report = reporterOf(PLANNING_CODES);

/** One drag on the board: lock an operation to a machine and a start, or let it go. Absent = where the plan has it. */
export interface OperationMove {
  /** As in the plan: `<order>/<operation>`. */
  readonly operation: string;
  readonly machine?: string;
  readonly start?: string;
  readonly locked: boolean;
}

export interface Moved {
  /** The factory with the locks written into its orders. */
  readonly factory: CompleteFactory;
  readonly plan: Plan;
  /** Operations that did not come to stand where they were put. */
  readonly notKept: readonly string[];
}

/** Locks operations where a hand put them and plans again what they displace; everything else stays where it was published. */
export async function replanMoves(
  factory: CompleteFactory,
  published: Plan,
  moves: readonly OperationMove[],
  options: Effort & Pick<CompileOptions, 'objective'> = {},
): Promise<{ moved: Moved | undefined; findings: readonly Finding[] }> {
  const { factory: changed, findings } = withLocks(factory, published, moves);
  if (changed === undefined) return { moved: undefined, findings };
  const isMoved = new Set(moves.map((each) => each.operation));
  const before = new Map(published.operations.map((each) => [each.id, each]));
  const earlier = new Set<string>();
  const open = [...isMoved];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const each of before.get(id)?.predecessors ?? []) if (!earlier.has(each) && earlier.add(each)) open.push(each);
  const operations = new Set(published.operations.filter((each) => !isMoved.has(each.id)).map((each) => each.id));
  const outcome = await replan(changed, {
    ...options,
    published,
    objective: options.objective ?? parseObjective('calm').objective ?? [],
    hold: { plan: published, operations, first: earlier },
  });
  if (outcome.plan === undefined) return { moved: undefined, findings: outcome.findings };
  const after = new Map(outcome.plan.operations.map((each) => [each.id, each]));
  const notKept = moves.filter((move) => move.locked && after.get(move.operation)?.state !== 'locked').map((move) => move.operation);
  return { moved: { factory: changed, plan: outcome.plan, notKept }, findings: [] };
}

/** Writes locks into the orders' progress. */
function withLocks(
  factory: CompleteFactory,
  plan: Plan,
  moves: readonly OperationMove[],
): { factory: CompleteFactory | undefined; findings: readonly Finding[] } {
  const planned = new Map(plan.operations.map((each) => [each.id, each]));
  const unknown = moves.filter(({ operation }) => !planned.has(operation));
  if (unknown.length > 0)
    return { factory: undefined, findings: unknown.map(({ operation }) => report('plan.operation-unknown', { operation })) };
  const byOrder = new Map<string, OperationProgress[]>();
  const orders = new Set(factory.orders.map((each) => each.id));
  for (const move of moves) {
    const there = planned.get(move.operation);
    if (there === undefined) continue;
    const instant = instantOf(move.start ?? there.start, factory.timeZone, 'start');
    const start = instant === undefined ? (move.start ?? there.start) : localTimeOf(instant, factory.timeZone);
    const owner = ownersOfLine(there.order).find((each) => orders.has(each.order)) ?? { order: there.order, part: undefined };
    const progress: OperationProgress = {
      operation: there.operation,
      ...(owner.part === undefined ? {} : { part: owner.part }),
      ...(there.lot === undefined ? {} : { lot: there.lot }),
      state: 'waiting',
      machine: move.machine ?? there.machine,
      start,
      locked: move.locked,
    };
    byOrder.set(owner.order, [...(byOrder.get(owner.order) ?? []), progress]);
  }
  const partOf = [...byOrder.keys()].filter((each) => !orders.has(each));
  if (partOf.length > 0)
    return {
      factory: undefined,
      findings: partOf.map((order) => report('plan.unknown-order', { order, nearest: nearestOf(order, [...orders]) })),
    };
  const reading = readFactory({ ...factory, orders: factory.orders.map((order) => lockedOrder(order, byOrder.get(order.id) ?? [])) });
  return { factory: reading.factory, findings: hasErrors(reading.findings) ? reading.findings : [] };
}

function lockedOrder(order: CompleteOrder, wishes: readonly OperationProgress[]): CompleteOrder {
  if (wishes.length === 0) return order;
  const nameOf = ({ part = '', operation, lot = 0 }: OperationProgress): string => `${part}/${operation}#${lot}`;
  const touched = new Set(wishes.map(nameOf));
  // What has started or is done is not a hand's to move.
  const stays = (each: OperationProgress): boolean => !touched.has(nameOf(each)) || each.state !== 'waiting';
  const kept = (order.progress ?? []).filter(stays);
  const running = new Set(kept.map(nameOf));
  return { ...order, progress: [...kept, ...wishes.filter((each) => each.locked === true && !running.has(nameOf(each)))] };
}
