import { API_PREFIX } from '@midstream/api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, PASSWORD } from '../testing/test-house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.stop());

it('packs whole documents for those who understand it, and nothing with a secret in it', async () => {
  const browser = house.browser();
  const me = await browser.call('session.create', { body: { email: 'ada@plant.example', password: PASSWORD } });
  const [first] = (await browser.call('examples.list', {})).items;
  const { id } = await browser.call('workspaces.create', { body: { from: { kind: 'example', example: first?.id ?? '' } } });
  const document = async (encoding: string): Promise<Response> =>
    (await browser.fetch(`${API_PREFIX}/workspaces/${id}/factory`, { headers: { 'accept-encoding': encoding } })) as unknown as Response;
  const packed = await document('gzip');
  expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual(['gzip', 'accept-encoding']);
  const plain = await document('identity');
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await packed.json()).toEqual(await plain.json());
  // Either way as it left the thread, and not at all for whoever has it.
  const etag = packed.headers.get('etag') ?? '';
  expect(plain.headers.get('etag')).toBe(etag);
  const again = await browser.fetch(`${API_PREFIX}/workspaces/${id}/factory`, { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const session = await browser.fetch(`${API_PREFIX}/session`, { headers: { 'accept-encoding': 'gzip' } });
  expect(session.headers.get('content-encoding')).toBeNull();
  expect(me.csrfToken.length).toBeGreaterThan(0);
});
