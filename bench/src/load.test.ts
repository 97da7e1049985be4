import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure, openClient, quantile } from './load.ts';

const server = createServer((request, response) => {
  response.statusCode = request.url === '/refused' ? 409 : 200;
  setTimeout(() => response.end('{}'), 5);
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

describe('the load on a server', () => {
  it('counts what was answered and how long it took', async () => {
    const client = openClient((server.address() as AddressInfo).port, {});
    const { requests, p50, p99 } = await measure([async () => void (await client.send({ method: 'GET', path: '/' }))], 0.3);
    client.close();
    expect(requests).toBeGreaterThan(1);
    expect(p50).toBeGreaterThan(4);
    expect(p99).toBeGreaterThanOrEqual(p50);
  });

  it('takes no refusal for an answer', async () => {
    const client = openClient((server.address() as AddressInfo).port, {});
    await expect(measure([async () => void (await client.send({ method: 'GET', path: '/refused' }))], 0.1)).rejects.toThrow('409');
    client.close();
  });

  it('names the nearest rank as a quantile', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
    expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile([7], 0.99), quantile([], 0.5)]).toEqual([50, 99, 7, 0]);
  });
});
