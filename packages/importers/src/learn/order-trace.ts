import type { LogEvent } from './event-log.ts';
import { endOf, groupedBy, startOf } from './log-summary.ts';
import { median } from './robust-statistics.ts';

export interface OrderTrace {
  readonly order: string;
  readonly product: string;
  readonly quantity: number;
  /** Steps in the order they were first started; rework left out. */
  readonly steps: readonly { readonly operation: string; readonly events: readonly LogEvent[] }[];
  readonly start: number;
  readonly end: number;
}

/** Follows each order through the shop. */
export function traceOrders(events: readonly LogEvent[]): OrderTrace[] {
  return [...groupedBy(events, (event) => event.order)].map(([order, all]) => {
    const regular = all.filter((event) => event.rework === 'no' && event.kind !== 'breakdown');
    const group = regular.length > 0 ? regular : all;
    const steps = [...groupedBy(group, (event) => event.operation)]
      .map(([operation, visits]) => ({ operation, events: visits }))
      .sort((a, b) => startOf(a.events) - startOf(b.events) || endOf(a.events) - endOf(b.events));
    const stated = median(all.map((event) => event.orderQuantity).filter((quantity) => quantity !== undefined));
    const counted = Math.max(1, ...steps.map((step) => step.events.reduce((sum, event) => sum + event.completed, 0)));
    return {
      order,
      product: all[0]?.product ?? order,
      quantity: stated > 0 ? stated : counted,
      steps,
      start: startOf(all),
      end: endOf(all),
    };
  });
}
