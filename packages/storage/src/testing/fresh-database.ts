import { randomBytes } from 'node:crypto';
import type { Database } from '../connect/database.ts';
import { openDatabase } from '../connect/database.ts';
import { startEmbedded } from '../embedded/embedded-postgres.ts';

/** An empty database of the test run's PostgreSQL. */
export async function freshDatabase(): Promise<Database> {
  const folder = process.env['MIDSTREAM_TEST_POSTGRES'];
  if (folder === undefined) throw new Error('run with vitest: it names the folder of the shared PostgreSQL');
  const { url } = await startEmbedded(folder);
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = openDatabase(url, { connections: 1 });
  await admin.run(`create database ${name}`);
  await admin.close();
  return openDatabase(url.replace(/\/postgres$/, `/${name}`));
}
