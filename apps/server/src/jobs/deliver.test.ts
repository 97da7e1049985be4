import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { notifyWebhooks } from '../services/webhooks.ts';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';
import { keepChores } from './deliver.ts';

interface Got {
  readonly path: string;
  readonly delivery: string;
  readonly signature: string;
  readonly body: string;
}

let house: TestHouse;
let receiver: Server;
let answers: ((path: string) => number)[] = [];
let got: Got[] = [];
let chores: { stop: () => Promise<void> } | undefined;
const address = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;

beforeAll(async () => {
  house = await openTestHouse();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'empty' } } });
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const { url = '', headers } = request;
      got.push({ path: url, delivery: String(headers['midstream-delivery']), signature: String(headers['midstream-signature']), body });
      response.writeHead(answers.shift()?.(url) ?? 200, { location: `${address()}/elsewhere` }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterEach(async () => {
  await chores?.stop();
  await house.database.run('delete from webhooks');
  [answers, got] = [[], []];
});
afterAll(async () => {
  receiver.close();
  await house.stop();
});

/** A webhook and one event for it; its secret. */
async function hooked(): Promise<string> {
  const { secret } = await house.admin.call('webhooks.create', {
    params: { workspace: 'w' },
    body: { url: `${address()}/hook`, events: ['plan.published'] },
  });
  await house.database.transaction((db) => notifyWebhooks(db, 'w', 'plan.published', { plan: 'p' }));
  return secret;
}

interface Delivery {
  readonly state: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly wait: number;
}
const delivery = async (): Promise<Delivery | undefined> =>
  (
    await house.database.rows<Delivery>(
      'select state, attempts, status, extract(epoch from next_at - now())::float8 as wait from deliveries',
    )
  )[0];
const attempted = (count: number) =>
  until(async () => {
    const now = await delivery();
    return now !== undefined && now.attempts >= count && (now.status !== null || now.state !== 'waiting') ? now : undefined;
  });
const isDueNow = () => house.database.run('update deliveries set next_at = now(), status = null');

describe('a delivery', () => {
  it('is signed, and tried again with longer and longer waits until it is taken', async () => {
    const secret = await hooked();
    answers = [() => 500, () => 503];
    chores = keepChores(house.database, { toPrivate: true });
    const first = await attempted(1);
    expect([first.state, first.status]).toEqual(['waiting', 500]);
    await isDueNow();
    const second = await attempted(2);
    expect(second.wait).toBeGreaterThan(first.wait);
    await isDueNow();
    expect(await attempted(3)).toMatchObject({ state: 'delivered', status: 200 });
    expect(new Set(got.map(({ delivery: id }) => id)).size).toBe(1);
    for (const { signature, body } of got) {
      const [, time = '', hash = ''] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? [];
      expect(hash).toBe(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
    }
  });

  it('is given up after its last try, and says so', async () => {
    await hooked();
    answers = [() => 500];
    await house.database.run('update deliveries set attempts = 13');
    chores = keepChores(house.database, { toPrivate: true });
    expect(await attempted(14)).toMatchObject({ state: 'failed', status: 500 });
  });

  it('does not follow a redirect', async () => {
    await hooked();
    answers = [() => 302];
    chores = keepChores(house.database, { toPrivate: true });
    expect(await attempted(1)).toMatchObject({ state: 'waiting', status: 302 });
    expect(got.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('does not reach into the house', async () => {
    await hooked();
    chores = keepChores(house.database, { toPrivate: false });
    await until(async () => ((await delivery())?.attempts === 1 ? true : undefined));
    await chores.stop();
    expect([(await delivery())?.state, got]).toEqual(['waiting', []]);
  });
});
