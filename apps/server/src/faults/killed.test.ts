import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@midstream/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptServer } from '../testing/kept-server.ts';
import { keepServer } from '../testing/kept-server.ts';

/** Edits, imports and publications to survive, together; the long run is `npm run faults:killed`. */
const OPERATIONS = Number(process.env['MIDSTREAM_FAULT_OPERATIONS'] ?? 12);
const ROUNDS = Math.ceil(OPERATIONS / 3);
const w = { workspace: 'w' };

let folder: string;
let kept: KeptServer;
const { platform } = process;

beforeAll(async () => {
  if (platform !== 'linux') return;
  folder = await mkdtemp(join(tmpdir(), 'midstream-faults-'));
  // The database's own account has to get in.
  await chmod(folder, 0o755);
  kept = await keepServer(folder);
  await kept.client.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(async () => {
  if (platform !== 'linux') return;
  await kept.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function ended(id: string): Promise<Run> {
  return await kept.insist(async () => {
    const now = await kept.client.call('runs.get', { params: { ...w, id } });
    if (now.state === 'waiting' || now.state === 'running') throw Object.assign(new Error('not yet'), { status: 503 });
    return now;
  });
}

/** Kills one after the other at random moments until told to stop; `done` counts what was acknowledged so far. */
function startKilling(done: () => number): { killed: Readonly<Record<string, number>>; stop: () => Promise<void> } {
  const killed = { database: 0, worker: 0, server: 0 };
  const over = new AbortController();
  const killing = (async () => {
    const kinds = ['database', 'worker', 'server'] as const;
    for (let turn = 0; !over.signal.aborted; turn++) {
      const before = done();
      await sleep(Math.random() * 2000);
      const kind = kinds[turn % kinds.length] ?? 'server';
      const pid = await kept.pidOf(kind);
      if (pid === undefined || over.signal.aborted) continue;
      try {
        process.kill(pid, 'SIGKILL');
        killed[kind]++;
      } catch {
        // It was down at that moment.
      }
      // Killed again before anything was done, nothing could ever be done.
      while (done() === before && !over.signal.aborted) await sleep(20);
    }
  })();
  return {
    killed,
    async stop() {
      over.abort();
      await killing;
    },
  };
}

async function edit(round: number, product: string): Promise<string[]> {
  const ids = [`SO-F${round}-a`, `SO-F${round}-b`];
  const changes = ids.map((id) => ({ id, version: 0, data: { id, product, quantity: round + 1 } }));
  const answer = await kept.insist(() =>
    kept.client.call('orders.batch', { params: w, body: { changes }, idempotencyKey: `edit ${round}` }),
  );
  expect(answer.applied).toBe(true);
  return ids;
}

async function bringIn(round: number, product: string): Promise<string[]> {
  const ids = [`SO-F${round}-c`, `SO-F${round}-d`];
  const csv = ['order,product,quantity', ...ids.map((id) => `${id},${product},${round + 1}`)].join('\n');
  const preview = await kept.insist(async () => {
    const body = new FormData();
    body.append('files', new Blob([csv]), 'orders.csv');
    return await kept.client.call('imports.create', { params: w, body });
  });
  const { id } = preview;
  // Its worker may be the one that was killed: another reads it then.
  const seen = await kept.insist(async () => {
    const now = await kept.client.call('imports.get', { params: { ...w, id } });
    if (now.state === 'reading') throw Object.assign(new Error('not yet'), { status: 503 });
    return now;
  });
  expect([seen.canCommit, seen.findings.filter(({ severity }) => severity === 'error')]).toEqual([true, []]);
  const call = { params: { ...w, id }, body: { mode: 'merge' as const }, idempotencyKey: `import ${round}` };
  await kept.insist(() => kept.client.call('imports.commit', call));
  await kept.insist(async () => {
    const { state } = await kept.client.call('imports.get', { params: { ...w, id } });
    if (state === 'committing') throw Object.assign(new Error('not yet'), { status: 503 });
    expect(state).toBe('committed');
  });
  return ids;
}

describe.skipIf(platform !== 'linux')('kill -9 of server, worker and database while people work', () => {
  it('loses nothing acknowledged, applies nothing by half, and comes back by itself', async () => {
    const { client, insist } = kept;
    const plans: string[] = [];
    for (let run = 0; run < 2; run++)
      plans.push((await ended((await client.call('runs.create', { params: w, body: { seconds: 0.5 } })).id)).plan ?? '');
    const { product } = (await client.call('orders.list', { params: w, query: { limit: 1 } })).items[0] ?? { product: '' };
    const long = await client.call('runs.create', { params: w, body: { seconds: 2 } });
    let done = 0;
    const began = performance.now();
    const killing = startKilling(() => done);
    const acknowledged: string[] = [];
    let published: string | null = null;
    let rounds = 0;
    // Moments are random: it goes on until each of the three was killed at least once.
    for (; rounds < ROUNDS || Math.min(...Object.values(killing.killed)) === 0; rounds++) {
      const round = rounds;
      acknowledged.push(...(await edit(round, product)));
      done++;
      acknowledged.push(...(await bringIn(round, product)));
      done++;
      const next = plans[round % 2] ?? '';
      const call = { params: { ...w, id: next }, body: { replaces: published }, idempotencyKey: `publish ${round}` };
      const head = await insist(() => client.call(round < 2 ? 'plans.publish' : 'plans.rollback', call));
      expect(head.state).toBe('published');
      published = next;
      done++;
      await sleep(100);
    }
    await killing.stop();
    expect(kept.log()).not.toContain('"msg":"fault"');
    const seen = new Map<string, number>();
    for (let cursor = ''; ;) {
      const query = { search: 'SO-F', limit: 1000, ...(cursor === '' ? {} : { cursor }) };
      const page = await insist(() => client.call('orders.list', { params: w, query }));
      for (const { id, version } of page.items) seen.set(id, version);
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect([...seen.keys()].sort()).toEqual(acknowledged.sort());
    expect([...new Set(seen.values())]).toEqual([1]);
    const publications = await checkPublications(published, rounds);
    const report = {
      acknowledged: { edits: rounds, imports: rounds, publications: rounds, operations: done, orders: acknowledged.length },
      killed: killing.killed,
      found: { orders: seen.size, publications },
      seconds: Math.round((performance.now() - began) / 1000),
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
    // The search begun before all this ends too, with exactly one proposal or a clear reason.
    const last = await ended(long.id);
    const { items } = await insist(() => client.call('plans.list', { params: w, query: {} }));
    expect(items.map(({ id }) => id).sort()).toEqual([...plans, ...(last.plan === undefined ? [] : [last.plan])].sort());
  });

  async function checkPublications(last: string | null, rounds: number): Promise<number> {
    const { client, insist } = kept;
    const { items } = await insist(() => client.call('plans.list', { params: w, query: { state: 'published' } }));
    expect(items.map(({ id }) => id)).toEqual([last]);
    const lines: string[] = [];
    for (let cursor = ''; ;) {
      const query = { kind: 'plan', limit: 1000, ...(cursor === '' ? {} : { cursor }) };
      const page = await insist(() => client.call('audit.list', { params: w, query }));
      lines.push(...page.items.filter(({ action }) => action === 'published' || action === 'rolled-back').map(({ subject }) => subject));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    // One line for each that was acknowledged: none lost, none done twice.
    expect(lines.length).toBe(rounds);
    return lines.length;
  }
});
