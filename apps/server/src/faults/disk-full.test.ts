import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptServer } from '../testing/kept-server.ts';
import { keepServer } from '../testing/kept-server.ts';

const DISK = '320m';
const w = { workspace: 'w' };
const folder = await mkdtemp(join(tmpdir(), 'midstream-full-'));
/** A small disk of its own; where we may not mount one, there is nothing to fill without filling everybody's. */
const isMounted = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let kept: KeptServer;
beforeAll(async () => {
  if (!isMounted) return;
  await chmod(folder, 0o755);
  kept = await keepServer(folder);
  await kept.client.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(async () => {
  if (isMounted) {
    await kept.stop();
    execFileSync('umount', ['-l', folder]);
  }
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(!isMounted)('a full disk', () => {
  it('is told clearly, spoils nothing, and once there is room again all goes on by itself', async () => {
    const { client, insist } = kept;
    const { product } = (await client.call('orders.list', { params: w, query: { limit: 1 } })).items[0] ?? { product: '' };
    const write = (turn: number) => {
      const changes = Array.from({ length: 200 }, (_, at) => {
        const id = `SO-${turn}-${at}`;
        return { id, version: 0, data: { id, product, quantity: 1, note: 'x'.repeat(2000) } };
      });
      return client.call('orders.batch', { params: w, body: { changes }, idempotencyKey: `write ${turn}` });
    };
    const { bavail, bsize } = await statfs(folder);
    const filler = join(folder, 'filler');
    await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - 24 * 1024 * 1024), 1));
    const told = new Set<string>();
    let written = 0;
    for (let tries = 0; tries < 300 && told.size === 0; tries++) {
      try {
        await write(written);
        written++;
      } catch (error) {
        const { status, problem } = error as { status?: number; problem?: { code: string } };
        if (status !== undefined && problem !== undefined) told.add(`${status} ${problem.code}`);
        else throw error;
      }
    }
    // A moment in which the database is only going down is possible; then it is said what ails it.
    if (!told.has('507 storage.disk-full'))
      for (let tries = 0; tries < 100 && !told.has('507 storage.disk-full'); tries++) {
        await write(written).catch((error: { status?: number; problem?: { code: string } }) =>
          told.add(`${error.status} ${error.problem?.code}`),
        );
        await sleep(100);
      }
    expect([...told]).toContain('507 storage.disk-full');

    await rm(filler);
    // The one that was refused is sent again under its key, as a careful caller does.
    await insist(() => write(written));
    written++;
    let count = 0;
    for (let cursor = ''; ;) {
      const query = { search: 'SO-', limit: 1000, ...(cursor === '' ? {} : { cursor }) };
      const page = await insist(() => client.call('orders.list', { params: w, query }));
      count += page.items.filter(({ id }) => /^SO-\d+-\d+$/.test(id)).length;
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(count).toBe(written * 200);
  });
});
