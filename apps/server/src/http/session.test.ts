import { API_PREFIX } from '@midstream/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, PASSWORD } from '../testing/test-house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.stop());

const json = { 'content-type': 'application/json' };

describe('signing in', () => {
  it('makes the first administrator once', async () => {
    const body = { name: 'Somebody', email: 'eve@plant.example', password: PASSWORD };
    await expect(house.browser().call('setup.create', { body })).rejects.toMatchObject({
      status: 409,
      problem: { code: 'server.setup-done' },
    });
    expect((await house.browser().call('setup.get', {})).needed).toBe(false);
  });

  it('never takes over a session a stranger planted', async () => {
    const browser = house.browser();
    browser.cookies.set('midstream_session', 'planted-by-somebody-else-000000000000000000');
    await browser.call('session.create', { body: { email: 'ADA@plant.example', password: PASSWORD } });
    const fresh = browser.cookies.get('midstream_session');
    expect(fresh).not.toBe('planted-by-somebody-else-000000000000000000');
    await browser.call('session.create', { body: { email: 'ada@plant.example', password: PASSWORD } });
    expect(browser.cookies.get('midstream_session')).not.toBe(fresh);
  });

  it('keeps the secret out of the page and the database', async () => {
    const response = await house.browser().fetch(`${API_PREFIX}/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email: 'ada@plant.example', password: PASSWORD }),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const secret = /midstream_session=([^;]+)/.exec(cookie)?.[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    const kept = await house.database.rows<{ text: string }>('select sessions::text as text from sessions');
    expect(kept.map(({ text }) => text).join()).not.toContain(secret);
  });

  it('says the same of a wrong password and of an unknown account', async () => {
    const tried = [
      { email: 'ada@plant.example', password: 'wrong wrong wrong' },
      { email: 'nobody@plant.example', password: 'wrong wrong wrong' },
    ];
    for (const body of tried)
      await expect(house.browser().call('session.create', { body })).rejects.toMatchObject({
        status: 401,
        problem: { code: 'server.wrong-password' },
      });
  });

  it('ends with signing out, and with a new password everywhere else', async () => {
    const bo = await house.person('Bo', []);
    const [secret] = [bo.cookies.get('midstream_session') ?? ''];
    const other = house.browser();
    await house.database.run(
      `insert into sessions (hash, person, csrf, expires_at) select sha256('another'::bytea), person, 'x', now() + interval '1 day' from sessions
       where hash = sha256($1::bytea)`,
      [Buffer.from(secret)],
    );
    other.cookies.set('midstream_session', 'another');
    expect((await other.call('session.get', {})).user.name).toBe('Bo');
    await bo.call('session.update', { body: { password: { current: PASSWORD, next: 'a quite new password' } } });
    await expect(other.call('session.get', {})).rejects.toMatchObject({ status: 401 });
    await bo.call('session.delete', {});
    bo.cookies.set('midstream_session', secret);
    await expect(bo.call('session.get', {})).rejects.toMatchObject({ status: 401 });
  });

  it('is tried no more than ten times a minute from one address', async () => {
    // All at once: one after the other they might take longer than the minute.
    const tries = Array.from({ length: 14 }, () =>
      house.browser().fetch(`${API_PREFIX}/session`, { method: 'POST', headers: json, body: '{"email":"a@b.co","password":"x"}' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
  });
});

describe('requests of other pages', () => {
  it('are refused without the token of the session', async () => {
    const send = (headers: Record<string, string>) =>
      house.admin.fetch(`${API_PREFIX}/workspaces`, {
        method: 'POST',
        headers: { ...json, ...headers },
        body: '{"id":"x","from":{"kind":"empty"}}',
      });
    expect((await send({})).status).toBe(403);
    expect((await send({ 'x-csrf-token': 'guessed' })).status).toBe(403);
    expect((await send({ 'x-csrf-token': house.me.csrfToken, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ 'x-csrf-token': house.me.csrfToken, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  it('find nothing they could run or frame', async () => {
    const { headers } = await house.browser().fetch('/api');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('what answers without signing in', () => {
  it('is health, readiness, the description of the API, and figures for the machine itself', async () => {
    const stranger = house.browser();
    expect(await (await stranger.fetch('/health')).json()).toMatchObject({ status: 'ok' });
    expect((await stranger.fetch('/ready')).status).toBe(200);
    expect(await (await stranger.fetch('/api/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
    expect(await (await stranger.fetch('/metrics')).text()).toContain('midstream_http_seconds');
    expect((await stranger.fetch('/../../etc/passwd')).status).toBe(404);
    expect((await stranger.fetch('/%2e%2e/%2e%2e/etc/passwd')).status).toBe(404);
  });
});

describe('behind a proxy', () => {
  it('whoever calls is counted by the address the proxy saw, not by one that was made up', async () => {
    const behind = await openTestHouse({ MIDSTREAM_TRUST_PROXY: 'true' });
    try {
      const tries = Array.from({ length: 14 }, (_, at) => {
        const headers = { ...json, 'x-forwarded-for': `198.51.100.${at}, 203.0.113.9` };
        return behind.browser().fetch(`${API_PREFIX}/session`, { method: 'POST', headers, body: '{"email":"a@b.co","password":"x"}' });
      });
      const statuses = (await Promise.all(tries)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    } finally {
      await behind.stop();
    }
  });
});
