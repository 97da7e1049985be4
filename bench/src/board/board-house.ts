import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { generateFactory } from '@midstream/factory';
import type { BrowserContext } from 'playwright-core';
import { freePort } from '../free-port.ts';

/** The server as `npm start` runs it, on a database of its own. */
export interface BoardHouse {
  readonly url: string;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url));
const PATIENCE_MILLISECONDS = 180_000;

export async function openBoardHouse(): Promise<BoardHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'midstream-board-'));
  // The database may run as an account of its own, which has to come in.
  await chmod(folder, 0o755);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _, ...environment } = process.env;
  const server = spawn(process.execPath, [MAIN, 'serve'], {
    env: { ...environment, PORT: String(port), MIDSTREAM_DATA: join(folder, 'data'), MIDSTREAM_LOG: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(url, server);
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

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (const until = performance.now() + PATIENCE_MILLISECONDS; ; await sleep(200)) {
    if (server.exitCode !== null || performance.now() > until) throw new Error('the server does not come up');
    const isUp = await fetch(`${url}/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
  }
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** The first person signs in; calls then go with that person's session, in the browser's own cookies. */
export async function signedIn(context: BrowserContext, url: string): Promise<Call> {
  let token = '';
  const call: Call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await context.request.fetch(`${url}/api/v1${path}`, {
      method,
      headers: { 'x-csrf-token': token },
      timeout: PATIENCE_MILLISECONDS,
      ...(body === undefined ? {} : { data: body }),
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${(await answer.text()).slice(0, 500)}`);
    return (await answer.json()) as T;
  };
  const me = await call<{ csrfToken?: string }>('POST', '/setup', {
    name: 'Planner',
    email: 'planner@example.com',
    password: 'quite long and quiet',
    language: 'en',
  });
  token = me.csrfToken ?? '';
  return call;
}

/** A generated factory with a published plan: its address and how many operations it has. */
export async function plannedFactory(
  call: Call,
  orders: number,
  seconds: number,
): Promise<{ readonly workspace: string; readonly operations: number }> {
  const factory = generateFactory({ orders, seed: 1 });
  const { id } = await call<{ id: string }>('POST', '/workspaces', { name: `${orders} orders`, from: { kind: 'document', factory } });
  const run = await call<{ id: string }>('POST', `/workspaces/${id}/runs`, { kind: 'plan', seconds });
  for (;;) {
    await sleep(500);
    const { state, plan, findings } = await call<{ state: string; plan?: string; findings: unknown[] }>(
      'GET',
      `/workspaces/${id}/runs/${run.id}`,
    );
    if (state === 'failed' || state === 'stopped') throw new Error(`the plan was not made: ${JSON.stringify(findings)}`);
    if (plan === undefined) continue;
    const head = await call<{ figures: unknown }>('POST', `/workspaces/${id}/plans/${plan}/publish`, { replaces: null });
    if (head.figures === undefined) throw new Error('nothing was published');
    const made = await call<{ plan: { operations: unknown[] } }>('GET', `/workspaces/${id}/plans/published`);
    return { workspace: id, operations: made.plan.operations.length };
  }
}
