import type { LogEvent } from './event-log.ts';
import { lengthOf, unionOf } from './intervals.ts';
import { median } from './robust-statistics.ts';

/** What really happened, counted without double booking: busy time is the union of a resource's reports. */
export interface LogSummary {
  readonly orders: number;
  readonly rows: number;
  readonly activities: number;
  readonly resources: number;
  readonly workers: number;
  readonly products: number;
  /** Seconds since the epoch on the log's clock. */
  readonly first: number;
  readonly last: number;
  readonly runHours: number;
  readonly setupHours: number;
  readonly breakdownHours: number;
  /** Days from the first report of an order to its last. */
  readonly medianLeadDays: number;
  readonly meanLeadDays: number;
  readonly maxLeadDays: number;
  readonly ordersPerWeek: number;
  readonly rejected: number;
  readonly rework: number;
  readonly busy: readonly { readonly resource: string; readonly summedHours: number; readonly busyHours: number }[];
}

/** Groups by a text key, keeping first-seen order. */
export function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** Counts a log; cost O(n log n). */
export function summariseLog(events: readonly LogEvent[]): LogSummary {
  const first = events.reduce((least, event) => Math.min(least, event.start), Number.POSITIVE_INFINITY);
  const last = events.reduce((most, event) => Math.max(most, event.end), Number.NEGATIVE_INFINITY);
  const orders = groupedBy(events, (event) => event.order);
  const leadDays = [...orders.values()].map((group) => (endOf(group) - startOf(group)) / 86_400);
  const hoursOf = (kind: LogEvent['kind']): number => lengthOf(events.filter((event) => event.kind === kind)) / 3600;
  const weeks = Math.max(1, (last - first) / (7 * 86_400));
  return {
    orders: orders.size,
    rows: events.length,
    activities: new Set(events.map((event) => event.activity)).size,
    resources: new Set(events.map((event) => event.resource)).size,
    workers: new Set(events.map((event) => event.worker).filter((worker) => worker !== '')).size,
    products: new Set(events.map((event) => event.product)).size,
    first,
    last,
    runHours: hoursOf('run'),
    setupHours: hoursOf('setup'),
    breakdownHours: hoursOf('breakdown'),
    medianLeadDays: median(leadDays),
    meanLeadDays: leadDays.reduce((sum, days) => sum + days, 0) / Math.max(1, leadDays.length),
    maxLeadDays: leadDays.reduce((most, days) => Math.max(most, days), 0),
    ordersPerWeek: orders.size / weeks,
    rejected: events.reduce((sum, event) => sum + event.rejected, 0),
    rework: events.filter((event) => event.rework === 'marked').length,
    busy: [...groupedBy(events, (event) => event.resource)].map(([resource, group]) => ({
      resource,
      summedHours: lengthOf(group) / 3600,
      busyHours: lengthOf(unionOf(group)) / 3600,
    })),
  };
}

/** Earliest start of a group of events. */
export function startOf(events: readonly LogEvent[]): number {
  return events.reduce((least, event) => Math.min(least, event.start), Number.POSITIVE_INFINITY);
}
/** Latest end of a group of events. */
export function endOf(events: readonly LogEvent[]): number {
  return events.reduce((most, event) => Math.max(most, event.end), Number.NEGATIVE_INFINITY);
}
