import type { OperationProgress, Order } from '../orders/order.ts';
import type { Routing } from '../routings/routing.ts';
import { addDays, type GeneratorFeature } from './features.ts';
import type { Plant } from './generate-plant.ts';
import type { RandomStream } from './random-stream.ts';

const CUSTOMERS = ['retailer-1', 'brand-2', 'distributor-3', 'hospital-4', 'online-5'] as const;
/** Open hours of a machine on an average day of the generated calendars. */
const HOURS_PER_DAY = 11;

/** Orders with need-by dates spread so that the average machine is loaded as asked between the start and the last date. */
export function generateOrders(
  random: RandomStream,
  has: ReadonlySet<GeneratorFeature>,
  plant: Plant,
  routings: readonly Routing[],
  count: number,
  start: string,
  load: number,
): Order[] {
  const drafts = Array.from({ length: count }, (_, i) => ({
    routing: routings[i % routings.length] ?? random.pick(routings),
    quantity: random.pick([10, 20, 30, 40, 60, 80, 120]),
  }));
  const hours = drafts.reduce(
    (sum, draft) => sum + draft.routing.operations.reduce((work, operation) => work + minutesOf(operation, draft.quantity) / 60, 0),
    0,
  );
  const span = Math.max(5, Math.ceil(hours / plant.machines.length / HOURS_PER_DAY / load));
  return drafts.map(({ routing, quantity }, i): Order => {
    // At least a day a step, or nobody could be on time.
    const slack = Math.ceil(routing.operations.length * 0.8);
    const due = addDays(start, slack + Math.floor(random.next() * span));
    const urgent = random.chance(0.1);
    return {
      id: `SO-${10_001 + i}`,
      product: routing.product,
      routing: routing.id,
      quantity,
      due,
      customer: random.pick(CUSTOMERS),
      priority: urgent ? 5 : random.pick([1, 1, 2]),
      status: 'approved',
      ...(random.chance(0.15) ? { release: `${addDays(start, Math.floor(random.next() * Math.max(1, span / 3)))}T08:00` } : {}),
      ...(has.has('transport') && random.chance(0.3) && plant.sites.length > 1 ? { deliverTo: 'HK' } : {}),
      ...(has.has('progress') && i % 23 === 7 ? generateProgress(routing, start) : {}),
    };
  });
}

function minutesOf(operation: Routing['operations'][number], quantity: number): number {
  const first = operation.alternatives?.[0];
  return first === undefined ? 0 : (first.setupMinutes ?? 0) + 20 + (first.fixedMinutes ?? 0) / 4 + (first.minutesPerUnit ?? 0) * quantity;
}

/** The first step is done; the rest waits. */
function generateProgress(routing: Routing, start: string): { progress: OperationProgress[]; status: 'confirmed' } | Record<string, never> {
  const first = routing.operations[0];
  if (first === undefined || routing.operations.length < 2) return {};
  return { status: 'confirmed', progress: [{ operation: first.id, state: 'completed', end: `${addDays(start, -1)}T17:00` }] };
}
