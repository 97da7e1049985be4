import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect/database.ts';
import { migrate } from '../migrations/migrate.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { assembleFactory, readRecord, writeRecords } from './records.ts';

const ada = { id: 'ada', name: 'Administrator' };
const bo = { id: 'bo', name: 'Bo' };
let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await migrate(database);
  await database.run("insert into workspaces (id, settings, settings_by) values ('w', $1, '{}')", [
    JSON.stringify({ name: 'Plant', version: 1 }),
  ]);
});
afterAll(() => database.close());

const write = (id: string, data: Record<string, unknown> | null, version?: number, by = ada) =>
  database.transaction((db) => writeRecords(db, 'w', [{ kind: 'tools', id, data, ...(version === undefined ? {} : { version }) }], by));

describe('records of a factory', () => {
  it('are made, changed and deleted at the version that was read', async () => {
    expect((await write('T1', { id: 'T1', count: 1 }, 0)).records[0]).toMatchObject({ version: 1, changedBy: ada });
    expect((await write('T1', { id: 'T1', count: 2 }, 1)).records[0]?.version).toBe(2);
    expect((await write('T1', null, 2)).conflicts).toEqual([]);
    expect(await readRecord(database, 'w', 'tools', 'T1')).toBeUndefined();
    // Made anew it goes on counting: an ETag of before never fits again.
    expect((await write('T1', { id: 'T1' }, 0)).records[0]?.version).toBe(4);
  });

  it('tell a late writer who changed which fields', async () => {
    await write('T2', { id: 'T2', count: 1, site: 'HK' }, 0);
    await write('T2', { id: 'T2', count: 5, site: 'HK' }, 1, bo);
    const { conflicts, records } = await write('T2', { id: 'T2', count: 9, site: 'DG' }, 1);
    expect(records).toEqual([]);
    expect(conflicts[0]).toMatchObject({
      version: 2,
      changedBy: bo,
      changedFields: ['/count'],
      current: { id: 'T2', count: 5, site: 'HK' },
    });
  });

  it('are written all or none', async () => {
    const changes = [
      { kind: 'tools' as const, id: 'T3', version: 0, data: { id: 'T3' } },
      { kind: 'tools' as const, id: 'T2', version: 1, data: { id: 'T2' } },
    ];
    expect((await database.transaction((db) => writeRecords(db, 'w', changes, ada))).conflicts).toHaveLength(1);
    expect(await readRecord(database, 'w', 'tools', 'T3')).toBeUndefined();
  });

  it('keep the order of their fields and their place in the document', async () => {
    await write('T9', { id: 'T9', zebra: 1, ant: 2 }, 0);
    const found = await assembleFactory(database, 'w');
    const tools = found?.draft.tools?.map(({ id }) => id);
    expect(tools?.at(-1)).toBe('T9');
    expect(Object.keys(found?.draft.tools?.at(-1) ?? {})).toEqual(['id', 'zebra', 'ant']);
  });

  it('leave a line in the audit log, which only grows', async () => {
    const lines = await database.rows("select action, actor->>'name' as who from audit where subject = 'T1' order by id");
    expect(lines).toEqual(['created', 'changed', 'deleted', 'created'].map((action) => ({ action, who: 'Administrator' })));
    await expect(database.run('delete from audit')).rejects.toThrow('only grows');
    await expect(database.run("update audit set action = 'x'")).rejects.toThrow('only grows');
    await expect(database.run('truncate audit')).rejects.toThrow('only grows');
  });

  it('lose no update when many write at once', async () => {
    await write('T5', { id: 'T5', count: 0 }, 0);
    const addOne = async (): Promise<number> => {
      for (let tries = 1; ; tries++) {
        const now = await readRecord(database, 'w', 'tools', 'T5');
        const { conflicts } = await write('T5', { id: 'T5', count: Number(now?.data['count']) + 1 }, now?.version);
        if (conflicts.length === 0) return tries;
      }
    };
    const tries = await Promise.all(Array.from({ length: 30 }, addOne));
    expect((await readRecord(database, 'w', 'tools', 'T5'))?.data['count']).toBe(30);
    // The test means nothing unless they really met.
    expect(Math.max(...tries)).toBeGreaterThan(1);
  });
});
