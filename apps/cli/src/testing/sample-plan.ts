import type { Binding, CompleteFactory, CostSplit, Plan, PlannedOperation, PlannedOrder } from '@midstream/factory';
import { instantOf, openPeriods, zonedTimeOf } from '@midstream/factory';

/**
 * A plan made by the simplest rule there is (order by order, first machine of each step, open hours only), so that what reads plans
 * can be tested without a search. It keeps calendars and sequence, nothing else, and must never be taken for a plan to follow.
 */
export function samplePlan(factory: CompleteFactory): Plan {
  const start = instantOf(factory.planningStart, factory.timeZone) ?? 0;
  const horizon = start + 400 * 86_400;
  const open = openHours(factory, start, horizon);
  const free = new Map<string, { at: number; last: string; order: string }>();
  const operations: PlannedOperation[] = [];
  const orders: PlannedOrder[] = [];
  for (const order of factory.orders) {
    const routing = factory.routings.find((candidate) => candidate.product === order.product);
    if (routing === undefined) continue;
    const mine: PlannedOperation[] = [];
    let ready = start;
    for (const step of routing.operations) {
      const choice = step.alternatives?.[0];
      const machine =
        factory.machines.find((one) => one.id === choice?.machine || one.workCentre === choice?.workCentre)?.id ??
        `supplier:${step.outsourced?.supplier ?? 'unknown'}`;
      const site = factory.sites[0]?.id ?? '';
      const taken = free.get(machine);
      const setup = (choice?.setupMinutes ?? 0) * 60;
      const run = Math.round(((choice?.fixedMinutes ?? 0) + (choice?.minutesPerUnit ?? 0.5) * order.quantity) * 60) || 3600;
      const spans = open.get(machine) ?? [{ start, end: horizon }];
      const setupStart = nextOpen(spans, Math.max(ready, taken?.at ?? start));
      const begin = setup > 0 ? nextOpen(spans, after(spans, setupStart, setup)) : setupStart;
      const end = after(spans, begin, run);
      const id = `${order.id}/${step.id}`;
      const clock = (instant: number): string => zonedTimeOf(instant, factory.timeZone);
      const binding: Binding =
        taken !== undefined && taken.at >= ready
          ? { kind: 'machine', machine, operation: taken.last, order: taken.order, until: clock(taken.at) }
          : mine.length > 0
            ? { kind: 'previous-operation', operation: mine.at(-1)?.id ?? '', until: clock(ready) }
            : { kind: 'start-of-plan' };
      const planned: PlannedOperation = {
        id,
        order: order.id,
        product: order.product,
        operation: step.id,
        quantity: order.quantity,
        machine,
        site,
        setupStart: clock(setupStart),
        start: clock(begin),
        end: clock(end),
        setupMinutes: setup / 60,
        runMinutes: run / 60,
        overtimeMinutes: 0,
        ...(taken === undefined || setup === 0
          ? {}
          : {
              changeover: {
                minutes: setup / 60,
                cost: 10,
                scrapUnits: 1,
                from: { colour: 'white' },
                to: { colour: 'black' },
                after: taken.last,
              },
            }),
        attributes: {},
        operators: [],
        tools: [],
        materials: [],
        state: 'planned',
        cost: costOf(run / 360, setup / 360),
        carbon: { run: run / 4, changeover: 0, idle: 20, material: 0, transport: 0, outsourcing: 0, total: run / 4 + 20 },
        binding,
        predecessors: mine.length > 0 ? [mine.at(-1)?.id ?? ''] : [],
        slackMinutes: 0,
      };
      mine.push(planned);
      free.set(machine, { at: end, last: id, order: order.id });
      ready = end;
    }
    operations.push(...mine);
    const due = order.due === undefined ? undefined : instantOf(order.due, factory.timeZone, 'end');
    orders.push({
      order: order.id,
      product: order.product,
      ...(order.customer === undefined ? {} : { customer: order.customer }),
      quantity: order.quantity,
      priority: 1,
      status: 'approved',
      ...(due === undefined ? {} : { needBy: zonedTimeOf(due, factory.timeZone), latenessMinutes: (ready - due) / 60 }),
      projected: zonedTimeOf(ready, factory.timeZone),
      start: mine[0]?.setupStart ?? zonedTimeOf(start, factory.timeZone),
      operations: mine.map(({ id }) => id),
      cost: costOf(100, 20),
      carbon: { run: 900, changeover: 50, idle: 20, material: 0, transport: 0, outsourcing: 0, total: 970 },
      criticalChain: mine.toReversed().map((one) => ({ operation: one.id, binding: one.binding })),
    });
  }
  const late = orders.filter((order) => (order.latenessMinutes ?? 0) > 0);
  const last = Math.max(...operations.map(({ end }) => Date.parse(end) / 1000));
  return {
    format: 'midstream-plan',
    version: 1,
    factory: typeof factory.name === 'string' ? factory.name : (factory.name.en ?? ''),
    currency: factory.currency,
    timeZone: factory.timeZone,
    planningStart: zonedTimeOf(start, factory.timeZone),
    horizonEnd: zonedTimeOf(horizon, factory.timeZone),
    run: {
      objective: [[{ part: 'weightedTardiness', weight: 1 }]],
      value: [0, 120],
      bound: 100,
      gapPercent: 16.7,
      status: 'feasible',
      seed: 1,
      workers: 1,
      seconds: 10,
      trace: [[1, 120]],
    },
    orders,
    operations,
    transports: [],
    resources: factory.machines.map((machine) => ({
      kind: 'machine' as const,
      resource: machine.id,
      utilisationPercent: 50,
      changeovers: 1,
      days: daysOf(operations, machine.id, open.get(machine.id) ?? [], start, factory.timeZone),
      closed: gaps(open.get(machine.id) ?? [], start, last).map(([from, to]) => ({
        from: zonedTimeOf(from, factory.timeZone),
        to: zonedTimeOf(to, factory.timeZone),
        reason: 'shift' as const,
      })),
    })),
    figures: {
      orders: orders.length,
      operations: operations.length,
      lateOrders: late.length,
      onTimePercent: (100 * (orders.length - late.length)) / orders.length,
      totalTardinessHours: late.reduce((sum, order) => sum + (order.latenessMinutes ?? 0) / 60, 0),
      weightedTardinessHours: 0,
      makespanHours: (last - start) / 3600,
      meanFlowHours: 40,
      setupHours: operations.reduce((sum, one) => sum + one.setupMinutes / 60, 0),
      changeovers: operations.filter((one) => one.changeover !== undefined).length,
      changeoverCost: 100,
      overtimeHours: 0,
      cost: costOf(52_000, 3000),
      carbon: { run: 900_000, changeover: 50_000, idle: 20_000, material: 0, transport: 0, outsourcing: 0, total: 970_000 },
      energyKwh: 2000,
    },
    findings: [{ code: 'learn.no-events', severity: 'info', params: {} }],
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function openHours(factory: CompleteFactory, from: number, to: number): Map<string, Span[]> {
  return new Map(
    factory.machines.map((machine) => {
      const calendar = factory.calendars.find(({ id }) => id === machine.calendar);
      const site = factory.sites[0] ?? { timeZone: factory.timeZone };
      const spans = calendar === undefined ? [{ start: from, end: to }] : openPeriods(calendar, site, from, to);
      return [machine.id, spans.filter((span) => !('overtimeCostPerHour' in span) || span.overtimeCostPerHour === 0)];
    }),
  );
}

const nextOpen = (spans: readonly Span[], at: number): number => Math.max(at, spans.find(({ end }) => end > at)?.start ?? at);

/** When work of a length begun at an instant is done, counting open hours only. */
function after(spans: readonly Span[], from: number, length: number): number {
  let left = length;
  for (const { start, end } of spans) {
    const open = Math.max(0, end - Math.max(start, from));
    if (left <= open) return Math.max(start, from) + left;
    left -= open;
  }
  return from + length;
}

function gaps(spans: readonly Span[], from: number, to: number): [number, number][] {
  const closed: [number, number][] = [];
  let at = from;
  for (const { start, end } of spans.filter((span) => span.start < to)) {
    if (start > at) closed.push([at, start]);
    at = Math.max(at, end);
  }
  return closed;
}

function costOf(run: number, changeover: number): CostSplit {
  const energy = run * 0.2;
  return { run, changeover, labour: 0, overtime: 0, energy, material: 0, transport: 0, outsourcing: 0, total: run + changeover + energy };
}

function daysOf(operations: readonly PlannedOperation[], machine: string, spans: readonly Span[], start: number, zone: string) {
  const hours = new Map<string, { available: number; run: number; setup: number }>();
  const day = (instant: number) => {
    const date = zonedTimeOf(instant, zone).slice(0, 10);
    const entry = hours.get(date) ?? { available: 0, run: 0, setup: 0 };
    hours.set(date, entry);
    return entry;
  };
  for (const span of spans) if (span.start < start + 30 * 86_400) day(span.start).available += Math.min(24, (span.end - span.start) / 3600);
  for (const one of operations) {
    if (one.machine !== machine) continue;
    day(Date.parse(one.start) / 1000).run += Math.min(12, one.runMinutes / 60);
    day(Date.parse(one.start) / 1000).setup += one.setupMinutes / 60;
  }
  return [...hours].sort().map(([date, { available, run, setup }]) => ({
    date,
    availableHours: available,
    runHours: run,
    setupHours: setup,
    overtimeHours: 0,
  }));
}
