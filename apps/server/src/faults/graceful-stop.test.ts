import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../testing/kept-server.ts';
import type { Browser, TestHouse } from '../testing/test-house.ts';
import { openBrowser, openTestHouse, PASSWORD, until } from '../testing/test-house.ts';

const w = { workspace: 'w' };
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const GRACE_SECONDS = 20;
let house: TestHouse;
let server: ChildProcess;
let browser: Browser;
let url: string;

/** A server with a worker, as a service manager starts it, beside the one of the house. */
beforeAll(async () => {
  house = await openTestHouse();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    DATABASE_URL: house.settings.databaseUrl,
    PORT: String(port),
    MIDSTREAM_LOG: 'fatal',
    MIDSTREAM_WORKERS: '1',
  };
  server = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: 'ignore' });
  await until(() =>
    fetch(`${url}/ready`).then(
      () => true,
      () => undefined,
    ),
  );
  browser = openBrowser(url);
  await browser.call('session.create', { body: { email: 'ada@plant.example', password: PASSWORD } });
  const { id } = await browser.call('runs.create', { params: w, body: { kind: 'plan', seconds: 0.5 } });
  const plan = await until(async () => (await browser.call('runs.get', { params: { ...w, id } })).plan);
  await browser.call('plans.publish', { params: { ...w, id: plan }, body: { replaces: null } });
});
afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL');
  await house.stop();
});

describe('a server that is asked to stop', () => {
  it('answers what was asked, ends its streams, hands back its search, and exits with 0 in time', async () => {
    const long = await browser.call('runs.create', { params: w, body: { kind: 'plan', seconds: 120, title: 'handed on' } });
    const stateOf = async () => await house.admin.call('runs.get', { params: { ...w, id: long.id } });
    await until(async () => ((await stateOf()).progress === undefined ? undefined : true));
    const stream = await browser.fetch('/api/v1/workspaces/w/events');
    const ended = stream.text();
    const { items } = await browser.call('orders.list', { params: w, query: { limit: 1, sort: 'lateness', descending: 'true' } });
    const inFlight = browser.call('repairs.create', { params: { ...w, id: items[0]?.id ?? '' }, body: { seconds: 2 } });
    // The server has it, and a thread is at it.
    await until(async () =>
      /^midstream_threads\{state="busy"\} 1$/m.test(await (await fetch(`${url}/metrics`)).text()) ? true : undefined,
    );

    const began = performance.now();
    const exit = once(server, 'exit') as Promise<[number | null, string | null]>;
    server.kill('SIGTERM');
    expect(Array.isArray((await inFlight).repairs)).toBe(true);
    expect(await ended).toContain('retry: 1000');
    expect(await exit).toEqual([0, null]);
    expect((performance.now() - began) / 1000).toBeLessThan(GRACE_SECONDS);
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');

    // Neither ended with what it had by chance, nor failed: it waits for another worker.
    const left = await stateOf();
    expect([left.state, left.plan]).toEqual(['running', undefined]);
    const worker = await house.startWorker();
    const startedAgain = await until(async () => {
      const now = await stateOf();
      return now.progress !== undefined && now.trace[0]?.[0] !== left.trace[0]?.[0] ? now : undefined;
    });
    expect(startedAgain.state).toBe('running');
    await house.admin.call('runs.stop', { params: { ...w, id: long.id } });
    const last = await until(async () => ((await stateOf()).state === 'stopped' ? await stateOf() : undefined));
    expect(last.plan).toBeTypeOf('string');
    await worker.stop();
  });
});
