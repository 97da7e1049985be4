import type { Route, RouteName } from '@midstream/api';
import { API_PREFIX, ROUTES } from '@midstream/api';
import { ROLE_CAPABILITIES, ROLES } from '@midstream/factory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, TestHouse } from '../testing/test-house.ts';
import { openTestHouse } from '../testing/test-house.ts';

let house: TestHouse;
let csrf: Map<Browser, string>;
beforeAll(async () => {
  house = await openTestHouse();
  csrf = new Map();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'empty' } } });
  await house.admin.call('workspaces.create', { body: { id: 'other', from: { kind: 'empty' } } });
});
afterAll(() => house.stop());

const routes = Object.entries(ROUTES) as [RouteName, Route][];

async function statusOf(browser: Browser, route: Route, workspace: string): Promise<number> {
  const path = route.path.replace(':workspace', workspace).replace(':kind', 'tools').replace(/:\w+/g, 'nothing');
  const token =
    csrf.get(browser) ?? ((await (await browser.fetch(`${API_PREFIX}/session`)).json()) as { csrfToken?: string }).csrfToken ?? '';
  csrf.set(browser, String(token));
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE';
  const stop = new AbortController();
  const response = await browser.fetch(`${API_PREFIX}${path}`, {
    method: route.method,
    signal: stop.signal,
    headers: { 'x-csrf-token': String(token), ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    // A body no shape takes: who may not call is told before it is looked at, and who may changes nothing.
    ...(hasBody ? { body: '[]' } : {}),
  });
  stop.abort();
  return response.status;
}

describe('rights, role by role and route by route', () => {
  for (const role of ROLES) {
    it(`lets ${role} do what the table of rights says, and nothing else`, async () => {
      const browser = await house.person(role, [{ workspace: 'w', roles: [role] }]);
      const wrong: string[] = [];
      // Deleting the factory itself would end the test; signing out too.
      for (const [name, route] of routes.filter(([name]) => name !== 'workspaces.delete' && name !== 'session.delete')) {
        const may =
          route.may === 'public' || route.may === 'session' || (route.may !== 'admin' && ROLE_CAPABILITIES[role].includes(route.may));
        const status = await statusOf(browser, route, 'w');
        const isRefused = status === 403 || status === 401;
        const isPublic = route.may === 'public';
        if (!isPublic && isRefused === may) wrong.push(`${name}: ${status}`);
        if (route.path.includes(':workspace') && (await statusOf(browser, route, 'other')) !== 404)
          wrong.push(`${name}: sees another factory`);
      }
      expect(wrong).toEqual([]);
    });
  }

  it('lets nobody in without signing in, but to sign in', async () => {
    const stranger = house.browser();
    const open: string[] = [];
    for (const [name, route] of routes) if ((await statusOf(stranger, route, 'w')) !== 401) open.push(name);
    expect(open.sort()).toEqual(
      routes
        .filter(([, { may }]) => may === 'public')
        .map(([name]) => name)
        .sort(),
    );
  });

  it('asks who calls before it reads what is sent', async () => {
    const send = (body: string) =>
      house.browser().fetch(`${API_PREFIX}/workspaces/w/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect((await send('{')).status).toBe(401);
    expect((await send(`"${'x'.repeat(8_500_000)}"`)).status).toBe(401);
  });

  it('gives a token its roles in its factory, until it is revoked', async () => {
    const params = { workspace: 'w' };
    const { token, secret } = await house.admin.call('tokens.create', { params, body: { name: 'ERP', roles: ['sales'] } });
    const call = (path: string) => house.browser().fetch(`${API_PREFIX}${path}`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await call('/workspaces/w/orders')).status).toBe(200);
    expect((await call('/workspaces/w/audit')).status).toBe(403);
    expect((await call('/workspaces/other/orders')).status).toBe(404);
    const kept = await house.database.rows<{ text: string }>('select tokens::text as text from tokens');
    expect(kept.map(({ text }) => text).join()).not.toContain(secret);
    await house.admin.call('tokens.delete', { params: { workspace: 'w', id: token.id } });
    expect((await call('/workspaces/w/orders')).status).toBe(401);
  });
});
