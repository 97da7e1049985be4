import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { pipeline as pipe } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { report } from '../codes.ts';
import type { Database, Queries } from '../connect/database.ts';
import { migrate, SCHEMA_VERSION } from '../migrations/migrate.ts';
import { StorageTrouble } from '../storage-trouble.ts';

/** Parents before children. Sessions and idempotency keys are left out: nobody wants them back. */
const TABLES = [
  'people',
  'workspaces',
  'grants',
  'tokens',
  'records',
  'record_versions',
  'documents',
  'plans',
  'plan_orders',
  'plan_operations',
  'runs',
  'imports',
  'import_files',
  'scenarios',
  'answers',
  'quotes',
  'webhooks',
  'deliveries',
  'audit',
] as const;
const ROWS_AT_ONCE = 500;

interface Head {
  readonly format: 'midstream-backup';
  readonly schema: number;
  readonly at: string;
}

/**
 * Writes everything to one file (gzip of one JSON value a line), as of one moment, while others go on working.
 * @throws StorageTrouble where the file cannot be written; half a file is not left behind
 */
export async function backup(database: Database, file: string, at: string): Promise<Readonly<Record<string, number>>> {
  const half = `${file}.part`;
  const gzip = createGzip();
  const written = pipeline(gzip, createWriteStream(half, { mode: 0o600 }));
  const failed = written.then(
    () => undefined,
    (error: unknown) => error,
  );
  const line = async (value: string): Promise<void> => {
    if (gzip.destroyed) await written;
    if (!gzip.write(`${value}\n`)) await Promise.race([once(gzip, 'drain'), written]);
  };
  try {
    const counts = await database.transaction((db) => writeAll(db, at, line));
    // A file without its last line was cut off.
    await line(JSON.stringify({ end: counts }));
    gzip.end();
    await written;
    await rename(half, file);
    return counts;
  } catch (error) {
    gzip.destroy();
    const cause = ((await failed) ?? error) as NodeJS.ErrnoException;
    await rm(half, { force: true }).catch(() => undefined);
    if (error instanceof StorageTrouble || cause.syscall === undefined) throw error;
    throw new StorageTrouble(report('storage.file-unwritable', { file, reason: cause.code ?? cause.message }), cause);
  }
}

async function writeAll(db: Queries, at: string, line: (value: string) => Promise<void>): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  await db.run('set transaction isolation level repeatable read, read only');
  await line(JSON.stringify({ format: 'midstream-backup', schema: SCHEMA_VERSION, at } satisfies Head));
  for (const table of TABLES) counts[table] = await writeTable(db, table, line);
  return counts;
}

async function writeTable(db: Queries, table: string, line: (value: string) => Promise<void>): Promise<number> {
  await db.run(`declare rows_of_${table} no scroll cursor for select row_to_json(t)::text as row from ${table} t`);
  let count = 0;
  for (;;) {
    const rows = await db.rows<{ row: string }>(`fetch ${ROWS_AT_ONCE} from rows_of_${table}`);
    for (const { row } of rows) await line(`["${table}",${row}]`);
    count += rows.length;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await db.run(`close rows_of_${table}`);
  return count;
}

/** Reads a backup into an empty database, whole or not at all. @throws StorageTrouble when the file or the database will not do */
export async function restore(database: Database, file: string): Promise<Readonly<Record<string, number>>> {
  const notOurs = (cause?: unknown): StorageTrouble => new StorageTrouble(report('storage.not-a-backup', { file }), cause);
  const reading = linesOf(file);
  const head = await reading.next().then(
    ({ value }) => parsed(value ?? undefined) as Partial<Head> | undefined,
    () => undefined,
  );
  if (head?.format !== 'midstream-backup' || typeof head.schema !== 'number') throw notOurs();
  if (head.schema > SCHEMA_VERSION)
    throw new StorageTrouble(report('storage.newer-database', { found: head.schema, known: SCHEMA_VERSION }));
  // Rows fit the schema they were written from; later steps then carry them forward.
  await migrate(database, head.schema);
  const [used] = await database.rows('select 1 from people union all select 1 from workspaces limit 1');
  if (used !== undefined) throw new StorageTrouble(report('storage.not-empty'));
  const counts: Record<string, number> = {};
  await database.transaction(async (db) => {
    let isWhole = false;
    const waiting = new Waiting(db);
    for await (const line of reading) {
      const row = parsed(line);
      if (!Array.isArray(row)) {
        isWhole = true;
        continue;
      }
      const [table] = row as [(typeof TABLES)[number]];
      if (!TABLES.includes(table)) throw notOurs();
      counts[table] = (counts[table] ?? 0) + 1;
      await waiting.add(table, line.slice(table.length + 4, -1));
    }
    await waiting.flush();
    if (!isWhole) throw notOurs();
    for (const [table, column] of [
      ['records', 'place'],
      ['audit', 'id'],
    ])
      await db.run(
        `select setval(pg_get_serial_sequence('${table}', '${column}'), (select coalesce(max(${column}), 0) + 1 from ${table}), false)`,
      );
  });
  await migrate(database);
  return counts;
}

/** Lines of a compressed file. Ends early, without a word, where the file was cut off: its last line tells that. */
async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  const text = pipe(createReadStream(file), createGunzip(), () => undefined).setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of text) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch {
    return undefined;
  }
  return undefined;
}

function parsed(line: string | undefined): unknown {
  try {
    return line === undefined ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Rows of one table gathered into one statement. The text goes in as it was read: field order in documents is kept. */
class Waiting {
  readonly #db: Queries;
  #table = '';
  #rows: string[] = [];

  constructor(db: Queries) {
    this.#db = db;
  }

  async add(table: string, row: string): Promise<void> {
    if (table !== this.#table || this.#rows.length >= ROWS_AT_ONCE) await this.flush();
    this.#table = table;
    this.#rows.push(row);
  }

  async flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    await this.#db.run(
      `insert into ${this.#table} overriding system value select * from json_populate_recordset(null::${this.#table}, $1::json)`,
      [`[${this.#rows.join(',')}]`],
    );
    this.#rows = [];
  }
}
