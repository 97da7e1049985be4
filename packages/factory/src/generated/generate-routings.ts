import type { Material } from '../materials/material.ts';
import type { BomLine, Precedence, Product, Routing, RoutingOperation } from '../routings/routing.ts';
import type { GeneratorFeature } from './features.ts';
import type { Plant } from './generate-plant.ts';
import type { RandomStream } from './random-stream.ts';

export interface GeneratedRoutings {
  readonly products: readonly Product[];
  readonly routings: readonly Routing[];
  readonly materials: readonly Material[];
  /** Attribute → its values. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['colour', ['white', 'black', 'red', 'blue', 'yellow']],
  ['resin', ['ABS', 'PP', 'PC']],
]);

/** One product for about four orders, each with its own walk over the work centres. */
export function generateRoutings(
  random: RandomStream,
  has: ReadonlySet<GeneratorFeature>,
  plant: Plant,
  orders: number,
  length: number,
): GeneratedRoutings {
  const count = Math.max(4, Math.round(orders / 4));
  const materials = ['ABS', 'PP', 'PC', 'box'].map((id): Material => ({
    id,
    unit: id === 'box' ? 'pcs' : 'kg',
    stock: orders * 40,
    leadTimeDays: 10,
    costPerUnit: random.between(3, 30),
    gramsCo2ePerUnit: random.between(100, 4000),
  }));
  const products: Product[] = [];
  const routings: Routing[] = [];
  for (let i = 0; i < count; i++) {
    const resin = random.pick(ATTRIBUTES.get('resin') ?? []);
    const id = `P${i + 1}`;
    products.push({ id, family: resin, attributes: { colour: random.pick(ATTRIBUTES.get('colour') ?? []), resin } });
    routings.push({ id: `R${i + 1}`, product: id, operations: generateOperations(random, has, plant, i, length, resin) });
  }
  return { products, routings, materials, attributes: ATTRIBUTES };
}

function generateOperations(
  random: RandomStream,
  has: ReadonlySet<GeneratorFeature>,
  plant: Plant,
  product: number,
  length: number,
  resin: string,
): RoutingOperation[] {
  const steps = Math.max(1, length + random.between(-2, 2));
  const home = plant.flows.length === 1 ? (plant.flows[0] ?? []) : random.pick(plant.flows);
  // A few products are finished on another site; most never leave theirs.
  const finish = plant.flows.length > 1 && random.chance(0.15) ? random.pick(plant.flows) : home;
  const start = random.between(0, home.length - 1);
  return Array.from({ length: steps }, (_, k): RoutingOperation => {
    const id = `op${(k + 1) * 10}`;
    const after = generatePrecedence(random, has, k);
    const shared = { id, ...(after === undefined ? {} : { after }) };
    if (has.has('outsourced') && k > 0 && k < steps - 1 && random.chance(0.04)) {
      return {
        ...shared,
        outsourced: {
          supplier: `supplier-${random.between(1, 3)}`,
          leadTimeDays: random.between(2, 4),
          costPerUnit: 1,
          site: plant.sites[0]?.id ?? '',
        },
      };
    }
    // Mostly forward through the plant, sometimes back: high mix, few flows alike.
    const flow = k >= steps - 2 ? finish : home;
    const centre = flow[(start + k + (random.chance(0.3) ? random.between(1, 3) : 0)) % flow.length] ?? 0;
    return { ...shared, ...generateWork(random, has, plant, product, centre, k, resin) };
  });
}

function generateWork(
  random: RandomStream,
  has: ReadonlySet<GeneratorFeature>,
  plant: Plant,
  product: number,
  centre: number,
  k: number,
  resin: string,
): Omit<RoutingOperation, 'id'> {
  const workCentre = `WC${centre + 1}`;
  const oven = has.has('batch') && centre % 5 === 4;
  const materials: BomLine[] = [];
  if (has.has('materials') && k === 0) materials.push({ material: resin, quantityPerUnit: random.between(1, 20) / 100 });
  if (oven) {
    return {
      alternatives: [{ workCentre, fixedMinutes: random.pick([120, 180, 240]) }],
      interruptible: false,
      batchSizePerUnit: random.between(1, 10) / 10,
      ...(materials.length === 0 ? {} : { materials }),
    };
  }
  const tool = plant.tools[product % plant.tools.length];
  return {
    alternatives: [{ workCentre, setupMinutes: random.between(0, 4) * 10, minutesPerUnit: random.between(3, 30) / 10 }],
    ...(has.has('operators')
      ? {
          operators: [
            random.chance(0.5)
              ? { skill: `skill-${workCentre}`, phase: 'setup' as const }
              : { skill: `skill-${workCentre}`, count: random.pick([1, 0.5, 0.25]) },
          ],
        }
      : {}),
    ...(has.has('tools') && k === 1 && tool !== undefined ? { tools: [{ tool: tool.id }] } : {}),
    ...(has.has('yield') && random.chance(0.3) ? { yield: random.between(90, 99) / 100 } : {}),
    ...(has.has('unbroken') && random.chance(0.05) ? { interruptible: false } : {}),
    ...(has.has('split') && random.chance(0.1) ? { split: { maxLots: 2, minQuantity: 40 } } : {}),
    ...(materials.length === 0 ? {} : { materials }),
  };
}

function generatePrecedence(random: RandomStream, has: ReadonlySet<GeneratorFeature>, k: number): Precedence[] | undefined {
  if (k === 0) return undefined;
  const before = `op${k * 10}`;
  // Assembly: a second branch begins beside the first and both meet later.
  if (has.has('assembly') && k === 1 && random.chance(0.2)) return [];
  const meets = has.has('assembly') && k === 2 ? [{ operation: 'op10' }] : [];
  if (has.has('send-ahead') && random.chance(0.2)) return [{ operation: before, transferBatch: random.between(5, 20) }, ...meets];
  if (has.has('max-wait') && random.chance(0.04)) return [{ operation: before, maxWaitMinutes: random.between(24, 72) * 60 }, ...meets];
  if (meets.length > 0) return [{ operation: before }, ...meets];
  return random.chance(0.1) ? [{ operation: before, minWaitMinutes: random.between(1, 8) * 30 }] : undefined;
}
