import pg from 'pg';
import { report } from '../codes.ts';
import { StorageTrouble } from '../storage-trouble.ts';

/** As much of a connection as a query needs: a pool, or a transaction. */
export interface Queries {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Rows changed. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

export interface Database extends Queries {
  readonly url: string;
  /** All or nothing. Tried again where PostgreSQL asks for it (serialisation, deadlock); never after an unclear commit. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** A connection of its own, for LISTEN. The caller ends it. */
  connect(): Promise<pg.Client>;
  close(): Promise<void>;
}

const TRIES = 5;
const RETRYABLE = new Set(['40001', '40P01']);

// Times come as ISO text, as they are sent on; bigint fits a number here.
const parsers = { getTypeParser: typeParser } as unknown as pg.CustomTypesConfig;
function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
  if (oid === pg.types.builtins.INT8) return Number;
  return pg.types.getTypeParser(oid, format);
}

interface DatabaseOptions {
  readonly connections?: number;
  /** A statement that is not answered so long is told as `storage.unreachable`, and its connection given up: the line may be dead without a word. */
  readonly patienceMilliseconds?: number;
}

/** A process that vanished in the middle of a transaction (a machine without power says no goodbye) holds its rows no longer than this. */
const IDLE_IN_TRANSACTION_MILLISECONDS = 300_000;

const connectionOf = (url: string, { patienceMilliseconds }: DatabaseOptions): pg.ClientConfig => ({
  connectionString: url,
  types: parsers,
  connectionTimeoutMillis: 5000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  application_name: 'midstream',
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MILLISECONDS,
  ...(patienceMilliseconds === undefined ? {} : { query_timeout: patienceMilliseconds }),
});

/** Opens a pool. Nothing is connected before the first query. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const settings = connectionOf(url, options);
  const pool = new pg.Pool({ ...settings, max: options.connections ?? 12, idleTimeoutMillis: 30_000 });
  // An idle connection that breaks is replaced at the next query.
  pool.on('error', () => undefined);
  const over = (client: pg.Pool | pg.PoolClient): Queries => ({
    async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
      return (await client.query(text, [...values]).catch(translated)).rows as Row[];
    },
    async run(text, values = []) {
      return (await client.query(text, [...values]).catch(translated)).rowCount ?? 0;
    },
  });
  return {
    url,
    ...over(pool),
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        const client = await pool.connect().catch(translated);
        let broken: Error | undefined;
        client.on('error', onBroken);
        try {
          await client.query('begin').catch(translated);
          const result = await work(over(client));
          await client.query('commit').catch(translated);
          return result;
        } catch (error) {
          await client.query('rollback').catch((failure: Error) => (broken = failure));
          if (!RETRYABLE.has(codeOf(error)) || attempt === TRIES) throw error;
        } finally {
          client.off('error', onBroken);
          client.release(broken);
        }
      }
    },
    async connect() {
      const client = new pg.Client(settings);
      client.on('error', () => undefined);
      await client.connect().catch(translated);
      return client;
    },
    close: () => pool.end(),
  };
}

const onBroken = (): void => undefined;

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Network trouble and a full disk are expected; a wrong statement is a bug. @throws always, StorageTrouble for what is expected */
export function translated(error: unknown): never {
  if (error instanceof StorageTrouble) throw error;
  const code = codeOf(error);
  // Class 53 is "insufficient resources"; 53100 the full disk.
  if (code === '53100' || code === 'ENOSPC') throw new StorageTrouble(report('storage.disk-full'), error);
  if (isUnreachable(error, code)) throw new StorageTrouble(report('storage.unreachable'), error);
  throw error;
}

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);
function isUnreachable(error: unknown, code: string): boolean {
  // Class 08 connection exception, 57P0x the server is going down or coming up, 53300 no connection free, 25P03 idle for too long.
  if (NETWORK.has(code) || code.startsWith('08') || code.startsWith('57P') || code === '53300' || code === '25P03') return true;
  return (
    code === '' &&
    error instanceof Error &&
    /Connection terminated|timeout exceeded|read timeout|not queryable|ended by the server|Client was closed|client was passed|connection error/i.test(
      error.message,
    )
  );
}
