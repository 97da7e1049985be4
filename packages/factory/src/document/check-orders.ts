import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { instantOf, isTimeZone } from '../calendars/zone-time.ts';
import type { Order } from '../orders/order.ts';
import type { Routing } from '../routings/routing.ts';
import { FACTORY_CODES } from './codes.ts';
import type { Factory } from './factory.ts';

const report = reporterOf(FACTORY_CODES);
/** One operation of one order longer than this is more likely minutes read as hours than work. */
const TOO_LONG_HOURS = 2000;

/** Orders can be made, their dates make sense, and their times do not smell of a wrong unit. */
export function checkOrders(factory: Factory): Finding[] {
  const findings: Finding[] = [];
  if (factory.orders.length === 0) findings.push(report('factory.no-orders', {}, { path: '/orders' }));
  if (!isTimeZone(factory.timeZone)) return findings;
  checkMakeable(factory, findings);
  const start = instantOf(factory.planningStart, factory.timeZone) ?? 0;
  const late: string[] = [];
  factory.orders.forEach((order, i) => {
    const time = (value: string | undefined, field: string, edge: 'start' | 'end'): number | undefined => {
      if (value === undefined) return undefined;
      const instant = instantOf(value, factory.timeZone, edge);
      if (instant === undefined)
        findings.push(report('factory.bad-time', { value, from: order.id }, { path: `/orders/${i}/${field}`, value }));
      return instant;
    };
    const due = time(order.due, 'due', 'end');
    const release = time(order.release, 'release', 'start');
    (order.progress ?? []).forEach((step, k) => {
      time(step.start, `progress/${k}/start`, 'start');
      time(step.end, `progress/${k}/end`, 'start');
    });
    if (due !== undefined && release !== undefined && due < release) {
      findings.push(
        report(
          'factory.due-before-release',
          { order: order.id, due: order.due ?? '', release: order.release ?? '' },
          { path: `/orders/${i}/due`, value: order.due ?? '' },
        ),
      );
    }
    if (due !== undefined && due < start && order.status !== 'completed' && order.status !== 'closed') late.push(order.id);
  });
  if (late.length > 0)
    findings.push(report('factory.due-in-the-past', { count: late.length, example: late[0] ?? '' }, { path: '/orders' }));
  checkUnits(factory, findings);
  return findings;
}

function checkMakeable(factory: Factory, findings: Finding[]): void {
  const made = new Set(factory.routings.map((routing) => routing.product));
  const without = new Map<string, number>();
  for (const order of factory.orders) {
    if (order.routing === undefined && !made.has(order.product)) without.set(order.product, (without.get(order.product) ?? 0) + 1);
  }
  const products = new Set(factory.products.map((product) => product.id));
  for (const [product, orders] of without) {
    if (products.has(product)) findings.push(report('factory.no-routing', { product, orders }, { path: '/routings', value: product }));
  }
  const routings = new Map(factory.routings.map((routing) => [routing.id, routing]));
  factory.orders.forEach((order, i) =>
    checkProgress(
      order,
      i,
      (part) => {
        if (part !== undefined) return factory.routings.find(({ product }) => part === product || part.endsWith(`+${product}`));
        return routings.get(order.routing ?? '') ?? factory.routings.find((each) => each.product === order.product);
      },
      findings,
    ),
  );
}

function checkProgress(
  order: Order,
  index: number,
  routingOf: (part: string | undefined) => Routing | undefined,
  findings: Finding[],
): void {
  (order.progress ?? []).forEach((step, k) => {
    const routing = routingOf(step.part);
    if (routing === undefined || routing.operations.some((operation) => operation.id === step.operation)) return;
    const nearest = routing.operations.map((operation) => operation.id).join(', ');
    findings.push(
      report(
        'factory.unknown-reference',
        { kind: `operations of ${routing.id}`, id: step.operation, from: order.id, nearest },
        { path: `/orders/${index}/progress/${k}/operation`, value: step.operation },
      ),
    );
  });
}

/** Minutes taken for hours or seconds for minutes show as months of work for one order. */
function checkUnits(factory: Factory, findings: Finding[]): void {
  const largest = new Map<string, Order>();
  for (const order of factory.orders) {
    const known = largest.get(order.product);
    if (known === undefined || known.quantity < order.quantity) largest.set(order.product, order);
  }
  factory.routings.forEach((routing, r) => {
    const order = largest.get(routing.product);
    if (order === undefined) return;
    routing.operations.forEach((operation, o) => {
      const times = (operation.alternatives ?? []).map(
        (each) => (each.setupMinutes ?? 0) + (each.fixedMinutes ?? 0) + (each.minutesPerUnit ?? 0) * order.quantity,
      );
      const hours = Math.round(Math.min(...times) / 60);
      if (times.length > 0 && hours > TOO_LONG_HOURS) {
        findings.push(
          report(
            'factory.unit-trap',
            { operation: operation.id, routing: routing.id, hours, order: order.id },
            { path: `/routings/${r}/operations/${o}` },
          ),
        );
      }
    });
  });
}
