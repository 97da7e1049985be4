import { describe, expect, it } from 'vitest';
import type { FetchLike } from './client.ts';
import { ApiError, createClient, routeUrl } from './client.ts';

/** A server of one answer that remembers what it was asked. */
function answering(status: number, body: unknown) {
  const calls: { url: string; init: Parameters<FetchLike>[1] }[] = [];
  const fetch: FetchLike = async (url, init) => {
    calls.push({ url, init });
    return { status, headers: { get: () => null }, json: async () => body, arrayBuffer: async () => new ArrayBuffer(3) };
  };
  return { calls, client: createClient({ baseUrl: 'http://plant', fetch }) };
}

describe('the typed client', () => {
  it('fills parameters and query into the address, escaped', () => {
    expect(routeUrl('orders.list', { params: { workspace: 'a/b' }, query: { search: '模 具', limit: 5 } })).toBe(
      '/api/v1/workspaces/a%2Fb/orders?search=%E6%A8%A1%20%E5%85%B7&limit=5',
    );
  });

  it('sends the version a change is based on, or that the thing must be new', async () => {
    const { calls, client } = answering(200, {});
    const given = { params: { workspace: 'w', id: 'SO-1' }, body: { id: 'SO-1' } };
    await client.call('orders.put', { ...given, version: 7 });
    await client.call('orders.put', { ...given, version: 0, idempotencyKey: 'k' });
    expect(
      calls.map(({ init }) => [init.method, init.headers['if-match'], init.headers['if-none-match'], init.headers['idempotency-key']]),
    ).toEqual([
      ['PUT', '"7"', undefined, undefined],
      ['PUT', undefined, '*', 'k'],
    ]);
    expect(calls[0]?.init.body).toBe('{"id":"SO-1"}');
  });

  it('proves with every write that it is the page that signed in', async () => {
    const { calls, client } = answering(200, { csrfToken: 'secret' });
    await client.call('session.get', {});
    await client.call('session.delete', {});
    expect(calls.map(({ init }) => init.headers['x-csrf-token'])).toEqual([undefined, 'secret']);
  });

  it('throws the problem of the server, and one of its own where there is none', async () => {
    const problem = { type: 'about:blank', title: 'Conflict', status: 412, code: 'api.conflict', findings: [] };
    await expect(answering(412, problem).client.call('session.get', {})).rejects.toMatchObject({ status: 412, problem });
    const odd = answering(502, 'Bad gateway').client.call('session.get', {});
    await expect(odd).rejects.toBeInstanceOf(ApiError);
    await expect(odd).rejects.toMatchObject({ status: 502, problem: { code: 'api.no-problem' } });
  });

  it('gives the bytes of a file', async () => {
    const { client } = answering(200, {});
    expect((await client.file('factory.export', { params: { workspace: 'w' } })).byteLength).toBe(3);
  });
});
