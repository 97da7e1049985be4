import type { RecordKind } from '@midstream/factory';
import { RECORD_SHAPES, recordId } from '@midstream/factory';
import type { Queries, RecordChange, RecordData, StoredRecord } from '@midstream/storage';
import { readRecord, RECORD_COLUMNS, writeRecords } from '@midstream/storage';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import type { Call, Handlers, House } from '../http/call.ts';
import type { Principal } from '../http/principal.ts';
import { sitesIn } from '../http/principal.ts';
import { conflicted, notFound, Refused } from '../refused.ts';
import { pageAnswer, pageFrom } from './pages.ts';
import { seenFrom } from './site-view.ts';

/** What is wrong with one element taken alone; references are looked at when the factory is read as a whole. */
function shapeFindings(kind: RecordKind, id: string, data: unknown): Finding[] {
  const result = RECORD_SHAPES[kind].safeParse(data);
  if (!result.success)
    return result.error.issues.slice(0, 20).map((issue) => {
      const path = `/${issue.path.map(String).join('/')}`;
      return report('server.bad-request', { path, problem: issue.message }, { path });
    });
  const own = recordId(kind, data);
  return own === id ? [] : [report('server.id-in-path', { path: id, id: own })];
}

/** Writes one element at the version the caller read. @throws Refused with what another writer did */
export async function writeOne(db: Queries, workspace: string, change: RecordChange, who: Principal): Promise<StoredRecord | undefined> {
  const findings = change.data === null ? [] : shapeFindings(change.kind, change.id, change.data);
  if (findings.length > 0) throw new Refused(422, findings);
  const { conflicts, records } = await writeRecords(db, workspace, [change], who.actor);
  const [conflict] = conflicts;
  if (conflict !== undefined) {
    // Nothing there and nothing expected to be created: the thing is simply not found.
    if (conflict.version === 0 && conflict.changedBy.id === 'nobody') throw notFound(change.kind, change.id);
    throw conflicted({ ...conflict, changedFields: [...conflict.changedFields] });
  }
  return records[0];
}

/** A bulk edit: shapes first, then versions; nothing is written unless all of it can be. */
export async function writeBatch(
  db: Queries,
  workspace: string,
  kind: RecordKind,
  changes: readonly { id: string; version: number; data: RecordData | null }[],
  who: Principal,
) {
  const shaped = changes.map((change) => ({
    ...change,
    findings: change.data === null ? [] : shapeFindings(kind, change.id, change.data),
  }));
  const seen = new Set<string>();
  const twice = changes.map(({ id }) => id).filter((id) => seen.size === seen.add(id).size);
  if (twice.length > 0)
    throw new Refused(
      422,
      twice.slice(0, 20).map((id) => report('server.already-there', { kind, id })),
    );
  if (shaped.some(({ findings }) => findings.length > 0))
    return { applied: false, rows: shaped.map(({ id, findings }) => ({ id, findings })) };
  const { conflicts, records } = await writeRecords(
    db,
    workspace,
    changes.map((change) => ({ ...change, kind })),
    who.actor,
  );
  const versions = new Map(records.map(({ id, version }) => [id, version]));
  const met = new Map(conflicts.map((conflict) => [conflict.id, { ...conflict, changedFields: [...conflict.changedFields] }]));
  return {
    applied: conflicts.length === 0,
    rows: changes.map(({ id }) => {
      const [version, conflict] = [versions.get(id), met.get(id)];
      return { id, ...(version === undefined ? {} : { version }), ...(conflict === undefined ? {} : { conflict }), findings: [] };
    }),
  };
}

async function list({ house, params, query, who }: Call<'records.list'>) {
  const sites = sitesIn(who, params.workspace);
  if (sites !== undefined) return { body: await listOfSites(house, params, query, sites) };
  const page = pageFrom(query);
  const filter = `workspace = $1 and kind = $2 and ($3::text is null or id ilike $3 or data::text ilike $3)`;
  const pattern = query?.search === undefined ? null : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`;
  const values = [params.workspace, params.kind, pattern];
  const [count] = await house.database.rows<{ total: number }>(`select count(*) as total from records where ${filter}`, values);
  const rows = await house.database.rows<StoredRecord>(
    `select ${RECORD_COLUMNS} from records where ${filter} order by id limit $4 offset $5`,
    [...values, page.limit, page.offset],
  );
  return { body: pageAnswer(rows as ((typeof rows)[number] & { data: Record<string, unknown> })[], count?.total ?? 0, page) };
}

/** Lists of master data are short: those of some sites are cut here. */
async function listOfSites(
  house: House,
  { workspace, kind }: Call<'records.list'>['params'],
  query: Call<'records.list'>['query'],
  sites: readonly string[],
) {
  const { draft } = await house.factories.get(workspace);
  const isSeen = seenFrom(draft, sites);
  const text = `select ${RECORD_COLUMNS} from records where workspace = $1 and kind = $2 order by id`;
  const rows = await house.database.rows<StoredRecord & { data: Record<string, unknown> }>(text, [workspace, kind]);
  const wanted = query?.search?.toLowerCase() ?? '';
  const seen = rows.filter(({ data }) => isSeen(kind, data) && JSON.stringify(data).toLowerCase().includes(wanted));
  const page = pageFrom(query);
  return pageAnswer(seen.slice(page.offset, page.offset + page.limit), seen.length, page);
}

async function history({ house, params }: Call<'records.history'>) {
  const items = await house.database.rows<StoredRecord & { deleted: boolean; data: Record<string, unknown> }>(
    `select kind, id, version, coalesce(data, '{}'::json) as data, data is null as deleted, changed_by as "changedBy", changed_at as "changedAt"
     from record_versions where workspace = $1 and kind = $2 and id = $3 order by version desc limit 200`,
    [params.workspace, params.kind, params.id],
  );
  return { body: { items } };
}

export const RECORD_HANDLERS: Handlers<
  'records.list' | 'records.get' | 'records.put' | 'records.delete' | 'records.batch' | 'records.history'
> = {
  'records.list': list,
  'records.get': async ({ house, params, who }) => {
    const sites = sitesIn(who, params.workspace);
    const record = await readRecord(house.database, params.workspace, params.kind, params.id);
    const isSeen =
      sites === undefined ||
      record === undefined ||
      seenFrom((await house.factories.get(params.workspace)).draft, sites)(params.kind, record.data);
    if (record === undefined || !isSeen) throw notFound(params.kind, params.id);
    return { body: record as StoredRecord & { data: Record<string, unknown> }, version: record.version };
  },
  'records.put': async ({ params, body, version, who, write }) =>
    await write(async (db) => {
      const change = { kind: params.kind, id: params.id, data: body, ...(version === undefined ? {} : { version }) };
      const record = await writeOne(db, params.workspace, change, who);
      if (record === undefined) throw notFound(params.kind, params.id);
      return { body: { ...record, data: body, findings: [] }, version: record.version };
    }),
  'records.delete': async ({ params, version, who, write }) =>
    await write(async (db) => {
      await writeOne(
        db,
        params.workspace,
        { kind: params.kind, id: params.id, data: null, ...(version === undefined ? {} : { version }) },
        who,
      );
      return {};
    }),
  'records.batch': async ({ params, body, who, write }) =>
    await write(async (db) => ({ body: await writeBatch(db, params.workspace, params.kind, body.changes, who) })),
  'records.history': history,
};
