import type { OperationAlternative, Precedence, Routing, RoutingOperation } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { LEARN_CODES } from './codes.ts';
import { round1 } from './learn-capacity.ts';
import type { TimeModel } from './learn-times.ts';
import { endOf, groupedBy, startOf } from './log-summary.ts';
import type { OrderTrace } from './order-trace.ts';
import { median } from './robust-statistics.ts';

const report = reporterOf(LEARN_CODES);
/** A later step that typically starts before so much of the earlier one is done was sent parts ahead. */
const OVERLAPS_BELOW = 0.9;

export interface LearntRoutings {
  readonly routings: readonly Routing[];
  /** Order → routing id. */
  readonly routingOf: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** One routing per product and sequence of steps: orders of one part that took different ways are told apart. */
export function learnRoutings(traces: readonly OrderTrace[], times: TimeModel): LearntRoutings {
  const routings: Routing[] = [];
  const routingOf = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [product, orders] of groupedBy(traces, (trace) => trace.product)) {
    const variants = groupedBy(orders, (trace) => trace.steps.map((step) => step.operation).join(' → '));
    let number = 0;
    for (const [, variant] of variants) {
      const id = `${product}/${++number}`;
      for (const trace of variant) routingOf.set(trace.order, id);
      routings.push({ id, product, operations: routingOperations(product, orders, variant, times, findings) });
    }
  }
  return { routings, routingOf, findings };
}

function routingOperations(
  product: string,
  orders: readonly OrderTrace[],
  variant: readonly OrderTrace[],
  times: TimeModel,
  findings: Finding[],
): RoutingOperation[] {
  const names = variant[0]?.steps.map((step) => step.operation) ?? [];
  return names.map((operation, index) => {
    const before = names[index - 1];
    const after = before === undefined ? undefined : sendAhead(product, before, operation, variant, findings);
    return {
      id: operation,
      alternatives: alternatives(product, operation, orders, times, findings),
      ...(after === undefined ? {} : { after: [after] }),
    };
  });
}

function alternatives(
  product: string,
  operation: string,
  orders: readonly OrderTrace[],
  times: TimeModel,
  findings: Finding[],
): OperationAlternative[] {
  const events = orders.flatMap((trace) => trace.steps.filter((step) => step.operation === operation).flatMap((step) => step.events));
  const machines = [...groupedBy(events, (event) => event.resource).keys()];
  const once = `${operation}|${product}`;
  if (
    machines.length > 1 &&
    !findings.some((each) => `${each.params.operation}|${each.params.product}` === once && each.code === 'learn.inferred-alternatives')
  ) {
    findings.push(report('learn.inferred-alternatives', { operation, product, machines: machines.join(', '), samples: events.length }));
  }
  return machines.map((machine) => {
    const time = times(product, operation);
    return {
      machine,
      ...(time.setup > 0 ? { setupMinutes: round1(time.setup) } : {}),
      ...(time.fixed > 0 ? { fixedMinutes: round1(time.fixed) } : {}),
      minutesPerUnit: Math.round(time.perUnit * 1000) / 1000,
    };
  });
}

function sendAhead(
  product: string,
  before: string,
  operation: string,
  variant: readonly OrderTrace[],
  findings: Finding[],
): Precedence | undefined {
  const shares: number[] = [];
  for (const trace of variant) {
    const first = trace.steps.find((step) => step.operation === before);
    const second = trace.steps.find((step) => step.operation === operation);
    if (first === undefined || second === undefined) continue;
    const length = endOf(first.events) - startOf(first.events);
    if (length > 0) shares.push(Math.min(1, (startOf(second.events) - startOf(first.events)) / length));
  }
  const share = median(shares);
  if (!(share < OVERLAPS_BELOW)) return undefined;
  const smallest = variant.reduce((least, trace) => Math.min(least, trace.quantity), Number.POSITIVE_INFINITY);
  const pieces = Math.max(1, Math.ceil(share * median(variant.map((trace) => trace.quantity))));
  // A transfer batch as large as the order is no send-ahead.
  if (pieces >= smallest) return undefined;
  findings.push(report('learn.inferred-send-ahead', { from: before, to: operation, product, pieces, samples: shares.length }));
  return { operation: before, transferBatch: pieces };
}
