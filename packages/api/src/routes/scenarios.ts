import * as z from 'zod';
import { actor, documented, finding, id, instant, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';
import { goal, planFigures, planHead } from './planning-parts.ts';

const oneParams = z.object({ workspace: id, id });

/** A typed change to the factory, as planning knows them (`kind` and its fields). */
const change = documented<{ readonly kind: string } & Readonly<Record<string, unknown>>>(
  'A change: machine more, shift less, breakdown, rush order, site closed, tariff …',
);

const scenario = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  changes: z.array(change),
  state: z.enum(['draft', 'solving', 'solved']),
  createdBy: actor,
  createdAt: instant,
  changedAt: instant,
  plan: planHead.optional(),
  findings: z.array(finding),
});
export type Scenario = z.infer<typeof scenario>;

const scenarioBody = z.object({ name: z.string().min(1).max(200), changes: z.array(change).max(200) });

export const SCENARIO_ROUTES = defineRoutes({
  'scenarios.list': {
    method: 'GET',
    path: '/workspaces/:workspace/scenarios',
    summary: 'What-ifs of this factory.',
    tag: 'scenarios',
    may: 'scenarios.read',
    params: workspaceParams,
    status: 200,
    answer: z.object({ items: z.array(scenario) }),
  },
  'scenarios.create': {
    method: 'POST',
    path: '/workspaces/:workspace/scenarios',
    summary: 'A new what-if.',
    tag: 'scenarios',
    may: 'scenarios.write',
    params: workspaceParams,
    body: scenarioBody,
    status: 201,
    answer: scenario,
    etag: true,
    idempotent: true,
  },
  'scenarios.get': {
    method: 'GET',
    path: '/workspaces/:workspace/scenarios/:id',
    summary: 'One what-if.',
    tag: 'scenarios',
    may: 'scenarios.read',
    params: oneParams,
    status: 200,
    answer: scenario,
    etag: true,
  },
  'scenarios.put': {
    method: 'PUT',
    path: '/workspaces/:workspace/scenarios/:id',
    summary: 'Changes a what-if.',
    tag: 'scenarios',
    may: 'scenarios.write',
    params: oneParams,
    body: scenarioBody,
    status: 200,
    answer: scenario,
    etag: true,
    ifMatch: 'needed',
  },
  'scenarios.delete': {
    method: 'DELETE',
    path: '/workspaces/:workspace/scenarios/:id',
    summary: 'Deletes a what-if.',
    tag: 'scenarios',
    may: 'scenarios.write',
    params: oneParams,
    status: 204,
    answer: 'nothing',
    ifMatch: 'needed',
  },
  'scenarios.solve': {
    method: 'POST',
    path: '/workspaces/:workspace/scenarios/:id/solve',
    summary: 'Plans the factory as the what-if has it; a run.',
    tag: 'scenarios',
    may: 'scenarios.write',
    params: oneParams,
    body: z.object({ seconds: z.number().min(0.1).max(600).default(10).optional(), objective: goal.optional() }),
    status: 202,
    answer: z.object({ run: id }),
    idempotent: true,
  },
  'scenarios.compare': {
    method: 'GET',
    path: '/workspaces/:workspace/scenarios-comparison',
    summary: 'Figures of the published plan and of solved what-ifs side by side.',
    tag: 'scenarios',
    may: 'scenarios.read',
    params: workspaceParams,
    query: z.object({ ids: z.string().max(2000).describe('Separated by commas.') }),
    status: 200,
    answer: z.object({
      columns: z.array(z.object({ id, name: z.string(), figures: planFigures })),
      /** Figure by figure: `figure`, `unit`, which way is better, a value per column, the best columns. */
      rows: z.array(documented<Readonly<Record<string, unknown>>>('One figure over all columns.')),
    }),
  },
  'scenarios.adopt': {
    method: 'POST',
    path: '/workspaces/:workspace/scenarios/:id/adopt',
    summary: 'Writes the changes into the factory, and makes the plan a proposal.',
    tag: 'scenarios',
    may: 'factory.write',
    params: oneParams,
    status: 200,
    answer: z.object({ proposal: planHead.optional(), findings: z.array(finding) }),
    idempotent: true,
  },
});
