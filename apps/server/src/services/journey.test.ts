import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Run } from '@midstream/api';
import { API_PREFIX } from '@midstream/api';
import { templateWorkbook } from '@midstream/importers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../compose.ts';
import type { Browser, TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

let house: TestHouse;
let worker: Running;
let planner: Browser;
const w = { workspace: 'w' };

beforeAll(async () => {
  house = await openTestHouse({ MIDSTREAM_WEBHOOKS_PRIVATE: 'true' });
  worker = await house.startWorker();
  await house.admin.call('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
  planner = await house.person('Planner', [{ workspace: 'w', roles: ['planner'] }]);
});
afterAll(async () => {
  await worker.stop();
  await house.stop();
});

const ended = (id: string): Promise<Run> =>
  until(async () => {
    const run = await planner.call('runs.get', { params: { ...w, id } });
    return ['done', 'stopped', 'failed'].includes(run.state) ? run : undefined;
  });

async function planned(seconds = 0.5): Promise<string> {
  const { id } = await planner.call('runs.create', { params: w, body: { seconds } });
  const run = await ended(id);
  expect([run.state, run.findings.filter(({ severity }) => severity === 'error')]).toEqual(['done', []]);
  return run.plan ?? '';
}

describe('from orders to a published plan', () => {
  it('searches, tells progress live, proposes, publishes, and rolls back', async () => {
    const heard: string[] = [];
    const stop = new AbortController();
    const stream = await planner.fetch(`${API_PREFIX}/workspaces/w/events`, { signal: stop.signal });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) heard.push(Buffer.from(chunk).toString('utf8'));
    })().catch(() => undefined);
    const first = await planned(1);
    const head = await planner.call('plans.publish', { params: { ...w, id: first }, body: { replaces: null } });
    expect(head).toMatchObject({ state: 'published', outdated: false });
    const second = await planned();
    await planner.call('plans.publish', { params: { ...w, id: second }, body: { replaces: first, note: 'calmer' } });
    const back = await planner.call('plans.rollback', { params: { ...w, id: first }, body: { replaces: second } });
    expect(back.state).toBe('published');
    await until(async () => (heard.join('').includes('"state":"published"') ? true : undefined));
    stop.abort();
    await reading;
    expect(heard.join('')).toContain('"progress":{"seconds"');
    const { items } = await planner.call('plans.list', { params: w, query: {} });
    expect(items.map(({ id, state }) => [id, state]).sort()).toEqual(
      [
        [first, 'published'],
        [second, 'superseded'],
      ].sort(),
    );
  });

  it('does not let two planners overrun each other', async () => {
    const published = (await planner.call('plans.get', { params: { ...w, id: 'published' } })).head.id;
    const [mine, theirs] = [await planned(), await planned()];
    await house.admin.call('plans.publish', { params: { ...w, id: theirs }, body: { replaces: published } });
    const late = planner.call('plans.publish', { params: { ...w, id: mine }, body: { replaces: published } });
    await expect(late).rejects.toMatchObject({
      status: 409,
      problem: { findings: [{ code: 'server.published-meanwhile', params: { plan: theirs, who: 'Administrator' } }] },
    });
    const { plan, findings } = await planner.call('plans.accept', {
      params: { ...w, id: mine },
      body: { orders: [(await planner.call('orders.list', { params: w, query: { limit: 1 } })).items[0]?.id ?? ''] },
    });
    expect([plan?.state, findings.filter(({ severity }) => severity === 'error')]).toEqual(['proposal', []]);
  });

  it('stops a search when asked, keeping the best so far', async () => {
    const { id } = await planner.call('runs.create', { params: w, body: { seconds: 300 } });
    await until(async () => ((await planner.call('runs.get', { params: { ...w, id } })).progress === undefined ? undefined : true));
    await planner.call('runs.stop', { params: { ...w, id } });
    expect(await ended(id)).toMatchObject({ state: 'stopped', plan: expect.any(String) });
  });

  it('stops a search that has found nothing yet, and calls that no fault', async () => {
    const { id } = await planner.call('runs.create', { params: w, body: { seconds: 300 } });
    await planner.call('runs.stop', { params: { ...w, id } });
    expect(await ended(id)).toMatchObject({ state: 'stopped', findings: [] });
  });

  it('keeps a drag of the board where it was put', async () => {
    const { plan } = await planner.call('plans.get', { params: { ...w, id: 'published' } });
    const free = plan.operations.find(
      ({ state, lot, slackMinutes, machine }) =>
        state === 'planned' && lot === undefined && slackMinutes > 600 && !machine.startsWith('supplier:'),
    );
    const move = { operation: free?.id ?? '', machine: free?.machine ?? '', start: free?.start ?? '', locked: true };
    const { id } = await planner.call('moves.create', { params: w, body: { moves: [move], seconds: 0.5 } });
    const run = await ended(id);
    const proposal = await planner.call('plans.get', { params: { ...w, id: run.plan ?? '' } });
    expect(proposal.plan.operations.find(({ id }) => id === free?.id)).toMatchObject({
      machine: free?.machine,
      start: free?.start,
      state: 'locked',
    });
  });
});

describe('orders', () => {
  it.each(['id', 'due', 'projected', 'lateness', 'customer', 'product'] as const)(
    'are listed whole and once, page by page by %s, both ways',
    async (sort) => {
      const all = (await planner.call('orders.list', { params: w, query: { limit: 1000 } })).items.map(({ id }) => id).sort();
      for (const descending of ['true', 'false'] as const) {
        const seen: string[] = [];
        for (let cursor = ''; ;) {
          const page = await planner.call('orders.list', {
            params: w,
            query: { limit: 7, sort, descending, ...(cursor === '' ? {} : { cursor }) },
          });
          expect(page.total).toBe(all.length);
          seen.push(...page.items.map(({ id }) => id));
          if (page.next === undefined) break;
          cursor = page.next;
        }
        expect(seen.toSorted()).toEqual(all);
      }
      const odd = Buffer.from('[1,2').toString('base64url');
      await expect(planner.call('orders.list', { params: w, query: { cursor: odd } })).rejects.toMatchObject({ status: 400 });
    },
  );

  it('show both dates, and a conflict names who changed what', async () => {
    const { items, total, next } = await planner.call('orders.list', {
      params: w,
      query: { limit: 5, sort: 'lateness', descending: 'true' },
    });
    expect(total).toBeGreaterThan(5);
    expect(items[0]).toMatchObject({ needBy: expect.any(String), projected: expect.any(String) });
    const second = await planner.call('orders.list', {
      params: w,
      query: { limit: 5, sort: 'lateness', descending: 'true', cursor: next ?? '' },
    });
    expect(second.items.map(({ id }) => id)).not.toContain(items[0]?.id);
    const id = items[0]?.id ?? '';
    const { record } = await planner.call('orders.get', { params: { ...w, id } });
    await house.admin.call('orders.put', { params: { ...w, id }, version: record.version, body: { ...record.data, quantity: 77 } });
    const late = planner.call('orders.put', { params: { ...w, id }, version: record.version, body: { ...record.data, priority: 9 } });
    await expect(late).rejects.toMatchObject({
      status: 412,
      problem: {
        conflict: {
          version: record.version + 1,
          changedBy: { name: 'Administrator' },
          changedFields: ['/quantity'],
          current: { quantity: 77 },
        },
      },
    });
    await expect(planner.call('orders.put', { params: { ...w, id }, body: record.data })).rejects.toMatchObject({ status: 428 });
  });

  it('split, duplicate, and do the same request twice only once', async () => {
    const order = (await planner.call('orders.list', { params: w, query: { search: 'SO', limit: 50 } })).items.find(
      ({ quantity }) => quantity > 4,
    );
    const id = order?.id ?? '';
    const again = { params: { ...w, id }, body: {}, idempotencyKey: 'one' };
    const [copy, same] = [await planner.call('orders.duplicate', again), await planner.call('orders.duplicate', again)];
    expect(same.id).toBe(copy.id);
    await expect(planner.call('orders.duplicate', { ...again, body: { id: 'SO-X' } })).rejects.toMatchObject({ status: 422 });
    const quantities = [1, (order?.quantity ?? 0) - 1];
    const { items } = await planner.call('orders.split', { params: { ...w, id }, version: order?.version ?? 0, body: { quantities } });
    expect(items.map(({ data }) => data['quantity'])).toEqual(quantities);
    const wrong = planner.call('orders.split', { params: { ...w, id: copy.id }, version: copy.version, body: { quantities: [1, 1] } });
    await expect(wrong).rejects.toMatchObject({ problem: { code: 'server.split-adds-up' } });
  });
});

describe('promise, what-if, import', () => {
  it('answers a wish with options, holds one, and lets it go', async () => {
    const sales = await house.person('Sales', [{ workspace: 'w', roles: ['sales'] }]);
    const { product } = (await sales.call('orders.list', { params: w, query: { limit: 1 } })).items[0] ?? { product: '' };
    const { id, options, seconds } = await sales.call('promises.create', { params: w, body: { product, quantity: 5, customer: 'Rush' } });
    expect(options.length).toBeGreaterThan(0);
    expect(options[0]).toMatchObject({ date: expect.any(String), price: { total: expect.any(Number) } });
    expect(seconds).toBeLessThan(30);
    const quote = await sales.call('quotes.create', { params: w, body: { promise: id, option: options[0]?.id ?? '' } });
    expect((await sales.call('orders.get', { params: { ...w, id: quote.order } })).record.data['status']).toBe('quote');
    await sales.call('quotes.release', { params: { ...w, id: quote.id } });
    await expect(sales.call('orders.get', { params: { ...w, id: quote.order } })).rejects.toMatchObject({ status: 404 });
    const kept = await sales.call('quotes.create', { params: w, body: { promise: id, option: options[0]?.id ?? '', hours: 0.0001 } });
    await until(async () =>
      (await sales.call('quotes.list', { params: w, query: { state: 'expired' } })).items.some(({ id }) => id === kept.id)
        ? true
        : undefined,
    );
  });

  it('solves a what-if beside the plan and adopts it', async () => {
    const { items } = await planner.call('records.list', { params: { ...w, kind: 'machines' }, query: {} });
    const machine = items[0]?.id ?? '';
    const bad = await planner.call('scenarios.create', { params: w, body: { name: 'typo', changes: [{ kind: 'machine-mroe', machine }] } });
    await expect(planner.call('scenarios.solve', { params: { ...w, id: bad.id }, body: {} })).rejects.toMatchObject({ status: 422 });
    const { id } = await planner.call('scenarios.create', {
      params: w,
      body: { name: 'more', changes: [{ kind: 'machine-more', machine, count: 1 }] },
    });
    const { run } = await planner.call('scenarios.solve', { params: { ...w, id }, body: { seconds: 0.5 } });
    expect((await ended(run)).state).toBe('done');
    const { columns, rows } = await planner.call('scenarios.compare', { params: w, query: { ids: id } });
    expect([columns.length, rows.length > 5]).toEqual([2, true]);
    await planner.call('scenarios.adopt', { params: { ...w, id } });
    expect((await planner.call('records.list', { params: { ...w, kind: 'machines' }, query: {} })).total).toBe(items.length + 1);
  });

  it('says why an order is late, and accepts a repair that was tried out', async () => {
    const { items } = await planner.call('orders.list', { params: w, query: { limit: 200 } });
    const order = items.find(({ planState, due }) => planState === 'planned' && due !== undefined);
    const id = order?.id ?? '';
    const { record } = await planner.call('orders.get', { params: { ...w, id } });
    const published = await planner.call('plans.get', { params: { ...w, id: 'published' } });
    // Wanted when planning begins: late for sure, and then only less late.
    await planner.call('orders.put', {
      params: { ...w, id },
      version: record.version,
      body: { ...record.data, due: published.plan.planningStart.slice(0, 16) },
    });
    await planner.call('plans.publish', { params: { ...w, id: await planned() }, body: { replaces: published.head.id } });
    const why = await planner.call('why-late.get', { params: { ...w, id } });
    expect([(why.latenessMinutes ?? 0) > 0, why.causes.length > 0]).toEqual([true, true]);
    const { repairs } = await planner.call('repairs.create', { params: { ...w, id }, body: { seconds: 3 } });
    for (const { repair } of repairs) expect(Number(repair['latenessMinutes'])).toBeLessThan(why.latenessMinutes ?? 0);
    const [best] = repairs;
    if (best === undefined) return;
    const { proposal } = await planner.call('repairs.accept', { params: { ...w, id, repair: best.id } });
    const { plan } = await planner.call('plans.get', { params: { ...w, id: proposal.id } });
    expect(plan.orders.find(({ order }) => order === id)?.latenessMinutes).toBe(best.repair['latenessMinutes']);
  });

  it('previews a workbook and writes it all or not at all', async () => {
    const form = (name: string, bytes: Uint8Array) => {
      const data = new FormData();
      data.append('files', new Blob([new Uint8Array(bytes)]), name);
      return data;
    };
    await house.admin.call('workspaces.create', { body: { id: 'fresh', from: { kind: 'empty' } } });
    const params = { workspace: 'fresh' };
    const junk = await house.admin.call('imports.create', { params, body: form('../../x.csv', new TextEncoder().encode('a,b\n1,2\n')) });
    expect([junk.canCommit, junk.files[0]?.name]).toEqual([false, 'x.csv']);
    await expect(house.admin.call('imports.commit', { params: { ...params, id: junk.id }, body: { mode: 'merge' } })).rejects.toMatchObject(
      { status: 409 },
    );
    const good = await house.admin.call('imports.create', {
      params,
      body: form('plant.xlsx', await templateWorkbook('en')),
    });
    expect([good.canCommit, good.effect.merge['orders']?.added]).toEqual([true, expect.any(Number)]);
    await house.admin.call('imports.commit', { params: { ...params, id: good.id }, body: { mode: 'replace' } });
    expect((await house.admin.call('factory.health', { params })).canPlan).toBe(true);
    const file = await house.admin.file('factory.export', { params, query: { format: 'xlsx' } });
    const again = await house.admin.call('imports.create', { params, body: form('again.xlsx', new Uint8Array(file)) });
    const moved = Object.values(again.effect.replace).map(({ added, removed }) => added + removed);
    expect(moved.every((count) => count === 0)).toBe(true);
    // The orders of the day alone: what they name is there already, so they may be added, but not be all there is.
    const { product } = (await house.admin.call('orders.list', { params, query: { limit: 1 } })).items[0] ?? { product: '' };
    const day = form('orders.csv', new TextEncoder().encode(`order,product,quantity\nSO-DAY,${product},4\nSO-DAY2,${product},5\n`));
    const orders = await house.admin.call('imports.create', { params, body: day });
    expect([orders.state, orders.canCommit, orders.canReplace, orders.effect.merge['orders']]).toEqual([
      'preview',
      true,
      false,
      { added: 2, changed: 0, removed: 0 },
    ]);
    const replace = house.admin.call('imports.commit', { params: { ...params, id: orders.id }, body: { mode: 'replace' } });
    await expect(replace).rejects.toMatchObject({ status: 409 });
    await house.admin.call('imports.commit', { params: { ...params, id: orders.id }, body: { mode: 'merge' } });
    expect((await house.admin.call('orders.get', { params: { ...params, id: 'SO-DAY2' } })).record.data['quantity']).toBe(5);
  });
});

describe('others', () => {
  it('of a plant see only their site', async () => {
    const { plan } = await planner.call('plans.get', { params: { ...w, id: 'published' } });
    const [site = '', other = ''] = [...new Set(plan.operations.map(({ site }) => site))];
    const plant = await house.person('Plant', [{ workspace: 'w', roles: ['supervisor'], sites: [site] }]);
    const seen = await plant.call('plans.get', { params: { ...w, id: 'published' } });
    expect(new Set(seen.plan.operations.map(({ site }) => site))).toEqual(new Set([site]));
    const machine = plan.operations.find((operation) => operation.site === other)?.machine ?? '';
    expect((await plant.call('dispatch.get', { params: { ...w, id: machine }, query: {} })).items).toEqual([]);
    expect((await planner.call('dispatch.get', { params: { ...w, id: machine }, query: {} })).items.length).toBeGreaterThan(0);
  });

  it('are told by webhook, signed', async () => {
    const got: { signature: string; body: string }[] = [];
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        got.push({ signature: String(request.headers['midstream-signature']), body });
        // The first attempt fails on purpose: it is tried again.
        response.writeHead(got.length === 1 ? 500 : 200).end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const { secret } = await house.admin.call('webhooks.create', { params: w, body: { url, events: ['plan.proposed'] } });
    const proposed = await planned();
    await until(async () => (got.length >= 2 ? true : undefined));
    receiver.close();
    const [{ signature, body } = { signature: '', body: '' }] = got;
    const [, time = '', hash = ''] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? [];
    expect(hash).toBe(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
    expect(JSON.parse(body)).toMatchObject({ event: 'plan.proposed', data: { plan: proposed } });
    expect(got[1]?.body).toBe(body);
  });

  it('get the schedule as an ISA-95 document whose parts belong together', async () => {
    const bytes = await planner.file('plans.export', { params: { ...w, id: 'published' }, query: { format: 'b2mml' } });
    const schedule = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
      ID: { $: string };
      OperationsRequest: { SegmentRequirement: unknown[] }[];
    };
    const { plan, head } = await planner.call('plans.get', { params: { ...w, id: 'published' } });
    expect(schedule.ID.$).toBe(head.id);
    expect(schedule.OperationsRequest.flatMap(({ SegmentRequirement }) => SegmentRequirement)).toHaveLength(plan.operations.length);
  });
});
