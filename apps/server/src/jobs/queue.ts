import type { Database, Queries } from '@midstream/storage';
import { PgBoss } from 'pg-boss';

/** Searches wait here; everything about a search but its turn stands in the table `runs`. */
const RUN_QUEUE = 'runs';
/** A worker that says nothing for so long is dead, and its job goes to another. */
const HEARTBEAT_SECONDS = 10;

export interface Queue {
  /** Queues a run in the caller's transaction. */
  sendRun(db: Queries, run: string): Promise<void>;
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
  return {
    async sendRun(db, run) {
      const executeSql = async (text: string, values?: unknown[]): Promise<{ rows: object[] }> => ({ rows: await db.rows(text, values) });
      await boss.send(
        RUN_QUEUE,
        { run },
        { db: { executeSql } as never, retryLimit: 3, retryDelay: 1, heartbeatSeconds: HEARTBEAT_SECONDS, expireInSeconds: 2 * 3600 },
      );
    },
    async workRuns(handle) {
      await boss.work<{ run: string }>(RUN_QUEUE, { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3 }, async ([job]) => {
        if (job !== undefined) await handle(job.data.run, job.signal);
      });
    },
    close: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}
