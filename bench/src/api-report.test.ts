import { expect, it } from 'vitest';
import { apiReport } from './api-report.ts';
import type { ApiRow } from './history.ts';

const row = (more: Partial<ApiRow>): ApiRow => ({
  database: 'embedded',
  servers: 1,
  request: 'dispatch',
  clients: 1,
  requests: 10,
  p50: 1,
  p99: 2,
  perSecond: 900,
  serverCpu: 0.8,
  ...more,
});

it('sets one client beside several of the same database, servers and request, and leaves gaps where nobody asked', () => {
  const rows = [row({}), row({ clients: 8, p50: 5, p99: 9, perSecond: 1500, serverCpu: 0.6 }), row({ servers: 2 })];
  const made = { machine: 'M', node: 'v24', commit: 'abc', date: '2026-01-01' };
  const { markdown } = apiReport({
    suite: 'api',
    name: 'api',
    options: { orders: '5000', seconds: '4', database: 'given' },
    rows,
    ...made,
  });
  expect(markdown.split('\n').slice(-2)).toEqual([
    '| embedded | 1 | dispatch | 1 | 2 | 900 | 8 | 5 | 9 | 1500 | 0.6 |',
    '| embedded | 2 | dispatch | 1 | 2 | 900 | – | – | – | – | 0.8 |',
  ]);
});
