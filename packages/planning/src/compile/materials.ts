import type { ProblemBuilder, Reservoir } from '@midstream/engine';
import type { CompleteFactory, CompleteMaterial } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import { SECONDS_PER_DAY } from '@midstream/units';
import type { PlannedStep } from './operations.ts';
import type { TimeAxis } from './time-axis.ts';
import { tickFrom } from './time-axis.ts';

/** Stock is counted in thousandths of a unit, coarser where that would overflow. */
const MILLI = 1000;
const MOST = 1_000_000_000;

export interface Materials {
  /** Reservoir flows of a step, negative. */
  readonly flowsOf: (step: PlannedStep) => { reservoir: number; quantity: number }[];
  /** Bought materials of a step: money, grams, and the material cost of one piece. */
  readonly bought: (step: PlannedStep) => { cost: number; carbon: number; scrapCost: number };
  readonly linesOf: (step: PlannedStep) => { material: string; quantity: number }[];
  readonly reservoirs: readonly Reservoir[];
  /** Reservoir index → material. */
  readonly materialOf: ReadonlyMap<number, CompleteMaterial>;
}

/** Bought materials become reservoirs; made parts are pegged to orders and do not appear here. */
export function compileMaterials(
  factory: CompleteFactory,
  axis: TimeAxis,
  steps: readonly PlannedStep[],
  builder: ProblemBuilder,
): Materials {
  const products = new Set(
    factory.products.flatMap((product) =>
      factory.routings.some((routing) => routing.product === product.id) ? [product.id, product.stockedAs ?? product.id] : [],
    ),
  );
  const materials = new Map(factory.materials.map((material) => [material.id, material]));
  const linesOf = (step: PlannedStep): { material: string; quantity: number }[] =>
    (step.operation.materials ?? []).map((line) => ({
      material: line.material,
      quantity: (line.quantityPerUnit ?? 0) * step.quantity + (line.fixedQuantity ?? 0) / step.lots,
    }));
  const { reservoirs, stocks, materialOf } = addReservoirs(factory, axis, steps.flatMap(linesOf), products, builder);
  return {
    linesOf,
    reservoirs: stocks,
    materialOf,
    flowsOf: (step) => {
      // A started operation has its material already.
      if (step.progress?.state === 'started') return [];
      return linesOf(step).flatMap((line) => {
        const reservoir = reservoirs.get(line.material);
        const quantity = reservoir === undefined ? 0 : Math.ceil(line.quantity * reservoir.scale - 1e-6);
        return reservoir === undefined || quantity === 0 ? [] : [{ reservoir: reservoir.index, quantity: -quantity }];
      });
    },
    bought: (step) => {
      let cost = 0;
      let carbon = 0;
      let perPiece = 0;
      for (const [i, line] of linesOf(step).entries()) {
        const material = materials.get(line.material);
        if (material === undefined || products.has(line.material)) continue;
        cost += material.costPerUnit * line.quantity;
        carbon += material.gramsCo2ePerUnit * line.quantity;
        perPiece += material.costPerUnit * (step.operation.materials?.[i]?.quantityPerUnit ?? 0);
      }
      return { cost, carbon, scrapCost: perPiece };
    },
  };
}

/** One reservoir for each bought material that is wanted: stock, dated receipts, and all there is to buy after the lead time. */
function addReservoirs(
  factory: CompleteFactory,
  axis: TimeAxis,
  lines: readonly { readonly material: string; readonly quantity: number }[],
  products: ReadonlySet<string>,
  builder: ProblemBuilder,
) {
  const materials = new Map(factory.materials.map((material) => [material.id, material]));
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line.material, (wanted.get(line.material) ?? 0) + line.quantity);
  const reservoirs = new Map<string, { index: number; scale: number }>();
  const stocks: Reservoir[] = [];
  const materialOf = new Map<number, CompleteMaterial>();
  for (const [id, total] of wanted) {
    const material = materials.get(id);
    if (material === undefined || products.has(id) || total === 0) continue;
    const receipts = (material.receipts ?? [])
      .map((receipt) => ({
        at: Math.max(0, tickFrom(axis, instantOf(receipt.at, factory.timeZone, 'start') ?? 0)),
        quantity: receipt.quantity,
      }))
      .sort((a, b) => a.at - b.at);
    const largest = total + material.stock + receipts.reduce((sum, receipt) => sum + receipt.quantity, 0);
    const scale = Math.min(MILLI, MOST / largest);
    const reservoir: Reservoir = {
      initial: Math.floor(material.stock * scale),
      receiptAt: Int32Array.from(receipts, (receipt) => receipt.at),
      receiptQuantity: Int32Array.from(receipts, (receipt) => Math.floor(receipt.quantity * scale)),
      unlimitedFrom: Math.ceil((material.leadTimeDays * SECONDS_PER_DAY) / axis.tickSeconds),
    };
    const index = builder.addReservoir(reservoir);
    stocks[index] = reservoir;
    reservoirs.set(id, { index, scale });
    materialOf.set(index, material);
  }
  return { reservoirs, stocks, materialOf };
}
