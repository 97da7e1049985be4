import type { OrderDetail } from '@midstream/api';
import type { Order, PlannedOperation, PlannedOrder } from '@midstream/factory';
import { explainOrder } from '@midstream/planning';
import type { Queries, StoredRecord } from '@midstream/storage';
import { readRecord, writeRecords } from '@midstream/storage';
import { report } from '../codes.ts';
import type { Call, Handlers } from '../http/call.ts';
import { sitesIn } from '../http/principal.ts';
import { conflicted, notFound, Refused } from '../refused.ts';
import { listOrders, orderLine } from './order-lines.ts';
import { planOfSites } from './plans.ts';
import { publishedPlan } from './published.ts';
import { writeBatch, writeOne } from './records.ts';

async function detail({ house, params, who }: Call<'orders.get'>) {
  const { database } = house;
  const record = await readRecord(database, params.workspace, 'orders', params.id);
  const line = await orderLine(database, params.workspace, sitesIn(who, params.workspace), params.id);
  if (record === undefined || line === undefined) throw notFound('order', params.id);
  const published = await publishedPlan(database, params.workspace);
  const plan = published?.plan;
  const sites = sitesIn(who, params.workspace);
  // Of an order that other plants work on too, each sees its own steps.
  const seen = plan === undefined || sites === undefined ? plan : planOfSites(plan, sites);
  const operations = seen?.operations.filter(({ order }) => order === params.id) ?? [];
  const body: OrderDetail = {
    record: record as StoredRecord & { data: Record<string, unknown> },
    line,
    operations: operations.toSorted((a, b) => (a.start < b.start ? -1 : 1)),
    transports: (seen?.transports.filter(({ order }) => order === params.id) ?? []) as unknown as OrderDetail['transports'],
    pegging: pegging(operations, seen?.operations ?? [], seen?.orders ?? [], params.id),
  };
  const explained =
    sites === undefined && published?.factory !== undefined && line.planState !== 'unplanned'
      ? explainOrder(published.factory, published.plan, params.id)
      : undefined;
  return { body: { ...body, ...(explained === undefined ? {} : { explanation: explained as never }) }, version: record.version };
}

/** What the order waits for in other orders, and the other way round, by the predecessors of the planned operations. */
function pegging(
  own: readonly PlannedOperation[],
  all: readonly PlannedOperation[],
  orders: readonly PlannedOrder[],
  id: string,
): OrderDetail['pegging'] {
  const orderOf = new Map(all.map((operation) => [operation.id, operation.order]));
  const known = new Map(orders.map((order) => [order.order, order]));
  const ownIds = new Set(own.map((operation) => operation.id));
  const up = own
    .flatMap(({ predecessors }) => predecessors.map((before) => orderOf.get(before)))
    .filter((order) => order !== undefined && order !== id);
  const down = all
    .filter(({ order, predecessors }) => order !== id && predecessors.some((before) => ownIds.has(before)))
    .map(({ order }) => order);
  const head = (order: string) => ({ order, product: known.get(order)?.product ?? '', ...projectedOf(known.get(order)) });
  return {
    upstream: [...new Set(up as string[])].map(head),
    downstream: [...new Set(down)].map(head),
    materials: own.flatMap(({ id: operation, materials }) =>
      materials.map(({ material, quantity }) => ({ material, quantity, operation })),
    ),
  };
}
const projectedOf = (order: PlannedOrder | undefined): { projected: string } | Record<string, never> =>
  order === undefined ? {} : { projected: order.projected };

/** Smallest number that makes an id new. */
async function freeId(db: Queries, workspace: string, stem: string, taken: ReadonlySet<string> = new Set()): Promise<string> {
  for (let number = 2; ; number++) {
    const id = `${stem}-${number}`;
    if (!taken.has(id) && (await readRecord(db, workspace, 'orders', id)) === undefined) return id;
  }
}

async function split({ params, body, version, who, write }: Call<'orders.split'>) {
  return await write(async (db) => {
    await db.run('select 1 from workspaces where id = $1 for update', [params.workspace]);
    const record = await readRecord(db, params.workspace, 'orders', params.id);
    if (record === undefined) throw notFound('order', params.id);
    const order = record.data as unknown as Order;
    const sum = body.quantities.reduce((total, quantity) => total + quantity, 0);
    if (Math.abs(sum - order.quantity) > 1e-9) throw new Refused(422, [report('server.split-adds-up', { sum, quantity: order.quantity })]);
    const { progress: _, ...plain } = order;
    const taken = new Set<string>();
    const [first = 0, ...rest] = body.quantities;
    const parts: Order[] = [{ ...order, quantity: first }];
    for (const quantity of rest) {
      const id = await freeId(db, params.workspace, order.id, taken);
      taken.add(id);
      parts.push({ ...plain, id, quantity });
    }
    const changes = parts.map((part, at) => ({
      kind: 'orders' as const,
      id: part.id,
      data: part as unknown as Record<string, unknown>,
      ...(at > 0 ? { version: 0 } : version === undefined ? {} : { version }),
    }));
    const { conflicts, records } = await writeRecords(db, params.workspace, changes, who.actor);
    if (conflicts[0] !== undefined) throw conflicted({ ...conflicts[0], changedFields: [...conflicts[0].changedFields] });
    return { body: { items: records as (StoredRecord & { data: Record<string, unknown> })[], findings: [] } };
  });
}

async function duplicate({ params, body, who, write }: Call<'orders.duplicate'>) {
  return await write(async (db) => {
    const record = await readRecord(db, params.workspace, 'orders', params.id);
    if (record === undefined) throw notFound('order', params.id);
    const id = body.id ?? (await freeId(db, params.workspace, params.id));
    const { progress: _, reference: __, ...data } = { ...record.data, id } as Record<string, unknown>;
    const made = await writeOne(db, params.workspace, { kind: 'orders', id, version: 0, data }, who);
    if (made === undefined) throw notFound('order', id);
    return { body: { ...made, data, findings: [] }, version: made.version };
  });
}

/** Quotes that were published before they ended: nobody shall make them. */
const GONE_QUOTES = `select q.order_id from quotes q where q.workspace = $6 and q.state in ('expired', 'released')
  and not exists (select 1 from records r where r.workspace = q.workspace and r.kind = 'orders' and r.id = q.order_id)`;

async function dispatch({ house, params, query, who }: Call<'dispatch.get'>) {
  const [plan] = await house.database.rows<{ id: string; publishedAt: string }>(
    `select id, published_at as "publishedAt" from plans where workspace = $1 and state = 'published'`,
    [params.workspace],
  );
  if (plan === undefined) return { body: { machine: params.id, items: [] } };
  const rows = await house.database.rows<{ text: string }>(
    `select data::text as text from plan_operations
     where plan = $1 and machine = $2 and ends_at > $3::timestamptz and ($4::text[] is null or site = any ($4))
       and split_part(order_id, '+', 1) not in (${GONE_QUOTES}) order by starts_at, id limit $5`,
    [plan.id, params.id, query?.from ?? '-infinity', sitesIn(who, params.workspace) ?? null, query?.limit ?? 50, params.workspace],
  );
  const head = JSON.stringify({ machine: params.id, plan: plan.id, publishedAt: plan.publishedAt }).slice(0, -1);
  return { text: `${head},"items":[${rows.map(({ text }) => text).join(',')}]}`, version: `${plan.id}-${rows.length}` };
}

export const ORDER_HANDLERS: Handlers<
  'orders.list' | 'orders.get' | 'orders.put' | 'orders.delete' | 'orders.batch' | 'orders.split' | 'orders.duplicate' | 'dispatch.get'
> = {
  'orders.list': async ({ house, params, query, who }) => ({
    body: await listOrders(house.database, params.workspace, sitesIn(who, params.workspace), query ?? {}),
  }),
  'orders.get': detail,
  'orders.put': async ({ params, body, version, who, write }) =>
    await write(async (db) => {
      const change = { kind: 'orders' as const, id: params.id, data: body, ...(version === undefined ? {} : { version }) };
      const record = await writeOne(db, params.workspace, change, who);
      if (record === undefined) throw notFound('order', params.id);
      return { body: { ...record, data: body, findings: [] }, version: record.version };
    }),
  'orders.delete': async ({ params, version, who, write }) =>
    await write(async (db) => {
      const change = { kind: 'orders' as const, id: params.id, data: null, ...(version === undefined ? {} : { version }) };
      await writeOne(db, params.workspace, change, who);
      return {};
    }),
  'orders.batch': async ({ params, body, who, write }) =>
    await write(async (db) => ({ body: await writeBatch(db, params.workspace, 'orders', body.changes, who) })),
  'orders.split': split,
  'orders.duplicate': duplicate,
  'dispatch.get': dispatch,
};
