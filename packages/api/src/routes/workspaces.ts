import type { Factory } from '@midstream/factory';
import * as z from 'zod';
import { documented, finding, id, instant, text, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';

const workspace = z.object({
  id,
  name: text,
  createdAt: instant,
  currency: z.string(),
  timeZone: z.string(),
  /** Plan the floor works by. */
  publishedPlan: id.optional(),
  counts: z.object({ orders: z.number(), machines: z.number(), products: z.number() }),
});
export type Workspace = z.infer<typeof workspace>;

const fieldsOfFactory = z.object({
  name: text.optional(),
  description: text.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  exchangeRates: z.record(z.string(), z.number().positive()).optional(),
  timeZone: z.string().optional(),
  planningStart: z.string().optional(),
  frozenFenceHours: z.number().nonnegative().optional(),
  allowOvertime: z.boolean().optional(),
});

/** As `fieldsOfFactory`; null takes a field away, so that its default applies again. */
const changedFields = z.object({
  name: fieldsOfFactory.shape.name.nullable(),
  description: fieldsOfFactory.shape.description.nullable(),
  currency: fieldsOfFactory.shape.currency.nullable(),
  exchangeRates: fieldsOfFactory.shape.exchangeRates.nullable(),
  timeZone: fieldsOfFactory.shape.timeZone.nullable(),
  planningStart: fieldsOfFactory.shape.planningStart.nullable(),
  frozenFenceHours: fieldsOfFactory.shape.frozenFenceHours.nullable(),
  allowOvertime: fieldsOfFactory.shape.allowOvertime.nullable(),
});

/** How trustworthy the data is: what stops planning, what looks wrong, what was assumed. */
const dataHealth = z.object({
  canPlan: z.boolean(),
  errors: z.array(finding),
  warnings: z.array(finding),
  /** Defaults that were applied because nothing was said. */
  assumed: z.array(finding),
  counts: z.record(z.string(), z.number()),
});
export type DataHealth = z.infer<typeof dataHealth>;

export const WORKSPACE_ROUTES = defineRoutes({
  'examples.list': {
    method: 'GET',
    path: '/examples',
    summary: 'Example factories to start from.',
    tag: 'workspaces',
    may: 'session',
    status: 200,
    answer: z.object({
      items: z.array(z.object({ id, name: text, description: text.optional(), orders: z.number(), machines: z.number() })),
    }),
  },
  'workspaces.list': {
    method: 'GET',
    path: '/workspaces',
    summary: 'Factories one may enter.',
    tag: 'workspaces',
    may: 'session',
    status: 200,
    answer: z.object({ items: z.array(workspace) }),
  },
  'workspaces.create': {
    method: 'POST',
    path: '/workspaces',
    summary: 'Makes a factory: from an example, from a finished import, or empty.',
    tag: 'workspaces',
    may: 'admin',
    body: z.object({
      id: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
        .optional()
        .describe('Part of its address; default from the name.'),
      name: text.optional(),
      from: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('example'), example: id }),
        z.object({ kind: z.literal('empty'), currency: z.string().optional(), timeZone: z.string().optional() }),
        z.object({ kind: z.literal('document'), factory: documented<Partial<Factory>>('A factory document or a draft of one.') }),
      ]),
    }),
    status: 201,
    answer: workspace,
    idempotent: true,
  },
  'workspaces.get': {
    method: 'GET',
    path: '/workspaces/:workspace',
    summary: 'One factory in figures.',
    tag: 'workspaces',
    may: 'orders.read',
    params: workspaceParams,
    status: 200,
    answer: workspace,
  },
  'workspaces.delete': {
    method: 'DELETE',
    path: '/workspaces/:workspace',
    summary: 'Deletes a factory with everything in it; its audit log stays.',
    tag: 'workspaces',
    may: 'workspaces.write',
    params: workspaceParams,
    status: 204,
    answer: 'nothing',
  },
  'factory.get': {
    method: 'GET',
    path: '/workspaces/:workspace/factory',
    summary: 'The whole factory document as it stands, defaults not filled in.',
    tag: 'factory',
    may: 'factory.read',
    params: workspaceParams,
    status: 200,
    answer: documented<Factory>('The factory document.'),
    etag: true,
  },
  'factory.update': {
    method: 'PATCH',
    path: '/workspaces/:workspace/factory',
    summary:
      'Changes the fields of the factory itself (name, currency, time zone, start of planning, frozen fence, overtime); null takes one away.',
    tag: 'factory',
    may: 'factory.write',
    params: workspaceParams,
    body: changedFields,
    status: 200,
    answer: z.object({ version: z.number().int(), data: fieldsOfFactory, findings: z.array(finding) }),
    etag: true,
    ifMatch: 'needed',
  },
  'factory.settings': {
    method: 'GET',
    path: '/workspaces/:workspace/factory/settings',
    summary: 'The fields of the factory itself, with their version.',
    tag: 'factory',
    may: 'factory.read',
    params: workspaceParams,
    status: 200,
    answer: z.object({ version: z.number().int(), data: fieldsOfFactory, findings: z.array(finding) }),
    etag: true,
  },
  'factory.health': {
    method: 'GET',
    path: '/workspaces/:workspace/data-health',
    summary: 'What is wrong, doubtful or assumed in the data.',
    tag: 'factory',
    may: 'factory.read',
    params: workspaceParams,
    status: 200,
    answer: dataHealth,
  },
  'factory.export': {
    method: 'GET',
    path: '/workspaces/:workspace/export',
    summary: 'The factory as a JSON document or as a workbook that reads back the same.',
    tag: 'factory',
    may: 'exports.read',
    params: workspaceParams,
    query: z.object({
      format: z.enum(['json', 'xlsx']).default('xlsx').optional(),
      language: z.enum(['en', 'zh-Hant', 'zh-Hans']).default('en').optional(),
    }),
    status: 200,
    answer: 'file',
  },
  'events.stream': {
    method: 'GET',
    path: '/workspaces/:workspace/events',
    summary: 'Server-sent events: everything that changes in this factory, as it happens.',
    tag: 'events',
    may: 'orders.read',
    params: workspaceParams,
    status: 200,
    answer: 'events',
  },
});
