import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect/database.ts';
import { migrate, SCHEMA_VERSION } from '../migrations/migrate.ts';
import { assembleFactory, writeRecords } from '../repositories/records.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { backup, restore } from './backup.ts';

/** Schemas people have data in: a release adds its own here, with a backup made by it. */
const RELEASED_SCHEMAS = [1];
const ada = { id: 'ada', name: 'Administrator' };
let folder: string;
let file: string;
let database: Database;
const others: Database[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midstream-backup-'));
  file = join(folder, 'all.midstream');
  database = await freshDatabase();
  await migrate(database);
  await database.run("insert into workspaces (id, settings, settings_by) values ('w', $1, '{}')", [
    JSON.stringify({ name: '廠', version: 1 }),
  ]);
  const changes = Array.from({ length: 1200 }, (_, at) => ({
    kind: 'tools' as const,
    id: `T${at}`,
    data: { id: `T${at}`, name: '模具 "x"\n' },
  }));
  await database.transaction((db) => writeRecords(db, 'w', changes, ada));
  await database.run(
    "insert into imports (id, workspace, state, mapping, preview, created_by) values ('i', 'w', 'preview', '{}', '{}', '{}')",
  );
  await database.run("insert into import_files (import, place, name, bytes) values ('i', 0, 'a.xlsx', '\\x00ff10')");
});
afterAll(async () => {
  await Promise.all([database, ...others].map((each) => each.close()));
  await rm(folder, { recursive: true });
});

async function empty(): Promise<Database> {
  const fresh = await freshDatabase();
  others.push(fresh);
  return fresh;
}

describe('backup and restore', () => {
  it('bring back everything, and what is written after goes on counting', async () => {
    const counts = await backup(database, file, '2026-11-21T00:00:00Z');
    expect(counts).toMatchObject({ workspaces: 1, records: 1200, record_versions: 1200, import_files: 1, audit: 1200 });
    const other = await empty();
    expect(await restore(other, file)).toEqual(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)));
    expect(await assembleFactory(other, 'w')).toEqual(await assembleFactory(database, 'w'));
    expect(await other.rows('select bytes from import_files')).toEqual(await database.rows('select bytes from import_files'));
    const change = { kind: 'tools' as const, id: 'T1', version: 1, data: { id: 'T1' } };
    expect((await other.transaction((db) => writeRecords(db, 'w', [change], ada))).records[0]?.version).toBe(2);
  });

  it('say when the file cannot be written, and leave no half of it', async () => {
    const nowhere = join(folder, 'nowhere', 'all.midstream');
    await expect(backup(database, nowhere, '2026-11-21T00:00:00Z')).rejects.toMatchObject({
      finding: { code: 'storage.file-unwritable', params: { file: nowhere, reason: 'ENOENT' } },
    });
    // A folder in the file's place is only met at the end, when the whole takes its name.
    await expect(backup(database, folder, '2026-11-21T00:00:00Z')).rejects.toMatchObject({ finding: { code: 'storage.file-unwritable' } });
    expect((await readdir(tmpdir())).filter((name) => folder.endsWith(name.replace('.part', '')) && name.endsWith('.part'))).toEqual([]);
  });

  it('refuse a database that holds data, a file cut short, and a file of something else', async () => {
    await expect(restore(database, file)).rejects.toMatchObject({ finding: { code: 'storage.not-empty' } });
    const lines = gunzipSync(await readFile(file))
      .toString('utf8')
      .split('\n');
    const cut = join(folder, 'cut');
    await writeFile(cut, gzipSync(lines.slice(0, 800).join('\n')));
    const other = await empty();
    await expect(restore(other, cut)).rejects.toMatchObject({ finding: { code: 'storage.not-a-backup' } });
    expect(await other.rows('select 1 from records')).toEqual([]);
    await writeFile(cut, 'something else');
    await expect(restore(other, cut)).rejects.toMatchObject({ finding: { code: 'storage.not-a-backup' } });
  });
});

describe('migrations', () => {
  it.each([[1, 'schema-1.midstream']])('carry data of schema %i to the newest', async (_, sample) => {
    const other = await empty();
    await restore(other, fileURLToPath(new URL(`samples/${sample}`, import.meta.url)));
    expect(await other.rows('select number from migrations')).toHaveLength(SCHEMA_VERSION);
    const lines = await other.rows<{ line: object; projected: string }>(
      "select o.line, o.projected from plan_orders o join plans p on p.id = o.plan where p.state = 'published' order by o.id",
    );
    expect(lines).toHaveLength(4);
    for (const { line, projected } of lines) {
      expect(line).toMatchObject({ cost: expect.any(Number), carbon: expect.any(Number), start: expect.any(String) });
      expect(new Date((line as { projected: string }).projected).toISOString()).toBe(projected);
    }
    const draft = await assembleFactory(other, 'plant');
    // Four orders and the one a quote holds.
    expect(draft?.draft.orders).toHaveLength(5);
    expect(await backup(other, join(folder, 'again'), '2026-11-22T00:00:00Z')).toMatchObject({ plans: 2, quotes: 1, audit: 67 });
  });

  it('have a sample of every schema that was released', async () => {
    const samples = await readdir(new URL('samples', import.meta.url));
    expect(samples.sort()).toEqual(RELEASED_SCHEMAS.map((number) => `schema-${number}.midstream`));
  });

  it('may be run by several processes at once, and again', async () => {
    const other = await empty();
    await Promise.all([migrate(other), migrate(other), migrate(other)]);
    await migrate(other);
    expect(await other.rows('select number from migrations')).toHaveLength(SCHEMA_VERSION);
  });

  it('refuse data of a newer version instead of guessing', async () => {
    const other = await empty();
    await migrate(other);
    await other.run("insert into migrations (number, name) values (999, 'tomorrow')");
    await expect(migrate(other)).rejects.toMatchObject({ finding: { code: 'storage.newer-database' } });
  });
});
