import type { Database, EmbeddedPostgres } from '@midstream/storage';
import { migrate, openDatabase, startEmbedded, StorageTrouble } from '@midstream/storage';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { report } from './codes.ts';
import { buildApp } from './http/app.ts';
import { openMetrics } from './http/metrics.ts';
import { openSignOn } from './http/sign-on.ts';
import { keepChores } from './jobs/deliver.ts';
import { doCommit } from './jobs/do-commit.ts';
import { doImport, giveUpImport } from './jobs/do-import.ts';
import { doRun, giveUpRun } from './jobs/do-run.ts';
import { openQueue } from './jobs/queue.ts';
import { openLive } from './live/live.ts';
import type { Live } from './live/live.ts';
import { Refused } from './refused.ts';
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
/** Longer than any statement takes: what is not answered by then was sent into a dead line. */
const STATEMENT_MILLISECONDS = 120_000;
/** What is asked before a server stops is answered for so long; below the time after which a process that stops is ended. */
const ANSWER_MILLISECONDS = 12_000;

/** What PostgreSQL adds to an error (`detail: Key (email)=(…) already exists`) names people and values: it stays out of the log. */
const plainError = (error: Error & { readonly code?: unknown }): object => ({
  type: error.name,
  message: error.message,
  ...(error.code === undefined ? {} : { code: error.code }),
  stack: error.stack,
});

const loggerFor = (settings: Settings, name: string): Logger =>
  pino({
    level: settings.logLevel,
    base: { name, pid: process.pid },
    serializers: { err: plainError },
    redact: { paths: ['req.headers', '*.password', '*.secret', '*.token', '*.connectionString'], remove: true },
  });

interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/** The database of the settings, embedded or not, up to date. Waits a while for one that is only coming up. */
async function openStorage(settings: Settings, logger: Logger): Promise<OpenDatabase> {
  const embedded = settings.databaseUrl === undefined ? await startEmbedded(settings.dataFolder) : undefined;
  const url = settings.databaseUrl ?? embedded?.url ?? '';
  await broughtUpToDate(url).catch(async (error: unknown) => {
    await embedded?.stop();
    throw error;
  });
  const database = openDatabase(url, { patienceMilliseconds: STATEMENT_MILLISECONDS });
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

/** Over a connection of its own, because a step may take longer than any other statement. */
async function broughtUpToDate(url: string): Promise<void> {
  const database = openDatabase(url, { connections: 1 });
  await patiently(() => migrate(database)).finally(() => database.close());
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

/** Ends the streams and lets requests in flight be answered, but not for ever. */
async function inTime(live: Live, app: FastifyInstance): Promise<void> {
  live.endAll();
  const late = setTimeout(() => app.server.closeAllConnections(), ANSWER_MILLISECONDS);
  await app.close();
  clearTimeout(late);
}

/** Starts one HTTP server. Searches are done by workers. @throws Refused where it cannot listen; nothing it started is left running then */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const logger = loggerFor(settings, 'midstream-server');
  const started = new Started();
  try {
    const storage = started.add(await openStorage(settings, logger), ({ close }) => close());
    const { database } = storage;
    const queue = started.add(await patiently(() => openQueue(database, (error) => logger.warn({ err: error }, 'queue'))), (each) =>
      each.close(),
    );
    const live = started.add(openLive(database), (each) => each.stop());
    const signOn = settings.signOn === undefined ? undefined : openSignOn(settings, settings.signOn, database);
    const threads = started.add(
      openThreads({
        size: settings.threads,
        start: { databaseUrl: database.url, settings },
        onLost: (error, route) => logger.error({ err: error, route }, 'a thread was lost'),
      }),
      (each) => each.close(),
    );
    const house = { database, queue, live, settings, factories: factoryCache(database), signOn, threads };
    const app = started.add(await buildApp(house, openMetrics(house), logger), (each) => inTime(live, each));
    const url = await listenAt(app, settings);
    logger.info({ url }, 'listening');
    return {
      url,
      warm: () => threads.warm(),
      async stop() {
        await started.stop();
        logger.info('stopped');
      },
    };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function listenAt(app: FastifyInstance, { host, port }: Settings): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code: reason = String(error) } = error as { code?: string };
    throw new Refused(500, [report('server.cannot-listen', { address: `${host}:${port}`, reason })]);
  }
}

/** What was started, to be ended in the opposite order. */
class Started {
  readonly #ends: (() => Promise<unknown>)[] = [];

  add<T>(part: T, end: (part: T) => Promise<unknown>): T {
    this.#ends.unshift(() => end(part));
    return part;
  }

  async stop(): Promise<void> {
    for (const end of this.#ends) await end();
  }
}

/** Starts one worker: takes searches and files to be read from the queue, sends webhooks, lets quotes expire. */
export async function startWorker(settings: Settings): Promise<Running> {
  const logger = loggerFor(settings, 'midstream-worker');
  const started = new Started();
  const stopping = new AbortController();
  try {
    const { database } = started.add(await openStorage(settings, logger), ({ close }) => close());
    const queue = await patiently(() => openQueue(database, (error) => logger.warn({ err: error }, 'queue')));
    started.add(
      keepChores(database, {
        toPrivate: settings.webhooksToPrivate,
        takeUpLost: () => queue.takeUpLost({ run: giveUpRun, import: giveUpImport }),
      }),
      (each) => each.stop(),
    );
    started.add(queue, (each) => each.close());
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
  } catch (error) {
    await started.stop();
    throw error;
  }
  logger.info('working');
  return {
    async stop() {
      stopping.abort();
      await started.stop();
      logger.info('stopped');
    },
  };
}
