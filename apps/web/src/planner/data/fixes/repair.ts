import type { FactoryDraft, RecordKind } from '@midstream/factory';
import { RECORD_KINDS, recordId } from '@midstream/factory';

type Data = Readonly<Record<string, unknown>>;

/** One element of a list as it is to be; null = it is to go. */
export interface RecordChange {
  readonly kind: RecordKind;
  readonly id: string;
  readonly data: Data | null;
}

/** What a fix writes: elements of lists, and fields of the factory itself (null = nothing said). */
export interface Repair {
  readonly records: readonly RecordChange[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

export function elementsOf(draft: FactoryDraft, kind: RecordKind): readonly Data[] {
  return (draft[kind] ?? []) as unknown as readonly Data[];
}

/** The factory after a repair. */
export function repaired(draft: FactoryDraft, repair: Repair): FactoryDraft {
  const next: Record<string, unknown> = { ...draft };
  for (const [field, value] of Object.entries(repair.settings ?? {})) {
    if (value === null) delete next[field];
    else next[field] = value;
  }
  for (const kind of RECORD_KINDS) {
    const changes = new Map(repair.records.filter((change) => change.kind === kind).map((change) => [change.id, change.data]));
    if (changes.size === 0) continue;
    const kept = elementsOf(draft, kind).flatMap((element) => {
      const id = recordId(kind, element);
      const data = changes.get(id);
      changes.delete(id);
      return data === undefined ? [element] : data === null ? [] : [data];
    });
    next[kind] = [...kept, ...[...changes.values()].filter((data) => data !== null)];
  }
  return next as FactoryDraft;
}

/** What undoes a repair of a factory. */
export function inverseOf(draft: FactoryDraft, repair: Repair): Repair {
  const before = (change: RecordChange): Data | null =>
    elementsOf(draft, change.kind).find((element) => recordId(change.kind, element) === change.id) ?? null;
  const fields = draft as Readonly<Record<string, unknown>>;
  return {
    records: [...repair.records].reverse().map((change) => ({ ...change, data: before(change) })),
    ...(repair.settings === undefined
      ? {}
      : { settings: Object.fromEntries(Object.keys(repair.settings).map((field) => [field, fields[field] ?? null])) }),
  };
}
