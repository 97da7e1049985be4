import type { CompleteFactory, CompleteOrder, OperationProgress, Routing } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import { operationQuantities } from './quantities.ts';

const report = reporterOf(PLANNING_CODES);

/** One thing to make: a customer's order, or what must be made so that another order can be. */
export interface OrderLine {
  readonly id: string;
  readonly product: string;
  readonly routing: Routing;
  readonly quantity: number;
  readonly due: number | undefined;
  readonly release: number | undefined;
  readonly priority: number;
  /** The order as given; undefined for a dependent line. */
  readonly order: CompleteOrder | undefined;
  /** Line that needs the output. */
  readonly dependentOf: string | undefined;
  /** What is fixed or done of it. */
  readonly progress: readonly OperationProgress[];
  /** The order it is made for in the end, and what that says of its parts. */
  readonly top: { readonly id: string; readonly progress: readonly OperationProgress[] };
  readonly deliverTo: string | undefined;
}

/** The output of `producer` goes into an operation of `consumer`; undefined producer = from stock at `availableFrom`. */
export interface Peg {
  readonly product: string;
  readonly quantity: number;
  readonly consumer: string;
  readonly operation: string;
  readonly producer: string | undefined;
  readonly availableFrom: number | undefined;
}

export interface OrderBook {
  readonly lines: readonly OrderLine[];
  readonly pegs: readonly Peg[];
  readonly findings: readonly Finding[];
}

const PLANNED: ReadonlySet<string> = new Set(['quote', 'proposed', 'approved', 'confirmed']);
/** Deeper trees of made parts are taken for a circle. */
const MOST_LEVELS = 12;

interface Supply {
  quantity: number;
  readonly producer: string | undefined;
  readonly availableFrom: number | undefined;
}

/**
 * Lists what is to be planned and pegs made parts: stock first, then orders of the part by need-by date, and where both do not
 * suffice a dependent order for the rest, exploded level by level.
 */
export function buildOrderBook(factory: CompleteFactory): OrderBook {
  const findings: Finding[] = [];
  const routings = new Map(factory.routings.map((routing) => [routing.id, routing]));
  const made = madeProducts(factory);
  const lines: OrderLine[] = [];
  for (const order of factory.orders) {
    if (!PLANNED.has(order.status)) continue;
    const routing = routings.get(order.routing);
    if (routing === undefined) {
      findings.push(report('plan.no-routing', { order: order.id, product: order.product }));
      continue;
    }
    lines.push(lineOf(factory, order, routing));
  }
  const supplies = openingSupplies(factory, made, lines);
  const pegs: Peg[] = [];
  const created = new Map<string, number>();
  const byUrgency = (a: OrderLine, b: OrderLine): number => (a.due ?? Infinity) - (b.due ?? Infinity) || b.priority - a.priority;
  let level = [...lines].sort(byUrgency);
  for (let depth = 0; level.length > 0 && depth < MOST_LEVELS; depth++) {
    const next: OrderLine[] = [];
    for (const line of level) {
      for (const dependent of pegLine(line, made, supplies, pegs)) {
        lines.push(dependent);
        next.push(dependent);
        created.set(dependent.product, (created.get(dependent.product) ?? 0) + 1);
      }
    }
    level = next;
  }
  for (const [product, count] of created) findings.push(report('plan.dependent-orders', { product, count }));
  return { lines, pegs, findings };
}

function lineOf(factory: CompleteFactory, order: CompleteOrder, routing: Routing): OrderLine {
  return {
    id: order.id,
    product: order.product,
    routing,
    quantity: order.quantity,
    due: order.due === undefined ? undefined : instantOf(order.due, factory.timeZone, 'end'),
    release: order.release === undefined ? undefined : instantOf(order.release, factory.timeZone, 'start'),
    priority: order.priority,
    order,
    dependentOf: undefined,
    progress: (order.progress ?? []).filter((each) => each.part === undefined),
    top: { id: order.id, progress: order.progress ?? [] },
    deliverTo: order.deliverTo,
  };
}

/** BOM name (material or product id) → routing that makes it. */
function madeProducts(factory: CompleteFactory): ReadonlyMap<string, { product: string; routing: Routing }> {
  const result = new Map<string, { product: string; routing: Routing }>();
  const byId = new Map(factory.routings.map((routing) => [routing.id, routing]));
  const byProduct = new Map([...factory.routings].reverse().map((routing) => [routing.product, routing]));
  for (const product of factory.products) {
    const routing = byId.get(product.routing ?? '') ?? byProduct.get(product.id);
    if (routing === undefined) continue;
    result.set(product.id, { product: product.id, routing });
    if (product.stockedAs !== undefined) result.set(product.stockedAs, { product: product.id, routing });
  }
  return result;
}

function openingSupplies(
  factory: CompleteFactory,
  made: ReadonlyMap<string, { product: string }>,
  lines: readonly OrderLine[],
): Map<string, Supply[]> {
  const supplies = new Map<string, Supply[]>();
  const add = (product: string, supply: Supply): void => {
    supplies.set(product, [...(supplies.get(product) ?? []), supply]);
  };
  for (const material of factory.materials) {
    const product = made.get(material.id)?.product;
    if (product === undefined) continue;
    if (material.stock > 0) add(product, { quantity: material.stock, producer: undefined, availableFrom: undefined });
    for (const receipt of material.receipts ?? []) {
      add(product, { quantity: receipt.quantity, producer: undefined, availableFrom: instantOf(receipt.at, factory.timeZone, 'start') });
    }
  }
  const consumed = new Set(
    factory.routings.flatMap((routing) =>
      routing.operations.flatMap((each) => (each.materials ?? []).map((bom) => made.get(bom.material)?.product)),
    ),
  );
  for (const line of [...lines].sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity))) {
    // A part ordered by a customer is the customer's; only orders that nobody in particular waits for feed others.
    const forStock = line.order?.customer === undefined || line.order.customer === 'stock';
    if (consumed.has(line.product) && forStock) add(line.product, { quantity: line.quantity, producer: line.id, availableFrom: undefined });
  }
  return supplies;
}

/** Pegs the made parts one line needs; returns the dependent lines that had to be created. */
function pegLine(
  line: OrderLine,
  made: ReadonlyMap<string, { product: string; routing: Routing }>,
  supplies: Map<string, Supply[]>,
  pegs: Peg[],
): OrderLine[] {
  const created: OrderLine[] = [];
  const done = new Set(
    line.progress
      .filter(({ lot }) => lot === undefined)
      .filter((step) => step.state !== 'waiting')
      .map((step) => step.operation),
  );
  const quantities = operationQuantities(line.routing, line.quantity);
  for (const operation of line.routing.operations) {
    if (done.has(operation.id)) continue;
    for (const bom of operation.materials ?? []) {
      const part = made.get(bom.material);
      if (part === undefined || part.product === line.product) continue;
      let needed = (bom.quantityPerUnit ?? 0) * (quantities.get(operation.id) ?? line.quantity) + (bom.fixedQuantity ?? 0);
      const peg = (quantity: number, producer: string | undefined, availableFrom: number | undefined): void => {
        pegs.push({ product: part.product, quantity, consumer: line.id, operation: operation.id, producer, availableFrom });
      };
      for (const supply of supplies.get(part.product) ?? []) {
        if (needed <= 0) break;
        if (supply.quantity <= 0 || supply.producer === line.id) continue;
        const taken = Math.min(needed, supply.quantity);
        supply.quantity -= taken;
        needed -= taken;
        peg(taken, supply.producer, supply.availableFrom);
      }
      if (needed <= 1e-9) continue;
      const dependent = dependentOf(line, part, Math.ceil(needed - 1e-9));
      peg(needed, dependent.id, undefined);
      created.push(dependent);
    }
  }
  return created;
}

/** What must be made so that a line can be. */
function dependentOf(line: OrderLine, part: { readonly product: string; readonly routing: Routing }, quantity: number): OrderLine {
  const id = `${line.id}+${part.product}`;
  return {
    id,
    product: part.product,
    routing: part.routing,
    quantity,
    due: undefined,
    release: undefined,
    priority: line.priority,
    order: undefined,
    dependentOf: line.id,
    progress: line.top.progress.filter((each) => each.part !== undefined && `${line.top.id}+${each.part}` === id),
    top: line.top,
    deliverTo: undefined,
  };
}
