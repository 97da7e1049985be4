import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

const ORDERS = 5000;
const w = { workspace: 'w' };
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
let house: TestHouse;
const workers: ChildProcess[] = [];

/** A worker process of its own, so that it can be killed. */
function startWorkerProcess(): ChildProcess {
  const env = { ...process.env, DATABASE_URL: house.settings.databaseUrl, MIDSTREAM_LOG: 'fatal' };
  const worker = spawn(process.execPath, [MAIN, 'worker'], { env, stdio: 'ignore' });
  workers.push(worker);
  return worker;
}

beforeAll(async () => {
  house = await openTestHouse();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(async () => {
  for (const worker of workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    const gone = once(worker, 'exit');
    worker.kill('SIGTERM');
    await gone;
  }
  await house.stop();
});

const countOf = async (): Promise<number> =>
  (await house.admin.call('orders.list', { params: w, query: { search: 'BIG-', limit: 1 } })).total;

describe('a large import', () => {
  it('is written whole by another worker when the first is killed half way, and holds up nobody', async () => {
    const { admin } = house;
    const { product } = (await admin.call('orders.list', { params: w, query: { limit: 1 } })).items[0] ?? { product: '' };
    const rows = Array.from({ length: ORDERS }, (_, place) => `BIG-${place},${product},${1 + (place % 50)}`);
    const body = new FormData();
    body.append('files', new Blob([['order,product,quantity', ...rows].join('\n')]), 'big.csv');
    const first = startWorkerProcess();
    const { id } = await admin.call('imports.create', { params: w, body });
    const look = () => admin.call('imports.get', { params: { ...w, id } });
    const seen = await until(async () => ((await look()).state === 'reading' ? undefined : await look()), 120);
    expect([seen.state, seen.canCommit, seen.effect.merge['orders']?.added]).toEqual(['preview', true, ORDERS]);

    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const call = { params: { ...w, id }, body: { mode: 'merge' as const }, idempotencyKey: 'once' };
    const committing = admin.call('imports.commit', call);
    const half = await until(async () => {
      const { state, progress } = await look();
      expect(state).not.toBe('committed');
      return progress;
    });
    first.kill('SIGKILL');
    expect(half.of).toBeGreaterThanOrEqual(ORDERS);
    expect(half.done).toBeLessThan(half.of);
    expect(await countOf()).toBe(0);

    startWorkerProcess();
    expect(['committing', 'committed']).toContain((await committing).state);
    await until(async () => ((await look()).state === 'committed' ? true : undefined), 120);
    delay.disable();
    expect(await countOf()).toBe(ORDERS);
    // Asked again with the same key: as it stands now, and not written twice.
    expect((await admin.call('imports.commit', call)).state).toBe('committed');
    const { items } = await admin.call('orders.list', { params: w, query: { search: 'BIG-', limit: 1000 } });
    expect(new Set(items.map(({ version }) => version))).toEqual(new Set([1]));
    // The server itself wrote nothing: it had time for others all along.
    expect(delay.percentile(99) / 1e6).toBeLessThan(500);
  });
});
