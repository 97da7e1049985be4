import type { FactoryRecord, RouteCall } from '@midstream/api';
import type { Finding } from '@midstream/units';
import type { RecordKind } from '@midstream/factory';
import { client } from './client.ts';

export type MasterKind = RouteCall<'records.put'>['params']['kind'];
type Data = Readonly<Record<string, unknown>>;

/** Changes the server refused: nothing was written. `rows` are places in the changes sent. */
export class RefusedChanges extends Error {
  readonly rows: readonly {
    readonly at: number;
    readonly id: string;
    readonly changedBy?: string;
    readonly findings: readonly Finding[];
  }[];
  constructor(rows: RefusedChanges['rows']) {
    super('changes refused');
    this.rows = rows;
  }
}

const MOST_A_PAGE = 1000;

/** Every element of a list of master data, page after page. */
async function everyRecord(workspace: string, kind: MasterKind): Promise<FactoryRecord[]> {
  const records: FactoryRecord[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: MOST_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call('records.list', { params: { workspace, kind }, query });
    records.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return records;
  }
}

/** Version of every order, by number. */
async function orderVersions(workspace: string): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let cursor: string | undefined; ;) {
    const query = { limit: MOST_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call('orders.list', { params: { workspace }, query });
    for (const order of page.items) versions.set(order.id, order.version);
    cursor = page.next;
    if (cursor === undefined) return versions;
  }
}

/** Version of every element of a list, by id. */
export async function versionsOf(workspace: string, kind: RecordKind): Promise<ReadonlyMap<string, number>> {
  if (kind === 'orders') return await orderVersions(workspace);
  return new Map((await everyRecord(workspace, kind)).map((record) => [record.id, record.version]));
}

/**
 * Writes elements of one list, all or none: null deletes. `versions` are those the changes were made from; without them the newest.
 * @throws RefusedChanges with the rows that are wrong or were changed by somebody else.
 */
export async function writeRecords(
  workspace: string,
  kind: RecordKind,
  changes: readonly { readonly id: string; readonly data: Data | null }[],
  versions?: ReadonlyMap<string, number>,
): Promise<void> {
  const known = versions ?? (await versionsOf(workspace, kind));
  const body = { changes: changes.map(({ id, data }) => ({ id, data, version: known.get(id) ?? 0 })) };
  const answer =
    kind === 'orders'
      ? await client.call('orders.batch', { params: { workspace }, body })
      : await client.call('records.batch', { params: { workspace, kind }, body });
  if (answer.applied) return;
  throw new RefusedChanges(
    answer.rows.flatMap((row, at) => {
      const { conflict, findings } = row;
      if (conflict === undefined && findings.length === 0) return [];
      return [{ at, id: row.id, findings, ...(conflict === undefined ? {} : { changedBy: conflict.changedBy.name }) }];
    }),
  );
}

/** Writes fields of the factory itself over the newest; null takes one away. */
export async function writeSettings(workspace: string, settings: Data): Promise<void> {
  const { version } = await client.call('factory.settings', { params: { workspace } });
  await client.call('factory.update', { params: { workspace }, body: settings, version });
}
