import { RECORD_KINDS } from '@midstream/factory';
import * as z from 'zod';
import { actor, conflict, documented, finding, id, instant, pageOf, pageQuery, text, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';

/** Lists of the factory document other than orders, which have rights of their own. */
const MASTER_KINDS = RECORD_KINDS.filter((kind) => kind !== 'orders');
const masterKind = z.enum(MASTER_KINDS);
const kindParams = z.object({ workspace: id, kind: masterKind });
const recordParams = kindParams.extend({ id });

/** One element of a list of the factory document, with who changed it last. */
export const record = z.object({
  kind: z.enum(RECORD_KINDS),
  id,
  version: z.number().int(),
  data: documented<Record<string, unknown>>('The element as in the factory document.'),
  changedBy: actor,
  changedAt: instant,
});
export type FactoryRecord = z.infer<typeof record>;

/** `record` as written, and what the change means for the factory as a whole (an unknown reference, a calendar never open). */
export const writtenRecord = record.extend({ findings: z.array(finding) });
export const recordData = documented<Record<string, unknown>>('The element as in the factory document; its id must be that of the path.');

/** One row of a bulk edit: `version` 0 creates, `data` null deletes. */
export const recordChange = z.object({ id, version: z.number().int().min(0), data: recordData.nullable() });
export const batchAnswer = z.object({
  /** In the order sent. With `applied` false nothing was written at all. */
  applied: z.boolean(),
  rows: z.array(z.object({ id, version: z.number().int().optional(), conflict: conflict.optional(), findings: z.array(finding) })),
});

/** What things are called, id by id, for pages that show plans. What has no name of its own is left out. */
const names = z.object({
  kinds: z.partialRecord(z.enum(RECORD_KINDS), z.record(z.string(), text)),
  /** By id; `<product>/<id>` where the routing of a product calls an operation of that id otherwise. */
  operations: z.record(z.string(), text),
});
export type Names = z.infer<typeof names>;

export const RECORD_ROUTES = defineRoutes({
  'names.get': {
    method: 'GET',
    path: '/workspaces/:workspace/names',
    summary: 'What machines, sites, products and everything else are called, id by id, in every language they have a name in.',
    tag: 'records',
    may: 'orders.read',
    params: workspaceParams,
    status: 200,
    answer: names,
  },
  'records.list': {
    method: 'GET',
    path: '/workspaces/:workspace/records/:kind',
    summary: 'Elements of one list of master data, by id.',
    tag: 'records',
    may: 'factory.read',
    params: kindParams,
    query: pageQuery.extend({ search: z.string().max(100).optional() }),
    status: 200,
    answer: pageOf(record),
  },
  'records.get': {
    method: 'GET',
    path: '/workspaces/:workspace/records/:kind/:id',
    summary: 'One element.',
    tag: 'records',
    may: 'factory.read',
    params: recordParams,
    status: 200,
    answer: record,
    etag: true,
  },
  'records.put': {
    method: 'PUT',
    path: '/workspaces/:workspace/records/:kind/:id',
    summary: 'Changes an element (If-Match) or makes it (If-None-Match: *). A conflict names who changed what.',
    tag: 'records',
    may: 'factory.write',
    params: recordParams,
    body: recordData,
    status: 200,
    answer: writtenRecord,
    etag: true,
    ifMatch: 'needed',
    idempotent: true,
  },
  'records.delete': {
    method: 'DELETE',
    path: '/workspaces/:workspace/records/:kind/:id',
    summary: 'Deletes an element.',
    tag: 'records',
    may: 'factory.write',
    params: recordParams,
    status: 204,
    answer: 'nothing',
    ifMatch: 'needed',
  },
  'records.batch': {
    method: 'POST',
    path: '/workspaces/:workspace/records/:kind/batch',
    summary: 'Many changes at once, all or none: what a paste from a spreadsheet sends.',
    tag: 'records',
    may: 'factory.write',
    params: kindParams,
    body: z.object({ changes: z.array(recordChange).min(1).max(5000) }),
    status: 200,
    answer: batchAnswer,
    idempotent: true,
  },
  'records.history': {
    method: 'GET',
    path: '/workspaces/:workspace/records/:kind/:id/history',
    summary: 'Every version of an element, newest first.',
    tag: 'records',
    may: 'factory.read',
    params: recordParams,
    status: 200,
    answer: z.object({ items: z.array(record.extend({ deleted: z.boolean() })) }),
  },
});
