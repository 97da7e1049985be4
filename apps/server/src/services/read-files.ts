import type { ImportPreview } from '@midstream/api';
import type { FactoryDraft } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { ColumnMapping, FormatName } from '@midstream/importers';
import { importFactory, mergeOrders, placeFindings } from '@midstream/importers';
import type { Queries, RecordChange } from '@midstream/storage';
import { assembleFactory } from '@midstream/storage';
import type { Finding } from '@midstream/units';
import { today } from './factory-cache.ts';
import { changesOf } from './workspaces.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Preview = Omit<ImportPreview, 'id' | 'state' | 'createdAt'>;

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
export async function readFiles(
  db: Queries,
  workspace: string,
  files: readonly NamedBytes[],
  format: FormatName | null,
  mapping: ColumnMapping,
) {
  const read = await importFactory(files, { ...(format === null ? {} : { format }), mapping });
  const now = (await assembleFactory(db, workspace))?.draft ?? {};
  const checked = read.draft === undefined ? [] : checkedBeside(read.draft, now);
  const findings = [...read.findings, ...placeFindings(checked, read.origins)];
  const hasNoError = (list: readonly Finding[]): boolean => !list.some(({ severity }) => severity === 'error');
  const canCommit = read.draft !== undefined && hasNoError(findings);
  // What replaces everything must stand alone.
  const canReplace = canCommit && hasNoError(readFactory(read.draft, today()).findings);
  const draft = read.draft ?? {};
  const fields = Object.fromEntries(read.tables.map((table) => [table.recognisedAs ?? table.file, [...(table.fields ?? [])]]));
  const preview: Preview = {
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.byteLength })),
    ...(read.format === undefined ? {} : { format: read.format }),
    mapping: mapping as ImportPreview['mapping'],
    tables: [...read.tables],
    fields,
    sampleHours: [...read.sampleHours],
    findings: findings.slice(0, 2000),
    canCommit,
    canReplace,
    effect: { replace: countsOf(changesFor(now, draft, 'replace'), now), merge: countsOf(changesFor(now, draft, 'merge'), now) },
  };
  return { preview, draft: read.draft };
}

/** `merge` adds and changes; `replace` also deletes what is not named. Orders keep what the floor reported, in both. */
export function changesFor(now: FactoryDraft, draft: FactoryDraft, mode: 'merge' | 'replace'): RecordChange[] {
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
