import type { Binding, Plan, PlannedOperation, PlannedOrder, ResourceLoad } from '@midstream/factory';
import { instantOf } from '@midstream/factory';

/** What a share of an order's lead time went into. */
export type CauseCode =
  | 'run'
  | 'setup'
  | 'machine-busy'
  | 'closed'
  | 'material'
  | 'operator'
  | 'tool'
  | 'power'
  | 'transport'
  | 'wait'
  | 'part'
  | 'batch'
  | 'lock'
  | 'choice';

export interface CauseItem {
  readonly code: CauseCode;
  readonly hours: number;
  /** The machine, material, skill, tool, site or lane concerned. */
  readonly resource?: string;
  /** Orders that were in the way, the longest in the way first. */
  readonly orders: readonly string[];
}

interface Tally {
  readonly code: CauseCode;
  readonly resource: string;
  seconds: number;
  readonly orders: Map<string, number>;
}
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether an operation may wait only so long for the one before it, which is then held back until both can be done. */
export type IsTight = (before: PlannedOperation, after: PlannedOperation) => boolean;

/** Splits [begin, end) of an order, walked back along its own operations, into what took the time. The parts sum up to the whole. */
export function leadTimeCauses(
  plan: Plan,
  order: PlannedOrder,
  operations: ReadonlyMap<string, PlannedOperation>,
  begin: number,
  end: number,
  isTight: IsTight = () => false,
): CauseItem[] {
  const walk = new LeadTimeWalk(plan);
  let at = end;
  let current = lastOf(order, operations, plan);
  let after: PlannedOperation | undefined;
  while (current !== undefined && at > begin) {
    const done = walk.time(current.end);
    walk.travel(current, Math.max(begin, done), at);
    at = Math.min(at, done);
    walk.operation(current, begin, at);
    at = Math.min(at, walk.time(current.setupStart));
    const before = latestBefore(current, operations, order.order, walk);
    const free = Math.max(begin, before === undefined ? begin : Math.min(at, walk.time(before.end)));
    walk.gap(current, free, at, after !== undefined && isTight(current, after) ? after : undefined);
    at = free;
    after = current;
    current = before;
  }
  return walk.list();
}

class LeadTimeWalk {
  readonly #plan: Plan;
  readonly #tallies = new Map<string, Tally>();
  readonly #byMachine = new Map<string, PlannedOperation[]>();
  readonly #closed: ReadonlyMap<string, ResourceLoad['closed']>;

  constructor(plan: Plan) {
    this.#plan = plan;
    for (const operation of plan.operations) {
      const list = this.#byMachine.get(operation.machine);
      if (list === undefined) this.#byMachine.set(operation.machine, [operation]);
      else list.push(operation);
    }
    this.#closed = new Map(plan.resources.filter((each) => each.kind === 'machine').map((each) => [each.resource, each.closed]));
  }

  time(written: string): number {
    const found = instantOf(written, this.#plan.timeZone, 'start');
    if (found === undefined) throw new Error(`${written} is no time`);
    return found;
  }

  #add(code: CauseCode, resource: string, seconds: number, order?: string): void {
    if (seconds <= 0) return;
    const key = `${code}|${resource}`;
    const tally = this.#tallies.get(key) ?? { code, resource, seconds: 0, orders: new Map<string, number>() };
    tally.seconds += seconds;
    if (order !== undefined) tally.orders.set(order, (tally.orders.get(order) ?? 0) + seconds);
    this.#tallies.set(key, tally);
  }

  /** From the end of an operation to when the order is where it must be. */
  travel(operation: PlannedOperation, from: number, to: number): void {
    const journey = this.#plan.transports.find((each) => each.after === operation.id && each.before === undefined);
    this.#add(journey === undefined ? 'wait' : 'transport', journey === undefined ? '' : `${journey.from} → ${journey.to}`, to - from);
  }

  /** The operation itself: work, setup, and the hours its machine was closed meanwhile. */
  operation(operation: PlannedOperation, begin: number, end: number): void {
    const start = Math.min(end, Math.max(begin, this.time(operation.start)));
    const setupStart = Math.min(start, Math.max(begin, this.time(operation.setupStart)));
    const run = Math.min(end - start, operation.runMinutes * 60);
    this.#add('run', operation.machine, run);
    this.#add('closed', operation.machine, end - start - run);
    const setup = Math.min(start - setupStart, operation.setupMinutes * 60);
    this.#add('setup', operation.machine, setup);
    this.#add('closed', operation.machine, start - setupStart - setup);
  }

  /**
   * Waiting before an operation: others on the machine, closed hours, the same of the machine of a follower that may not wait, and for
   * the rest what the operation was bound by.
   */
  gap(operation: PlannedOperation, from: number, to: number, follower?: PlannedOperation): void {
    if (to <= from) return;
    const { binding, machine } = operation;
    const direct = directCause(binding);
    if (direct !== undefined) {
      this.#add(direct.code, direct.resource, to - from, direct.order);
      return;
    }
    let rest = this.#occupied([{ start: from, end: to }], machine, operation);
    if (follower !== undefined) rest = this.#occupied(rest, follower.machine, follower);
    const remaining = restCause(binding, machine);
    this.#add(remaining.code, remaining.resource, length(rest));
  }

  /** What is left of spans when those are counted in which a machine works on something else or is closed. */
  #occupied(spans: readonly Span[], machine: string, but: PlannedOperation): readonly Span[] {
    let rest = spans;
    for (const other of this.#byMachine.get(machine) ?? []) {
      if (other.id === but.id) continue;
      const left = without(rest, { start: this.time(other.setupStart), end: this.time(other.end) });
      this.#add('machine-busy', machine, length(rest) - length(left), other.order === but.order ? undefined : other.order);
      rest = left;
    }
    for (const closed of this.#closed.get(machine) ?? []) {
      const left = without(rest, { start: this.time(closed.from), end: this.time(closed.to) });
      this.#add('closed', machine, length(rest) - length(left));
      rest = left;
    }
    return rest;
  }

  list(): CauseItem[] {
    return [...this.#tallies.values()]
      .sort((a, b) => b.seconds - a.seconds)
      .map(({ code, resource, seconds, orders }) => ({
        code,
        hours: seconds / 3600,
        ...(resource === '' ? {} : { resource }),
        orders: [...orders].sort((a, b) => b[1] - a[1]).map(([order]) => order),
      }));
  }
}

/** Bindings that claim the whole gap for themselves. */
function directCause(binding: Binding): { code: CauseCode; resource: string; order?: string } | undefined {
  switch (binding.kind) {
    case 'transport':
      return { code: 'transport', resource: `${binding.from} → ${binding.to}` };
    case 'wait':
      return { code: 'wait', resource: '' };
    case 'material':
      return { code: 'material', resource: binding.material };
    case 'operator':
      return { code: 'operator', resource: binding.skill, ...(binding.order === undefined ? {} : { order: binding.order }) };
    case 'tool':
      return { code: 'tool', resource: binding.tool, ...(binding.order === undefined ? {} : { order: binding.order }) };
    case 'power':
      return { code: 'power', resource: binding.site };
    case 'previous-operation':
      return { code: 'part', resource: binding.operation };
    default:
      return undefined;
  }
}

function restCause(binding: Binding, machine: string): { code: CauseCode; resource: string } {
  if (binding.kind === 'lock') return { code: 'lock', resource: '' };
  if (binding.kind === 'batch') return { code: 'batch', resource: machine };
  return { code: 'choice', resource: '' };
}

function lastOf(order: PlannedOrder, operations: ReadonlyMap<string, PlannedOperation>, plan: Plan): PlannedOperation | undefined {
  const ends = (operation: PlannedOperation): number => instantOf(operation.end, plan.timeZone, 'start') ?? 0;
  return order.operations
    .map((id) => operations.get(id))
    .filter((each) => each !== undefined)
    .sort((a, b) => ends(b) - ends(a))[0];
}

/** The operation of the same order that this one waited for longest: one it follows, or another lot that had its machine before it. */
function latestBefore(
  operation: PlannedOperation,
  operations: ReadonlyMap<string, PlannedOperation>,
  order: string,
  walk: LeadTimeWalk,
): PlannedOperation | undefined {
  const { binding } = operation;
  const onMachine = binding.kind === 'machine' || binding.kind === 'changeover' ? [binding.operation] : [];
  return [...onMachine, ...operation.predecessors]
    .map((id) => operations.get(id))
    .filter((each) => each !== undefined && each.order === order)
    .sort((a, b) => (a === undefined || b === undefined ? 0 : walk.time(b.end) - walk.time(a.end)))[0];
}

function without(spans: readonly Span[], taken: Span): Span[] {
  return spans.flatMap((span) => {
    const parts = [
      { start: span.start, end: Math.min(span.end, taken.start) },
      { start: Math.max(span.start, taken.end), end: span.end },
    ];
    return taken.end <= span.start || taken.start >= span.end ? [span] : parts.filter((part) => part.start < part.end);
  });
}

function length(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.end - span.start, 0);
}
