import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';
import type { TestProvider } from '../testing/test-provider.ts';
import { CLIENT, follow, openTestProvider } from '../testing/test-provider.ts';
import { readGroupRights } from './sign-on-rights.ts';

let provider: TestProvider;
let house: TestHouse;
const BACK = '/api/v1/session/single-sign-on/callback';

beforeAll(async () => {
  provider = await openTestProvider();
  house = await openTestHouse({
    MIDSTREAM_OIDC_ISSUER: provider.issuer,
    MIDSTREAM_OIDC_CLIENT_ID: CLIENT.id,
    MIDSTREAM_OIDC_CLIENT_SECRET: CLIENT.secret,
    MIDSTREAM_OIDC_NAME: 'The house',
    MIDSTREAM_OIDC_ROLES: 'planners=w:planner,sales; dongguan=w:operator@DG; it=admin',
  });
  provider.serve(house.url);
  for (const id of ['w', 'other']) await house.admin.call('workspaces.create', { body: { id, from: { kind: 'empty' } } });
  const people = [
    { sub: '1', email: 'Kim@plant.example', email_verified: true, name: 'Kim', groups: ['planners', 'football'] },
    { sub: '2', email: 'lee@plant.example', email_verified: true, name: 'Lee' },
    { sub: '3', email: 'ada@plant.example', email_verified: false, name: 'Not Ada' },
    { sub: '4', email: 'ada@plant.example', email_verified: true, name: 'Ada of the provider' },
    { sub: '5', name: 'Nobody knows where' },
    { sub: '6', email: 'it@plant.example', email_verified: true, name: 'IT', groups: ['it', 'dongguan'] },
  ];
  for (const person of people) provider.people.set(person.sub, person);
});
afterAll(async () => {
  await house.stop();
  await provider.stop();
});

/** Up to the way back from the provider. */
async function come(sub: string): Promise<{ browser: Browser; back: string }> {
  provider.next = sub;
  const browser = house.browser();
  const { url } = await browser.call('sign-on.start', {});
  return { browser, back: await follow(browser, url, `${house.url}${BACK}`) };
}

async function signIn(sub: string): Promise<Browser> {
  const { browser, back } = await come(sub);
  const response = await browser.fetch(back);
  expect([response.status, response.headers.get('location')]).toEqual([302, '/']);
  return browser;
}

async function refusal(response: Response): Promise<string> {
  expect(response.status).toBe(401);
  const { code, findings } = (await response.json()) as { code: string; findings: { params: { reason: string } }[] };
  expect(code).toBe('server.sign-on-refused');
  return findings[0]?.params.reason ?? '';
}

describe('single sign-on', () => {
  it('makes an account with the rights of its groups, and knows it the next time', async () => {
    expect((await house.browser().call('setup.get', {})).singleSignOn).toBe('The house');
    const me = await (await signIn('1')).call('session.get', {});
    expect(me.user).toMatchObject({ name: 'Kim', email: 'kim@plant.example', isAdmin: false });
    expect(me.workspaces.map(({ workspace, roles }) => [workspace, roles])).toEqual([['w', ['planner', 'sales']]]);
    expect((await (await signIn('1')).call('session.get', {})).user.id).toBe(me.user.id);
  });

  it('gives somebody of no group an account without rights, and leaves what an administrator gave', async () => {
    const me = await (await signIn('2')).call('session.get', {});
    expect(me.workspaces).toEqual([]);
    const body = { grants: [{ workspace: 'other', roles: ['sales' as const] }] };
    await house.admin.call('people.update', { params: { id: me.user.id }, body });
    const { workspaces } = await (await signIn('2')).call('session.get', {});
    expect(workspaces.map(({ workspace }) => workspace)).toEqual(['other']);
  });

  it('takes the rights of a group away from who left it', async () => {
    const before = await (await signIn('6')).call('session.get', {});
    expect(before.user.isAdmin).toBe(true);
    provider.people.set('6', { sub: '6', email: 'it@plant.example', email_verified: true, name: 'IT', groups: ['dongguan'] });
    const after = await (await signIn('6')).call('session.get', {});
    expect(after.user.isAdmin).toBe(false);
    expect(after.workspaces).toMatchObject([{ workspace: 'w', roles: ['operator'], sites: ['DG'] }]);
    const lines = await house.database.rows<{ action: string }>('select action from audit where subject = $1 order by id', [after.user.id]);
    expect(lines.map(({ action }) => action)).toEqual(['created', 'granted by groups', 'signed-in', 'granted by groups', 'signed-in']);
  });

  it('takes over a local account only where the provider vouches for its address, and never its rights to let people in', async () => {
    const { browser, back } = await come('3');
    expect(await refusal(await browser.fetch(back))).toContain('belongs to another account');
    await expect(browser.call('session.get', {})).rejects.toMatchObject({ status: 401 });
    const linked = await (await signIn('4')).call('session.get', {});
    expect(linked.user).toMatchObject({ id: house.me.user.id, name: 'Administrator', isAdmin: true });
  });

  it('refuses who has no address, and whose account is shut', async () => {
    const { browser, back } = await come('5');
    expect(await refusal(await browser.fetch(back))).toContain('no e-mail address');
    const { user } = await (await signIn('1')).call('session.get', {});
    await house.admin.call('people.update', { params: { id: user.id }, body: { active: false } });
    const again = await come('1');
    expect(await refusal(await again.browser.fetch(again.back))).toContain('shut');
    await house.admin.call('people.update', { params: { id: user.id }, body: { active: true } });
  });
});

describe('a way back that is not the one that was begun', () => {
  const changed = async (change: (browser: Browser, back: URL) => void): Promise<string> => {
    const { browser, back } = await come('2');
    const url = new URL(back);
    change(browser, url);
    const reason = await refusal(await browser.fetch(url.href));
    await expect(browser.call('session.get', {})).rejects.toMatchObject({ status: 401 });
    return reason;
  };
  const inCookie = (browser: Browser, change: Record<string, string>): void => {
    const kept = JSON.parse(decodeURIComponent(browser.cookies.get('midstream_sign_on') ?? '')) as object;
    browser.cookies.set('midstream_sign_on', encodeURIComponent(JSON.stringify({ ...kept, ...change })));
  };

  it('is refused with a wrong state', async () => {
    expect(await changed((_, url) => url.searchParams.set('state', 'made-up'))).toMatch(/state/);
  });
  it('is refused with a wrong issuer', async () => {
    expect(await changed((_, url) => url.searchParams.set('iss', 'https://elsewhere.example'))).toMatch(/iss/);
  });
  it('is refused with a wrong nonce', async () => {
    expect(await changed((browser) => inCookie(browser, { nonce: 'of-another-sign-in' }))).toMatch(/nonce/i);
  });
  it('is refused with the proof of another sign-in', async () => {
    expect(await changed((browser) => inCookie(browser, { verifier: 'x'.repeat(43) }))).toContain('error in the response');
  });
  it('is refused in another browser than it was begun in, and with a cookie of rubbish', async () => {
    expect(await changed((browser) => browser.cookies.delete('midstream_sign_on'))).toContain('no sign-in was begun here');
    expect(await changed((browser) => browser.cookies.set('midstream_sign_on', '%7Bnot'))).toContain('no sign-in was begun here');
  });
  it('is refused the second time', async () => {
    const { browser, back } = await come('2');
    const cookie = browser.cookies.get('midstream_sign_on') ?? '';
    expect((await browser.fetch(back)).status).toBe(302);
    browser.cookies.set('midstream_sign_on', cookie);
    expect(await refusal(await browser.fetch(back))).toMatch(/grant|response/);
  });
  it('is refused where the provider itself refused', async () => {
    const { browser } = await come('2');
    const cookie = JSON.parse(decodeURIComponent(browser.cookies.get('midstream_sign_on') ?? '')) as { state: string };
    const query = new URLSearchParams({ error: 'access_denied', state: cookie.state, iss: provider.issuer });
    expect(await refusal(await browser.fetch(`${BACK}?${query}`))).toContain('authorization response');
  });
});

describe('somebody refused who came by a browser', () => {
  const landing = async (browser: Browser, back: string): Promise<(string | number | null)[]> => {
    const response = await browser.fetch(back, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    return [response.status, response.headers.get('location')];
  };
  it.each([
    ['3', 'other-account'],
    ['5', 'no-address'],
  ])('sees the sign-in page with the reason (%s: %s), without a session', async (sub, why) => {
    const { browser, back } = await come(sub);
    expect(await landing(browser, back)).toEqual([302, `/?sign-on=${why}`]);
    await expect(browser.call('session.get', {})).rejects.toMatchObject({ status: 401 });
  });
  it('is told no words of the address', async () => {
    const { browser, back } = await come('2');
    const url = new URL(back);
    url.searchParams.set('state', 'made-up');
    expect(await landing(browser, url.href)).toEqual([302, '/?sign-on=provider']);
    expect(await landing(house.browser(), `${house.url}${BACK}?error=%3Cscript%3E`)).toEqual([302, '/?sign-on=not-begun']);
  });
});

describe('signing out', () => {
  it('leads to the provider and back, and ends the session here at once', async () => {
    const browser = await signIn('2');
    await browser.call('session.get', {});
    const { url = '' } = await browser.call('session.delete', {});
    await expect(browser.call('session.get', {})).rejects.toMatchObject({ status: 401 });
    expect(url.startsWith(`${provider.issuer}/session/end`)).toBe(true);
    const page = await (await browser.fetch(url)).text();
    const form = /action="([^"]+)"[\s\S]*name="xsrf" value="([^"]+)"/.exec(page);
    const answer = await browser.fetch(form?.[1] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ xsrf: form?.[2] ?? '', logout: 'yes' }).toString(),
    });
    expect(answer.headers.get('location')).toMatch(new RegExp(`^${house.url}/`));
  });

  it('of a local session stays here', async () => {
    const browser = house.browser();
    await browser.call('session.create', { body: { email: 'ada@plant.example', password: 'correct horse battery' } });
    expect(await browser.call('session.delete', {})).toEqual({});
  });
});

describe('without its provider', () => {
  it('sign-on says so, and everything else goes on', async () => {
    const late = await openTestProvider();
    const other = await openTestHouse({
      MIDSTREAM_OIDC_ISSUER: late.issuer,
      MIDSTREAM_OIDC_CLIENT_ID: CLIENT.id,
      MIDSTREAM_OIDC_CLIENT_SECRET: CLIENT.secret,
    });
    await late.stop();
    await expect(other.browser().call('sign-on.start', {})).rejects.toMatchObject({
      status: 503,
      problem: { code: 'server.sign-on-refused' },
    });
    await until(async () => ((await other.browser().call('setup.get', {})).needed ? undefined : true));
    await other.stop();
  });
});

describe('groups', () => {
  it('are read from one line, and what cannot be read stops the start', () => {
    expect(readGroupRights(' a=b=w:planner,sales@HK, DG;it=admin;')).toEqual([
      { group: 'a=b', workspace: 'w', roles: ['planner', 'sales'], sites: ['HK', 'DG'] },
      { group: 'it', workspace: undefined, roles: [], sites: undefined },
    ]);
    for (const wrong of ['planners', 'planners=w', 'planners=w:boss', '=w:planner', 'planners=:planner'])
      expect(() => readGroupRights(wrong)).toThrow('MIDSTREAM_OIDC_ROLES');
  });
});
