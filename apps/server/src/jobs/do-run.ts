import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { CompleteFactory, FactoryDraft, Plan } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { Database, Queries } from '@midstream/storage';
import { announce, assembleFactory, savePlan } from '@midstream/storage';
import { applyChanges } from '@midstream/planning';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import { today } from '../services/factory-cache.ts';
import { placesColumns } from '../services/plan-places.ts';
import { expireQuotes } from '../services/promises.ts';
import { publishedPlan } from '../services/published.ts';
import type { RunRow } from '../services/runs.ts';
import { RUN_COLUMNS } from '../services/runs.ts';
import { searchPlan } from '../services/search-plan.ts';
import { notifyWebhooks } from '../services/webhooks.ts';

/** How often progress is told, and how often it is asked whether to stop. */
const BEAT_MILLISECONDS = 250;
const MOST_THREADS = 8;

/** Everything a run works on, read at one moment. */
interface Material {
  readonly factory: CompleteFactory;
  readonly draft: FactoryDraft;
  readonly revision: number;
  readonly published: { readonly id: string; readonly plan: Plan } | undefined;
}

/**
 * Does one run from start to proposal. A run whose worker died is done again from its start by another; the proposal and the end of the
 * run commit together, so there is never one without the other.
 */
export async function doRun(database: Database, id: string, signal: AbortSignal): Promise<void> {
  const [run] = await database.rows<RunRow>(
    `update runs set state = 'running', started_at = coalesce(started_at, now()), trace = '[]', progress = null
     where id = $1 and state in ('waiting', 'running') returning ${RUN_COLUMNS}`,
    [id],
  );
  if (run === undefined) return;
  await announce(database, run.workspace, { type: 'run', id, state: 'running' });
  const material = await gather(database, run);
  if (Array.isArray(material)) return await database.transaction((db) => end(db, run, 'failed', material));
  const watch = watchRun(database, run, signal);
  try {
    const { plan, findings } = await searchPlan(material.factory, {
      ...run.wish,
      workers: Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)),
      ...(material.published === undefined ? {} : { published: material.published.plan }),
      signal: watch.signal,
      onProgress: watch.tell,
    });
    await watch.close();
    // Told to go, not to stop: a search cut short is no result, and whoever takes it next has all the time it was given.
    if (signal.aborted && !watch.isStopped()) throw new Error('handed back');
    const trouble = findings.filter(({ severity }) => severity !== 'info');
    await database.transaction(async (db) => {
      if (plan === undefined) return await end(db, run, 'failed', [report('server.cannot-plan', { count: trouble.length }), ...trouble]);
      await finish(db, run, material, plan, trouble, watch.isStopped() ? 'stopped' : 'done');
    });
  } catch (error) {
    await watch.close();
    // A worker that is told to go leaves the run to another; a fault would only happen again.
    if (signal.aborted && !watch.isStopped()) throw error;
    // Stopped before there was any plan at all: no result, and no fault.
    if (watch.isStopped()) return await database.transaction((db) => end(db, run, 'stopped', []));
    const reason = error instanceof Error ? error.message.slice(0, 300) : String(error);
    await database.transaction((db) => end(db, run, 'failed', [report('server.run-failed', { reason })]));
  }
}

/** Ends a run that no worker survived. */
export async function giveUpRun(db: Queries, id: string): Promise<void> {
  const [run] = await db.rows<RunRow>(`select ${RUN_COLUMNS} from runs where id = $1 for update`, [id]);
  if (run !== undefined) await end(db, run, 'failed', [report('server.run-failed', { reason: 'every worker that took it died' })]);
}

async function gather(database: Database, run: RunRow): Promise<Material | Finding[]> {
  await database.transaction(expireQuotes);
  const found = await assembleFactory(database, run.workspace);
  const reading = found && readFactory(found.draft, today());
  if (found === undefined || reading?.factory === undefined)
    return (reading?.findings ?? []).filter(({ severity }) => severity === 'error');
  const published = run.kind === 'plan' ? undefined : await publishedPlan(database, run.workspace);
  let factory = run.wish.allowOvertime === undefined ? reading.factory : { ...reading.factory, allowOvertime: run.wish.allowOvertime };
  if (run.scenario !== null) {
    const [scenario] = await database.rows<{ changes: readonly unknown[] }>('select changes from scenarios where id = $1', [run.scenario]);
    const changed = applyChanges(factory, scenario?.changes ?? []);
    if (changed.factory === undefined) return [...changed.findings];
    factory = changed.factory;
  }
  const draft = run.scenario === null && run.wish.allowOvertime === undefined ? found.draft : factory;
  return { factory, draft, revision: found.revision, published };
}

interface Watch {
  readonly signal: AbortSignal;
  tell(progress: { seconds: number; value: number; bound: number }): void;
  isStopped(): boolean;
  close(): Promise<void>;
}

/** Tells how it goes and hears when somebody wants it to end. */
function watchRun(database: Database, run: RunRow, signal: AbortSignal): Watch {
  const stopping = new AbortController();
  const trace: [number, number, number][] = [];
  let told = 0;
  let wanted = false;
  let beat = Promise.resolve();
  const look = async (): Promise<void> => {
    const [row] = await database.rows<{ stop: boolean }>('select stop_wanted as stop from runs where id = $1', [run.id]);
    wanted = row?.stop ?? true;
    if (wanted) stopping.abort();
    if (trace.length === told) return;
    told = trace.length;
    const [seconds = 0, value = 0, bound = 0] = trace.at(-1) ?? [];
    const progress = { seconds, value, bound, gapPercent: value > 0 ? Math.max(0, ((value - bound) / value) * 100) : 0 };
    await database.run('update runs set progress = $2, trace = $3 where id = $1', [
      run.id,
      JSON.stringify(progress),
      JSON.stringify(trace),
    ]);
    await announce(database, run.workspace, { type: 'run', id: run.id, state: 'running', progress });
  };
  // A database that is away for a moment costs a word of progress, not the search.
  const timer = setInterval(() => (beat = beat.then(look).catch(() => undefined)), BEAT_MILLISECONDS);
  return {
    signal: AbortSignal.any([signal, stopping.signal]),
    tell: ({ seconds, value, bound }) => void trace.push([seconds, value, bound]),
    isStopped: () => wanted,
    async close() {
      clearInterval(timer);
      await beat;
      await look().catch(() => undefined);
    },
  };
}

async function finish(
  db: Queries,
  run: RunRow,
  material: Material,
  plan: Plan,
  findings: readonly Finding[],
  state: 'done' | 'stopped',
): Promise<void> {
  const [still] = await db.rows("select 1 from runs where id = $1 and state = 'running' for update", [run.id]);
  // Another worker, believing this one dead, was faster.
  if (still === undefined) return;
  const id = randomUUID();
  await savePlan(db, {
    id,
    workspace: run.workspace,
    by: run.createdBy,
    run: run.id,
    revision: material.revision,
    factory: material.draft,
    plan,
    places: placesColumns(plan),
    ...(run.wish.title === undefined ? {} : { title: run.wish.title }),
    ...(material.published === undefined ? {} : { basedOn: material.published.id }),
    ...(run.scenario === null ? {} : { scenario: run.scenario }),
  });
  if (run.scenario !== null)
    await db.run("update scenarios set state = 'solved', plan = $2, findings = $3 where id = $1", [
      run.scenario,
      id,
      JSON.stringify(findings),
    ]);
  await notifyWebhooks(db, run.workspace, 'plan.proposed', { plan: id, run: run.id });
  await end(db, run, state, findings, id);
}

async function end(
  db: Queries,
  run: RunRow,
  state: 'done' | 'stopped' | 'failed',
  findings: readonly Finding[],
  plan?: string,
): Promise<void> {
  await db.run('update runs set state = $2, plan = $3, findings = $4, ended_at = now() where id = $1', [
    run.id,
    state,
    plan ?? null,
    JSON.stringify(findings.slice(0, 500)),
  ]);
  if (plan === undefined && run.scenario !== null)
    await db.run("update scenarios set state = 'draft', findings = $2 where id = $1", [
      run.scenario,
      JSON.stringify(findings.slice(0, 500)),
    ]);
  await announce(db, run.workspace, { type: 'run', id: run.id, state, ...(plan === undefined ? {} : { plan }) });
  await notifyWebhooks(db, run.workspace, 'run.ended', { run: run.id, state });
}
