import { randomUUID } from 'node:crypto';
import type { RouteAnswer, Run } from '@midstream/api';
import type { OperationProgress, Order } from '@midstream/factory';
import { ownersOfLine, readStepName } from '@midstream/planning';
import type { Actor, Queries, RecordChange } from '@midstream/storage';
import { announce, readRecord, writeRecords } from '@midstream/storage';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import type { Call, Handlers, House } from '../http/call.ts';
import type { Principal } from '../http/principal.ts';
import { sitesIn } from '../http/principal.ts';
import { notFound, Refused } from '../refused.ts';
import { pageAnswer, pageFrom } from './pages.ts';
import { objectiveFor } from './search-plan.ts';

/** What a worker needs to know to do a run. */
export interface RunWish {
  readonly objective?: string;
  readonly seconds: number;
  readonly horizonDays?: number;
  readonly seed?: number;
  readonly allowOvertime?: boolean;
  readonly title?: string;
}

export interface RunRow {
  readonly id: string;
  readonly workspace: string;
  readonly kind: Run['kind'];
  readonly state: Run['state'];
  readonly wish: RunWish;
  readonly progress: Run['progress'] | null;
  readonly trace: Run['trace'];
  readonly plan: string | null;
  readonly scenario: string | null;
  readonly findings: Finding[];
  readonly result: unknown;
  readonly createdBy: Actor;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export const RUN_COLUMNS = `id, workspace, kind, state, wish, progress, trace, plan, scenario, findings, result, created_by as "createdBy",
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"`;

function runOf(row: RunRow): Run {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    objective: row.wish.objective ?? (row.kind === 'plan' ? 'on-time' : 'calm'),
    secondsWanted: row.wish.seconds,
    createdAt: row.createdAt,
    trace: row.trace,
    findings: row.findings,
    ...(row.startedAt === null ? {} : { startedAt: row.startedAt }),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt }),
    ...(row.scenario === null ? {} : { scenario: row.scenario }),
    ...(row.progress === null ? {} : { progress: row.progress }),
    ...(row.plan === null ? {} : { plan: row.plan }),
    ...(row.result === null ? {} : { result: row.result }),
  };
}

async function readRun(db: Queries, workspace: string, id: string): Promise<RunRow> {
  const [row] = await db.rows<RunRow>(`select ${RUN_COLUMNS} from runs where workspace = $1 and id = $2`, [workspace, id]);
  if (row === undefined) throw notFound('run', id);
  return row;
}

/** Queues a run in the caller's transaction. */
export async function queueRun(
  db: Queries,
  house: House,
  run: { readonly workspace: string; readonly kind: Run['kind']; readonly wish: RunWish; readonly by: Actor; readonly scenario?: string },
): Promise<Run> {
  const id = randomUUID();
  await db.run(`insert into runs (id, workspace, kind, state, wish, scenario, created_by) values ($1, $2, $3, 'waiting', $4, $5, $6)`, [
    id,
    run.workspace,
    run.kind,
    JSON.stringify(run.wish),
    run.scenario ?? null,
    JSON.stringify(run.by),
  ]);
  await house.queue.sendRun(db, id);
  await announce(db, run.workspace, { type: 'run', id, state: 'waiting' });
  return runOf(await readRun(db, run.workspace, id));
}

const NOTHING_ELSE = {
  query: undefined,
  body: undefined,
  version: undefined,
  inColumns: false,
  once: undefined,
  wire: 'text',
  known: undefined,
} as const;

/** Refuses before anything is queued what a worker could only refuse later. */
async function checkedWish(
  { house, who, params: { workspace } }: Pick<Call<'runs.create'>, 'house' | 'who' | 'params'>,
  objective: string | undefined,
): Promise<void> {
  if (objective !== undefined) {
    const { findings } = objectiveFor(objective, false);
    if (findings.length > 0) throw new Refused(422, findings);
  }
  const { text } = await house.threads.answer('factory.health', { who, params: { workspace }, ...NOTHING_ELSE });
  const { canPlan, errors } = JSON.parse(text ?? '') as RouteAnswer<'factory.health'>;
  if (!canPlan) throw new Refused(422, [report('server.cannot-plan', { count: errors.length }), ...errors.slice(0, 50)]);
}

const DEFAULT_SECONDS = 10;
const MOVE_SECONDS = 3;

async function create(call: Call<'runs.create'>) {
  const { house, params, body, who, write } = call;
  await checkedWish(call, body.objective);
  const { kind = 'replan', seconds = DEFAULT_SECONDS, ...rest } = body;
  const wish = { seconds, ...rest } as RunWish;
  return await write(async (db) => ({ body: await queueRun(db, house, { workspace: params.workspace, kind, wish, by: who.actor }) }));
}

/** Findings and results name orders of any site: somebody of some sites gets how the search goes, and no names. */
function runSeen(row: RunRow, who: Principal): Run {
  return runOf(sitesIn(who, row.workspace) === undefined ? row : { ...row, findings: [], result: null });
}

async function stop({ house, params, who }: Call<'runs.stop'>) {
  await house.database.run("update runs set stop_wanted = true where workspace = $1 and id = $2 and state in ('waiting', 'running')", [
    params.workspace,
    params.id,
  ]);
  return { body: runSeen(await readRun(house.database, params.workspace, params.id), who) };
}

interface KnownOrder {
  readonly order: Order;
  readonly version: number;
}

/** The order whose record keeps the locks of a line: its own, or the one a part is made for. */
async function lockedOrder(
  db: Queries,
  workspace: string,
  line: string,
  known: ReadonlyMap<string, KnownOrder>,
): Promise<{ readonly id: string; readonly part: string | undefined; readonly record: KnownOrder } | undefined> {
  for (const { order: id, part } of ownersOfLine(line)) {
    const before = known.get(id);
    if (before !== undefined) return { id, part, record: before };
    const found = await readRecord(db, workspace, 'orders', id);
    if (found !== undefined) return { id, part, record: { order: found.data as unknown as Order, version: found.version } };
  }
  return undefined;
}

/** Locks of the board as changes of the orders they stand in. */
async function lockChanges(db: Queries, workspace: string, moves: Call<'moves.create'>['body']['moves']): Promise<RecordChange[]> {
  const orders = new Map<string, KnownOrder>();
  for (const { operation: place, machine, start, locked } of moves) {
    const name = readStepName(place);
    const found = name === undefined ? undefined : await lockedOrder(db, workspace, name.line, orders);
    if (name === undefined || found === undefined) throw notFound('operation', place);
    const { id, part, record } = found;
    const { operation, lot } = name;
    const isIt = (each: OperationProgress): boolean => each.operation === operation && each.part === part && each.lot === lot;
    const known = record.order.progress ?? [];
    const was = known.find(isIt);
    if (was !== undefined && was.state !== 'waiting')
      throw new Refused(422, [report('server.plan-state', { plan: place, state: was.state })]);
    const others = known.filter((each) => !isIt(each));
    const lock = {
      operation,
      ...(part === undefined ? {} : { part }),
      ...(lot === undefined ? {} : { lot }),
      state: 'waiting' as const,
      ...(machine === undefined ? {} : { machine }),
      ...(start === undefined ? {} : { start }),
      locked: true,
    };
    const { progress: _, ...plain } = record.order;
    const progress = locked ? [...others, lock] : others;
    orders.set(id, { version: record.version, order: { ...plain, ...(progress.length === 0 ? {} : { progress }) } });
  }
  return [...orders].map(([id, { order, version }]) => ({
    kind: 'orders',
    id,
    version,
    data: order as unknown as Record<string, unknown>,
  }));
}

async function createMoves({ house, params, body, who, write }: Call<'moves.create'>) {
  await checkedWish({ house, who, params }, body.objective);
  return await write(async (db) => {
    await db.run('select 1 from workspaces where id = $1 for update', [params.workspace]);
    await writeRecords(db, params.workspace, await lockChanges(db, params.workspace, body.moves), who.actor);
    const wish = { seconds: body.seconds ?? MOVE_SECONDS, ...(body.objective === undefined ? {} : { objective: body.objective }) };
    return { body: await queueRun(db, house, { workspace: params.workspace, kind: 'moves', wish, by: who.actor }) };
  });
}

async function list({ house, params, query, who }: Call<'runs.list'>) {
  const page = pageFrom(query);
  const rows = await house.database.rows<RunRow & { total: number }>(
    `select ${RUN_COLUMNS}, count(*) over () as total from runs where workspace = $1 order by created_at desc, id limit $2 offset $3`,
    [params.workspace, page.limit, page.offset],
  );
  return {
    body: pageAnswer(
      rows.map((row) => runSeen(row, who)),
      rows[0]?.total ?? 0,
      page,
    ),
  };
}

export const RUN_HANDLERS: Handlers<'runs.create' | 'runs.list' | 'runs.get' | 'runs.stop' | 'moves.create'> = {
  'runs.create': create,
  'runs.list': list,
  'runs.get': async ({ house, params, who }) => ({ body: runSeen(await readRun(house.database, params.workspace, params.id), who) }),
  'runs.stop': stop,
  'moves.create': createMoves,
};
