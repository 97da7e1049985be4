import type { Route, RouteName } from '@midstream/api';
import { API_PREFIX, ROUTES } from '@midstream/api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse } from '../testing/test-house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(() => house.stop());

const NASTY = [
  "'; drop table records; --",
  '../../etc/passwd',
  '\u0000',
  '\ud800',
  '__proto__',
  '%00',
  '1e999',
  '廠',
  '',
  'a'.repeat(5000),
];
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string());
const routes = (Object.entries(ROUTES) as [RouteName, Route][]).filter(
  ([name, { answer }]) =>
    answer !== 'events' && name !== 'workspaces.delete' && !name.startsWith('session.') && !name.startsWith('people.'),
);

/** Values a shape names, and values it does not, mixed. */
function bodyFor(route: Route): fc.Arbitrary<unknown> {
  const shape = route.body === undefined || route.body === 'files' ? undefined : (route.body as { shape?: Record<string, unknown> }).shape;
  const value = fc.oneof(
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 3 }),
    fc.jsonValue(),
  );
  const fields = Object.fromEntries(Object.keys(shape ?? {}).map((key) => [key, value]));
  return fc.oneof(fc.record(fields, { requiredKeys: [] }), fc.jsonValue());
}

describe('any request', () => {
  it('is answered by an answer of the contract or a problem document, never by a fault', async () => {
    const call = fc.constantFrom(...routes).chain(([name, route]) =>
      fc.record({
        name: fc.constant(name),
        route: fc.constant(route),
        id: fc.oneof(text, fc.constantFrom('SO-1', 'published', 'nothing')),
        query: fc.dictionary(fc.constantFrom(...Object.keys(route.query?.shape ?? { x: 1 })), text),
        body: bodyFor(route),
        match: fc.constantFrom('"1"', '*', '"x"', undefined),
      }),
    );
    await fc.assert(
      fc.asyncProperty(call, async ({ name, route, id, query, body, match }) => {
        const path = route.path
          .replace(':workspace', 'w')
          .replace(':kind', 'tools')
          .replace(/:\w+/g, encodeURIComponent(id.replace(/[\ud800-\udfff]/g, '?')));
        const search = new URLSearchParams(Object.entries(query)).toString();
        const response = await house.admin.fetch(`${API_PREFIX}${path}?${search}`, {
          method: route.method,
          headers: {
            'x-csrf-token': house.me.csrfToken,
            ...(route.method === 'GET' ? {} : { 'content-type': 'application/json' }),
            ...(match === undefined ? {} : match === '*' ? { 'if-none-match': '*' } : { 'if-match': match }),
          },
          ...(route.method === 'GET' ? {} : { body: JSON.stringify(body) ?? '' }),
        });
        const content = await response.text();
        expect([name, response.status, response.status >= 500 ? content : '']).toEqual([
          name,
          expect.toSatisfy((status: number) => status < 500),
          '',
        ]);
        if (response.status >= 400 && path.length < 2000)
          expect(response.headers.get('content-type')).toContain('application/problem+json');
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('that is too large, deeply nested or no JSON at all is refused', async () => {
    const send = (body: string) =>
      house.admin.fetch(`${API_PREFIX}/workspaces/w/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': house.me.csrfToken },
        body,
      });
    expect((await send('{')).status).toBe(400);
    const large = await send(`{"title":"${'x'.repeat(9_000_000)}"}`);
    expect([large.status, ((await large.json()) as { findings: unknown[] }).findings]).toMatchObject([
      413,
      [{ params: { limit: '8 MB' } }],
    ]);
    expect((await send(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)).status).toBe(400);
    expect((await send('{"__proto__":{"isAdmin":true}}')).status).toBe(400);
  });
});
