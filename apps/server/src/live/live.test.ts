import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../compose.ts';
import { startServer } from '../compose.ts';
import type { Browser, TestHouse } from '../testing/test-house.ts';
import { openBrowser, openTestHouse, until } from '../testing/test-house.ts';

const w = { workspace: 'w' };
let house: TestHouse;
/** Another server on the same database, which looks at rights often. */
let second: Running;
beforeAll(async () => {
  house = await openTestHouse();
  second = await startServer({ ...house.settings, port: 0, beatMilliseconds: 100 });
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'empty' } } });
});
afterAll(async () => {
  await second.stop();
  await house.stop();
});

interface Stream {
  /** Everything heard so far. */
  events(): { type: string; kind?: string; ids?: string[] }[];
  lastId(): string;
  isOver(): boolean;
  leave(): void;
}

/** A page at the second server; with what it heard last, one that comes back. */
async function listenAs({ cookies }: Browser, lastEventId?: string): Promise<Stream> {
  const browser = openBrowser(second.url ?? '');
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  const away = new AbortController();
  const answer = await browser.fetch('/api/v1/workspaces/w/events', {
    signal: away.signal,
    ...(lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } }),
  });
  expect(answer.status).toBe(200);
  let text = '';
  let isOver = false;
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
  })()
    .catch(() => undefined)
    .finally(() => (isOver = true));
  return {
    events: () => [...text.matchAll(/^data: (.*)\n\n/gm)].map(([, data = '{}']) => JSON.parse(data) as { type: string }),
    lastId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '',
    isOver: () => isOver,
    leave: () => away.abort(),
  };
}

const write = (id: string) => house.admin.call('records.put', { params: { ...w, kind: 'tools', id }, body: { id } as never, version: 0 });
const idsIn = (stream: Stream) => stream.events().flatMap(({ ids = [] }) => ids);
const heard = (stream: Stream, id: string) => until(async () => (idsIn(stream).includes(id) ? true : undefined));

describe('a stream of events', () => {
  it('tells what was written at another server', async () => {
    const page = await listenAs(house.admin);
    await write('T1');
    await heard(page, 'T1');
    expect(page.events()[0]).toMatchObject({ type: 'records', kind: 'tools', by: { name: 'Administrator' } });
    page.leave();
  });

  it('goes on, after its line was cut, with exactly what happened meanwhile', async () => {
    const page = await listenAs(house.admin);
    await until(async () => (page.lastId() === '' ? undefined : true));
    page.leave();
    for (const id of ['T2', 'T3']) await write(id);
    // The second server has heard them both once one who stayed has.
    const witness = await listenAs(house.admin, page.lastId());
    await heard(witness, 'T3');
    const back = await listenAs(house.admin, page.lastId());
    await heard(back, 'T3');
    await write('T4');
    await heard(back, 'T4');
    expect(idsIn(back)).toEqual(['T2', 'T3', 'T4']);
    for (const each of [witness, back]) each.leave();
  });

  it('says that something was missed where it cannot tell what: after too much, or at a server that was not there', async () => {
    const stranger = await listenAs(house.admin, 'elsewhere.17');
    await until(async () => (stranger.events().some(({ type }) => type === 'missed') ? true : undefined));
    const old = stranger.lastId();
    stranger.leave();
    const events = Array.from({ length: 210 }, (_, at) => JSON.stringify({ workspace: 'w', event: { type: 'scenario', id: `S${at}` } }));
    await house.database.rows("select pg_notify('midstream_live', event) from unnest($1::text[]) as e (event)", [events]);
    const witness = await listenAs(house.admin, 'elsewhere.17');
    await write('T5');
    await heard(witness, 'T5');
    const back = await listenAs(house.admin, old);
    await until(async () => (back.events().length > 0 ? true : undefined));
    expect(back.events()).toMatchObject([{ type: 'missed' }]);
    for (const each of [witness, back]) each.leave();
  });

  it('ends when whoever listens may no longer: signed out, without the grant, or narrowed to some sites', async () => {
    const [out, removed, narrowed, stays] = await Promise.all(
      ['Out', 'Removed', 'Narrowed', 'Stays'].map((name) => house.person(name, [{ workspace: 'w', roles: ['planner'] }])),
    );
    if (out === undefined || removed === undefined || narrowed === undefined || stays === undefined) throw new Error('four people');
    const streams = await Promise.all([out, removed, narrowed, stays].map((person) => listenAs(person)));
    await out.call('session.delete', {});
    const { items } = await house.admin.call('people.list', {});
    const idOf = (name: string): string => items.find((person) => person.name === name)?.id ?? '';
    await house.admin.call('people.update', { params: { id: idOf('Removed') }, body: { grants: [] } });
    const grants = [{ workspace: 'w', roles: ['planner' as const], sites: ['HK'] }];
    await house.admin.call('people.update', { params: { id: idOf('Narrowed') }, body: { grants } });
    await until(async () => (streams.slice(0, 3).every((stream) => stream.isOver()) ? true : undefined));
    const [, , , last] = streams;
    expect(last?.isOver()).toBe(false);
    last?.leave();
  });
});
