import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { API_PREFIX } from '@midstream/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../compose.ts';
import { startServer, startWorker } from '../compose.ts';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

/** How long it is away; the long run: MIDSTREAM_AWAY_SECONDS=30. */
const AWAY_SECONDS = Number(process.env['MIDSTREAM_AWAY_SECONDS'] ?? 3);

/** A cable between servers and database that can be pulled. */
class Cable {
  readonly #target: URL;
  #server: Server | undefined;
  readonly #open = new Set<Socket>();
  #isPulled = false;
  port = 0;

  constructor(target: URL) {
    this.#target = target;
  }

  async plug(): Promise<void> {
    this.#isPulled = false;
    this.#server = createServer((near) => {
      if (this.#isPulled) {
        near.destroy();
        return;
      }
      const far = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [near, far]) {
        this.#open.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#open.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    }).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async pull(): Promise<void> {
    this.#isPulled = true;
    const closed = new Promise((done) => this.#server?.close(done));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }
}

let house: TestHouse;
let cable: Cable;
let server: Running & { url: string };
let worker: Running;

beforeAll(async () => {
  house = await openTestHouse();
  const url = new URL(house.settings.databaseUrl ?? '');
  cable = new Cable(new URL(url));
  await cable.plug();
  url.port = String(cable.port);
  const settings = { ...house.settings, databaseUrl: url.href };
  server = await startServer(settings);
  worker = await startWorker(settings);
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(async () => {
  await worker.stop();
  await server.stop();
  await cable.pull();
  await house.stop();
});

describe('a database that is away', () => {
  it('is told clearly, keeps nobody waiting, and is found again without a restart', async () => {
    const ask = (path: string, init: RequestInit = {}) => house.admin.fetch(`${server.url}${path}`, init);
    const heard: string[] = [];
    const stream = await ask(`${API_PREFIX}/workspaces/w/events`);
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) heard.push(Buffer.from(chunk).toString('utf8'));
    })().catch(() => undefined);
    expect((await ask('/ready')).status).toBe(200);

    await cable.pull();
    const end = performance.now() + AWAY_SECONDS * 1000;
    const slowest = { milliseconds: 0 };
    while (performance.now() < end) {
      const began = performance.now();
      const response = await ask(`${API_PREFIX}/workspaces/w/orders`);
      slowest.milliseconds = Math.max(slowest.milliseconds, performance.now() - began);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
      expect(await response.json()).toMatchObject({ code: 'storage.unreachable', status: 503 });
      await sleep(100);
    }
    // Connecting is given up after five seconds.
    expect(slowest.milliseconds).toBeLessThan(8000);
    expect((await ask('/ready')).status).toBe(503);
    expect((await ask('/health')).status).toBe(200);

    await cable.plug();
    await until(async () => ((await ask('/ready')).status === 200 ? true : undefined));
    expect((await ask(`${API_PREFIX}/workspaces/w/orders`)).status).toBe(200);
    // Pages are told to read again what they may have missed, and jobs go on.
    await until(async () => (heard.join('').includes('"type":"missed"') ? true : undefined));
    const { id } = await house.admin.call('runs.create', { params: { workspace: 'w' }, body: { seconds: 0.3 } });
    await until(async () => {
      const run = await house.admin.call('runs.get', { params: { workspace: 'w', id } });
      return run.state === 'done' ? true : undefined;
    });
    await server.stop();
    await reading;
    server = await startServer({ ...house.settings });
  });
});
