import type { Quote } from '@midstream/api';
import type { FactoryDraft } from '@midstream/factory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../compose.ts';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

const w = { workspace: 'w' };
const WISH = { product: 'P', quantity: 40 };

/** One machine that makes ten an hour, eight hours a weekday, and one order of a day: what is promised next can only come behind. */
const FACTORY: FactoryDraft = {
  format: 'midstream-factory',
  version: 1,
  name: 'One machine',
  currency: 'HKD',
  timeZone: 'Asia/Hong_Kong',
  planningStart: '2026-11-23T08:00',
  frozenFenceHours: 0,
  allowOvertime: false,
  sites: [{ id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD' }],
  areas: [{ id: 'A', site: 'HK' }],
  workCentres: [{ id: 'WC', area: 'A' }],
  calendars: [{ id: 'day', week: [{ weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '16:00' }] }],
  machines: [{ id: 'M1', workCentre: 'WC', calendar: 'day', costPerHour: 60 }],
  products: [{ id: 'P' }],
  routings: [{ id: 'R', product: 'P', operations: [{ id: 'op', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] }] }],
  orders: [{ id: 'O1', product: 'P', quantity: 80, due: '2026-11-24' }],
};

let house: TestHouse;
let worker: Running;

beforeAll(async () => {
  house = await openTestHouse();
  const { admin } = house;
  await admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'document', factory: FACTORY } } });
  worker = await house.startWorker();
  const { id } = await admin.call('runs.create', { params: w, body: { kind: 'plan', seconds: 0.3 } });
  const plan = await until(async () => (await admin.call('runs.get', { params: { ...w, id } })).plan);
  await admin.call('plans.publish', { params: { ...w, id: plan }, body: { replaces: null } });
  // From here on nobody does chores: what expires must be gone for whoever asks, not only after the next round.
  await worker.stop();
});
afterAll(() => house.stop());

const ask = () => house.admin.call('promises.create', { params: w, body: WISH });
const dateOf = ({ options }: Awaited<ReturnType<typeof ask>>): string | undefined => options[0]?.date;
const hold = ({ id, options }: Awaited<ReturnType<typeof ask>>, order?: string): Promise<Quote> =>
  house.admin.call('quotes.create', {
    params: w,
    body: { promise: id, option: options[0]?.id ?? '', ...(order === undefined ? {} : { order }) },
  });
const timeOut = (id: string): Promise<number> =>
  house.database.run("update quotes set expires_at = now() - interval '1 second' where id = $1", [id]);
const stateOf = async (id: string): Promise<string | undefined> =>
  (await house.admin.call('quotes.list', { params: w, query: {} })).items.find((each) => each.id === id)?.state;
const ordersOf = async (): Promise<string[]> =>
  (await house.admin.call('orders.list', { params: w, query: {} })).items.map(({ id }) => id).toSorted();

describe('a quote', () => {
  it('keeps its hours before any plan with it is published, and gives them back when it expires', async () => {
    const first = await ask();
    const quote = await hold(first);
    const behind = await ask();
    expect(dateOf(behind)?.localeCompare(dateOf(first) ?? '')).toBe(1);
    await timeOut(quote.id);
    expect(dateOf(await ask())).toBe(dateOf(first));
    expect(await stateOf(quote.id)).toBe('expired');
    expect(await ordersOf()).toEqual(['O1']);
    await expect(house.admin.call('quotes.confirm', { params: { ...w, id: quote.id } })).rejects.toMatchObject({ status: 409 });
    await expect(house.admin.call('quotes.release', { params: { ...w, id: quote.id } })).rejects.toMatchObject({ status: 409 });
  });

  it('gives its hours back when it expires after it was published, and is taken off the machine', async () => {
    const { admin } = house;
    const first = await ask();
    const quote = await hold(first, 'SO-77');
    const { items } = await admin.call('plans.list', { params: w, query: { state: 'proposal' } });
    const published = await admin.call('plans.get', { params: { ...w, id: 'published' } });
    const proposal = items.find(({ title }) => title === 'SO-77')?.id ?? '';
    await admin.call('plans.publish', { params: { ...w, id: proposal }, body: { replaces: published.head.id } });
    const dispatched = async (): Promise<(string | undefined)[]> =>
      (await admin.call('dispatch.get', { params: { ...w, id: 'M1' }, query: {} })).items.map((each) => (each as { order?: string }).order);
    expect(await dispatched()).toEqual(['O1', 'SO-77']);
    expect(dateOf(await ask())?.localeCompare(dateOf(first) ?? '')).toBe(1);
    await timeOut(quote.id);
    const again = await ask();
    expect(dateOf(again)).toBe(dateOf(first));
    // What the expired one would have cost is no saving of the next one.
    expect(again.options[0]?.price['others']).toBeCloseTo(0, 0);
    expect(await dispatched()).toEqual(['O1']);
  });

  it('is refused where another one was held in its place meanwhile', async () => {
    const [one, other] = [await ask(), await ask()];
    expect(dateOf(one)).toBe(dateOf(other));
    const kept = await hold(one);
    await expect(hold(other)).rejects.toMatchObject({ status: 409, problem: { code: 'server.promise-outdated' } });
    // Asked again, there is a place beside it.
    const next = await hold(await ask());
    expect([await stateOf(kept.id), await stateOf(next.id)]).toEqual(['held', 'held']);
    expect(await ordersOf()).toEqual(['O1', kept.order, next.order].toSorted());
  });

  it('keeps its hours as an order too, once it is confirmed', async () => {
    const before = dateOf(await ask());
    const quote = await hold(await ask());
    const { quote: confirmed } = await house.admin.call('quotes.confirm', { params: { ...w, id: quote.id } });
    expect(confirmed.state).toBe('confirmed');
    expect(dateOf(await ask())?.localeCompare(before ?? '')).toBe(1);
    await timeOut(quote.id);
    expect(await ordersOf()).toContain(quote.order);
    expect(await stateOf(quote.id)).toBe('confirmed');
  });
});

describe('an example', () => {
  it('is one line of the audit log, with how much it holds', async () => {
    const { items } = await house.admin.call('audit.list', { params: w, query: { limit: 1000 } });
    const lines = items.filter(({ action }) => action === 'created').filter(({ kind }) => kind !== 'orders');
    expect(lines.map(({ kind }) => kind)).toEqual(['workspace']);
    expect(lines[0]?.changes).toContainEqual({ path: '/orders', after: 1 });
    expect(items.some(({ subject }) => subject === 'O1')).toBe(false);
    const { items: versions } = await house.admin.call('records.history', { params: { ...w, kind: 'machines', id: 'M1' } });
    expect(versions).toHaveLength(1);
  });
});
