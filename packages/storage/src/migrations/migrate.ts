import { report } from '../codes.ts';
import type { Database } from '../connect/database.ts';
import { StorageTrouble } from '../storage-trouble.ts';
import { first } from './0001-first.ts';
import { orderLines } from './0002-order-lines.ts';
import { importsAsJobs } from './0003-imports-as-jobs.ts';
import { commitsAsJobs } from './0004-commits-as-jobs.ts';
import { signOnSessions } from './0005-sign-on-sessions.ts';
import { planPlaces } from './0006-plan-places.ts';

/** Forward only: a released step never changes, a new one is added below. */
const STEPS: readonly { readonly number: number; readonly name: string; readonly sql: string }[] = [
  { number: 1, name: 'first', sql: first },
  { number: 2, name: 'order lines', sql: orderLines },
  { number: 3, name: 'imports as jobs', sql: importsAsJobs },
  { number: 4, name: 'commits as jobs', sql: commitsAsJobs },
  { number: 5, name: 'sign-on sessions', sql: signOnSessions },
  { number: 6, name: 'plan places', sql: planPlaces },
];
const OLDEST_POSTGRES = 150_000;
/** Any number, as long as every version of the program takes the same lock. */
const LOCK = 7_241_105;

/** Number of the newest step this program knows. */
export const SCHEMA_VERSION = STEPS.length;

/** Brings the schema up to date; several processes may call it at once. @throws StorageTrouble when the database is newer than the program */
export async function migrate(database: Database, upTo: number = SCHEMA_VERSION): Promise<void> {
  await database.transaction(async (db) => {
    const [server] = await db.rows<{ number: string; text: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as text",
    );
    if (Number(server?.number) < OLDEST_POSTGRES)
      throw new StorageTrouble(report('storage.too-old-server', { found: server?.text ?? '?' }));
    await db.run('select pg_advisory_xact_lock($1)', [LOCK]);
    await db.run(
      'create table if not exists migrations (number integer primary key, name text not null, applied_at timestamptz not null default now())',
    );
    const [{ found = 0 } = {}] = await db.rows<{ found: number | null }>('select max(number) as found from migrations');
    const at = found ?? 0;
    if (at > SCHEMA_VERSION) throw new StorageTrouble(report('storage.newer-database', { found: at, known: SCHEMA_VERSION }));
    for (const { number, name, sql } of STEPS.filter((step) => step.number > at && step.number <= upTo)) {
      await db.run(sql);
      await db.run('insert into migrations (number, name) values ($1, $2)', [number, name]);
    }
  });
}
