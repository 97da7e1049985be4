import { afterEach, describe, expect, it } from 'vitest';
import { settingsFrom } from '../settings.ts';
import type { ThreadCall } from './messages.ts';
import type { ThreadRoute } from './routes.ts';
import type { Threads } from './thread-pool.ts';
import { openThreads } from './thread-pool.ts';

const entry = new URL('../testing/failing-thread.ts', import.meta.url);
const who = { actor: { id: 'a', name: 'A' } } as ThreadCall['who'];
const call = (way: string): ThreadCall => ({
  who,
  params: { workspace: 'w' },
  query: { way },
  body: undefined,
  version: undefined,
  inColumns: false,
  once: undefined,
  wire: 'text',
  known: undefined,
});

let threads: Threads | undefined;
let lost: [string, ThreadRoute | undefined][] = [];
function open(size: number, memoryMegabytes = 256, patienceMilliseconds = 60_000): Threads {
  lost = [];
  threads = openThreads({
    size,
    start: { databaseUrl: '', settings: settingsFrom({}) },
    entry,
    memoryMegabytes,
    patienceMilliseconds,
    onLost: (error, route) => lost.push([error.message, route]),
  });
  return threads;
}
afterEach(() => threads?.close());

describe('a thread that fails', () => {
  it.each(['exit', 'throw', 'memory'])('by %s is told as 503 and replaced', async (way) => {
    const pool = open(1, 24);
    await expect(pool.answer('plans.board', call(way))).rejects.toMatchObject({
      status: 503,
      findings: [{ code: 'server.thread-lost' }],
    });
    expect(lost).toMatchObject([[expect.any(String), 'plans.board']]);
    expect((await pool.answer('plans.board', call('fine'))).text).toBe('fine');
    expect(pool.figures()).toEqual({ running: 1, busy: 0, waiting: 0, lost: 1 });
  });

  it('by saying nothing is ended when its time is over', async () => {
    const pool = open(1, 256, 3000);
    await expect(pool.answer('plans.board', call('deaf'))).rejects.toMatchObject({ status: 503 });
    expect((await pool.answer('plans.board', call('fine'))).text).toBe('fine');
  });

  it('takes nobody with it but its own request', async () => {
    const pool = open(2);
    const answers = await Promise.allSettled(['slow', 'exit', 'fine', 'fine'].map((way) => pool.answer('plans.board', call(way))));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });
});

describe('threads', () => {
  it('answer whoever only looks while others search', async () => {
    const pool = open(2);
    pool.warm();
    const order: string[] = [];
    const searches = [1, 2, 3].map((number) => pool.answer('promises.create', call('slow')).then(() => order.push(`search ${number}`)));
    await pool.answer('plans.board', call('fine')).then(() => order.push('board'));
    expect(pool.figures()).toMatchObject({ running: 2, busy: 1 });
    await Promise.all(searches);
    expect(order.toSorted()).toEqual(['board', 'search 1', 'search 2', 'search 3']);
    expect(order.indexOf('board')).toBeLessThan(2);
  });

  it('refuse when too many wait, and when the server stops', async () => {
    const pool = open(1);
    const asked = Array.from({ length: 202 }, () => pool.answer('plans.board', call('deaf')));
    const ended = Promise.allSettled(asked);
    await expect(asked.at(-1)).rejects.toMatchObject({ status: 503, findings: [{ code: 'server.threads-busy' }] });
    await pool.close();
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
    await expect(pool.answer('plans.board', call('fine'))).rejects.toMatchObject({ findings: [{ code: 'server.threads-busy' }] });
  });
});
