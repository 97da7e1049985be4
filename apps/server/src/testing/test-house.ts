import { randomBytes } from 'node:crypto';
import type { Client, Me } from '@midstream/api';
import { createClient } from '@midstream/api';
import type { Database } from '@midstream/storage';
import { openDatabase, startEmbedded } from '@midstream/storage';
import type { Running } from '../compose.ts';
import { startServer, startWorker } from '../compose.ts';
import type { Settings } from '../settings.ts';
import { settingsFrom } from '../settings.ts';

export const PASSWORD = 'correct horse battery';

/** Somebody with a browser: cookies kept, token sent. */
export interface Browser extends Client {
  readonly cookies: Map<string, string>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface TestHouse {
  readonly url: string;
  readonly database: Database;
  readonly settings: Settings;
  /** Signed in as the first administrator. */
  readonly admin: Browser;
  readonly me: Me;
  browser(): Browser;
  /** A new person with these rights, signed in. */
  person(name: string, grants: { workspace: string; roles: Me['workspaces'][number]['roles']; sites?: string[] }[]): Promise<Browser>;
  startWorker(): Promise<Running>;
  stop(): Promise<void>;
}

export function openBrowser(url: string): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const client = createClient({ baseUrl: url, fetch: (path, init) => send(path, init as RequestInit) });
  return { ...client, cookies, fetch: send };
}

/** A server over a fresh database of the test run's PostgreSQL, its first administrator signed in. */
export async function openTestHouse(env: Readonly<Record<string, string>> = {}): Promise<TestHouse> {
  const folder = process.env['MIDSTREAM_TEST_POSTGRES'];
  if (folder === undefined) throw new Error('run with vitest: it names the folder of the shared PostgreSQL');
  const shared = await startEmbedded(folder);
  const name = `test_${randomBytes(6).toString('hex')}`;
  const root = openDatabase(shared.url, { connections: 1 });
  await root.run(`create database ${name}`);
  await root.close();
  const address = shared.url.replace(/\/postgres$/, `/${name}`);
  const settings = settingsFrom({
    DATABASE_URL: address,
    PORT: '0',
    MIDSTREAM_LOG: 'fatal',
    MIDSTREAM_REQUESTS_PER_MINUTE: '1000000',
    ...env,
  });
  const server = await startServer(settings);
  const database = openDatabase(address, { connections: 2 });
  const admin = openBrowser(server.url);
  const code = env['MIDSTREAM_SETUP_CODE'];
  const body = { name: 'Administrator', email: 'ada@plant.example', password: PASSWORD, ...(code === undefined ? {} : { code }) };
  const me = await admin.call('setup.create', { body });
  return {
    url: server.url,
    database,
    settings,
    admin,
    me,
    browser: () => openBrowser(server.url),
    async person(name, grants) {
      const email = `${name.toLowerCase()}@plant.example`;
      await admin.call('people.create', { body: { name, email, password: PASSWORD, grants } });
      // Straight into the table: tests make more people in a minute than the sign-in limit lets through.
      const browser = openBrowser(server.url);
      const { openSession } = await import('../http/session-cookie.ts');
      const [row] = await database.rows<{ id: string }>('select id from people where email = $1', [email]);
      browser.cookies.set('midstream_session', await openSession(database, row?.id ?? ''));
      await browser.call('session.get', {});
      return browser;
    },
    startWorker: () => startWorker(settings),
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}

/** Waits until something is so. */
export async function until<T>(look: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('it never came');
}
