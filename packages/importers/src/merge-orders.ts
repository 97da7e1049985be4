import type { Order } from '@midstream/factory';

/** The orders after an import, and what became of each. */
export interface MergedOrders {
  readonly orders: readonly Order[];
  /** External numbers. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Brings imported orders into those already known, by external number (`reference`, else `id`): importing a file twice changes nothing.
 * A known order keeps its id, and its progress where the file says none; orders the file does not name stay as they are.
 */
export function mergeOrders(known: readonly Order[], imported: readonly Order[]): MergedOrders {
  const numberOf = (order: Order): string => order.reference ?? order.id;
  const places = new Map(known.map((order, index) => [numberOf(order), index]));
  const orders = [...known];
  const said: Record<'added' | 'changed' | 'unchanged', string[]> = { added: [], changed: [], unchanged: [] };
  for (const order of imported) {
    const number = numberOf(order);
    const place = places.get(number);
    const before = place === undefined ? undefined : orders[place];
    if (place === undefined || before === undefined) {
      places.set(number, orders.length);
      orders.push(order);
      said.added.push(number);
      continue;
    }
    const merged: Order = { ...(before.progress === undefined ? {} : { progress: before.progress }), ...order, id: before.id };
    const same = canonical(merged) === canonical(before);
    said[same ? 'unchanged' : 'changed'].push(number);
    if (!same) orders[place] = merged;
  }
  return { orders, ...said };
}

/** Equal orders give equal text, in whatever order their members stand. */
function canonical(order: Order): string {
  return JSON.stringify(Object.entries(order).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
