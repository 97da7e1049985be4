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

export interface Queue {
  /** Queues a run in the caller's transaction. */
  sendRun(db: Queries, run: string): Promise<void>;
  /** Queues files to be read in the caller's transaction. */
  sendImport(db: Queries, importId: string): Promise<void>;
  /** Takes imports one after the other until the queue is closed. */
  workImports(handle: (importId: string) => Promise<void>): Promise<void>;
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
  const often = { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3 };
  return {
    sendRun: (db, run) => send(db, RUN_QUEUE, { run }, 2 * 3600),
    async workRuns(handle) {
      await boss.work<{ run: string }>(RUN_QUEUE, often, async ([job]) => {
        if (job !== undefined) await handle(job.data.run, job.signal);
      });
    },
    sendImport: (db, id) => send(db, IMPORT_QUEUE, { id }, 600),
    async workImports(handle) {
      await boss.work<{ id: string }>(IMPORT_QUEUE, often, async ([job]) => {
        if (job !== undefined) await handle(job.data.id);
      });
    },
    close: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}
