import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateFactory } from '@midstream/factory';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../compose.ts';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

/** The figure for a report: MIDSTREAM_LOOP_ORDERS=1000. */
const ORDERS = Number(process.env['MIDSTREAM_LOOP_ORDERS'] ?? 150);
const PROMISES = 8;
const w = { workspace: 'w' };
let house: TestHouse;
let worker: Running;

beforeAll(async () => {
  house = await openTestHouse();
  worker = await house.startWorker();
  const factory = generateFactory({ orders: ORDERS, seed: 3 });
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'document', factory } } });
  const { id } = await house.admin.call('runs.create', { params: w, body: { kind: 'plan', seconds: 1 } });
  const plan = await until(async () => (await house.admin.call('runs.get', { params: { ...w, id } })).plan, 120);
  await house.admin.call('plans.publish', { params: { ...w, id: plan }, body: { replaces: null } });
  await worker.stop();
});
afterAll(() => house.stop());

it(`the server's own thread stays free while ${PROMISES} promises and a board are asked for`, async () => {
  const { admin } = house;
  const { items } = await admin.call('orders.list', { params: w, query: { limit: PROMISES } });
  // Threads are up and know the plan, as after the first minute of a day.
  await admin.call('promises.create', { params: w, body: { product: items[0]?.product ?? '', quantity: 1 } });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const began = performance.now();
  const answered: number[] = [];
  const over = new AbortController();
  delay.enable();
  const looks = (async () => {
    const taken: number[] = [];
    while (!over.signal.aborted) {
      const asked = performance.now();
      expect((await admin.fetch('/health')).status).toBe(200);
      taken.push(performance.now() - asked);
      await sleep(20);
    }
    return taken;
  })();
  const promises = items.map(async ({ product }, place) => {
    const { options } = await admin.call('promises.create', { params: w, body: { product, quantity: 5 + place } });
    answered.push(performance.now() - began);
    return options.length;
  });
  const board = admin.fetch('/api/v1/workspaces/w/plans/published/board').then(async (answer) => {
    const { length } = await answer.text();
    return [answer.status, length, performance.now() - began] as const;
  });
  const found = await Promise.all(promises);
  const [status, length, boardAfter] = await board;
  over.abort();
  const health = (await looks).toSorted((a, b) => a - b);
  delay.disable();
  const figures = {
    orders: ORDERS,
    loopP50: delay.percentile(50) / 1e6,
    loopP99: delay.percentile(99) / 1e6,
    loopMost: delay.max / 1e6,
    healthP99: health[Math.ceil(health.length * 0.99) - 1],
    boardAfter,
    boardBytes: length,
    promisesAfter: answered.map(Math.round),
  };
  if (process.env['MIDSTREAM_LOOP_ORDERS'] !== undefined) process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(found.every((count) => count > 0)).toBe(true);
  expect(status).toBe(200);
  // A board compiled or a promise searched here would hold it for a second at a time.
  expect(figures.loopP99).toBeLessThan(150);
});
