import type { Route, RouteName } from '@midstream/api';
import { API_PREFIX, openApiDocument, ROUTES, routeUrl } from '@midstream/api';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../compose.ts';
import type { TestHouse } from '../testing/test-house.ts';
import { openTestHouse, until } from '../testing/test-house.ts';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;
}
/** The document as it is served: what a stranger's program is made from. */
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
let ajv: Ajv2020;
let house: TestHouse;
let worker: Running;
let answers: Map<RouteName, { readonly status: number; readonly type: string; readonly body: unknown }>;
const params = { workspace: 'w' };

async function ask(name: RouteName, given: { params?: object; query?: object; body?: unknown } = {}): Promise<never> {
  const route: Route = ROUTES[name];
  const response = await house.admin.fetch(routeUrl(name, { params: { ...params, ...given.params }, query: given.query ?? {} } as never), {
    method: route.method,
    headers: {
      'x-csrf-token': house.me.csrfToken,
      ...(given.body === undefined || given.body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    ...(given.body === undefined ? {} : { body: given.body instanceof FormData ? given.body : JSON.stringify(given.body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const body: unknown = type.endsWith('json') ? JSON.parse(text) : text;
  answers.set(name, { status: response.status, type, body });
  return body as never;
}

/** A planner's day, so that every list holds something and every optional part is seen. */
beforeAll(async () => {
  house = await openTestHouse();
  worker = await house.startWorker();
  answers = new Map();
  const served = (await (await house.admin.fetch('/api/openapi.json')).json()) as {
    paths: typeof paths;
    components: { schemas: Record<string, object> };
  };
  paths = served.paths;
  ajv = new Ajv2020({ strict: false, validateFormats: true });
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/);
  for (const format of ['uri', 'email']) ajv.addFormat(format, true);
  for (const [name, schema] of Object.entries(served.components.schemas)) ajv.addSchema(schema, `#/components/schemas/${name}`);
  await ask('workspaces.create', { body: { id: 'w', from: { kind: 'example', example: 'mould-and-injection' } } });
  const run: { id: string } = await ask('runs.create', { body: { kind: 'plan', seconds: 0.5 } });
  const plan = await until(async () => {
    const { plan, state } = (await ask('runs.get', { params: { id: run.id } })) as { plan?: string; state: string };
    if (state === 'failed') throw new Error('the run failed');
    return plan;
  });
  await ask('plans.publish', { params: { id: plan }, body: { replaces: null } });
  const orders: { items: { id: string; product: string; version: number }[] } = await ask('orders.list', { query: { sort: 'lateness' } });
  const [order] = orders.items;
  const promise: { id: string; options: { id: string }[] } = await ask('promises.create', {
    body: { product: order?.product, quantity: 5 },
  });
  await ask('quotes.create', { body: { promise: promise.id, option: promise.options[0]?.id, hours: 24 } });
  const scenario: { id: string } = await ask('scenarios.create', { body: { name: 'one more', changes: [] } });
  await ask('tokens.create', { body: { name: 'ERP', roles: ['sales'] } });
  await ask('webhooks.create', { body: { url: 'https://erp.plant.example/hook', events: ['plan.published'] } });
  const operations: { plan: { operations: { machine: string }[] } } = await ask('plans.get', { params: { id: 'published' } });
  const form = new FormData();
  form.append('files', new Blob([JSON.stringify(await ask('factory.get'))]), 'factory.json');
  const file: { id: string } = await ask('imports.create', { body: form });
  await until(async () => ((await ask('imports.get', { params: { id: file.id } })) as { state: string }).state === 'preview' || undefined);
  const asked: Partial<Record<RouteName, { params?: object; query?: object }>> = {
    'plans.factory': { params: { id: 'published' } },
    'plans.board': { params: { id: 'published' } },
    'plans.diff': { params: { id: 'published' } },
    'orders.get': { params: { id: order?.id } },
    'why-late.get': { params: { id: order?.id } },
    'records.list': { params: { kind: 'machines' } },
    'records.get': { params: { kind: 'machines', id: operations.plan.operations[0]?.machine } },
    'records.history': { params: { kind: 'machines', id: operations.plan.operations[0]?.machine } },
    'imports.get': { params: { id: file.id } },
    'imports.draft': { params: { id: file.id } },
    'dispatch.get': { query: { machine: operations.plan.operations[0]?.machine } },
    'scenarios.get': { params: { id: scenario.id } },
    'scenarios.compare': { query: { ids: scenario.id } },
  } as never;
  for (const [name, { method, answer }] of Object.entries(ROUTES) as [RouteName, Route][])
    if (method === 'GET' && typeof answer === 'object' && !answers.has(name)) await ask(name, asked[name]);
  // Trouble is described as well.
  await ask('runs.stop', { params: { id: 'nothing' } });
});
afterAll(async () => {
  await worker.stop();
  await house.stop();
});

function troubleIn(name: RouteName): string | undefined {
  const { method, path } = ROUTES[name] as Route;
  const operation = paths[`${API_PREFIX}${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()];
  const { status, type, body } = answers.get(name) ?? { status: 0, type: '', body: undefined };
  const said = operation?.responses[String(status)] ?? operation?.responses['default'];
  const schema = said?.content?.[type]?.schema;
  if (schema === undefined) return `${name}: ${status} of ${type} is not described`;
  if (ajv.validate(schema, body)) return undefined;
  return `${name}: ${ajv.errorsText(ajv.errors?.slice(0, 3))}`;
}

describe('the OpenAPI document', () => {
  it('is the one of the contract', async () => {
    expect(Object.keys(paths)).toEqual(Object.keys((openApiDocument('') as { paths: object }).paths));
  });

  it('tells the truth about what is answered', () => {
    const asked = [...answers.keys()];
    expect(asked.filter((name) => ROUTES[name].method === 'GET').length).toBeGreaterThan(25);
    expect(asked.flatMap((name) => troubleIn(name) ?? [])).toEqual([]);
  });

  it('was held against real answers, not against refusals', () => {
    const refused = [...answers].filter(([name, { status }]) => status >= 400 && name !== 'runs.stop');
    expect(refused.map(([name, { status, body }]) => `${name} ${status} ${JSON.stringify(body).slice(0, 200)}`)).toEqual([]);
  });
});
