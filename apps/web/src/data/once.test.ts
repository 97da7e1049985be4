import { ApiError, type Client } from '@midstream/api';
import { expect, test } from 'vitest';
import { writingOnce } from './once.ts';

interface Sent {
  readonly name: string;
  readonly key: string | undefined;
  readonly answer: (value: unknown) => void;
  readonly lose: (error: unknown) => void;
}

/** A client that leaves every call open until the test answers it. */
function openClient(): { readonly client: Client; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const call = (name: string, given: { readonly idempotencyKey?: string }): Promise<unknown> =>
    new Promise((answer, lose) => sent.push({ name, key: given.idempotencyKey, answer, lose }));
  let made = 0;
  const client = { call, file: () => Promise.reject(new Error('no file')), setCsrfToken: () => undefined } as unknown as Client;
  return { client: writingOnce(client, () => `key-${++made}`), sent };
}

const duplicate = (client: Client, id = 'SO-1') => client.call('orders.duplicate', { params: { workspace: 'w', id }, body: {} });
const refused = (status: number): ApiError => new ApiError(status, { type: '', title: '', status, code: 'x', findings: [] });

test('a double click is one write, another order is another', async () => {
  const { client, sent } = openClient();
  const both = [duplicate(client), duplicate(client), duplicate(client, 'SO-2')];
  expect(sent).toHaveLength(2);
  for (const each of sent) each.answer('made');
  await expect(Promise.all(both)).resolves.toEqual(['made', 'made', 'made']);
});

test.each([new TypeError('Failed to fetch'), refused(503)])(
  'a write whose answer was lost is asked for again with its key: %s',
  async (error) => {
    const { client, sent } = openClient();
    const first = duplicate(client);
    sent[0]?.lose(error);
    await expect(first).rejects.toBe(error);
    const again = duplicate(client);
    sent[1]?.answer('made');
    await again;
    void duplicate(client);
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-2']);
  },
);

test('a write that was refused, and made again later, is a new one', async () => {
  const { client, sent } = openClient();
  const first = duplicate(client);
  sent[0]?.lose(refused(409));
  await expect(first).rejects.toThrow('409');
  void duplicate(client);
  expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
});

test('reading is not held back, and takes no key', () => {
  const { client, sent } = openClient();
  void client.call('session.get', {});
  void client.call('session.get', {});
  expect(sent.map(({ key }) => key)).toEqual([undefined, undefined]);
});
