import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '@midstream/api';
import { createClient } from '@midstream/api';
import { PASSWORD } from './test-house.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/**
 * A port nobody listens at, below those the system gives to whoever connects: nobody takes it before the server is up, nor while it is
 * down for a moment.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

/** A server as a service manager keeps it: whenever it is gone, it is started again. */
export interface KeptServer {
  readonly url: string;
  /** Signed in as the first administrator. */
  readonly client: Client;
  /** What it wrote so far. */
  log(): string;
  /** Asks again until there is an answer that is not "come back later". Safe, because every write carries its key. */
  insist<T>(call: () => Promise<T>): Promise<T>;
  /** Process numbers as they are now; undefined while it is down. */
  pidOf(kind: 'server' | 'worker' | 'database'): Promise<number | undefined>;
  stop(): Promise<void>;
}

const INSIST_SECONDS = 180;

/** Starts `midstream serve` and keeps it running. */
export async function keepServer(folder: string, env: Readonly<Record<string, string>> = {}): Promise<KeptServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  let isOver = false;
  let log = '';
  const run = (): void => {
    const all: Record<string, string | undefined> = {
      ...process.env,
      DATABASE_URL: undefined,
      MIDSTREAM_DATA: folder,
      PORT: String(port),
      MIDSTREAM_LOG: 'error',
      MIDSTREAM_REQUESTS_PER_MINUTE: '1000000',
      ...env,
    };
    server = spawn(process.execPath, [MAIN, 'serve'], { env: all, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => (log += String(chunk)));
    server.once('exit', () => (isOver ? undefined : run()));
  };
  run();
  const client = clientOf(url);
  await insist(() => client.call('setup.create', { body: { name: 'Administrator', email: 'ada@plant.example', password: PASSWORD } }));
  return {
    url,
    client,
    log: () => log,
    insist,
    async pidOf(kind) {
      if (kind === 'server') return server?.pid;
      return kind === 'worker' ? await workerOf(server?.pid) : await databaseOf(folder);
    },
    async stop() {
      await insist(() => client.call('session.get', {})).catch(() => undefined);
      isOver = true;
      const gone = new Promise((done) => server?.once('exit', done));
      server?.kill('SIGTERM');
      await gone;
    },
  };
}

function clientOf(url: string): Client {
  const cookies = new Map<string, string>();
  return createClient({
    baseUrl: url,
    fetch: async (path, init) => {
      const headers = { ...init.headers, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
      const response = await fetch(path, { ...(init as RequestInit), headers, signal: AbortSignal.timeout(30_000) });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return response;
    },
  });
}

async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + INSIST_SECONDS * 1000; ;) {
    try {
      return await call();
    } catch (error) {
      const { status = 503 } = error as { status?: number };
      if ((status !== 503 && status !== 507) || performance.now() > end) throw error;
      await sleep(100);
    }
  }
}

async function databaseOf(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return pid > 0 ? pid : undefined;
}

/** The worker is the one child of the server that runs our own program. */
async function workerOf(parent: number | undefined): Promise<number | undefined> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (stat.split(') ')[1]?.split(' ')[1] === String(parent) && command.includes('worker')) return Number(name);
  }
  return undefined;
}
