import type { Database, EmbeddedPostgres } from '@midstream/storage';
import { migrate, openDatabase, startEmbedded, StorageTrouble } from '@midstream/storage';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './http/app.ts';
import { openMetrics } from './http/metrics.ts';
import { openSignOn } from './http/sign-on.ts';
import { keepChores } from './jobs/deliver.ts';
import { doCommit } from './jobs/do-commit.ts';
import { doImport } from './jobs/do-import.ts';
import { doRun } from './jobs/do-run.ts';
import { openQueue } from './jobs/queue.ts';
import { openLive } from './live/live.ts';
import { factoryCache } from './services/factory-cache.ts';
import { openThreads } from './threads/thread-pool.ts';
import type { Settings } from './settings.ts';

/** Something that was started and can be ended in order. */
export interface Running {
  /** Of a server: where it answers. */
  readonly url?: string;
  stop(): Promise<void>;
}

export interface RunningServer extends Running {
  readonly url: string;
  /** Starts its threads before anybody asks for them. */
  warm(): void;
}

const GUARD_MILLISECONDS = 1000;
const PATIENCE_MILLISECONDS = 60_000;
/** What is asked before a server stops is answered for so long; below the time after which a process that stops is ended. */
const ANSWER_MILLISECONDS = 12_000;

const loggerFor = (settings: Settings, name: string): Logger =>
  pino({
    level: settings.logLevel,
    base: { name, pid: process.pid },
    redact: { paths: ['req.headers', '*.password', '*.secret', '*.token', '*.connectionString'], remove: true },
  });

interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/** The database of the settings, embedded or not, up to date. Waits a while for one that is only coming up. */
async function openStorage(settings: Settings, logger: Logger): Promise<OpenDatabase> {
  const embedded = settings.databaseUrl === undefined ? await startEmbedded(settings.dataFolder) : undefined;
  const database = openDatabase(settings.databaseUrl ?? embedded?.url ?? '');
  await patiently(() => migrate(database));
  const guard = embedded === undefined ? undefined : guardEmbedded(embedded, logger);
  return {
    database,
    async close() {
      await guard?.stop();
      await database.close();
      await embedded?.stop();
    },
  };
}

/** A database that is only coming up is waited for; what waiting does not mend is thrown at once. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + PATIENCE_MILLISECONDS; ;) {
    try {
      return await work();
    } catch (error) {
      const lasts = error instanceof StorageTrouble && error.finding.code !== 'storage.unreachable';
      if (lasts || performance.now() > until) throw error;
      await sleep(500);
    }
  }
}

/** Starts the embedded database again when it was killed. */
function guardEmbedded(embedded: EmbeddedPostgres, logger: Logger): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(GUARD_MILLISECONDS);
      if (!stopping.signal.aborted)
        await embedded.ensureRunning().catch((error: unknown) => logger.error({ err: error }, 'the database does not come up'));
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Lets requests in flight be answered, but not for ever. */
async function inTime(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), ANSWER_MILLISECONDS);
  await app.close();
  clearTimeout(late);
}

/** Starts one HTTP server. Searches are done by workers. */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const logger = loggerFor(settings, 'midstream-server');
  const storage = await openStorage(settings, logger);
  const { database } = storage;
  const queue = await patiently(() => openQueue(database, (error) => logger.warn({ err: error }, 'queue')));
  const live = openLive(database);
  const signOn = settings.signOn === undefined ? undefined : openSignOn(settings, settings.signOn, database);
  const threads = openThreads({
    size: settings.threads,
    start: { databaseUrl: database.url, settings },
    onLost: (error, route) => logger.error({ err: error, route }, 'a thread was lost'),
  });
  const house = { database, queue, live, settings, factories: factoryCache(database), signOn, threads };
  const app = await buildApp(house, openMetrics(house), logger);
  const url = await app.listen({ host: settings.host, port: settings.port });
  logger.info({ url }, 'listening');
  return {
    url,
    warm: () => threads.warm(),
    async stop() {
      live.endAll();
      await inTime(app);
      await threads.close();
      await live.stop();
      await queue.close();
      await storage.close();
      logger.info('stopped');
    },
  };
}

/** Starts one worker: takes searches and files to be read from the queue, sends webhooks, lets quotes expire. */
export async function startWorker(settings: Settings): Promise<Running> {
  const logger = loggerFor(settings, 'midstream-worker');
  const storage = await openStorage(settings, logger);
  const { database } = storage;
  const stopping = new AbortController();
  const queue = await patiently(() => openQueue(database, (error) => logger.warn({ err: error }, 'queue')));
  const chores = keepChores(database, { toPrivate: settings.webhooksToPrivate });
  await queue.workRuns(async (run, signal) => {
    logger.info({ run }, 'run begins');
    await doRun(database, run, AbortSignal.any([signal, stopping.signal]));
    logger.info({ run }, 'run ended');
  });
  await queue.workImports(async (id) => {
    logger.info({ import: id }, 'import is read or written');
    await doImport(database, id);
    await doCommit(database, id);
  });
  logger.info('working');
  return {
    async stop() {
      stopping.abort();
      await queue.close();
      await chores.stop();
      await storage.close();
      logger.info('stopped');
    },
  };
}
