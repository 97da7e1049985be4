import type { FactoryDraft, Machine, Order } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors, reporterOf } from '@midstream/units';
import { LEARN_CODES } from './codes.ts';
import type { LogEvent } from './event-log.ts';
import type { LogTable } from './log-table.ts';
import { readEventLog } from './event-log.ts';
import { learnCalendars } from './learn-calendars.ts';
import { learnCapacity } from './learn-capacity.ts';
import type { OrderTrace } from './order-trace.ts';
import { learnRoutings } from './learn-routings.ts';
import { traceOrders } from './order-trace.ts';
import type { TimeModel } from './learn-times.ts';
import { learnTimes } from './learn-times.ts';
import type { LogSummary } from './log-summary.ts';
import { groupedBy, summariseLog } from './log-summary.ts';

const report = reporterOf(LEARN_CODES);

export interface LearnOptions {
  /** IANA zone of the log's clock. Default UTC. */
  readonly timeZone?: string;
  /** ISO 4217. Default HKD. */
  readonly currency?: string;
  readonly name?: string;
}

export interface LearnResult {
  /** undefined where the log could not be read as one. */
  readonly draft: FactoryDraft | undefined;
  /** Trouble with rows, then everything inferred, each with how sure it is. */
  readonly findings: readonly Finding[];
  readonly summary: LogSummary | undefined;
}

/**
 * Learns a factory from an event log: routings with alternatives, setup and per-piece times by robust regression, how many orders a
 * resource takes at once, opening hours, days off, parts sent ahead. Each order becomes an order released when it was first touched
 * and due when it was really finished, so that a plan's lateness reads as "later than what happened".
 */
export function learnFactory(table: LogTable, options: LearnOptions = {}): LearnResult {
  const log = readEventLog(table);
  if (hasErrors(log.findings)) return { draft: undefined, findings: log.findings, summary: undefined };
  if (log.events.length === 0) {
    return { draft: undefined, findings: [...log.findings, report('learn.no-events', {}, { file: table.file })], summary: undefined };
  }
  const summary = summariseLog(log.events);
  const capacity = learnCapacity(log.events);
  const hours = learnCalendars(log.events);
  const traces = traceOrders(log.events);
  const time = learnTimes(traces, capacity.minutes, log.hasKinds);
  const routes = learnRoutings(traces, time.times);
  const products = [...new Set(traces.map((trace) => trace.product))];
  const zone = options.timeZone ?? 'UTC';
  const draft: FactoryDraft = {
    format: 'midstream-factory',
    version: 1,
    name: options.name ?? table.file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, ''),
    currency: options.currency ?? 'HKD',
    timeZone: zone,
    planningStart: localDay(summary.first),
    sites: [{ id: 'site', timeZone: zone, currency: options.currency ?? 'HKD' }],
    areas: [{ id: 'shop', site: 'site' }],
    workCentres: [{ id: 'machines', area: 'shop' }],
    calendars: hours.calendars,
    machines: machinesOf(log.events, capacity.units, hours.calendarOf),
    products: products.map((id) => ({ id })),
    routings: routes.routings,
    orders: traces.map((trace) => orderOf(trace, routes.routingOf)),
  };
  const findings = [
    ...log.findings,
    report('learn.inferred-products', { products: products.length, routings: routes.routings.length, orders: traces.length }),
    ...capacity.findings,
    ...hours.findings,
    ...time.findings,
    ...routes.findings,
    report('learn.due-is-actual', { orders: traces.length }),
    ...(summary.workers > 0 ? [report('learn.workers-not-modelled', { workers: summary.workers })] : []),
    modelFit(traces, capacity.minutes, time.times),
  ];
  return { draft, findings, summary };
}

function machinesOf(events: readonly LogEvent[], units: ReadonlyMap<string, number>, calendarOf: ReadonlyMap<string, string>): Machine[] {
  return [...groupedBy(events, (event) => event.resource).keys()].map((id) => {
    const count = units.get(id) ?? 1;
    const calendar = calendarOf.get(id);
    return {
      id,
      workCentre: 'machines',
      ...(calendar === undefined ? {} : { calendar }),
      ...(count > 1 ? { capacity: { kind: 'parallel' as const, units: count } } : {}),
    };
  });
}

function orderOf(trace: OrderTrace, routingOf: ReadonlyMap<string, string>): Order {
  const routing = routingOf.get(trace.order);
  return {
    id: trace.order,
    product: trace.product,
    quantity: trace.quantity,
    release: localMinute(trace.start),
    due: localMinute(trace.end),
    status: 'approved',
    ...(routing === undefined ? {} : { routing }),
  };
}

/** How many of the hours really worked the learnt times account for. */
function modelFit(traces: readonly OrderTrace[], minutes: ReadonlyMap<LogEvent, number>, times: TimeModel): Finding {
  let observed = 0;
  let modelled = 0;
  for (const trace of traces) {
    for (const step of trace.steps) {
      for (const event of step.events) observed += minutes.get(event) ?? 0;
      const time = times(trace.product, step.operation);
      modelled += time.setup + time.fixed + time.perUnit * trace.quantity;
    }
  }
  return report('learn.model-fit', {
    observed: Math.round(observed / 60),
    modelled: Math.round(modelled / 60),
    percent: Math.round((100 * modelled) / Math.max(1, observed)),
  });
}

function localDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10) + 'T00:00';
}
function localMinute(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16);
}
