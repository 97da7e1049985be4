import type { CompleteFactory, FactoryDraft } from '@midstream/factory';
import { instantOf, nearestOf, readFactory } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors, reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { FactoryEvent } from './event.ts';

const report = reporterOf(PLANNING_CODES);
/** A rush order goes before ordinary ones unless told otherwise. */
const RUSH_PRIORITY = 10;

export interface EventOutcome {
  /** undefined when the event names something unknown or the factory would be broken by it. */
  readonly factory: CompleteFactory | undefined;
  readonly findings: readonly Finding[];
}

/** The factory after an event, read and checked again as a whole. The factory given is not changed. */
export function applyEvent(factory: CompleteFactory, event: FactoryEvent): EventOutcome {
  const unknown = unknownName(factory, event);
  if (unknown !== undefined) return { factory: undefined, findings: [unknown] };
  const reading = readFactory(changed(factory, event));
  // Defaults were shown when the factory was first read.
  const findings = reading.findings.filter((finding) => finding.severity !== 'info');
  return { factory: hasErrors(findings) ? undefined : reading.factory, findings };
}

function unknownName(factory: CompleteFactory, event: FactoryEvent): Finding | undefined {
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map((each) => each.id);
  const check = (id: string, known: readonly string[]): Finding | undefined =>
    known.includes(id) ? undefined : report('plan.event-unknown', { kind: event.kind, id, nearest: nearestOf(id, known) });
  switch (event.kind) {
    case 'breakdown':
      return check(event.machine, ids(factory.machines));
    case 'absence':
      return check(event.operator, ids(factory.operators));
    case 'rush-order':
      return check(event.product, ids(factory.products));
    case 'delay':
      return check(event.subject, [...ids(factory.materials), ...ids(factory.orders)]);
    case 'cancel':
    case 'quantity-change':
      return check(event.order, ids(factory.orders));
  }
}

function changed(factory: CompleteFactory, event: FactoryEvent): FactoryDraft {
  const change = <T extends { readonly id: string }>(list: readonly T[], id: string, by: (each: T) => T): T[] =>
    list.map((each) => (each.id === id ? by(each) : each));
  switch (event.kind) {
    case 'breakdown': {
      const stop = { from: event.from, to: event.to };
      return {
        ...factory,
        machines: change(factory.machines, event.machine, (machine) => ({ ...machine, downtimes: [...(machine.downtimes ?? []), stop] })),
      };
    }
    case 'absence': {
      const away = { from: event.from, to: event.to };
      return {
        ...factory,
        operators: change(factory.operators, event.operator, (each) => ({ ...each, absences: [...(each.absences ?? []), away] })),
      };
    }
    case 'rush-order': {
      const { order: id, product, quantity, due, priority = RUSH_PRIORITY } = event;
      const order = { id, product, quantity, priority, status: 'confirmed' as const, ...(due === undefined ? {} : { due }) };
      return { ...factory, orders: [...factory.orders, order] };
    }
    case 'delay':
      return delayed(factory, event.subject, event.until);
    case 'cancel':
      return { ...factory, orders: factory.orders.filter((order) => order.id !== event.order) };
    case 'quantity-change':
      return { ...factory, orders: change(factory.orders, event.order, (order) => ({ ...order, quantity: event.quantity })) };
  }
}

/** A late material keeps its stock but its receipts, and its purchase lead time, wait; a late order is released later. */
function delayed(factory: CompleteFactory, subject: string, until: string): FactoryDraft {
  const instant = (time: string): number => instantOf(time, factory.timeZone, 'start') ?? 0;
  const later = (time: string): string => (instant(time) < instant(until) ? until : time);
  const isMaterial = factory.materials.some((material) => material.id === subject);
  if (!isMaterial) {
    const orders = factory.orders.map((order) => (order.id === subject ? { ...order, release: later(order.release ?? until) } : order));
    return { ...factory, orders };
  }
  const days = Math.ceil((instant(until) - instant(factory.planningStart)) / 86_400);
  const materials = factory.materials.map((material) =>
    material.id === subject
      ? {
          ...material,
          receipts: (material.receipts ?? []).map((receipt) => ({ ...receipt, at: later(receipt.at) })),
          leadTimeDays: Math.max(material.leadTimeDays, days),
        }
      : material,
  );
  return { ...factory, materials };
}
