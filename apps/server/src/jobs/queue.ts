import type { Database, Queries } from '@midstream/storage';
import { translated } from '@midstream/storage';
import { PgBoss } from 'pg-boss';

/** Searches wait here; everything about a search but its turn stands in the table `runs`. */
const RUN_QUEUE = 'runs';
/** Files to be read wait apart, so that no long search delays them. */
const IMPORT_QUEUE = 'imports';
/** A worker that says nothing for so long is dead, and its job goes to another. */
const HEARTBEAT_SECONDS = 10;
/** A job fails by itself only once, with its reason; what is tried again lost its worker, and that may happen often on a bad day. */
const MOST_TRIES = 50;

/** Any number of our own: two workers that look for lost work at once would queue it twice. */
const LOST_LOCK = 7_241_107;

/** What to do, in the caller's transaction, with work that no worker survived. */
interface GiveUp {
  run(db: Queries, id: string): Promise<void>;
  import(db: Queries, id: string): Promise<void>;
}

export interface Queue {
  /** Queues a run in the caller's transaction. */
  sendRun(db: Queries, run: string): Promise<void>;
  /** Queues files to be read in the caller's transaction. */
  sendImport(db: Queries, importId: string): Promise<void>;
  /** Takes imports one after the other until the queue is closed. */
  workImports(handle: (importId: string) => Promise<void>): Promise<void>;
  /**
   * Queues again what waits in the tables and in no queue: a restore brings no queue with it. What lost its worker as often as it may is
   * given up instead: something in it kills workers. Returns how much was found.
   */
  takeUpLost(giveUp: GiveUp): Promise<number>;
  /** Takes runs one after the other until the queue is closed. */
  workRuns(handle: (run: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queue; several processes may at once. `supervise` = look after dead workers' jobs. */
export async function openQueue(database: Database, onError: (error: unknown) => void): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: database.url,
    schema: 'queue',
    max: 3,
    supervise: true,
    monitorIntervalSeconds: 5,
  } as ConstructorParameters<typeof PgBoss>[0] & object);
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(RUN_QUEUE);
  await boss.createQueue(IMPORT_QUEUE);
  const send = async (db: Queries, queue: string, job: object, expireInSeconds: number): Promise<void> => {
    const executeSql = async (text: string, values?: unknown[]): Promise<{ rows: object[] }> => ({ rows: await db.rows(text, values) });
    const again = { retryLimit: MOST_TRIES, retryDelay: 1, heartbeatSeconds: HEARTBEAT_SECONDS, expireInSeconds };
    // The queue looks some things up over connections of its own, whose trouble is the database's too.
    await boss.send(queue, job, { db: { executeSql } as never, ...again }).catch(translated);
  };
  const sendRun = (db: Queries, run: string): Promise<void> => send(db, RUN_QUEUE, { run }, 2 * 3600);
  const sendImport = (db: Queries, id: string): Promise<void> => send(db, IMPORT_QUEUE, { id }, 600);
  const often = { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3 };
  return {
    sendRun,
    async workRuns(handle) {
      await boss.work<{ run: string }>(RUN_QUEUE, often, async ([job]) => {
        if (job !== undefined) await handle(job.data.run, job.signal);
      });
    },
    sendImport,
    async takeUpLost(giveUp) {
      return await database.transaction(async (db) => {
        const [{ isOurs = false } = {}] = await db.rows<{ isOurs: boolean }>('select pg_try_advisory_xact_lock($1) as "isOurs"', [
          LOST_LOCK,
        ]);
        if (!isOurs) return 0;
        const runs = await lostIn(db, RUN_QUEUE, 'runs', 'run', ['waiting', 'running']);
        const imports = await lostIn(db, IMPORT_QUEUE, 'imports', 'id', ['reading', 'committing']);
        for (const { id, isHopeless } of runs) await (isHopeless ? giveUp.run(db, id) : sendRun(db, id));
        for (const { id, isHopeless } of imports) await (isHopeless ? giveUp.import(db, id) : sendImport(db, id));
        return runs.length + imports.length;
      });
    },
    async workImports(handle) {
      await boss.work<{ id: string }>(IMPORT_QUEUE, often, async ([job]) => {
        if (job !== undefined) await handle(job.data.id);
      });
    },
    close: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}

interface Lost {
  readonly id: string;
  readonly isHopeless: boolean;
}

/** Rows that wait for a worker while no job of the queue will bring them to one. */
async function lostIn(db: Queries, queue: string, table: string, field: string, states: readonly string[]): Promise<Lost[]> {
  const job = (state: string): string =>
    `exists (select 1 from queue.job j where j.name = $2 and j.state ${state} and j.data ->> '${field}' = t.id)`;
  return await db.rows<Lost>(
    `select t.id, ${job("= 'failed'")} as "isHopeless" from ${table} t where t.state = any ($1) and not ${job("< 'completed'")}`,
    [states, queue],
  );
}
