import type { CompleteFactory, Order } from '@midstream/factory';
import { instantOf } from '@midstream/factory';

/** A quote keeps its capacity until this instant (seconds), then planning takes it as if it were not there. */
export interface Reserve {
  readonly order: string;
  readonly expires: number;
}

/** The order a held quote puts into the factory. */
export function quoteOrder(order: Order): Order {
  return { ...order, status: 'quote' };
}

/** The factory without quotes whose time is over; orders that have become more than a quote stay, whatever was reserved once. */
export function withoutExpired(factory: CompleteFactory, reserves: readonly Reserve[], now: number): CompleteFactory {
  const over = new Set(reserves.filter((reserve) => reserve.expires <= now).map((reserve) => reserve.order));
  const orders = factory.orders.filter(({ id, status }) => !(over.has(id) && (status === 'quote' || status === 'proposed')));
  return orders.length === factory.orders.length ? factory : { ...factory, orders };
}

/** The instant a reserve made now for so many hours expires. Undefined for a time that is none. */
export function expiryOf(now: string, hours: number, timeZone: string): number | undefined {
  const instant = instantOf(now, timeZone, 'start');
  return instant === undefined ? undefined : instant + hours * 3600;
}
