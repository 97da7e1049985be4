import { readFileSync } from 'node:fs';
import type { CompleteFactory } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import { planFactory } from '@midstream/planning';

/** The example factories, each a folder with its document, its story in three languages and its golden plan. */
export const EXAMPLES = ['mould-and-injection', 'toy-and-electronics', 'precision-machining'] as const;
export type Example = (typeof EXAMPLES)[number];

/** Search work behind a golden plan, and its seed: the same plan on any machine. */
const STEPS = 30_000;
const SEED = 1;

export function fileOf(example: Example, name: string): URL {
  return new URL(`factories/${example}/${name}`, import.meta.url);
}

/** @throws Error when the example is not right. */
export function readExample(example: Example): CompleteFactory {
  const { factory, findings } = readFactory(JSON.parse(readFileSync(fileOf(example, 'factory.json'), 'utf8')));
  if (factory === undefined) throw new Error(`${example}: ${JSON.stringify(findings.filter((finding) => finding.severity === 'error'))}`);
  return factory;
}

/** What a planner would read first: the figures, and both dates of every order. */
export function goldenPlan(example: Example) {
  const { plan } = planFactory(readExample(example), { steps: STEPS, seed: SEED });
  const round = (value: number): number => Math.round(value * 10) / 10;
  const { figures } = plan;
  return {
    plan,
    golden: {
      figures: {
        orders: figures.orders,
        operations: figures.operations,
        lateOrders: figures.lateOrders,
        onTimePercent: round(figures.onTimePercent),
        makespanHours: round(figures.makespanHours),
        setupHours: round(figures.setupHours),
        changeovers: figures.changeovers,
        overtimeHours: round(figures.overtimeHours),
        cost: Math.round(figures.cost.total),
        kilogramsCo2e: Math.round(figures.carbon.total / 1000),
        energyKwh: Math.round(figures.energyKwh),
      },
      orders: plan.orders.map((order) => `${order.order}: need by ${order.needBy ?? '–'}, projected ${order.projected}`),
    },
  };
}
