import type { Binding, CompleteFactory, Plan, PlannedOperation } from '@midstream/factory';
import { instantOf, localTimeOf } from '@midstream/factory';
import type { AllowedWay } from '../compile/plannable.ts';
import type { FactoryChange } from '../scenarios/changes.ts';

export type RepairKind =
  | 'find-room'
  | 'other-machine'
  | 'move-order'
  | 'go-first'
  | 'overtime'
  | 'split'
  | 'expedite'
  | 'more-people'
  | 'reroute';

/** A repair worth trying: what to change in the data, which orders may move, which ways are closed to them. */
export interface Candidate {
  readonly kind: RepairKind;
  readonly changes: readonly FactoryChange[];
  /** Orders planned anew; all others stay. `all` = everybody may move a little. */
  readonly free: readonly string[] | 'all';
  readonly allow?: AllowedWay;
  /** The operation, machine, material, skill or order it is about. */
  readonly about: Readonly<Record<string, string | number>>;
}

const MOST_BLOCKERS = 3;
const MOST_OTHER_MACHINES = 3;
/** Overtime offered where a calendar has none: three hours after the last shift, at half the machine's and people's rate on top. */
const OVERTIME_HOURS = 3;
const OVERTIME_SHARE = 0.5;

/** Repairs the order's chain of bindings suggests, the gentlest first. */
export function repairCandidates(factory: CompleteFactory, plan: Plan, orderId: string): Candidate[] {
  const order = plan.orders.find((each) => each.order === orderId);
  if (order === undefined) return [];
  const byId = new Map(plan.operations.map((each) => [each.id, each]));
  const chain = order.criticalChain.flatMap(({ operation, binding }) => {
    const planned = byId.get(operation);
    return planned === undefined ? [] : [{ operation: planned, binding }];
  });
  const own = chain.filter(({ operation }) => isOwn(operation.order, orderId));
  const late = order.latenessMinutes ?? 0;
  return [
    { kind: 'find-room', changes: [], free: [orderId], about: {} },
    ...otherMachines(own, orderId),
    ...splits(factory, own, orderId),
    ...moreTime(factory, chain, orderId),
    ...materials(factory, own, orderId, late),
    ...morePeople(factory, own, orderId),
    ...reroutes(factory, orderId),
    ...blockers(chain, orderId).map((blocker): Candidate => ({
      kind: 'move-order',
      changes: [boost(factory, orderId)],
      free: [orderId, blocker],
      about: { order: blocker },
    })),
    { kind: 'go-first', changes: [boost(factory, orderId)], free: 'all', about: {} },
  ];
}

interface Link {
  readonly operation: PlannedOperation;
  readonly binding: Binding;
}

/** The order itself, or a part made for it alone. */
export function isOwn(order: string, orderId: string): boolean {
  return order === orderId || order.startsWith(`${orderId}+`);
}

function boost(factory: CompleteFactory, order: string): FactoryChange {
  return { kind: 'priority', order, priority: 2 * Math.max(1, ...factory.orders.map((each) => each.priority)) };
}

function otherMachines(own: readonly Link[], orderId: string): Candidate[] {
  return own
    .filter(({ binding }) => binding.kind === 'machine' || binding.kind === 'changeover' || binding.kind === 'calendar')
    .slice(0, MOST_OTHER_MACHINES)
    .map(({ operation }) => ({
      kind: 'other-machine' as const,
      changes: [],
      free: [orderId],
      allow: (step, way) => step.id !== operation.id || way.machine !== operation.machine,
      about: { operation: operation.id, machine: operation.machine },
    }));
}

function blockers(chain: readonly Link[], orderId: string): string[] {
  const orders = chain.flatMap(({ binding }) => ('order' in binding && binding.order !== undefined ? [binding.order] : []));
  return [...new Set(orders)].filter((each) => !isOwn(each, orderId)).slice(0, MOST_BLOCKERS);
}

/** The longest run of the order that knows two machines is halved. */
function splits(factory: CompleteFactory, own: readonly Link[], orderId: string): Candidate[] {
  const order = factory.orders.find((each) => each.id === orderId);
  const routing = factory.routings.find((each) => each.id === order?.routing);
  const known = new Map(routing?.operations.map((each) => [each.id, each]));
  const longest = own
    .map(({ operation }) => operation)
    .filter((each) => each.order === orderId && each.state === 'planned' && each.lot === undefined && each.quantity >= 2)
    .filter((each) => machinesOf(factory, known.get(each.operation)?.alternatives ?? []).size > 1)
    .sort((a, b) => b.runMinutes - a.runMinutes)[0];
  if (longest === undefined) return [];
  const change: FactoryChange = { kind: 'split-order', order: orderId, operation: longest.operation, lots: 2 };
  return [{ kind: 'split', changes: [change], free: [orderId], about: { operation: longest.id, lots: 2 } }];
}

function machinesOf(
  factory: CompleteFactory,
  alternatives: readonly { readonly machine?: string; readonly workCentre?: string }[],
): Set<string> {
  return new Set(
    alternatives.flatMap(({ machine, workCentre }) =>
      machine === undefined ? factory.machines.filter((each) => each.workCentre === workCentre).map((each) => each.id) : [machine],
    ),
  );
}

/** Overtime where it is forbidden so far; else more of it on the calendars the order waits for. */
function moreTime(factory: CompleteFactory, chain: readonly Link[], orderId: string): Candidate[] {
  const hasOvertime = factory.calendars.some((each) => (each.overtime ?? []).length > 0);
  if (!factory.allowOvertime && hasOvertime)
    return [{ kind: 'overtime', changes: [{ kind: 'overtime-allowed', allowed: true }], free: [orderId], about: {} }];
  const machines = [...new Set(chain.map(({ operation }) => operation.machine))];
  for (const id of machines) {
    const changes = overtimeFor(factory, chain, id);
    if (changes.length === 0) continue;
    const allowed: readonly FactoryChange[] = factory.allowOvertime ? [] : [{ kind: 'overtime-allowed', allowed: true }];
    return [{ kind: 'overtime', changes: [...allowed, ...changes], free: [orderId], about: { machine: id, hours: OVERTIME_HOURS } }];
  }
  return [];
}

/** Evening hours for a machine and those who work it; nothing for calendars that never close in the evening or have overtime already. */
function overtimeFor(factory: CompleteFactory, chain: readonly Link[], machineId: string): FactoryChange[] {
  const machine = factory.machines.find((each) => each.id === machineId);
  if (machine === undefined) return [];
  const crews = new Set(
    chain
      .filter(({ operation }) => operation.machine === machineId)
      .flatMap(({ operation }) => operation.operators.map((each) => each.crew)),
  );
  const people = factory.operators.filter((each) => [...crews].some((crew) => crew.split('+').includes(each.id)));
  const rates = new Map([[machine.calendar, machine.costPerHour]]);
  for (const each of people) rates.set(each.calendar, (rates.get(each.calendar) ?? 0) + each.costPerHour);
  const changes = [...rates].flatMap(([id, rate]): FactoryChange[] => {
    const calendar = factory.calendars.find((each) => each.id === id);
    const last = calendar?.week.reduce((latest, each) => (each.to > latest ? each.to : latest), '00:00') ?? '24:00';
    const crosses = calendar?.week.some((each) => each.to <= each.from) === true;
    if (calendar === undefined || crosses || (calendar.overtime ?? []).length > 0 || Number(last.slice(0, 2)) + OVERTIME_HOURS > 24)
      return [];
    const to = `${String(Number(last.slice(0, 2)) + OVERTIME_HOURS).padStart(2, '0')}${last.slice(2)}`;
    if (to > '24:00') return [];
    const weekdays = [...new Set(calendar.week.flatMap((each) => each.weekdays))];
    return [{ kind: 'overtime-offered', calendar: id, weekdays, from: last, to, extraCostPerHour: rate * OVERTIME_SHARE }];
  });
  return changes;
}

/** A material the order waits for, there as early as would make up for the lateness. */
function materials(factory: CompleteFactory, own: readonly Link[], orderId: string, lateMinutes: number): Candidate[] {
  const now = instantOf(factory.planningStart, factory.timeZone, 'start') ?? 0;
  return own.flatMap(({ binding }): Candidate[] => {
    if (binding.kind !== 'material') return [];
    const until = instantOf(binding.until, factory.timeZone, 'start') ?? now;
    const at = localTimeOf(Math.max(now, Math.floor((until - lateMinutes * 60) / 900) * 900), factory.timeZone).slice(0, 16);
    const change: FactoryChange = { kind: 'expedite', material: binding.material, at };
    return [{ kind: 'expedite', changes: [change], free: [orderId], about: { material: binding.material, at } }];
  });
}

function morePeople(factory: CompleteFactory, own: readonly Link[], orderId: string): Candidate[] {
  const skills = own.flatMap(({ operation, binding }) =>
    binding.kind === 'operator' ? operation.operators.filter((each) => binding.skill.split('+').includes(each.skill)) : [],
  );
  const crews = [...new Set(skills.flatMap((each) => each.crew.split('+').slice(0, 1)))];
  return crews.flatMap((id): Candidate[] => {
    const operator = factory.operators.find((each) => each.id === id);
    if (operator === undefined) return [];
    const change: FactoryChange = { kind: 'people', operator: id, headcount: operator.headcount + 1 };
    return [{ kind: 'more-people', changes: [change], free: [orderId], about: { operator: id, headcount: operator.headcount + 1 } }];
  });
}

/** Other routings of the product: made elsewhere, or a step bought outside. */
function reroutes(factory: CompleteFactory, orderId: string): Candidate[] {
  const order = factory.orders.find((each) => each.id === orderId);
  if (order === undefined || (order.progress ?? []).length > 0) return [];
  return factory.routings
    .filter((each) => each.product === order.product && each.id !== order.routing)
    .map((each) => ({
      kind: 'reroute' as const,
      changes: [{ kind: 'reroute' as const, order: orderId, routing: each.id }],
      free: [orderId],
      about: { routing: each.id },
    }));
}
