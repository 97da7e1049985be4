import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

const w = { workspace: 'w' };
let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ MIDSTREAM_TRUST_PROXY: 'true' });
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
});
afterAll(() => house.stop());

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The text format of Prometheus, strictly: every line that is none is a failure. */
function parse(text: string): { samples: Sample[]; types: Map<string, string> } {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, name, type] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
    if (name !== undefined && type !== undefined) types.set(name, type);
    if (line.startsWith('#')) continue;
    const found = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    expect(found, line).not.toBeNull();
    const labels = [...(found?.[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)",?/g)].map(
      ([, key = '', value = '']) => [key, value] as const,
    );
    samples.push({
      name: found?.[1] ?? '',
      labels: Object.fromEntries(labels),
      value: Number(found?.[3] === '+Inf' ? Number.POSITIVE_INFINITY : found?.[3]),
    });
  }
  return { samples, types };
}

async function scrape() {
  const answer = await house.browser().fetch('/metrics');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const { samples, types } = parse(await answer.text());
  const all = (name: string, labels: Readonly<Record<string, string>> = {}): Sample[] =>
    samples.filter((each) => each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value));
  return { types, all, value: (name: string, labels?: Readonly<Record<string, string>>) => all(name, labels)[0]?.value };
}

describe('metrics', () => {
  it('count requests by route and status, in buckets that add up', async () => {
    const of = { method: 'GET', route: '/api/v1/workspaces/:workspace/orders', status: '200' };
    const before = (await scrape()).value('midstream_http_seconds_count', of) ?? 0;
    for (let turn = 0; turn < 3; turn++) await house.admin.call('orders.list', { params: w, query: { limit: 1 } });
    await house.admin.call('orders.get', { params: { ...w, id: 'none' } }).catch(() => undefined);
    const { types, all, value } = await scrape();
    expect(types.get('midstream_http_seconds')).toBe('histogram');
    expect(value('midstream_http_seconds_count', of)).toBe(before + 3);
    expect(value('midstream_http_seconds_sum', of)).toBeGreaterThan(0);
    const buckets = all('midstream_http_seconds_bucket', of).map((each) => each.value);
    expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
    expect(buckets.at(-1)).toBe(before + 3);
    expect(value('midstream_http_seconds_count', { method: 'GET', route: '/api/v1/workspaces/:workspace/orders/:id', status: '404' })).toBe(
      1,
    );
    // An address of its own for every order would never end.
    expect(all('midstream_http_seconds_count').some(({ labels }) => labels['route']?.includes('none'))).toBe(false);
  });

  it('tell open streams, threads and the work that waits', async () => {
    const leave = new AbortController();
    await house.admin.fetch('/api/v1/workspaces/w/events', { signal: leave.signal });
    const { id } = await house.admin.call('runs.create', { params: w, body: { seconds: 1 } });
    const seen = await scrape();
    expect(seen.value('midstream_event_streams')).toBe(1);
    expect(seen.value('midstream_work', { kind: 'run', state: 'waiting' })).toBe(1);
    expect(seen.value('midstream_work', { kind: 'run', state: 'running' })).toBe(0);
    // The check before the search was a thread's.
    expect(seen.value('midstream_threads', { state: 'free' })).toBe(1);
    expect([seen.value('midstream_threads_waiting'), seen.value('midstream_threads_lost')]).toEqual([0, 0]);
    leave.abort();
    await until(async () => ((await scrape()).value('midstream_event_streams') === 0 ? true : undefined));
    await house.admin.call('runs.stop', { params: { ...w, id } });
  });

  it('hold what Node tells of itself', async () => {
    const { value, types } = await scrape();
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(types.get('process_cpu_seconds_total')).toBe('counter');
  });

  it('are nobody else’s business, even of somebody who pretends to be this machine', async () => {
    for (const address of ['203.0.113.9', '127.0.0.1', '127.0.0.1, 203.0.113.9', '203.0.113.9, 127.0.0.1']) {
      const answer = await house.browser().fetch('/metrics', { headers: { 'x-forwarded-for': address } });
      expect([address, answer.status]).toEqual([address, 404]);
    }
  });
});
