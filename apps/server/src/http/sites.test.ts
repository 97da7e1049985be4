import type { Route, RouteName } from '@midstream/api';
import { API_PREFIX, ROUTES } from '@midstream/api';
import type { Role } from '@midstream/factory';
import { generateFactory, ROLE_CAPABILITIES, ROLES } from '@midstream/factory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../compose.ts';
import type { Browser, TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';
import { isOfSites } from './site-scope.ts';

let house: TestHouse;
let worker: Running;
let own: string;
let mine: { order: string; machine: string };
let theirs: { orders: string[]; machines: string[] };
const w = { workspace: 'w' };

beforeAll(async () => {
  house = await openTestHouse();
  worker = await house.startWorker();
  const factory = generateFactory({ orders: 25, seed: 5, sites: 3, operationsPerOrder: 2 });
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'document', factory } } });
  const { id } = await house.admin.call('runs.create', { params: w, body: { seconds: 0.5 } });
  const proposal = await until(async () => (await house.admin.call('runs.get', { params: { ...w, id } })).plan);
  await house.admin.call('plans.publish', { params: { ...w, id: proposal }, body: { replaces: null } });
  const { plan } = await house.admin.call('plans.get', { params: { ...w, id: 'published' } });
  const { operations } = plan;
  own = operations[0]?.site ?? '';
  const ownOrders = new Set(operations.filter(({ site }) => site === own).map(({ order }) => order));
  mine = { order: operations[0]?.order ?? '', machine: operations[0]?.machine ?? '' };
  theirs = {
    orders: [...new Set(operations.map(({ order }) => order))].filter((order) => !ownOrders.has(order)),
    machines: [...new Set(operations.filter(({ site }) => site !== own).map(({ machine }) => machine))].filter(
      (machine) => !machine.startsWith('supplier:'),
    ),
  };
});
afterAll(async () => {
  await worker.stop();
  await house.stop();
});

const routes = (Object.entries(ROUTES) as [RouteName, Route][]).filter(([, { path }]) => path.includes(':workspace'));

async function ask(
  browser: Browser,
  name: RouteName,
  route: Route,
  id: string,
  kind = 'machines',
): Promise<{ status: number; text: string }> {
  const path = route.path.replace(':workspace', 'w').replace(':kind', kind).replace(':id', encodeURIComponent(id)).replace(':repair', 'x');
  const stop = new AbortController();
  const me = await browser.call('session.get', {});
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE';
  const response = await browser.fetch(`${API_PREFIX}${path}`, {
    method: route.method,
    signal: stop.signal,
    headers: { 'x-csrf-token': me.csrfToken, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: '[]' } : {}),
  });
  const text = route.answer === 'events' ? '' : await response.text();
  stop.abort();
  return { status: response.status, text: `${name}: ${text}` };
}

describe('somebody narrowed to one site', () => {
  it.each(ROLES)('as %s calls what is cut to sites and nothing that concerns them all', async (role: Role) => {
    const browser = await house.person(`of-${role}`, [{ workspace: 'w', roles: [role], sites: [own] }]);
    const wrong: string[] = [];
    for (const [name, route] of routes) {
      const { status, text } = await ask(browser, name, route, 'nothing');
      const isAllowed = ROLE_CAPABILITIES[role].some((capability) => capability === route.may);
      const isRefused = status === 403;
      if (isRefused === (isAllowed && isOfSites(name))) wrong.push(`${name}: ${status}`);
      if (isAllowed && !isOfSites(name) && !text.includes('server.whole-factory-only')) wrong.push(`${name}: refused for another reason`);
    }
    expect(wrong).toEqual([]);
  });

  it('never reads the name of an order or a machine of another site', async () => {
    const browser = await house.person('Plant', [{ workspace: 'w', roles: ['planner', 'supervisor'], sites: [own] }]);
    expect([theirs.orders.length > 0, theirs.machines.length > 0]).toEqual([true, true]);
    const secrets = [...theirs.orders, ...theirs.machines].map((name) => JSON.stringify(name));
    const run = (await house.admin.call('runs.list', { params: w, query: {} })).items[0]?.id ?? '';
    const leaks: string[] = [];
    let answered = 0;
    for (const [name, route] of routes.filter(([name, { method, answer }]) => method === 'GET' && answer !== 'events' && isOfSites(name))) {
      const isOrder = name === 'orders.get' || name === 'why-late.get';
      const ids = name.startsWith('plans.')
        ? ['published']
        : name.startsWith('runs.')
          ? [run]
          : [isOrder ? mine.order : mine.machine, ...(isOrder ? theirs.orders : theirs.machines).slice(0, 3)];
      for (const id of ids)
        for (const kind of name.startsWith('records.') ? ['machines', 'workCentres', 'operators', 'sites', 'lanes'] : ['machines']) {
          const { status, text } = await ask(browser, name, route, id, kind);
          if (status === 200) answered++;
          // What was asked for stands in the answer that there is none.
          const body = text.replaceAll(JSON.stringify(id), '');
          for (const secret of secrets) if (body.includes(secret)) leaks.push(`${name} ${kind}: ${secret}`);
        }
    }
    expect([...new Set(leaks)].slice(0, 20)).toEqual([]);
    expect(answered).toBeGreaterThan(12);
  });

  it('hears that orders changed, but not which', async () => {
    const browser = await house.person('Listener', [{ workspace: 'w', roles: ['supervisor'], sites: [own] }]);
    const heard: string[] = [];
    const stop = new AbortController();
    const stream = await browser.fetch(`${API_PREFIX}/workspaces/w/events`, { signal: stop.signal });
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) heard.push(Buffer.from(chunk).toString('utf8'));
    })().catch(() => undefined);
    const [id = ''] = theirs.orders;
    const { record } = await house.admin.call('orders.get', { params: { ...w, id } });
    await house.admin.call('orders.put', { params: { ...w, id }, version: record.version, body: { ...record.data, note: 'secret' } });
    await until(async () => (heard.join('').includes('"records"') ? true : undefined));
    stop.abort();
    await reading;
    expect(heard.join('')).not.toContain(id);
  });
});
