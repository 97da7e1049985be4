import * as z from 'zod';
import { documented, id, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';
import { planHead } from './planning-parts.ts';

const figures = documented<Readonly<Record<string, unknown>>>('As planning computes them.');

export const OVERVIEW_ROUTES = defineRoutes({
  'cockpit.get': {
    method: 'GET',
    path: '/workspaces/:workspace/cockpit',
    summary: 'On-time outlook, orders late and at risk, bottlenecks by week, changeovers, cost, energy, carbon, what changed.',
    tag: 'overviews',
    may: 'plans.read',
    params: workspaceParams,
    query: z.object({ since: id.optional().describe('Plan to compare with; default: the one published before.') }),
    status: 200,
    answer: z.object({ plan: planHead.optional(), figures: figures.optional() }),
  },
  'sites.get': {
    method: 'GET',
    path: '/workspaces/:workspace/sites-view',
    summary: 'Flows between the sites of one factory, transport legs, load per site and week.',
    tag: 'overviews',
    may: 'plans.read',
    params: workspaceParams,
    status: 200,
    answer: z.object({ plan: planHead.optional(), figures: figures.optional() }),
  },
  'overview.get': {
    method: 'GET',
    path: '/overview',
    summary: 'The head-office view: every factory one may see, in figures.',
    tag: 'overviews',
    may: 'session',
    status: 200,
    answer: z.object({ items: z.array(z.object({ workspace: id, name: z.unknown(), plan: planHead.optional() })) }),
  },
});
