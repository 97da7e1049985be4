import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

const w = { workspace: 'w' };
let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(() => house.stop());

async function upload(): Promise<string> {
  const form = new FormData();
  form.append('files', new Blob([JSON.stringify({ format: 'midstream-factory', version: 1, name: 'x' })]), 'x.json');
  const { csrfToken } = await house.admin.call('session.get', {});
  // Nobody reads it: the answer comes after a while and is not waited for.
  void house.admin
    .fetch('/api/v1/workspaces/w/imports', { method: 'POST', body: form, headers: { 'x-csrf-token': csrfToken } })
    .catch(() => undefined);
  return await until(async () => (await house.database.rows<{ id: string }>("select id from imports where state = 'reading'"))[0]?.id);
}
const runNow = (id: string) => house.admin.call('runs.get', { params: { ...w, id } });
const importNow = (id: string) => house.admin.call('imports.get', { params: { ...w, id } });

describe('work that is in no queue, as after a restore', () => {
  it('is found and done by the next worker', async () => {
    const { id } = await house.admin.call('runs.create', { params: w, body: { kind: 'plan', seconds: 0.2 } });
    const file = await upload();
    await house.database.run('delete from queue.job');
    const worker = await house.startWorker();
    try {
      const ended = await until(async () => ((await runNow(id)).state === 'done' ? await runNow(id) : undefined));
      expect(ended.plan).toBeTypeOf('string');
      const read = await until(async () => ((await importNow(file)).state === 'preview' ? await importNow(file) : undefined));
      expect(read.files).toHaveLength(1);
    } finally {
      await worker.stop();
    }
  });

  it('is given up, with a word about it, when it killed as many workers as it may', async () => {
    const { id } = await house.admin.call('runs.create', { params: w, body: { kind: 'plan', seconds: 0.2 } });
    const file = await upload();
    await house.database.run("update queue.job set state = 'failed' where state < 'completed'");
    const worker = await house.startWorker();
    try {
      await until(async () => ((await runNow(id)).state === 'failed' ? true : undefined));
      expect((await runNow(id)).findings).toMatchObject([{ code: 'server.run-failed' }]);
      const given = await until(async () => ((await importNow(file)).state === 'preview' ? await importNow(file) : undefined));
      expect(given).toMatchObject({ canCommit: false, findings: [{ code: 'server.import-failed' }] });
    } finally {
      await worker.stop();
    }
  });
});
