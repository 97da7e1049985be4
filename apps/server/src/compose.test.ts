import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from './compose.ts';
import type { TestHouse } from './testing/test-house.ts';
import { openTestHouse, until } from './testing/test-house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.stop());

const connections = async (): Promise<number> => {
  const [row] = await house.database.rows<{ count: number }>(
    "select count(*) as count from pg_stat_activity where datname = current_database() and backend_type = 'client backend'",
  );
  return row?.count ?? 0;
};

describe('a server that cannot listen', () => {
  it('says where and why, and leaves nothing of itself running', async () => {
    // A connection each of the house's own parts may come and go; the ones of a server left behind would stay.
    const before = await connections();
    const port = Number(new URL(house.url).port);
    await expect(startServer({ ...house.settings, port })).rejects.toMatchObject({
      findings: [{ code: 'server.cannot-listen', params: { address: `127.0.0.1:${port}`, reason: 'EADDRINUSE' } }],
    });
    await until(async () => ((await connections()) <= before ? true : undefined));
    expect((await house.browser().fetch('/ready')).status).toBe(200);
  });
});
