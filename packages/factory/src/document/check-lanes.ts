import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import type { Order } from '../orders/order.ts';
import type { Routing, RoutingOperation } from '../routings/routing.ts';
import { precedingOperations } from './check-routings.ts';
import { FACTORY_CODES } from './codes.ts';
import type { Factory } from './factory.ts';

const report = reporterOf(FACTORY_CODES);
type Sites = ReadonlySet<string>;

/** Sites that a routing has to connect, and those that orders go to, have a lane between them. */
export function checkLanes(factory: Factory): Finding[] {
  const sitesOf = siteFinder(factory);
  const lanes = new Set((factory.lanes ?? []).map((lane) => `${lane.from}|${lane.to}`));
  // An operation without a place of its own (outsourced from wherever the goods are) can follow anything.
  const leads = (from: Sites, to: Sites): boolean =>
    from.size === 0 || to.size === 0 || [...from].some((a) => [...to].some((b) => a === b || lanes.has(`${a}|${b}`)));
  return [...checkWithin(factory, sitesOf, leads), ...checkDeliveries(factory, sitesOf, leads)];
}

/** Where an operation can be done. */
function siteFinder(factory: Factory): (operation: RoutingOperation) => Sites {
  const siteOfArea = new Map(factory.areas.map((area) => [area.id, area.site]));
  const siteOfCentre = new Map(factory.workCentres.map((centre) => [centre.id, siteOfArea.get(centre.area)]));
  const siteOfMachine = new Map(factory.machines.map((machine) => [machine.id, siteOfCentre.get(machine.workCentre)]));
  return (operation) => {
    const inside = (operation.alternatives ?? []).map((each) =>
      each.machine === undefined ? siteOfCentre.get(each.workCentre ?? '') : siteOfMachine.get(each.machine),
    );
    return new Set([...inside, operation.outsourced?.site].filter((site) => site !== undefined));
  };
}

type Leads = (from: Sites, to: Sites) => boolean;

function checkWithin(factory: Factory, sitesOf: (operation: RoutingOperation) => Sites, leads: Leads): Finding[] {
  const findings: Finding[] = [];
  factory.routings.forEach((routing, r) => {
    routing.operations.forEach((operation, o) => {
      for (const before of precedingOperations(routing, o)) {
        const earlier = routing.operations.find((each) => each.id === before);
        if (earlier === undefined || leads(sitesOf(earlier), sitesOf(operation))) continue;
        const params = { from: [...sitesOf(earlier)].join(', '), to: [...sitesOf(operation)].join(', '), routing: routing.id };
        findings.push(report('factory.no-lane', params, { path: `/routings/${r}/operations/${o}` }));
      }
    });
  });
  return findings;
}

/** One finding for each routing and destination that do not meet, with the first order concerned. */
function checkDeliveries(factory: Factory, sitesOf: (operation: RoutingOperation) => Sites, leads: Leads): Finding[] {
  const routings = new Map(factory.routings.map((routing) => [routing.id, routing]));
  const byProduct = new Map(factory.products.map((product) => [product.id, product.routing]));
  const routingOf = (order: Order): Routing | undefined =>
    routings.get(order.routing ?? byProduct.get(order.product) ?? '') ?? factory.routings.find((each) => each.product === order.product);
  const unreachable = new Map<string, { from: string; to: string; count: number; order: string; index: number }>();
  factory.orders.forEach((order, index) => {
    const routing = routingOf(order);
    if (order.deliverTo === undefined || routing === undefined) return;
    const key = `${routing.id}|${order.deliverTo}`;
    const known = unreachable.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    const stuck = lastOperations(routing).find((operation) => !leads(sitesOf(operation), new Set([order.deliverTo ?? ''])));
    if (stuck !== undefined)
      unreachable.set(key, { from: [...sitesOf(stuck)].join(', '), to: order.deliverTo, count: 1, order: order.id, index });
  });
  return [...unreachable.values()].map(({ index, ...params }) =>
    report('factory.no-lane-to-delivery', params, { path: `/orders/${index}/deliverTo`, value: params.to }),
  );
}

/** Operations that no other follows. */
function lastOperations(routing: Routing): RoutingOperation[] {
  const followed = new Set(routing.operations.flatMap((_, i) => precedingOperations(routing, i)));
  return routing.operations.filter((operation) => !followed.has(operation.id));
}
