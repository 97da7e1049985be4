import type { FactoryDraft, RecordKind } from '@midstream/factory';
import { RECORD_KINDS } from '@midstream/factory';
import type { Queries } from '../connect/database.ts';
import { announce } from './announce.ts';
import type { Actor } from './audit.ts';
import { writeAudit } from './audit.ts';
import { fieldChanges } from './field-changes.ts';

export type RecordData = Readonly<Record<string, unknown>>;

export interface StoredRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly version: number;
  readonly data: RecordData;
  readonly changedBy: Actor;
  readonly changedAt: string;
}

export interface RecordChange {
  readonly kind: RecordKind;
  readonly id: string;
  /** Version the change is based on; 0 = must not exist; absent = whatever is there. */
  readonly version?: number;
  /** null deletes. */
  readonly data: RecordData | null;
}

/** What another writer did since the version a change was based on. */
export interface RecordConflict {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly changedBy: Actor;
  readonly changedAt: string;
  readonly changedFields: readonly string[];
  readonly current: RecordData | null;
}

export interface WrittenRecords {
  /** Empty when everything was written; else nothing was. */
  readonly conflicts: readonly RecordConflict[];
  readonly records: readonly StoredRecord[];
}

export interface WriteOptions {
  /** The caller writes one audit line for them all; the history of each record stands in its versions as ever. */
  readonly isSummedUp?: boolean;
}

export const RECORD_COLUMNS = 'kind, id, version, data, changed_by as "changedBy", changed_at as "changedAt"';

export async function readRecord(db: Queries, workspace: string, kind: string, id: string): Promise<StoredRecord | undefined> {
  const text = `select ${RECORD_COLUMNS} from records where workspace = $1 and kind = $2 and id = $3`;
  return (await db.rows<StoredRecord>(text, [workspace, kind, id]))[0];
}

/** The factory as it stands, and the revision it had. */
export async function assembleFactory(db: Queries, workspace: string): Promise<{ draft: FactoryDraft; revision: number } | undefined> {
  // One statement, hence one moment.
  const rows = await db.rows<{ settings: FactoryDraft; revision: number; kind: RecordKind | null; data: RecordData }>(
    `select w.settings, w.revision, r.kind, r.data from workspaces w left join records r on r.workspace = w.id
     where w.id = $1 order by r.place`,
    [workspace],
  );
  const [head] = rows;
  if (head === undefined) return undefined;
  const lists = Object.fromEntries(RECORD_KINDS.map((kind): [RecordKind, RecordData[]] => [kind, []]));
  for (const { kind, data } of rows) if (kind !== null) lists[kind]?.push(data);
  // A list nobody wrote is absent, as in a draft: defaults then apply and are shown.
  const filled = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
  return { draft: { ...head.settings, ...filled } as FactoryDraft, revision: head.revision };
}

/**
 * Writes several records in the caller's transaction, all or none. Writers of one factory queue on its row, so that no two of them
 * read the same state; versions go on counting after a deletion.
 */
export async function writeRecords(
  db: Queries,
  workspace: string,
  changes: readonly RecordChange[],
  actor: Actor,
  options: WriteOptions = {},
): Promise<WrittenRecords> {
  await db.run('update workspaces set revision = revision + 1 where id = $1', [workspace]);
  const names: [string, unknown][] = [
    ['text', changes.map(({ kind }) => kind)],
    ['text', changes.map(({ id }) => id)],
  ];
  const found = await db.rows<StoredRecord & { last: number | null }>(
    `select w.kind, w.id, r.version, r.data, r.changed_by as "changedBy", r.changed_at as "changedAt",
       (select max(v.version) from record_versions v where v.workspace = $1 and v.kind = w.kind and v.id = w.id) as last
     from unnest($2::text[], $3::text[]) as w (kind, id)
     left join records r on r.workspace = $1 and r.kind = w.kind and r.id = w.id`,
    [workspace, ...names.map(([, values]) => values)],
  );
  const known = new Map(found.map((row) => [key(row), row]));
  const conflicts: RecordConflict[] = [];
  for (const change of changes) {
    const conflict = await conflictOf(db, workspace, change, known.get(key(change)));
    if (conflict !== undefined) conflicts.push(conflict);
  }
  if (conflicts.length > 0) return { conflicts, records: [] };
  return { conflicts: [], records: await apply(db, workspace, changes, known, actor, options) };
}

const key = ({ kind, id }: { readonly kind: string; readonly id: string }): string => JSON.stringify([kind, id]);
type Known = ReadonlyMap<
  string,
  Omit<StoredRecord, 'version' | 'data'> & { version: number | null; data: RecordData | null; last: number | null }
>;

async function conflictOf(
  db: Queries,
  workspace: string,
  change: RecordChange,
  now: StoredRecord | undefined,
): Promise<RecordConflict | undefined> {
  const expected = change.version;
  const version = now?.version ?? 0;
  if (expected === undefined || expected === version) return undefined;
  const [base] = await db.rows<{ data: RecordData | null }>(
    'select data from record_versions where workspace = $1 and kind = $2 and id = $3 and version = $4',
    [workspace, change.kind, change.id, expected],
  );
  const [last] = await db.rows<{ changedBy: Actor; changedAt: string }>(
    `select changed_by as "changedBy", changed_at as "changedAt" from record_versions
     where workspace = $1 and kind = $2 and id = $3 order by version desc limit 1`,
    [workspace, change.kind, change.id],
  );
  const current = now?.data ?? null;
  return {
    kind: change.kind,
    id: change.id,
    version,
    changedBy: last?.changedBy ?? { id: 'nobody', name: 'nobody' },
    changedAt: last?.changedAt ?? new Date(0).toISOString(),
    changedFields: fieldChanges(base?.data, current).map(({ path }) => path),
    current,
  };
}

interface Row extends RecordChange {
  readonly version: number;
  readonly before: RecordData | null;
}

/** [kinds, ids, versions, data], as `unnest` takes them. */
const columnsOf = (rows: readonly Row[]): unknown[] => [
  rows.map(({ kind }) => kind),
  rows.map(({ id }) => id),
  rows.map(({ version }) => version),
  rows.map(({ data }) => (data === null ? null : JSON.stringify(data))),
];

async function apply(
  db: Queries,
  workspace: string,
  changes: readonly RecordChange[],
  known: Known,
  actor: Actor,
  { isSummedUp = false }: WriteOptions,
): Promise<StoredRecord[]> {
  const rows = changes
    .map((change): Row => {
      const was = known.get(key(change));
      return { ...change, version: (was?.last ?? 0) + 1, before: was?.data ?? null };
    })
    // Writing what already stands, and deleting what is not there, is no change.
    .filter(({ data, before }) => JSON.stringify(data) !== JSON.stringify(before));
  const written = rows.length === 0 ? [] : await store(db, workspace, rows, JSON.stringify(actor));
  const lines = isSummedUp ? [] : rows;
  await writeAudit(
    db,
    lines.map(({ kind, id, data, before }) => ({
      workspace,
      actor,
      action: data === null ? 'deleted' : before === null ? 'created' : 'changed',
      kind,
      subject: id,
      changes: before === null || data === null ? [] : fieldChanges(before, data),
    })),
  );
  await announceRecords(db, workspace, rows, actor);
  const results = new Map(written.map((record) => [key(record), record]));
  return changes.flatMap((change): StoredRecord[] => {
    if (change.data === null) return [];
    const now = results.get(key(change)) ?? known.get(key(change));
    return now === undefined || now.data === null ? [] : [now as StoredRecord];
  });
}

async function store(db: Queries, workspace: string, rows: readonly Row[], by: string): Promise<StoredRecord[]> {
  const kept = rows.filter(({ data }) => data !== null);
  const gone = rows.filter(({ data }) => data === null);
  await db.run(
    `insert into record_versions (workspace, kind, id, version, data, changed_by)
     select $1, kind, id, version, data, $6::json from unnest($2::text[], $3::text[], $4::integer[], $5::json[]) as w (kind, id, version, data)`,
    [workspace, ...columnsOf(rows), by],
  );
  if (gone.length > 0)
    await db.run(
      'delete from records r using unnest($2::text[], $3::text[]) as w (kind, id) where r.workspace = $1 and r.kind = w.kind and r.id = w.id',
      [workspace, ...columnsOf(gone).slice(0, 2)],
    );
  if (kept.length === 0) return [];
  return await db.rows<StoredRecord>(
    `insert into records (workspace, kind, id, version, data, changed_by)
     select $1, kind, id, version, data, $6::json
     from unnest($2::text[], $3::text[], $4::integer[], $5::json[]) with ordinality as w (kind, id, version, data, place) order by place
     on conflict (workspace, kind, id) do update
     set version = excluded.version, data = excluded.data, changed_by = excluded.changed_by, changed_at = now()
     returning ${RECORD_COLUMNS}`,
    [workspace, ...columnsOf(kept), by],
  );
}

async function announceRecords(db: Queries, workspace: string, rows: readonly { kind: string; id: string }[], by: Actor): Promise<void> {
  const at = new Date().toISOString();
  const kinds = new Map<string, { id: string }[]>();
  for (const row of rows) {
    const of = kinds.get(row.kind);
    if (of === undefined) kinds.set(row.kind, [row]);
    else of.push(row);
  }
  // A long list of names says no more than "read it all again".
  for (const [kind, of] of kinds)
    await announce(db, workspace, { type: 'records', kind, ids: of.length > 100 ? [] : of.map(({ id }) => id), by, at });
}
