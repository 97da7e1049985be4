import type { Factory } from '../document/factory.ts';
import { addDays, type GeneratorFeature } from './features.ts';
import { generateOrders } from './generate-orders.ts';
import { generatePlant } from './generate-plant.ts';
import { generateRoutings } from './generate-routings.ts';
import { RandomStream } from './random-stream.ts';

export type { GeneratorFeature } from './features.ts';

export interface GeneratorOptions {
  readonly orders: number;
  /** Same options and seed, same factory. */
  readonly seed: number;
  /** Average length of a routing. Default 6. */
  readonly operationsPerOrder?: number;
  /** What the factory contains; default everything. */
  readonly features?: readonly GeneratorFeature[];
  /** How many sites, 1–4, where transport is among the features. Default 2. */
  readonly sites?: number;
  /** Load of the machines over the span of the need-by dates, default 0.85. */
  readonly load?: number;
}

/** Everything a generated factory can contain. */
export const GENERATOR_FEATURES: readonly GeneratorFeature[] = [
  'calendars',
  'holidays',
  'changeovers',
  'operators',
  'tools',
  'batch',
  'parallel',
  'materials',
  'assembly',
  'send-ahead',
  'max-wait',
  'split',
  'outsourced',
  'transport',
  'progress',
  'overtime',
  'tariff',
  'power',
  'yield',
  'unbroken',
];

const START = '2026-11-23';

/**
 * A believable high-mix factory of any size: product families with routings over shared work centres, orders whose need-by dates
 * spread so that machines are loaded as asked. Deterministic; for examples, tests and benchmarks.
 */
export function generateFactory(options: GeneratorOptions): Factory {
  const random = new RandomStream(options.seed);
  const has = new Set(options.features ?? GENERATOR_FEATURES);
  const length = options.operationsPerOrder ?? 6;
  const load = options.load ?? 0.85;
  const plant = generatePlant(random, has, options.orders, length, options.sites);
  const { products, routings, materials, attributes } = generateRoutings(random, has, plant, options.orders, length);
  const orders = generateOrders(random, has, plant, routings, options.orders, START, load);
  return {
    format: 'midstream-factory',
    version: 1,
    name: { en: `Generated factory ${options.seed}`, 'zh-Hant': `生成的工廠 ${options.seed}`, 'zh-Hans': `生成的工厂 ${options.seed}` },
    currency: 'HKD',
    exchangeRates: { CNY: 1.08, VND: 0.0003, THB: 0.23 },
    timeZone: 'Asia/Hong_Kong',
    planningStart: `${START}T08:00`,
    frozenFenceHours: has.has('progress') ? 8 : 0,
    allowOvertime: has.has('overtime'),
    sites: plant.sites,
    ...(plant.lanes.length === 0 ? {} : { lanes: plant.lanes }),
    areas: plant.areas,
    workCentres: plant.workCentres,
    machines: plant.machines,
    calendars: plant.calendars,
    ...(has.has('changeovers') ? { changeovers: plant.changeovers(attributes) } : {}),
    ...(has.has('operators') ? { skills: plant.skills, operators: plant.operators } : {}),
    ...(has.has('tools') ? { tools: plant.tools } : {}),
    ...(has.has('materials')
      ? {
          materials: materials.map((each, i) => ({
            ...each,
            receipts: i % 3 === 0 ? [{ at: addDays(START, 5 + i), quantity: each.stock ?? 0 }] : [],
          })),
        }
      : {}),
    products,
    routings,
    orders,
  };
}
