import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openDatabase, startEmbedded } from '@midstream/storage';
import { expect, test } from 'vitest';
import { openBrowser, PASSWORD, until } from '../testing/test-house.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const WRONG = 'a password mistyped by one letter';

test('no password, token, cookie, set-up code or database password is ever logged, however much is', async () => {
  const shared = await startEmbedded(process.env['MIDSTREAM_TEST_POSTGRES'] ?? '');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const root = openDatabase(shared.url, { connections: 1 });
  await root.run(`create database ${name}`);
  await root.close();
  const address = shared.url.replace(/\/postgres$/, `/${name}`);
  const code = randomBytes(8).toString('hex');
  const env = { ...process.env, DATABASE_URL: address, PORT: '0', MIDSTREAM_LOG: 'trace', MIDSTREAM_SETUP_CODE: code };
  const server = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => (log += text.toString()));
  const secrets = new Map([
    ['password', PASSWORD],
    ['mistyped password', WRONG],
    ['set-up code', code],
    ['database password', new URL(address).password],
  ]);
  try {
    const url = await until(async () => /"url":"(http[^"]+)"/.exec(log)?.[1]);
    const browser = openBrowser(url);
    await browser.call('setup.create', { body: { name: 'Administrator', email: 'first@plant.example', password: PASSWORD, code } });
    secrets.set('cookie', browser.cookies.get('midstream_session') ?? '');
    await browser.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
    const { secret: token } = await browser.call('tokens.create', {
      params: { workspace: 'w' },
      body: { name: 'machine', roles: ['planner'] },
    });
    secrets.set('token', token);
    const hook = { url: 'http://203.0.113.1/hook', events: ['plan.published' as const] };
    const { secret } = await browser.call('webhooks.create', { params: { workspace: 'w' }, body: hook });
    secrets.set('webhook secret', secret);
    const withToken = { headers: { authorization: `Bearer ${token}` } };
    expect((await fetch(`${url}/api/v1/workspaces/w/orders`, withToken)).status).toBe(200);
    const signIn = async (password: string): Promise<number> => {
      const body = JSON.stringify({ email: 'first@plant.example', password });
      return (await openBrowser(url).fetch('/api/v1/session', { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
        .status;
    };
    expect(await signIn(WRONG)).toBe(401);
    // What cannot be read is spoken of too.
    await browser.fetch('/api/v1/session', {
      method: 'POST',
      body: `{"password":"${WRONG}`,
      headers: { 'content-type': 'application/json' },
    });
    await browser.fetch(`/api/v1/workspaces/w/orders?token=${token.slice(0, 4)}`);
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  expect(log.length).toBeGreaterThan(1000);
  for (const [kind, secret] of secrets) {
    expect(secret.length, kind).toBeGreaterThan(5);
    expect(log.includes(secret), `${kind} in the log`).toBe(false);
    expect(log.includes(encodeURIComponent(secret)), `${kind} in the log, encoded`).toBe(false);
  }
});
