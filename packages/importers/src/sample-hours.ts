import type { FactoryDraft, Order, RoutingOperation } from '@midstream/factory';

/** What the times read come to for one order, so that a wrong unit shows before anything is planned. */
export interface SampleHours {
  readonly order: string;
  readonly product: string;
  readonly quantity: number;
  /** Machine hours on the first alternative of each operation, without changeovers. */
  readonly hours: number;
  readonly operations: readonly { readonly operation: string; readonly machine: string; readonly hours: number }[];
}

/** The smallest, the middle and the largest order that have a routing. */
export function sampleHours(draft: FactoryDraft): SampleHours[] {
  const routings = draft.routings ?? [];
  const efficiencies = new Map((draft.machines ?? []).map((machine) => [machine.id, machine.efficiency ?? 1]));
  const operationsOf = (order: Order): readonly RoutingOperation[] | undefined => {
    const product = draft.products?.find((candidate) => candidate.id === order.product);
    const wanted = order.routing ?? product?.routing;
    return (routings.find((routing) => routing.id === wanted) ?? routings.find((routing) => routing.product === order.product))?.operations;
  };
  const orders = (draft.orders ?? []).filter((order) => operationsOf(order) !== undefined).toSorted((a, b) => a.quantity - b.quantity);
  const chosen = new Set([orders[0], orders[Math.floor((orders.length - 1) / 2)], orders.at(-1)]);
  return [...chosen].flatMap((order) => (order === undefined ? [] : [hoursOf(order, operationsOf(order) ?? [], efficiencies)]));
}

function hoursOf(order: Order, routing: readonly RoutingOperation[], efficiencies: ReadonlyMap<string, number>): SampleHours {
  const operations = routing.map((operation) => {
    const first = operation.alternatives?.[0];
    const minutes = (first?.setupMinutes ?? 0) + (first?.fixedMinutes ?? 0) + (first?.minutesPerUnit ?? 0) * order.quantity;
    const machine = first?.machine ?? first?.workCentre ?? operation.outsourced?.supplier ?? '';
    return { operation: operation.id, machine, hours: round(minutes / 60 / (efficiencies.get(machine) ?? 1)) };
  });
  const hours = round(operations.reduce((sum, operation) => sum + operation.hours, 0));
  return { order: order.id, product: order.product, quantity: order.quantity, hours, operations };
}

function round(hours: number): number {
  return Math.round(hours * 1000) / 1000;
}
