import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@midstream/api';
import { openDatabase } from '@midstream/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from './testing/test-house.ts';

/** Edits to survive; a longer run: MIDSTREAM_FAULT_EDITS=200. */
const EDITS = Number(process.env['MIDSTREAM_FAULT_EDITS'] ?? 30);
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

let folder: string;
let port: number;
let server: ChildProcess | undefined;
let isOver = false;
const cookies = new Map<string, string>();

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });

/** As a service manager would: whenever it is gone, it is started again. */
function keepRunning(): void {
  const env = {
    ...process.env,
    MIDSTREAM_DATA: folder,
    PORT: String(port),
    MIDSTREAM_LOG: 'fatal',
    MIDSTREAM_REQUESTS_PER_MINUTE: '1000000',
  };
  delete (env as Record<string, string | undefined>)['DATABASE_URL'];
  server = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: 'ignore' });
  server.once('exit', () => (isOver ? undefined : keepRunning()));
}

const client = createClient({
  baseUrl: '',
  fetch: async (path, init) => {
    const headers = { ...init.headers, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...(init as RequestInit),
      headers,
      signal: AbortSignal.timeout(20_000),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  },
});

/** Asks again until there is an answer that is not "come back later". Safe, because every write carries its key. */
async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + 90_000; ;) {
    try {
      return await call();
    } catch (error) {
      const { status = 503 } = error as { status?: number };
      if (status !== 503 || performance.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

async function databasePid(): Promise<number> {
  return Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** The worker is the one child of the server that runs our own program. */
async function workerPid(): Promise<number | undefined> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (stat.split(') ')[1]?.split(' ')[1] === String(server?.pid) && command.includes('worker')) return Number(name);
  }
  return undefined;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midstream-faults-'));
  // The database's own account has to get in.
  await chmod(folder, 0o755);
  port = await freePort();
  keepRunning();
  await insist(() => client.call('setup.create', { body: { name: 'Administrator', email: 'ada@plant.example', password: PASSWORD } }));
  await client.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(async () => {
  await insist(() => client.call('session.get', {})).catch(() => undefined);
  isOver = true;
  const gone = new Promise((done) => server?.once('exit', done));
  server?.kill('SIGTERM');
  await gone;
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe.skipIf(process.platform !== 'linux')('kill -9 of server, worker and database while people work', () => {
  it('loses nothing acknowledged, applies nothing by half, and comes back by itself', async () => {
    const w = { workspace: 'w' };
    const { id: run } = await client.call('runs.create', { params: w, body: { seconds: 2 } });
    const killed = { server: 0, worker: 0, database: 0 };
    const stop = new AbortController();
    const killing = (async () => {
      const kinds = ['database', 'worker', 'server'] as const;
      for (let turn = 0; !stop.signal.aborted; turn++) {
        await new Promise((done) => setTimeout(done, 300 + Math.random() * 1200));
        const kind = kinds[turn % kinds.length] ?? 'server';
        const pid = kind === 'server' ? server?.pid : kind === 'worker' ? await workerPid() : await databasePid().catch(() => undefined);
        if (pid === undefined || stop.signal.aborted) continue;
        try {
          process.kill(pid, 'SIGKILL');
          killed[kind]++;
        } catch {
          // It was down at that moment.
        }
        // Killed again before it is up, nothing could ever come up.
        await insist(() => client.call('session.get', {}));
      }
    })();
    const acknowledged: string[] = [];
    for (let edit = 0; edit < EDITS; edit++) {
      const id = `SO-F${edit}`;
      const changes = [`${id}-a`, `${id}-b`].map((id) => ({ id, version: 0, data: { id, product: 'P', quantity: edit + 1 } }));
      const answer = await insist(() => client.call('orders.batch', { params: w, body: { changes }, idempotencyKey: id }));
      expect(answer.applied).toBe(true);
      acknowledged.push(`${id}-a`, `${id}-b`);
      await new Promise((done) => setTimeout(done, 200));
    }
    stop.abort();
    await killing;
    expect(killed.server + killed.database).toBeGreaterThan(1);
    const { items } = await insist(() => client.call('orders.list', { params: w, query: { search: 'SO-F', limit: 1000 } }));
    expect(items.map(({ id }) => id).sort()).toEqual(acknowledged.sort());
    expect(items.every(({ version }) => version === 1)).toBe(true);
    // The search begun before all this ends too, with exactly one proposal or a clear reason.
    const done = await insist(async () => {
      const now = await client.call('runs.get', { params: { ...w, id: run } });
      if (now.state === 'waiting' || now.state === 'running') throw Object.assign(new Error('not yet'), { status: 503 });
      return now;
    });
    const plans = await insist(() => client.call('plans.list', { params: w, query: {} }));
    expect(plans.items.map(({ id }) => id)).toEqual(done.plan === undefined ? [] : [done.plan]);
  });

  it('says so while the database is away, and goes on afterwards', async () => {
    const url = `postgres://midstream@127.0.0.1:${(await freePort()).toString()}/gone`;
    const database = openDatabase(url);
    await expect(database.rows('select 1')).rejects.toMatchObject({ finding: { code: 'storage.unreachable' } });
    await database.close();
    const seen = new Set<number>();
    process.kill(await databasePid(), 'SIGKILL');
    for (const end = performance.now() + 60_000; performance.now() < end;) {
      const status = await fetch(`http://127.0.0.1:${port}/ready`).then(
        ({ status }) => status,
        () => 0,
      );
      seen.add(status);
      if (status === 200 && seen.has(503)) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    expect([...seen].sort()).toEqual([200, 503]);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  });
});
