import { randomUUID } from 'node:crypto';
import type { ImportPreview } from '@midstream/api';
import type { FactoryDraft } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { ColumnMapping, FormatName } from '@midstream/importers';
import { importFactory, mergeOrders, placeFindings } from '@midstream/importers';
import type { Queries, RecordChange } from '@midstream/storage';
import { announce, assembleFactory, writeAudit, writeRecords } from '@midstream/storage';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import type { Call, Handlers } from '../http/call.ts';
import { notFound, Refused } from '../refused.ts';
import { today } from './factory-cache.ts';
import { notifyWebhooks } from './webhooks.ts';
import { changesOf, settingsOf } from './workspaces.ts';

interface ImportRow {
  readonly state: ImportPreview['state'];
  readonly format: FormatName | null;
  readonly mapping: ColumnMapping;
  readonly preview: Omit<ImportPreview, 'id' | 'state' | 'createdAt'>;
  readonly draft: FactoryDraft | null;
  readonly createdAt: string;
}

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function readImport(db: Queries, workspace: string, id: string, lock = ''): Promise<ImportRow> {
  const text = `select state, format, mapping, preview, draft, created_at as "createdAt" from imports where workspace = $1 and id = $2 ${lock}`;
  const [row] = await db.rows<ImportRow>(text, [workspace, id]);
  if (row === undefined) throw notFound('import', id);
  return row;
}

const previewOf = (id: string, { state, createdAt, preview }: ImportRow): ImportPreview => ({ id, state, createdAt, ...preview });

/**
 * What is wrong with what was read, seen beside what the factory already has: a sheet of orders names products that are there. Of the
 * merged document what was read comes first, so paths lead to it; trouble the factory had before is not the file's.
 */
function checkedBeside(draft: FactoryDraft, now: FactoryDraft): readonly Finding[] {
  const [read, known] = [draft, now] as Readonly<Record<string, unknown>>[];
  const merged: Record<string, unknown> = { ...known, ...read };
  for (const [kind, list] of Object.entries(known ?? {})) {
    const own = read?.[kind];
    if (!Array.isArray(list) || !Array.isArray(own)) continue;
    const ids = new Set(own.map(idOf));
    merged[kind] = [...own, ...list.filter((each) => !ids.has(idOf(each)))];
  }
  return readFactory(merged as FactoryDraft, today()).findings.filter(({ at }) => {
    const [, kind = '', index = ''] = at?.path?.split('/') ?? [];
    const own = read?.[kind];
    return kind === '' || (Array.isArray(own) ? index === '' || Number(index) < own.length : own !== undefined);
  });
}
const idOf = (record: unknown): unknown => (record as { readonly id?: unknown }).id;

/** How files are understood, and what committing them would do. */
async function look(db: Queries, workspace: string, files: readonly NamedBytes[], format: FormatName | null, mapping: ColumnMapping) {
  const read = await importFactory(files, { ...(format === null ? {} : { format }), mapping });
  const now = (await assembleFactory(db, workspace))?.draft ?? {};
  const checked = read.draft === undefined ? [] : checkedBeside(read.draft, now);
  const findings = [...read.findings, ...placeFindings(checked, read.origins)];
  const canCommit = read.draft !== undefined && !findings.some(({ severity }) => severity === 'error');
  const draft = read.draft ?? {};
  const fields = Object.fromEntries(read.tables.map((table) => [table.recognisedAs ?? table.file, [...(table.fields ?? [])]]));
  const preview: ImportRow['preview'] = {
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.byteLength })),
    ...(read.format === undefined ? {} : { format: read.format }),
    mapping: mapping as ImportPreview['mapping'],
    tables: [...read.tables],
    fields,
    sampleHours: [...read.sampleHours],
    findings: findings.slice(0, 2000),
    canCommit,
    effect: { replace: countsOf(changesFor(now, draft, 'replace'), now), merge: countsOf(changesFor(now, draft, 'merge'), now) },
  };
  return { preview, draft: read.draft };
}

/** `merge` adds and changes; `replace` also deletes what is not named. Orders keep what the floor reported, in both. */
function changesFor(now: FactoryDraft, draft: FactoryDraft, mode: 'merge' | 'replace'): RecordChange[] {
  const incoming = draft.orders ?? [];
  const merged = mergeOrders(now.orders ?? [], incoming).orders;
  const numbers = new Set(incoming.map((order) => order.reference ?? order.id));
  const orders = mode === 'merge' ? merged : merged.filter((order) => numbers.has(order.reference ?? order.id));
  const changes = changesOf({ ...draft, orders });
  if (mode === 'merge') return changes;
  const named = new Set(changes.map(({ kind, id }) => `${kind} ${id}`));
  const gone = changesOf(now).filter(({ kind, id }) => !named.has(`${kind} ${id}`));
  return [...changes, ...gone.map(({ kind, id }) => ({ kind, id, data: null }))];
}

function countsOf(changes: readonly RecordChange[], now: FactoryDraft): ImportPreview['effect']['merge'] {
  const known = new Map(changesOf(now).map(({ kind, id, data }) => [`${kind} ${id}`, JSON.stringify(data)]));
  const counts: Record<string, { added: number; changed: number; removed: number }> = {};
  for (const { kind, id, data } of changes) {
    const count = (counts[kind] ??= { added: 0, changed: 0, removed: 0 });
    const before = known.get(`${kind} ${id}`);
    if (data === null) count.removed++;
    else if (before === undefined) count.added++;
    else if (before !== JSON.stringify(data)) count.changed++;
  }
  return counts;
}

const MOST_FILES = 60;

async function create({ house, params, query, request, who }: Call<'imports.create'>) {
  if (!request.isMultipart())
    throw new Refused(415, [report('server.bad-request', { path: '/body', problem: 'multipart/form-data expected' })]);
  const files: NamedBytes[] = [];
  for await (const part of request.files({ limits: { files: MOST_FILES } }))
    files.push({ name: nameOf(part.filename), bytes: await part.toBuffer() });
  const format = query?.format ?? null;
  const { preview, draft } = await look(house.database, params.workspace, files, format, {});
  const id = randomUUID();
  return await house.database.transaction(async (db) => {
    await db.run(
      `insert into imports (id, workspace, state, format, mapping, preview, draft, created_by) values ($1, $2, 'preview', $3, '{}', $4, $5, $6)`,
      [
        id,
        params.workspace,
        format,
        JSON.stringify(preview),
        draft === undefined ? null : JSON.stringify(draft),
        JSON.stringify(who.actor),
      ],
    );
    for (const [place, { name, bytes }] of files.entries())
      await db.run('insert into import_files (import, place, name, bytes) values ($1, $2, $3, $4)', [id, place, name, Buffer.from(bytes)]);
    return { body: previewOf(id, await readImport(db, params.workspace, id)) };
  });
}

/** Only the name: a path in it is no business of ours. */
const nameOf = (name: string | undefined): string => (name ?? 'file').split(/[\\/]/).at(-1)?.replaceAll('\0', '').slice(0, 200) || 'file';

async function update({ house, params, body }: Call<'imports.update'>) {
  const row = await readImport(house.database, params.workspace, params.id);
  if (row.state !== 'preview') throw new Refused(409, [report('server.import-not-ready', {})]);
  const files = await house.database.rows<NamedBytes>('select name, bytes from import_files where import = $1 order by place', [params.id]);
  const format = body.format === undefined ? row.format : body.format;
  const mapping = body.mapping ?? row.mapping;
  const { preview, draft } = await look(house.database, params.workspace, files, format, mapping);
  await house.database.run('update imports set format = $2, mapping = $3, preview = $4, draft = $5 where id = $1', [
    params.id,
    format,
    JSON.stringify(mapping),
    JSON.stringify(preview),
    draft === undefined ? null : JSON.stringify(draft),
  ]);
  return { body: previewOf(params.id, await readImport(house.database, params.workspace, params.id)) };
}

async function commit({ params, body, who, write }: Call<'imports.commit'>) {
  return await write(async (db) => {
    const { workspace } = params;
    await db.run('select 1 from workspaces where id = $1 for update', [workspace]);
    const row = await readImport(db, workspace, params.id, 'for update');
    if (row.state !== 'preview' || row.draft === null || !row.preview.canCommit)
      throw new Refused(409, [report('server.import-not-ready', {})]);
    const now = (await assembleFactory(db, workspace))?.draft ?? {};
    await writeRecords(db, workspace, changesFor(now, row.draft, body.mode), who.actor);
    const settings =
      body.mode === 'replace' ? { ...settingsOf(now), ...settingsOf(row.draft) } : { ...settingsOf(row.draft), ...settingsOf(now) };
    await db.run(
      'update workspaces set settings = $2, settings_version = settings_version + 1, settings_by = $3, settings_at = now() where id = $1',
      [workspace, JSON.stringify(settings), JSON.stringify(who.actor)],
    );
    await db.run("update imports set state = 'committed' where id = $1", [params.id]);
    await writeAudit(db, [{ workspace, actor: who.actor, action: `committed (${body.mode})`, kind: 'import', subject: params.id }]);
    await announce(db, workspace, { type: 'import', id: params.id, state: 'committed', by: who.actor, at: new Date().toISOString() });
    await notifyWebhooks(db, workspace, 'import.committed', { import: params.id, mode: body.mode });
    return { body: previewOf(params.id, await readImport(db, workspace, params.id)) };
  });
}

export const IMPORT_HANDLERS: Handlers<'imports.create' | 'imports.get' | 'imports.update' | 'imports.draft' | 'imports.commit'> = {
  'imports.create': create,
  'imports.get': async ({ house, params }) => ({
    body: previewOf(params.id, await readImport(house.database, params.workspace, params.id)),
  }),
  'imports.update': update,
  'imports.draft': async ({ house, params }) => {
    const { draft } = await readImport(house.database, params.workspace, params.id);
    if (draft === null) throw new Refused(409, [report('server.import-not-ready', {})]);
    return { text: JSON.stringify(draft) };
  },
  'imports.commit': commit,
};
