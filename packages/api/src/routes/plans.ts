import type { Finding } from '@midstream/units';
import * as z from 'zod';
import { documented, finding, id, instant, localTime, pageOf, pageQuery, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';
import { goal, planDocument, planHead, runState } from './planning-parts.ts';

const oneParams = z.object({ workspace: id, id });

/** What a search is asked for. */
const runWish = z.object({
  kind: z
    .enum(['plan', 'replan'])
    .default('replan')
    .optional()
    .describe('`plan` starts afresh, `replan` stays close to the published plan.'),
  objective: goal.default('on-time').optional(),
  seconds: z.number().min(0.1).max(3600).default(10).optional(),
  horizonDays: z.number().int().min(1).max(1000).optional(),
  seed: z.number().int().min(0).optional(),
  allowOvertime: z.boolean().optional(),
  title: z.string().max(200).optional(),
});

const progress = z.object({
  seconds: z.number(),
  /** Value of the first level of the objective, lower is better. */
  value: z.number(),
  bound: z.number(),
  gapPercent: z.number(),
});
export type RunProgress = z.infer<typeof progress>;

const run = z.object({
  id,
  kind: z.enum(['plan', 'replan', 'scenario', 'moves', 'repairs', 'promise']),
  state: runState,
  objective: z.string(),
  secondsWanted: z.number(),
  createdAt: instant,
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  scenario: id.optional(),
  /** Last known progress, and every improvement so far as [seconds, value, bound]. */
  progress: progress.optional(),
  trace: z.array(z.tuple([z.number(), z.number(), z.number()])),
  /** The proposal it ended with. */
  plan: id.optional(),
  /** Orders that could not be planned, and other trouble. */
  findings: z.array(finding),
  /** Of other kinds of runs, e.g. the repairs that were found. */
  result: z.unknown().optional(),
});
export type Run = z.infer<typeof run>;

/** What changes from one plan to another. Hours positive = later. */
const planDiff = documented<{
  readonly against?: string;
  readonly moved: readonly Readonly<Record<string, unknown>>[];
  readonly earlier: readonly { readonly order: string; readonly before: string; readonly after: string; readonly hours: number }[];
  readonly later: readonly { readonly order: string; readonly before: string; readonly after: string; readonly hours: number }[];
  readonly newlyLate: readonly string[];
  readonly noLongerLate: readonly string[];
  readonly addedOrders: readonly string[];
  readonly removedOrders: readonly string[];
  readonly costChange: number;
  readonly carbonChange: number;
  readonly tardinessHoursChange: number;
  readonly nervousness: number;
  readonly machineChanges: number;
}>('Moved, earlier, later, newly late; change of cost, carbon (grams) and tardiness; nervousness 0 … 1.');
export type PlanDiff = Readonly<z.infer<typeof planDiff>>;

/** One drag on the board: fix an operation to a machine and a start, or let it go. */
const move = z.object({
  operation: id.describe('`<order>/<operation>` as in the plan.'),
  machine: id.optional(),
  start: localTime.optional(),
  locked: z.boolean(),
});

export const RUN_ROUTES = defineRoutes({
  'runs.create': {
    method: 'POST',
    path: '/workspaces/:workspace/runs',
    summary: 'Starts a search; its result is a proposal. Progress comes as `run` events.',
    tag: 'runs',
    may: 'plans.run',
    params: workspaceParams,
    body: runWish,
    status: 202,
    answer: run,
    idempotent: true,
  },
  'runs.list': {
    method: 'GET',
    path: '/workspaces/:workspace/runs',
    summary: 'Searches, newest first.',
    tag: 'runs',
    may: 'plans.read',
    params: workspaceParams,
    query: pageQuery,
    status: 200,
    answer: pageOf(run),
  },
  'runs.get': {
    method: 'GET',
    path: '/workspaces/:workspace/runs/:id',
    summary: 'One search with its progress.',
    tag: 'runs',
    may: 'plans.read',
    params: oneParams,
    status: 200,
    answer: run,
  },
  'runs.stop': {
    method: 'POST',
    path: '/workspaces/:workspace/runs/:id/stop',
    summary: 'Ends a search now; the best so far is its result.',
    tag: 'runs',
    may: 'plans.run',
    params: oneParams,
    status: 202,
    answer: run,
  },
  'moves.create': {
    method: 'POST',
    path: '/workspaces/:workspace/moves',
    summary: 'What the board sends after a drag: locks operations where they were put (or lets them go) and re-plans the rest calmly.',
    tag: 'runs',
    may: 'plans.publish',
    params: workspaceParams,
    body: z.object({
      moves: z.array(move).min(1).max(200),
      seconds: z.number().min(0.1).max(60).default(3).optional(),
      objective: goal.optional(),
    }),
    status: 202,
    answer: run,
    idempotent: true,
  },
});

export const PLAN_ROUTES = defineRoutes({
  'plans.list': {
    method: 'GET',
    path: '/workspaces/:workspace/plans',
    summary: 'Proposals and published plans, newest first.',
    tag: 'plans',
    may: 'plans.read',
    params: workspaceParams,
    query: pageQuery.extend({ state: z.enum(['proposal', 'published', 'superseded', 'discarded']).optional() }),
    status: 200,
    answer: pageOf(planHead),
  },
  'plans.get': {
    method: 'GET',
    path: '/workspaces/:workspace/plans/:id',
    summary: 'One plan; `published` as id is the one the floor works by.',
    tag: 'plans',
    may: 'plans.read',
    params: oneParams,
    query: z.object({
      detail: z
        .enum(['all', 'places'])
        .default('all')
        .optional()
        .describe('`places`: what is where and when, with sums of cost and carbon; a quarter of the size, for boards and overviews.'),
    }),
    status: 200,
    answer: z.object({ head: planHead, plan: planDocument }),
    etag: true,
    columns: true,
  },
  'plans.factory': {
    method: 'GET',
    path: '/workspaces/:workspace/plans/:id/factory',
    summary: 'The factory document this plan was made for.',
    tag: 'plans',
    may: 'plans.read',
    params: oneParams,
    status: 200,
    answer: documented<Readonly<Record<string, unknown>>>('The factory document.'),
    columns: true,
  },
  'plans.board': {
    method: 'GET',
    path: '/workspaces/:workspace/plans/:id/board',
    summary: 'What a board judges drags by without asking again: machines, hours, pools and operations in plain numbers.',
    tag: 'plans',
    may: 'plans.publish',
    params: oneParams,
    status: 200,
    answer: z.object({
      model: documented<Readonly<Record<string, unknown>>>('For `previewer` of planning.').optional(),
      findings: z.array(finding),
    }),
    columns: true,
  },
  'plans.diff': {
    method: 'GET',
    path: '/workspaces/:workspace/plans/:id/diff',
    summary: 'What it changes against the published plan, or against another.',
    tag: 'plans',
    may: 'plans.read',
    params: oneParams,
    query: z.object({ against: id.optional() }),
    status: 200,
    answer: planDiff,
  },
  'plans.accept': {
    method: 'POST',
    path: '/workspaces/:workspace/plans/:id/accept',
    summary: 'Takes over only the named orders of a proposal: a new, consistent proposal in which the others stay as published.',
    tag: 'plans',
    may: 'plans.run',
    params: oneParams,
    body: z.object({ orders: z.array(id).min(1).max(10_000) }),
    status: 201,
    answer: z.object({ plan: planHead.optional(), findings: z.array(documented<Finding>('A finding.')) }),
    idempotent: true,
  },
  'plans.publish': {
    method: 'POST',
    path: '/workspaces/:workspace/plans/:id/publish',
    summary:
      'Makes a proposal the plan the floor works by. Names the plan it believes to be published, so that two planners cannot overrun each other.',
    tag: 'plans',
    may: 'plans.publish',
    params: oneParams,
    body: z.object({ replaces: id.nullable(), note: z.string().max(500).optional() }),
    status: 200,
    answer: planHead,
    idempotent: true,
  },
  'plans.rollback': {
    method: 'POST',
    path: '/workspaces/:workspace/plans/:id/rollback',
    summary: 'Publishes an earlier published plan again.',
    tag: 'plans',
    may: 'plans.publish',
    params: oneParams,
    body: z.object({ replaces: id.nullable(), note: z.string().max(500).optional() }),
    status: 200,
    answer: planHead,
    idempotent: true,
  },
  'plans.discard': {
    method: 'DELETE',
    path: '/workspaces/:workspace/plans/:id',
    summary: 'Discards a proposal.',
    tag: 'plans',
    may: 'plans.run',
    params: oneParams,
    status: 204,
    answer: 'nothing',
  },
  'plans.export': {
    method: 'GET',
    path: '/workspaces/:workspace/plans/:id/export',
    summary: 'The plan as a file: plan.json, or an ISA-95/B2MML OperationsSchedule in JSON.',
    tag: 'plans',
    may: 'exports.read',
    params: oneParams,
    query: z.object({ format: z.enum(['json', 'b2mml']).default('json').optional() }),
    status: 200,
    answer: 'file',
  },
});
