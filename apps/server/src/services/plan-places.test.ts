import { API_PREFIX, COLUMNS_TYPE, readColumns } from '@midstream/api';
import { generateFactory } from '@midstream/factory';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

const w = { workspace: 'w' };
let house: TestHouse;
let plan = '';

beforeAll(async () => {
  house = await openTestHouse();
  const worker = await house.startWorker();
  await house.admin.call('workspaces.create', {
    body: { id: 'w', from: { kind: 'document', factory: generateFactory({ orders: 60, seed: 3 }) } },
  });
  const { id } = await house.admin.call('runs.create', { params: w, body: { kind: 'plan', seconds: 1 } });
  plan = await until(async () => (await house.admin.call('runs.get', { params: { ...w, id } })).plan, 120);
  await house.admin.call('plans.publish', { params: { ...w, id: plan }, body: { replaces: null } });
  await worker.stop();
});
afterAll(() => house.stop());

async function asked(path: string, accept: string): Promise<{ type: string; length: number; answer: unknown }> {
  const answer = await house.admin.fetch(`${API_PREFIX}/workspaces/w/plans/published${path}`, { headers: { accept } });
  const text = await answer.text();
  expect(answer.headers.get('vary')).toMatch(/^accept\b/);
  return { type: answer.headers.get('content-type') ?? '', length: text.length, answer: JSON.parse(text) as unknown };
}

it('the places are saved with the plan, and made again where what is kept is of another format', async () => {
  const read = async (): Promise<string | null | undefined> =>
    (await house.database.rows<{ places: string | null }>('select places from plans where id = $1', [plan]))[0]?.places;
  const saved = await read();
  expect(saved).toMatch(/^\{"columns":1,/);
  await house.database.run(`update plans set places = '{"columns":0}' where id = $1`, [plan]);
  const { answer } = await asked('?detail=places', COLUMNS_TYPE);
  expect((answer as { plan: unknown }).plan).toEqual(JSON.parse(saved ?? ''));
  expect(await read()).toBe(saved);
});

it.each(['', '?detail=places', '/board', '/factory'])('plans/published%s says the same in columns, in less than half', async (path) => {
  const plain = await asked(path, 'application/json');
  const columns = await asked(path, `${COLUMNS_TYPE}, application/json;q=0.5`);
  expect([plain.type, columns.type]).toEqual(['application/json; charset=utf-8', `${COLUMNS_TYPE}; charset=utf-8`]);
  expect(readColumns(columns.answer)).toEqual(plain.answer);
  expect(columns.length * 2).toBeLessThan(plain.length);
});
