import type { FactoryDraft } from '@midstream/factory';
import * as z from 'zod';
import { documented, finding, id, instant, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';

const FORMATS = ['midstream-workbook', 'midstream-csv', 'midstream-json', 'frepple', 'odoo', 'erpnext'] as const;
const mapping = z.record(z.string(), z.record(z.string(), z.string())).describe('Sheet or file → header → field name.');
const importParams = z.object({ workspace: id, id });

/** How a file was understood and what would change; nothing is written before it is committed. */
const importPreview = z.object({
  id,
  /**
   * `reading` until a worker has looked at the files; then the rest is filled in, and an `import` event tells. `committing` until a
   * worker has written them all.
   */
  state: z.enum(['reading', 'preview', 'committing', 'committed', 'discarded']),
  /** While it is committed: records written so far. Nobody else sees any of them before the last. */
  progress: z.object({ done: z.number().int(), of: z.number().int() }).optional(),
  createdAt: instant,
  files: z.array(z.object({ name: z.string(), bytes: z.number() })),
  format: z.enum(FORMATS).optional(),
  mapping,
  tables: z.array(
    documented<{
      readonly file: string;
      readonly sheet?: string;
      readonly recognisedAs?: string;
      readonly headerRow?: number;
      readonly rowsRead: number;
      readonly rowsRefused: number;
      readonly columns: readonly { readonly header: string; readonly field: string; readonly confidence: number; readonly unit?: string }[];
      readonly unknownColumns: readonly string[];
    }>('How one sheet was understood.'),
  ),
  /** Field names each recognised table could take, to choose from when mapping a column. */
  fields: z.record(z.string(), z.array(z.string())),
  /** Machine hours of up to three orders, so that a wrong unit shows. */
  sampleHours: z.array(
    documented<{
      readonly order: string;
      readonly product: string;
      readonly quantity: number;
      readonly hours: number;
      readonly operations: readonly { readonly operation: string; readonly machine: string; readonly hours: number }[];
    }>('Hours of one order.'),
  ),
  findings: z.array(finding),
  /** By `merge`. */
  canCommit: z.boolean(),
  /** False where the files name things that only the factory as it stands holds. */
  canReplace: z.boolean().optional(),
  /** What each way of committing would do, by kind of record. */
  effect: z.object({
    replace: z.record(z.string(), z.object({ added: z.number(), changed: z.number(), removed: z.number() })),
    merge: z.record(z.string(), z.object({ added: z.number(), changed: z.number(), removed: z.number() })),
  }),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const IMPORT_ROUTES = defineRoutes({
  'imports.create': {
    method: 'POST',
    path: '/workspaces/:workspace/imports',
    summary:
      'Uploads workbooks, CSV files or a JSON document and shows how they are understood. A worker reads them; what takes long is answered as `reading`.',
    tag: 'imports',
    may: 'imports.write',
    params: workspaceParams,
    query: z.object({ format: z.enum(FORMATS).optional() }),
    body: 'files',
    status: 201,
    answer: importPreview,
  },
  'imports.get': {
    method: 'GET',
    path: '/workspaces/:workspace/imports/:id',
    summary: 'One import.',
    tag: 'imports',
    may: 'imports.write',
    params: importParams,
    status: 200,
    answer: importPreview,
  },
  'imports.update': {
    method: 'PATCH',
    path: '/workspaces/:workspace/imports/:id',
    summary: 'Says what columns mean, or which system the files come from, and looks again.',
    tag: 'imports',
    may: 'imports.write',
    params: importParams,
    body: z.object({ mapping: mapping.optional(), format: z.enum(FORMATS).nullable().optional() }),
    status: 200,
    answer: importPreview,
  },
  'imports.draft': {
    method: 'GET',
    path: '/workspaces/:workspace/imports/:id/draft',
    summary: 'The factory document the files would give.',
    tag: 'imports',
    may: 'imports.write',
    params: importParams,
    status: 200,
    answer: documented<FactoryDraft>('A draft of a factory document.'),
  },
  'imports.commit': {
    method: 'POST',
    path: '/workspaces/:workspace/imports/:id/commit',
    summary:
      'Writes it, all or nothing: `merge` adds and changes by id, `replace` also removes what the files do not name. A worker writes; what takes long is answered as `committing`.',
    tag: 'imports',
    may: 'imports.write',
    params: importParams,
    body: z.object({ mode: z.enum(['merge', 'replace']) }),
    status: 200,
    answer: importPreview,
    idempotent: true,
  },
});
