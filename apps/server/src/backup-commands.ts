import { backup, migrate, openDatabase, restore, startEmbedded } from '@midstream/storage';
import type { Database } from '@midstream/storage';
import type { Settings } from './settings.ts';

async function withDatabase(settings: Settings, work: (database: Database) => Promise<Readonly<Record<string, number>>>): Promise<void> {
  const embedded = settings.databaseUrl === undefined ? await startEmbedded(settings.dataFolder) : undefined;
  const database = openDatabase(settings.databaseUrl ?? embedded?.url ?? '');
  try {
    const counts = await work(database);
    process.stdout.write(`${JSON.stringify({ rows: counts })}\n`);
  } finally {
    await database.close();
    await embedded?.stop();
  }
}

/** Everything into one file, while the server goes on. */
export async function runBackup(settings: Settings, file: string): Promise<void> {
  await withDatabase(settings, async (database) => {
    await migrate(database);
    return await backup(database, file, new Date().toISOString());
  });
}

/** One file into an empty database. */
export async function runRestore(settings: Settings, file: string): Promise<void> {
  await withDatabase(settings, (database) => restore(database, file));
}
