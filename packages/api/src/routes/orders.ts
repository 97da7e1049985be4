import type { ExplanationView, PlannedOperationView } from './planning-parts.ts';
import * as z from 'zod';
import { documented, finding, id, instant, pageOf, pageQuery, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';
import { batchAnswer, record, recordChange, recordData, writtenRecord } from './records.ts';

const orderParams = z.object({ workspace: id, id });

/** An order with both its dates: when it is needed, and when the published plan has it ready. */
const orderLine = z.object({
  id,
  version: z.number().int(),
  product: id,
  productName: z.unknown().optional(),
  quantity: z.number(),
  customer: z.string().optional(),
  status: z.string(),
  priority: z.number(),
  due: z.string().optional(),
  needBy: instant.optional(),
  projected: instant.optional(),
  start: instant.optional(),
  /** Negative = slack. Absent without a due date or outside the plan. */
  latenessMinutes: z.number().optional(),
  cost: z.number().optional(),
  /** Grams CO2e. */
  carbon: z.number().optional(),
  /** planned: as in the published plan; changed: edited since; unplanned: not in it. */
  planState: z.enum(['planned', 'changed', 'unplanned']),
});
export type OrderLine = z.infer<typeof orderLine>;

const orderDetail = z.object({
  record,
  line: orderLine,
  /** Its operations in the published plan, by start. */
  operations: z.array(documented<PlannedOperationView>('A planned operation, as in plan.json.')),
  transports: z.array(z.record(z.string(), z.unknown())),
  /** What it waits for and what waits for it. */
  pegging: z.object({
    upstream: z.array(z.object({ order: id, product: id, projected: instant.optional() })),
    downstream: z.array(z.object({ order: id, product: id, projected: instant.optional() })),
    materials: z.array(z.object({ material: id, quantity: z.number(), operation: id })),
  }),
  explanation: documented<ExplanationView>('What its lead time is made of, step by step.').optional(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

export const ORDER_ROUTES = defineRoutes({
  'orders.list': {
    method: 'GET',
    path: '/workspaces/:workspace/orders',
    summary: 'Orders with need-by and projected date, status and lateness.',
    tag: 'orders',
    may: 'orders.read',
    params: workspaceParams,
    query: pageQuery.extend({
      search: z.string().max(100).optional().describe('In number, product (number or name, in any language), customer.'),
      status: z.string().max(200).optional().describe('One or several, separated by commas.'),
      late: z.enum(['true', 'false']).optional(),
      sort: z.enum(['id', 'due', 'projected', 'lateness', 'customer', 'product']).default('id').optional(),
      descending: z.enum(['true', 'false']).optional(),
    }),
    status: 200,
    answer: pageOf(orderLine),
  },
  'orders.get': {
    method: 'GET',
    path: '/workspaces/:workspace/orders/:id',
    summary: 'One order: its record, its way through the published plan, and what it hangs together with.',
    tag: 'orders',
    may: 'orders.read',
    params: orderParams,
    status: 200,
    answer: orderDetail,
    etag: true,
  },
  'orders.put': {
    method: 'PUT',
    path: '/workspaces/:workspace/orders/:id',
    summary: 'Changes an order (If-Match) or makes it (If-None-Match: *).',
    tag: 'orders',
    may: 'orders.write',
    params: orderParams,
    body: recordData,
    status: 200,
    answer: writtenRecord,
    etag: true,
    ifMatch: 'needed',
    idempotent: true,
  },
  'orders.delete': {
    method: 'DELETE',
    path: '/workspaces/:workspace/orders/:id',
    summary: 'Deletes an order.',
    tag: 'orders',
    may: 'orders.write',
    params: orderParams,
    status: 204,
    answer: 'nothing',
    ifMatch: 'needed',
  },
  'orders.batch': {
    method: 'POST',
    path: '/workspaces/:workspace/orders/batch',
    summary: 'Many changes of orders at once, all or none.',
    tag: 'orders',
    may: 'orders.write',
    params: workspaceParams,
    body: z.object({ changes: z.array(recordChange).min(1).max(5000) }),
    status: 200,
    answer: batchAnswer,
    idempotent: true,
  },
  'orders.split': {
    method: 'POST',
    path: '/workspaces/:workspace/orders/:id/split',
    summary: 'Splits an order into several of the given quantities, which must add up.',
    tag: 'orders',
    may: 'orders.write',
    params: orderParams,
    body: z.object({ quantities: z.array(z.number().positive()).min(2).max(50) }),
    status: 201,
    answer: z.object({ items: z.array(record), findings: z.array(finding) }),
    ifMatch: 'needed',
    idempotent: true,
  },
  'orders.duplicate': {
    method: 'POST',
    path: '/workspaces/:workspace/orders/:id/duplicate',
    summary: 'Copies an order under a new number, without progress and locks.',
    tag: 'orders',
    may: 'orders.write',
    params: orderParams,
    body: z.object({ id: id.optional() }),
    status: 201,
    answer: writtenRecord,
    idempotent: true,
  },
  'dispatch.get': {
    method: 'GET',
    path: '/workspaces/:workspace/machines/:id/dispatch',
    summary: 'What one machine does next by the published plan, in order.',
    tag: 'dispatch',
    may: 'dispatch.read',
    params: orderParams,
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50).optional(), from: instant.optional() }),
    status: 200,
    answer: z.object({
      machine: id,
      plan: id.optional(),
      publishedAt: instant.optional(),
      items: z.array(documented<PlannedOperationView>('A planned operation, as in plan.json.')),
    }),
    etag: true,
  },
});
