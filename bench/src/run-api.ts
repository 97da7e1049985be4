import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@midstream/api';
import { createClient } from '@midstream/api';
import { generateFactory } from '@midstream/factory';
import { parseArguments } from './arguments.ts';
import type { BenchServer } from './bench-server.ts';
import { startBenchServer } from './bench-server.ts';
import { startExternalPostgres } from './external-postgres.ts';
import type { ApiRow } from './history.ts';
import { writeHistory } from './history.ts';
import type { Send } from './load.ts';
import { measure, openClient } from './load.ts';

/**
 * The API of running servers: `node bench/src/run-api.ts`. Embedded PostgreSQL first, then an external one (the empty database that
 * `--database` names, or else the PostgreSQL installed on the machine, started for it), each with one and with two server processes.
 * Results go to bench/history; `write-report` puts them into the README. Some five minutes.
 */
const options = parseArguments(process.argv.slice(2), {
  orders: '5000',
  seconds: '4',
  clients: '8',
  planSeconds: '5',
  promiseOrders: '300',
  promises: '20',
  database: '',
  databases: '',
  name: 'api',
});
const seconds = Number(options.seconds);
const clients = Number(options.clients);
const API = '/api/v1/workspaces/bench';
const PAGE = 1000;
const THREADS_MILLISECONDS = 10_000;
const ACCOUNT = { name: 'Bench', email: 'bench@plant.example', password: 'correct horse battery' };

interface Ready {
  /** Sent with every request, as a browser would. */
  readonly headers: Readonly<Record<string, string>>;
  readonly machines: readonly string[];
  readonly orders: readonly { readonly id: string; readonly version: number }[];
  readonly client: Client;
}

/** A first administrator, a factory, a published plan. */
async function prepare(server: BenchServer): Promise<Ready> {
  const headers: Record<string, string> = {};
  const client = createClient({
    baseUrl: server.url,
    fetch: async (path, init) => {
      const response = await fetch(path, { ...(init as RequestInit), headers: { ...init.headers, ...headers } });
      const [, cookie] = /^([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '') ?? [];
      if (cookie !== undefined) headers['cookie'] = cookie;
      return response;
    },
  });
  const me = await client.call('setup.create', { body: ACCOUNT });
  headers['x-csrf-token'] = me.csrfToken;
  await makeFactory(client, 'bench', Number(options.orders));
  const { items } = await client.call('records.list', { params: { workspace: 'bench', kind: 'machines' }, query: { limit: 1000 } });
  const { items: orders } = await client.call('orders.list', { params: { workspace: 'bench' }, query: { limit: clients } });
  return { headers, machines: items.map(({ id }) => id), orders, client };
}

async function makeFactory(client: Client, workspace: string, orders: number): Promise<void> {
  const params = { workspace };
  const factory = generateFactory({ orders, seed: 1 });
  // Bodies are limited to a few megabytes: the factory without its orders first, then they in parts.
  await client.call('workspaces.create', {
    body: { id: workspace, from: { kind: 'document', factory: { ...factory, orders: factory.orders.slice(0, 1) } } },
  });
  for (let from = 1; from < orders; from += PAGE) {
    const changes = factory.orders.slice(from, from + PAGE).map((data) => ({ id: data.id, version: 0, data: { ...data } }));
    await client.call('orders.batch', { params, body: { changes } });
  }
  const { id } = await client.call('runs.create', { params, body: { kind: 'plan', seconds: Number(options.planSeconds) } });
  for (;;) {
    const run = await client.call('runs.get', { params: { workspace, id } });
    if (run.plan !== undefined) {
      await client.call('plans.publish', { params: { workspace, id: run.plan }, body: { replaces: null } });
      return;
    }
    if (run.state === 'failed') throw new Error(`the bench factory cannot be planned: ${JSON.stringify(run.findings.slice(0, 3))}`);
    await sleep(500);
  }
}

type Kind = (send: Send, ready: Ready, place: number) => () => Promise<void>;

const KINDS: Readonly<Record<string, Kind>> = {
  'dispatch of a machine': (send, { machines }, place) => {
    let turn = place;
    return async () => {
      const machine = machines[turn++ % machines.length] ?? '';
      await send({ method: 'GET', path: `${API}/machines/${encodeURIComponent(machine)}/dispatch` });
    };
  },
  'page of 200 orders': (send) => async () => void (await send({ method: 'GET', path: `${API}/orders?limit=200` })),
  'page of 1000 orders by lateness': (send) => async () =>
    void (await send({ method: 'GET', path: `${API}/orders?limit=${PAGE}&sort=lateness&descending=true` })),
  'all orders, page by page': (send) => async () => {
    let seen = 0;
    for (let next: string | undefined = ''; next !== undefined;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await send({ method: 'GET', path: `${API}/orders?limit=${PAGE}${cursor}` });
      const page = JSON.parse(body) as { items: unknown[]; next?: string };
      seen += page.items.length;
      ({ next } = page);
    }
    if (seen !== Number(options.orders)) throw new Error(`${seen} orders listed`);
  },
  'write of an order': (send, { orders }, place) => {
    const order = orders[place];
    let version = order?.version ?? 0;
    return async () => {
      const path = `${API}/orders/${encodeURIComponent(order?.id ?? '')}`;
      const body = JSON.stringify({ id: order?.id, product: 'P', quantity: version, note: `v${version}` });
      const answer = await send({ method: 'PUT', path, headers: { 'if-match': `"${version}"` }, body });
      ({ version } = JSON.parse(answer.body) as { version: number });
    };
  },
};

/** One client alone for how long an answer takes, then several for how many there can be. */
async function measureKinds(database: string, servers: readonly BenchServer[], ready: Ready): Promise<ApiRow[]> {
  const rows: ApiRow[] = [];
  for (const [request, kind] of Object.entries(KINDS)) {
    for (const count of [1, clients]) {
      const { items: orders } = await ready.client.call('orders.list', { params: { workspace: 'bench' }, query: { limit: count } });
      const open = Array.from({ length: count }, (_, place) => openClient(servers[place % servers.length]?.port ?? 0, ready.headers));
      const before = cpuOf(servers);
      const { asked, ...measured } = await measure(
        open.map(({ send }, place) => kind(send, { ...ready, orders }, place)),
        seconds,
      );
      const serverCpu = Number(((cpuOf(servers) - before) / asked).toPrecision(3));
      for (const { close } of open) close();
      rows.push(told({ database, servers: servers.length, request, clients: count, ...measured, serverCpu }));
    }
  }
  return rows;
}
const cpuOf = (servers: readonly BenchServer[]): number => servers.reduce((sum, server) => sum + server.cpu(), 0);

/** One seller after the other asks for a date. */
async function measurePromises(database: string, server: BenchServer, ready: Ready): Promise<ApiRow> {
  await makeFactory(ready.client, 'promise', Number(options.promiseOrders));
  const { items } = await ready.client.call('orders.list', { params: { workspace: 'promise' }, query: { limit: 200 } });
  const { send, close } = openClient(server.port, ready.headers);
  const taken: number[] = [];
  const [before, began] = [server.cpu(), performance.now()];
  for (let turn = 0; turn < Number(options.promises); turn++) {
    const { product } = items[(turn * 37) % items.length] ?? { product: '' };
    const asked = performance.now();
    const body = JSON.stringify({ product, quantity: 10 + turn });
    await send({ method: 'POST', path: '/api/v1/workspaces/promise/promises', body });
    taken.push(performance.now() - asked);
  }
  close();
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0).toPrecision(3));
  return told({
    database,
    servers: 1,
    request: `promise, ${options.promiseOrders} orders (p99 = p95)`,
    clients: 1,
    requests: taken.length,
    p50: at(0.5),
    p99: at(0.95),
    perSecond: Number(((1000 * taken.length) / (performance.now() - began)).toPrecision(3)),
    serverCpu: Number(((server.cpu() - before) / taken.length).toPrecision(3)),
  });
}

function told(row: ApiRow): ApiRow {
  const { database, servers, request, requests, p50, p99, perSecond, serverCpu } = row;
  const who = `${row.clients} client${row.clients === 1 ? '' : 's'}`;
  const cells = [
    database.padEnd(9),
    servers,
    request.padEnd(34),
    who.padEnd(10),
    requests,
    `p50 ${p50} ms`,
    `p99 ${p99} ms`,
    `${perSecond}/s`,
    `cpu ${serverCpu} ms`,
  ];
  console.log(cells.join('  '));
  return row;
}

async function benchDatabase(name: string, env: Readonly<Record<string, string>>): Promise<ApiRow[]> {
  const servers = [await startBenchServer({ ...env, MIDSTREAM_WORKERS: '1' })];
  try {
    const ready = await prepare(servers[0] as BenchServer);
    const rows = await measureKinds(name, servers, ready);
    if (Number(options.promises) > 0) rows.push(await measurePromises(name, servers[0] as BenchServer, ready));
    servers.push(await startBenchServer({ ...env, MIDSTREAM_WORKERS: '0' }));
    // Its threads are still being started; that is no request's cost.
    await sleep(THREADS_MILLISECONDS);
    return [...rows, ...(await measureKinds(name, servers, ready))];
  } finally {
    for (const server of servers.toReversed()) await server.stop();
  }
}

let external = '';

async function benchExternal(): Promise<ApiRow[]> {
  const started = options.database === '' ? await startExternalPostgres() : undefined;
  const url = started?.url ?? options.database;
  external = started?.version ?? (url === '' ? 'none installed' : 'given');
  if (url === '') {
    console.log('external: no PostgreSQL is installed and none was named; left out');
    return [];
  }
  try {
    return await benchDatabase('external', { DATABASE_URL: url });
  } finally {
    await started?.stop();
  }
}

const rows: ApiRow[] = [];
if (options.databases !== 'external') {
  const folder = mkdtempSync(join(tmpdir(), 'bench-api-'));
  // The database's own account has to get in.
  chmodSync(folder, 0o755);
  try {
    rows.push(...(await benchDatabase('embedded', { MIDSTREAM_DATA: folder })));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
if (options.databases !== 'embedded') rows.push(...(await benchExternal()));
writeHistory({ suite: 'api', name: options.name, options: { ...options, database: external }, rows });
