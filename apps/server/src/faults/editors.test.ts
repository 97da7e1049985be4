import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, TestHouse } from '../testing/test-house.ts';
import { openTestHouse } from '../testing/test-house.ts';

const EDITORS = 100;
const w = { workspace: 'w' };
let house: TestHouse;
let planners: readonly Browser[];

beforeAll(async () => {
  house = await openTestHouse();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
  const grants = [{ workspace: 'w', roles: ['planner' as const] }];
  planners = await Promise.all(Array.from({ length: 5 }, (_, at) => house.person(`Planner${at}`, grants)));
});
afterAll(() => house.stop());

describe('a hundred editors at once, ten on each order', () => {
  it('lose no update: each reads, adds a word, and reads again where somebody was faster', async () => {
    const orders = Array.from({ length: 10 }, (_, at) => `SO-CROWD-${at}`);
    const { admin } = house;
    const { product } = (await admin.call('orders.list', { params: w, query: { limit: 1 } })).items[0] ?? { product: '' };
    for (const id of orders)
      await admin.call('orders.put', { params: { ...w, id }, version: 0, body: { id, product, quantity: 1, note: '' } });
    let conflicts = 0;
    const edit = async (who: number): Promise<void> => {
      const id = orders[who % orders.length] ?? '';
      const planner = planners[who % planners.length] ?? admin;
      for (;;) {
        try {
          const { record } = await planner.call('orders.get', { params: { ...w, id } });
          const note = `${String(record.data['note'])} ${who}`;
          await planner.call('orders.put', { params: { ...w, id }, version: record.version, body: { ...record.data, note } });
          return;
        } catch (error) {
          // 503: all connections were taken for too long; a page tries again too.
          const { status, problem } = error as { status?: number; problem?: { conflict?: { changedBy?: { name?: string } } } };
          if (status !== 412 && status !== 503) throw error;
          if (status === 503) continue;
          conflicts++;
          expect(problem?.conflict?.changedBy?.name).toMatch(/^Planner\d$/);
        }
      }
    };
    await Promise.all(Array.from({ length: EDITORS }, (_, who) => edit(who)));
    const now = await Promise.all(orders.map(async (id) => (await admin.call('orders.get', { params: { ...w, id } })).record));
    const words = now.flatMap(({ data }) => String(data['note']).trim().split(/ +/));
    expect(words.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: EDITORS }, (_, who) => who));
    // Made once, changed by each of its editors once: no write was counted twice either.
    expect(now.map(({ version }) => version)).toEqual(orders.map(() => 1 + EDITORS / orders.length));
    expect(conflicts).toBeGreaterThan(0);
    process.stdout.write(`${JSON.stringify({ editors: EDITORS, orders: orders.length, conflicts, lost: EDITORS - words.length })}\n`);
  });
});
