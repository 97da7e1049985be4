import type { Plan, PlannedOperation } from '@midstream/factory';
import * as z from 'zod';
import { actor, documented, id, instant } from '../contract/parts.ts';

/** Parts that planning computes; they travel as planning returns them. */
export type PlannedOperationView = PlannedOperation & { readonly productName?: unknown; readonly customer?: string };
export type ExplanationView = Readonly<Record<string, unknown>>;

export const planDocument = documented<Plan>('The plan document, as plan.json.');

/** The few numbers by which plans are compared. Money in the reporting currency, carbon in grams CO2e. */
export const planFigures = documented<Plan['figures']>('Figures of a plan, as in plan.json.');

const planState = z.enum(['proposal', 'published', 'superseded', 'discarded']);

export const planHead = z.object({
  id,
  state: planState,
  title: z.string().optional(),
  createdBy: actor,
  createdAt: instant,
  publishedBy: actor.optional(),
  publishedAt: instant.optional(),
  /** Published plan it started from. */
  basedOn: id.optional(),
  run: id.optional(),
  scenario: id.optional(),
  figures: planFigures,
  status: z.enum(['optimal', 'feasible']),
  gapPercent: z.number(),
  /** True when data changed after it was made: its dates may no longer hold. */
  outdated: z.boolean(),
});
export type PlanHead = z.infer<typeof planHead>;

export const goal = z.union([z.string().max(300).describe('A name such as `on-time`, or goals such as `tardiness:1,cost:0.2 > carbon`.')]);

export const runState = z.enum(['waiting', 'running', 'done', 'stopped', 'failed']);
