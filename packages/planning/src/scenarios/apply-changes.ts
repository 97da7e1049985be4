import type { Calendar, CompleteFactory, CompleteMachine, FactoryDraft, Routing, Weekday } from '@midstream/factory';
import { instantOf, readFactory } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors } from '@midstream/units';
import type { PlanEvent } from '../replan/events.ts';
import { applyEvent } from '../replan/events.ts';
import type { FactoryChange } from './changes.ts';
import { readChange } from './read-change.ts';

/** Later than any horizon reaches. */
const NEVER = '2199-12-31';
const EVENTS: ReadonlySet<string> = new Set<PlanEvent['kind']>([
  'breakdown',
  'absence',
  'rush-order',
  'material-delay',
  'order-delay',
  'due-change',
  'cancel',
  'quantity',
]);

/**
 * The factory after changes, applied one after the other; the given one is left as it is. Each change is checked against the factory as
 * the ones before have made it. The factory is undefined, with all findings, when any change cannot be applied.
 */
export function applyChanges(
  factory: CompleteFactory,
  changes: readonly unknown[],
): { factory: CompleteFactory | undefined; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let current = factory;
  for (const given of changes) {
    const { change, findings: trouble } = readChange(current, given);
    findings.push(...trouble);
    if (change === undefined) continue;
    const outcome = isEvent(change) ? applyEvent(current, change) : read(changed(current, change));
    findings.push(...outcome.findings);
    current = outcome.factory ?? current;
  }
  return hasErrors(findings) ? { factory: undefined, findings } : { factory: current, findings };
}

function isEvent(change: FactoryChange): change is PlanEvent {
  return EVENTS.has(change.kind);
}

function read(draft: FactoryDraft): { factory: CompleteFactory | undefined; findings: readonly Finding[] } {
  const reading = readFactory(draft);
  return { factory: reading.factory, findings: hasErrors(reading.findings) ? reading.findings : [] };
}

function changed(factory: CompleteFactory, change: Exclude<FactoryChange, PlanEvent>): FactoryDraft {
  switch (change.kind) {
    case 'machine-more':
      return withMachines(factory, change.machine, change.count);
    case 'machine-less':
      return closed(factory, (machine) => machine.id === change.machine, factory.planningStart.slice(0, 10), NEVER);
    case 'machine-faster':
      return { ...factory, machines: edited(factory.machines, change.machine, (each) => ({ ...each, efficiency: change.efficiency })) };
    case 'shift-more':
    case 'shift-less':
    case 'overtime-offered':
      return withHours(factory, change);
    case 'overtime-allowed':
      return { ...factory, allowOvertime: change.allowed };
    case 'site-closed':
      return closed(factory, (machine) => siteOf(factory, machine) === change.site, change.from, change.to);
    case 'tariff':
      return {
        ...factory,
        sites: edited(factory.sites, change.site, (site) => ({ ...site, tariff: [], energyPricePerKwh: change.pricePerKwh })),
      };
    case 'power-limit':
      return { ...factory, sites: edited(factory.sites, change.site, (site) => ({ ...site, powerLimitKw: change.kw })) };
    case 'people':
      return { ...factory, operators: edited(factory.operators, change.operator, (each) => ({ ...each, headcount: change.headcount })) };
    case 'tool-more':
      return { ...factory, tools: edited(factory.tools, change.tool, (tool) => ({ ...tool, count: tool.count + change.count })) };
    case 'receipt': {
      const receipt = { at: change.at, quantity: change.quantity };
      const add = (each: CompleteFactory['materials'][number]) => ({ ...each, receipts: [...(each.receipts ?? []), receipt] });
      return { ...factory, materials: edited(factory.materials, change.material, add) };
    }
    case 'priority':
      return { ...factory, orders: edited(factory.orders, change.order, (order) => ({ ...order, priority: change.priority })) };
    case 'expedite':
      return expedited(factory, change.material, change.at);
    case 'reroute':
      return { ...factory, orders: edited(factory.orders, change.order, (order) => ({ ...order, routing: change.routing })) };
    case 'split-order':
      return split(factory, change);
  }
}

function edited<T extends { readonly id: string }>(list: readonly T[], id: string, edit: (each: T) => T): T[] {
  return list.map((each) => (each.id === id ? edit(each) : each));
}

function siteOf(factory: CompleteFactory, machine: CompleteMachine): string | undefined {
  const area = factory.workCentres.find((each) => each.id === machine.workCentre)?.area;
  return factory.areas.find((each) => each.id === area)?.site;
}

function closed(factory: CompleteFactory, which: (machine: CompleteMachine) => boolean, from: string, to: string): FactoryDraft {
  return {
    ...factory,
    machines: factory.machines.map((each) => (which(each) ? { ...each, downtimes: [...(each.downtimes ?? []), { from, to }] } : each)),
  };
}

/** Twins of a machine, set up with nothing and with no downtimes, wherever the machine itself is named. */
function withMachines(factory: CompleteFactory, id: string, count: number): FactoryDraft {
  const model = factory.machines.find((each) => each.id === id);
  if (model === undefined) return factory;
  const taken = new Set(factory.machines.map((each) => each.id));
  const twins: CompleteMachine[] = [];
  for (let number = 2; twins.length < count; number++) {
    const name = `${id}-${number}`;
    if (taken.has(name)) continue;
    const { downtimes: _downtimes, initialState: _initialState, ...rest } = model;
    twins.push({ ...rest, id: name });
  }
  const withTwins = (operation: Routing['operations'][number]): Routing['operations'][number] =>
    operation.alternatives === undefined
      ? operation
      : {
          ...operation,
          alternatives: operation.alternatives.flatMap((each) =>
            each.machine === id ? [each, ...twins.map((twin) => ({ ...each, machine: twin.id }))] : [each],
          ),
        };
  return {
    ...factory,
    machines: [...factory.machines, ...twins],
    routings: factory.routings.map((routing) => ({ ...routing, operations: routing.operations.map(withTwins) })),
  };
}

function expedited(factory: CompleteFactory, material: string, time: string): FactoryDraft {
  const at = instantOf(time, factory.timeZone, 'start') ?? 0;
  const now = instantOf(factory.planningStart, factory.timeZone, 'start') ?? 0;
  const days = Math.max(0, (at - now) / 86_400);
  const edit = (each: CompleteFactory['materials'][number]) => ({
    ...each,
    leadTimeDays: Math.min(each.leadTimeDays, days),
    receipts: (each.receipts ?? []).map((receipt) =>
      (instantOf(receipt.at, factory.timeZone, 'start') ?? 0) > at ? { ...receipt, at: time } : receipt,
    ),
  });
  return { ...factory, materials: edited(factory.materials, material, edit) };
}

/** The order gets a routing of its own, so that other orders of the product stay whole. */
function split(factory: CompleteFactory, change: Extract<FactoryChange, { kind: 'split-order' }>): FactoryDraft {
  const order = factory.orders.find((each) => each.id === change.order);
  const routing = factory.routings.find((each) => each.id === order?.routing);
  if (order === undefined || routing === undefined) return factory;
  const taken = new Set(factory.routings.map((each) => each.id));
  let id = `${routing.id}~${order.id}`;
  while (taken.has(id)) id += '~';
  const operations = edited(routing.operations, change.operation, (each) => ({ ...each, split: { maxLots: change.lots } }));
  return {
    ...factory,
    routings: [...factory.routings, { ...routing, id, operations }],
    orders: edited(factory.orders, order.id, (each) => ({ ...each, routing: id })),
  };
}

function withHours(
  factory: CompleteFactory,
  change: Extract<FactoryChange, { kind: 'shift-more' | 'shift-less' | 'overtime-offered' }>,
): FactoryDraft {
  const weekdays = change.weekdays as readonly Weekday[];
  const edit = (calendar: Calendar): Calendar => {
    if (change.kind === 'shift-more') return { ...calendar, week: [...calendar.week, { weekdays, from: change.from, to: change.to }] };
    if (change.kind === 'overtime-offered') {
      const { from, to, extraCostPerHour } = change;
      return { ...calendar, overtime: [...(calendar.overtime ?? []), { weekdays, from, to, extraCostPerHour }] };
    }
    const week = calendar.week
      .map((period) =>
        period.from === change.from ? { ...period, weekdays: period.weekdays.filter((day) => !weekdays.includes(day)) } : period,
      )
      .filter((period) => period.weekdays.length > 0);
    return { ...calendar, week };
  };
  return { ...factory, calendars: edited(factory.calendars, change.calendar, edit) };
}
