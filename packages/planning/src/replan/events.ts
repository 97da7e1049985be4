import type { CompleteFactory, FactoryDraft } from '@midstream/factory';
import { instantOf, nearestOf, readFactory } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors, reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';

const report = reporterOf(PLANNING_CODES);

/** Something that happened after a plan was published. Times as in the factory document. */
export type PlanEvent =
  | { readonly kind: 'breakdown'; readonly machine: string; readonly from: string; readonly to: string }
  | { readonly kind: 'absence'; readonly operator: string; readonly from: string; readonly to: string }
  | { readonly kind: 'rush-order'; readonly order: string; readonly product: string; readonly quantity: number; readonly due: string }
  | { readonly kind: 'material-delay'; readonly material: string; readonly until: string }
  | { readonly kind: 'order-delay'; readonly order: string; readonly until: string }
  | { readonly kind: 'due-change'; readonly order: string; readonly due: string }
  | { readonly kind: 'cancel'; readonly order: string }
  | { readonly kind: 'quantity'; readonly order: string; readonly quantity: number };

const FORMS = [
  'breakdown,MACHINE,FROM,TO',
  'absence,OPERATOR,FROM,TO',
  'rush-order,ID,PRODUCT,QUANTITY,DUE',
  'material-delay,MATERIAL,UNTIL',
  'order-delay,ORDER,UNTIL',
  'due-change,ORDER,DUE',
  'cancel,ORDER',
  'quantity,ORDER,PIECES',
] as const;

/** Reads `breakdown,M1,2026-11-24T08:00,2026-11-25T12:00` and the other FORMS; fields are separated by commas. */
export function parseEvent(text: string): { event: PlanEvent | undefined; findings: readonly Finding[] } {
  const [kind = '', a = '', b = '', c = '', d = ''] = text.split(',').map((part) => part.trim());
  const bad = { event: undefined, findings: [report('plan.bad-event', { text, known: FORMS.join('; ') })] };
  const isTime = (value: string): boolean => instantOf(value, 'UTC') !== undefined;
  const good = (event: PlanEvent, valid: boolean): { event: PlanEvent | undefined; findings: readonly Finding[] } =>
    valid ? { event, findings: [] } : bad;
  switch (kind) {
    case 'breakdown':
      return good({ kind, machine: a, from: b, to: c }, isTime(b) && isTime(c));
    case 'absence':
      return good({ kind, operator: a, from: b, to: c }, isTime(b) && isTime(c));
    case 'rush-order':
      return good({ kind, order: a, product: b, quantity: Number(c), due: d }, a !== '' && Number(c) > 0 && isTime(d));
    case 'material-delay':
      return good({ kind, material: a, until: b }, isTime(b));
    case 'order-delay':
      return good({ kind, order: a, until: b }, isTime(b));
    case 'due-change':
      return good({ kind, order: a, due: b }, isTime(b));
    case 'cancel':
      return good({ kind, order: a }, a !== '');
    case 'quantity':
      return good({ kind, order: a, quantity: Number(b) }, Number(b) > 0);
    default:
      return bad;
  }
}

/** The factory after an event; the given one is left as it is. */
export function applyEvent(
  factory: CompleteFactory,
  event: PlanEvent,
): { factory: CompleteFactory | undefined; findings: readonly Finding[] } {
  const missing = missingName(factory, event);
  if (missing !== undefined) return { factory: undefined, findings: [missing] };
  const reading = readFactory(changed(factory, event));
  return { factory: reading.factory, findings: hasErrors(reading.findings) ? reading.findings : [] };
}

function missingName(factory: CompleteFactory, event: PlanEvent): Finding | undefined {
  const look = (kind: string, id: string, known: readonly { readonly id: string }[]): Finding | undefined =>
    known.some((each) => each.id === id)
      ? undefined
      : report('plan.event-unknown', {
          kind,
          id,
          nearest: nearestOf(
            id,
            known.map((each) => each.id),
          ),
        });
  switch (event.kind) {
    case 'breakdown':
      return look('machine', event.machine, factory.machines);
    case 'absence':
      return look('operator', event.operator, factory.operators);
    case 'rush-order':
      return look('product', event.product, factory.products);
    case 'material-delay':
      return look('material', event.material, factory.materials);
    default:
      return look('order', event.order, factory.orders);
  }
}

function changed(factory: CompleteFactory, event: PlanEvent): FactoryDraft {
  const orders = (change: (order: CompleteFactory['orders'][number]) => CompleteFactory['orders'][number]): FactoryDraft => ({
    ...factory,
    orders: factory.orders.map((order) => ('order' in event && order.id === event.order ? change(order) : order)),
  });
  switch (event.kind) {
    case 'breakdown': {
      const downtime = { from: event.from, to: event.to, reason: { en: 'Breakdown', 'zh-Hant': '故障', 'zh-Hans': '故障' } };
      return {
        ...factory,
        machines: factory.machines.map((machine) =>
          machine.id === event.machine ? { ...machine, downtimes: [...(machine.downtimes ?? []), downtime] } : machine,
        ),
      };
    }
    case 'absence': {
      const absence = { from: event.from, to: event.to };
      return {
        ...factory,
        operators: factory.operators.map((operator) =>
          operator.id === event.operator ? { ...operator, absences: [...(operator.absences ?? []), absence] } : operator,
        ),
      };
    }
    case 'rush-order':
      return rushed(factory, event);
    case 'material-delay':
      return delayed(factory, event);
    case 'order-delay':
      return orders((order) => ({ ...order, release: event.until }));
    case 'due-change':
      return orders((order) => ({ ...order, due: event.due }));
    case 'cancel':
      return { ...factory, orders: factory.orders.filter((order) => order.id !== event.order) };
    case 'quantity':
      return orders((order) => ({ ...order, quantity: event.quantity }));
  }
}

/** A rush order goes before every other. */
function rushed(factory: CompleteFactory, event: Extract<PlanEvent, { kind: 'rush-order' }>): FactoryDraft {
  const priority = 2 * Math.max(1, ...factory.orders.map((order) => order.priority));
  return {
    ...factory,
    orders: [
      ...factory.orders,
      { id: event.order, product: event.product, quantity: event.quantity, due: event.due, priority, status: 'approved' as const },
    ],
  };
}

/** Receipts that were to come earlier come at the new date. */
function delayed(factory: CompleteFactory, event: Extract<PlanEvent, { kind: 'material-delay' }>): FactoryDraft {
  const late = (at: string): string =>
    (instantOf(at, factory.timeZone) ?? 0) < (instantOf(event.until, factory.timeZone) ?? 0) ? event.until : at;
  return {
    ...factory,
    materials: factory.materials.map((material) =>
      material.id === event.material
        ? { ...material, receipts: (material.receipts ?? []).map((receipt) => ({ ...receipt, at: late(receipt.at) })) }
        : material,
    ),
  };
}
