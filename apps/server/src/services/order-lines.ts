import type { OrderLine, RouteRequest } from '@midstream/api';
import type { Order } from '@midstream/factory';
import type { PlannedLine, Queries } from '@midstream/storage';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';

interface LineRow {
  readonly id: string;
  readonly version: number;
  readonly data: Order;
  readonly planned: PlannedLine | null;
  readonly changedLater: boolean;
}

/** Orders with their place in the published plan; `$1` the workspace, `$2` sites one is narrowed to or null. */
const LINES = `from records r
  left join plans p on p.workspace = r.workspace and p.state = 'published'
  left join plan_orders o on o.plan = p.id and o.id = r.id
  where r.workspace = $1 and r.kind = 'orders'
    and ($2::text[] is null or exists (select 1 from plan_operations f where f.plan = p.id and f.order_id = r.id and f.site = any ($2)))`;
const COLUMNS = `r.id, r.version, r.data, o.line as planned, r.changed_at > p.created_at as "changedLater"`;

/** What lists can be sorted by, and its type, so that a cursor can say where it stopped. */
const SORTS = {
  id: ['r.id', 'text'],
  due: ["r.data->>'due'", 'text'],
  projected: ['o.projected', 'timestamptz'],
  lateness: ['o.lateness', 'float8'],
  customer: ["r.data->>'customer'", 'text'],
  product: ["r.data->>'product'", 'text'],
} as const;

function lineOf({ id, version, data, planned, changedLater }: LineRow): OrderLine {
  return {
    id,
    version,
    product: data.product,
    quantity: data.quantity,
    status: data.status ?? 'approved',
    priority: data.priority ?? 1,
    ...(data.customer === undefined ? {} : { customer: data.customer }),
    ...(data.due === undefined ? {} : { due: data.due }),
    ...planned,
    planState: planned === null ? 'unplanned' : changedLater ? 'changed' : 'planned',
  };
}

/** One order as a line; undefined where there is none, or none of one's sites. */
export async function orderLine(
  db: Queries,
  workspace: string,
  sites: readonly string[] | undefined,
  id: string,
): Promise<OrderLine | undefined> {
  const [row] = await db.rows<LineRow>(`select ${COLUMNS} ${LINES} and r.id = $3`, [workspace, sites ?? null, id]);
  return row === undefined ? undefined : lineOf(row);
}

type Query = NonNullable<RouteRequest<'orders.list'>['query']>;

/** Where a page stopped: the last line's place in the order asked for, and the total the first page counted. */
interface Cursor {
  readonly total: number;
  /** As text; null = behind everything that has a value. */
  readonly key: string | null;
  readonly id: string;
}

const DEFAULT_LIMIT = 200;

/** A page of orders. Pages go on where the last one stopped, so an order added meanwhile shifts none of the others. */
export async function listOrders(
  db: Queries,
  workspace: string,
  sites: readonly string[] | undefined,
  query: Query,
): Promise<{ items: OrderLine[]; total: number; next?: string }> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const values: unknown[] = [workspace, sites ?? null];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const filters = filtersOf(query, given);
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const total = cursor?.total ?? (await count(db, filters, values));
  const [key, type] = SORTS[query.sort ?? 'id'];
  const isDown = query.descending === 'true';
  const after = cursor === undefined ? [] : [afterOf(cursor, key, type, isDown, given)];
  const rows = await db.rows<LineRow & { key: string | null }>(
    `select ${COLUMNS}, (${key})::text as key ${LINES} ${[...filters, ...after].map((filter) => `and ${filter}`).join(' ')}
     order by ${query.sort === undefined || query.sort === 'id' ? '' : `${key} ${isDown ? 'desc' : 'asc'} nulls last,`}
       r.id ${key === 'r.id' && isDown ? 'desc' : 'asc'} limit ${given(limit + 1)}`,
    values,
  );
  const items = rows.slice(0, limit).map(lineOf);
  const last = rows[limit - 1];
  if (rows.length <= limit || last === undefined) return { items, total };
  return { items, total, next: Buffer.from(JSON.stringify([total, last.key, last.id])).toString('base64url') };
}

function filtersOf(query: Query, given: (value: unknown) => string): string[] {
  const filters: string[] = [];
  if (query.search !== undefined) {
    const pattern = given(`%${query.search.replace(/[\\%_]/g, '\\$&')}%`);
    // A product is looked for by what it is called, in any language, as well as by its number.
    filters.push(`(r.id ilike ${pattern} or r.data->>'product' ilike ${pattern} or r.data->>'customer' ilike ${pattern}
      or r.data->>'product' in (select q.id from records q where q.workspace = $1 and q.kind = 'products' and (q.data->'name')::text ilike ${pattern}))`);
  }
  if (query.status !== undefined) filters.push(`coalesce(r.data->>'status', 'approved') = any (${given(query.status.split(','))})`);
  if (query.late !== undefined) filters.push(`coalesce(o.lateness, 0) ${query.late === 'true' ? '>' : '<='} 0`);
  return filters;
}

async function count(db: Queries, filters: readonly string[], values: readonly unknown[]): Promise<number> {
  const text = `select count(*) as total ${LINES} ${filters.map((filter) => `and ${filter}`).join(' ')}`;
  return (await db.rows<{ total: number }>(text, values))[0]?.total ?? 0;
}

/** Lines behind the cursor's; those without a value come last, whichever the direction. */
function afterOf({ key: at, id }: Cursor, key: string, type: string, isDown: boolean, given: (value: unknown) => string): string {
  if (key === 'r.id') return `r.id ${isDown ? '<' : '>'} ${given(id)}`;
  if (at === null) return `${key} is null and r.id > ${given(id)}`;
  const value = `${given(at)}::${type}`;
  return `(${key} ${isDown ? '<' : '>'} ${value} or ${key} = ${value} and r.id > ${given(id)} or ${key} is null)`;
}

/** @throws Refused for a cursor that is none of ours */
function readCursor(text: string): Cursor {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const [total, key, id] = Array.isArray(read) ? (read as unknown[]) : [];
    if (typeof total === 'number' && (typeof key === 'string' || key === null) && typeof id === 'string') return { total, key, id };
  } catch {
    // No JSON: not ours either.
  }
  throw new Refused(400, [report('server.bad-request', { path: '/query/cursor', problem: 'not a cursor of this list' })]);
}
