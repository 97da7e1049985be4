import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A running Midstream on a data folder of its own: server, worker and PostgreSQL, as `npm start` runs them. */
export interface House {
  readonly url: string;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../../../apps/server/src/main.ts', import.meta.url));
const PATIENCE_MILLISECONDS = 300_000;

export async function openHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'midstream-journey-'));
  // The database may run as an account of its own, which has to come in.
  await chmod(folder, 0o755);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _, ...environment } = process.env;
  const server = spawn(process.execPath, [MAIN, 'serve'], {
    env: { ...environment, PORT: String(port), MIDSTREAM_DATA: join(folder, 'data'), MIDSTREAM_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (const until = performance.now() + PATIENCE_MILLISECONDS; !(await isReady(url)); await sleep(200)) {
    if (server.exitCode !== null || performance.now() > until) throw new Error(`the server does not come up:\n${said}`);
  }
  return {
    url,
    async stop() {
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(`${url}/ready`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** A port nobody listens at, below those the system gives to whoever connects: nobody takes it until the server is up. */
async function freePort(): Promise<number> {
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
