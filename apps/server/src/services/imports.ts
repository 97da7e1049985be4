import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportPreview } from '@midstream/api';
import type { ColumnMapping, FormatName } from '@midstream/importers';
import type { Actor, Queries } from '@midstream/storage';
import { report } from '../codes.ts';
import type { Call, Handlers, House } from '../http/call.ts';
import { notFound, Refused } from '../refused.ts';
import type { NamedBytes } from './read-files.ts';

interface ImportRow {
  readonly state: ImportPreview['state'];
  readonly format: FormatName | null;
  readonly mapping: ColumnMapping;
  readonly preview: Omit<ImportPreview, 'id' | 'state' | 'createdAt'>;
  readonly hasDraft: boolean;
  readonly progress: ImportPreview['progress'] | null;
  readonly createdAt: string;
}

/** What a worker writes an import by. */
export interface CommitWish {
  readonly mode: 'merge' | 'replace';
  readonly actor: Actor;
}

/** Without the draft it gave: that is a whole factory, and this is asked for every second. */
async function readImport(db: Queries, workspace: string, id: string, lock = ''): Promise<ImportRow> {
  const text = `select state, format, mapping, preview, draft is not null as "hasDraft", progress, created_at as "createdAt" from imports where workspace = $1 and id = $2 ${lock}`;
  const [row] = await db.rows<ImportRow>(text, [workspace, id]);
  if (row === undefined) throw notFound('import', id);
  return row;
}

const previewOf = (id: string, { state, createdAt, preview, progress }: ImportRow): ImportPreview => ({
  id,
  state,
  createdAt,
  ...preview,
  ...(state === 'committing' && progress !== null ? { progress } : {}),
});

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

/** Most files are read and written at once: worth a short wait. What takes longer is answered as it stands, and an event tells when it is done. */
const WAIT_MILLISECONDS = 15_000;

async function waitedFor({ database, live }: House, workspace: string, id: string): Promise<ImportRow> {
  const heard = new AbortController();
  const stop = live.subscribe(workspace, (event) => (isEndOf(id, event) ? heard.abort() : undefined));
  try {
    // Told before we listened, or by an event lost with a connection: looked at now and then as well.
    for (const until = performance.now() + WAIT_MILLISECONDS; ;) {
      const row = await readImport(database, workspace, id);
      if ((row.state !== 'reading' && row.state !== 'committing') || performance.now() > until) return row;
      if (heard.signal.aborted) await sleep(200);
      else await sleep(1000, undefined, { signal: heard.signal }).catch(() => undefined);
    }
  } finally {
    stop();
  }
}

/** An import that ended one way or the other, or news nobody knows because the connection was lost. Progress is no end. */
const isEndOf = (id: string, event: string): boolean =>
  (event.includes(id) && !event.includes('"progress"')) || event.includes('"type":"missed"');

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

async function commit({ house, params, body, who, write }: Call<'imports.commit'>) {
  await write(async (db) => {
    const row = await readImport(db, params.workspace, params.id, 'for update');
    const isReady = body.mode === 'merge' ? row.preview.canCommit : (row.preview.canReplace ?? row.preview.canCommit);
    if (row.state !== 'preview' || !row.hasDraft || !isReady) throw new Refused(409, [report('server.import-not-ready', {})]);
    const wish: CommitWish = { mode: body.mode, actor: who.actor };
    await db.run("update imports set state = 'committing', commit_wish = $2, progress = null where id = $1", [
      params.id,
      JSON.stringify(wish),
    ]);
    await house.queue.sendImport(db, params.id);
    return {};
  });
  // Asked again with the same key, it is answered as it stands by then.
  return { body: previewOf(params.id, await waitedFor(house, params.workspace, params.id)) };
}

export const IMPORT_HANDLERS: Handlers<'imports.create' | 'imports.get' | 'imports.update' | 'imports.draft' | 'imports.commit'> = {
  'imports.create': create,
  'imports.get': async ({ house, params }) => ({
    body: previewOf(params.id, await readImport(house.database, params.workspace, params.id)),
  }),
  'imports.update': update,
  'imports.draft': async ({ house, params }) => {
    await readImport(house.database, params.workspace, params.id);
    const [row] = await house.database.rows<{ draft: string | null }>('select draft::text as draft from imports where id = $1', [
      params.id,
    ]);
    if (row === undefined || row.draft === null) throw new Refused(409, [report('server.import-not-ready', {})]);
    return { text: row.draft };
  },
  'imports.commit': commit,
};
