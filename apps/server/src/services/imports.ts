import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportPreview } from '@midstream/api';
import type { FactoryDraft } from '@midstream/factory';
import type { ColumnMapping, FormatName } from '@midstream/importers';
import type { Queries } from '@midstream/storage';
import { announce, assembleFactory, writeAudit, writeRecords } from '@midstream/storage';
import { report } from '../codes.ts';
import type { Call, Handlers, House } from '../http/call.ts';
import { notFound, Refused } from '../refused.ts';
import type { NamedBytes } from './read-files.ts';
import { changesFor } from './read-files.ts';
import { notifyWebhooks } from './webhooks.ts';
import { settingsOf } from './workspaces.ts';

interface ImportRow {
  readonly state: ImportPreview['state'];
  readonly format: FormatName | null;
  readonly mapping: ColumnMapping;
  readonly preview: Omit<ImportPreview, 'id' | 'state' | 'createdAt'>;
  readonly draft: FactoryDraft | null;
  readonly createdAt: string;
}

async function readImport(db: Queries, workspace: string, id: string, lock = ''): Promise<ImportRow> {
  const text = `select state, format, mapping, preview, draft, created_at as "createdAt" from imports where workspace = $1 and id = $2 ${lock}`;
  const [row] = await db.rows<ImportRow>(text, [workspace, id]);
  if (row === undefined) throw notFound('import', id);
  return row;
}

const previewOf = (id: string, { state, createdAt, preview }: ImportRow): ImportPreview => ({ id, state, createdAt, ...preview });

const MOST_FILES = 60;

async function create({ house, params, query, request, who }: Call<'imports.create'>) {
  if (!request.isMultipart())
    throw new Refused(415, [report('server.bad-request', { path: '/body', problem: 'multipart/form-data expected' })]);
  const files: NamedBytes[] = [];
  for await (const part of request.files({ limits: { files: MOST_FILES } }))
    files.push({ name: nameOf(part.filename), bytes: await part.toBuffer() });
  const id = randomUUID();
  await house.database.transaction(async (db) => {
    const preview: ImportRow['preview'] = { ...UNREAD, files: files.map(({ name, bytes }) => ({ name, bytes: bytes.byteLength })) };
    await db.run(
      `insert into imports (id, workspace, state, format, mapping, preview, created_by) values ($1, $2, 'reading', $3, '{}', $4, $5)`,
      [id, params.workspace, query?.format ?? null, JSON.stringify(preview), JSON.stringify(who.actor)],
    );
    for (const [place, { name, bytes }] of files.entries())
      await db.run('insert into import_files (import, place, name, bytes) values ($1, $2, $3, $4)', [id, place, name, Buffer.from(bytes)]);
    await house.queue.sendImport(db, id);
  });
  return { body: previewOf(id, await waitedFor(house, params.workspace, id)) };
}

/** What nobody has looked at yet. */
const UNREAD = { mapping: {}, tables: [], fields: {}, sampleHours: [], findings: [], canCommit: false, effect: { replace: {}, merge: {} } };

/** Most files are read at once: worth a short wait. What takes longer is answered as it stands, and an event tells when it is read. */
const WAIT_MILLISECONDS = 15_000;

async function waitedFor({ database, live }: House, workspace: string, id: string): Promise<ImportRow> {
  const heard = new AbortController();
  const stop = live.subscribe(workspace, (event) => (event.includes(id) || event.includes('"kind":"*"') ? heard.abort() : undefined));
  try {
    // Told before we listened, or by an event lost with a connection: looked at now and then as well.
    for (const until = performance.now() + WAIT_MILLISECONDS; ;) {
      const row = await readImport(database, workspace, id);
      if (row.state !== 'reading' || performance.now() > until) return row;
      if (heard.signal.aborted) await sleep(200);
      else await sleep(1000, undefined, { signal: heard.signal }).catch(() => undefined);
    }
  } finally {
    stop();
  }
}

/** Only the name: a path in it is no business of ours. */
const nameOf = (name: string | undefined): string => (name ?? 'file').split(/[\\/]/).at(-1)?.replaceAll('\0', '').slice(0, 200) || 'file';

async function update({ house, params, body }: Call<'imports.update'>) {
  const row = await readImport(house.database, params.workspace, params.id);
  if (row.state !== 'preview') throw new Refused(409, [report('server.import-not-ready', {})]);
  await house.database.transaction(async (db) => {
    await db.run("update imports set state = 'reading', format = $2, mapping = $3 where id = $1", [
      params.id,
      body.format === undefined ? row.format : body.format,
      JSON.stringify(body.mapping ?? row.mapping),
    ]);
    await house.queue.sendImport(db, params.id);
  });
  return { body: previewOf(params.id, await waitedFor(house, params.workspace, params.id)) };
}

async function commit({ params, body, who, write }: Call<'imports.commit'>) {
  return await write(async (db) => {
    const { workspace } = params;
    await db.run('select 1 from workspaces where id = $1 for update', [workspace]);
    const row = await readImport(db, workspace, params.id, 'for update');
    const isReady = body.mode === 'merge' ? row.preview.canCommit : (row.preview.canReplace ?? row.preview.canCommit);
    if (row.state !== 'preview' || row.draft === null || !isReady) throw new Refused(409, [report('server.import-not-ready', {})]);
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
