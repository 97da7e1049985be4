import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Route, RouteName } from '@midstream/api';
import { API_PREFIX, COLUMNS_TYPE, ROUTES } from '@midstream/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import { authenticate, authorise, NOBODY } from './authenticate.ts';
import type { Call, Handlers, House } from './call.ts';
import type { Reply } from './reply.ts';
import { writeOnce } from './idempotent.ts';
import type { Principal } from './principal.ts';
import { PACKING_LEVEL, WORTH_PACKING } from './limits.ts';
import { sitesIn } from './principal.ts';
import { setSession } from './session-cookie.ts';
import { isOfSites } from './site-scope.ts';
import type { ThreadCall } from '../threads/messages.ts';
import { isThreadRoute } from '../threads/routes.ts';
import type { OnceKey } from './idempotent.ts';

type AnyHandler = (call: Call<RouteName>) => Promise<Reply<RouteName>>;
type CheckedCall = Call<RouteName> & { readonly once: OnceKey | undefined };
/** Sign-ins an address may try in a minute. */
const SIGN_INS_PER_MINUTE = 10;

/** Registers every route of the contract; a route without a handler does not compile. */
export function registerRoutes(app: FastifyInstance, house: House, handlers: Handlers): void {
  const callers = new WeakMap<FastifyRequest, Principal>();
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    const handle = handlers[name] as unknown as AnyHandler;
    const isSignIn = name === 'session.create' || name === 'setup.create';
    app.route({
      method: route.method,
      url: `${API_PREFIX}${route.path}`,
      ...(isSignIn ? { config: { rateLimit: { max: SIGN_INS_PER_MINUTE, timeWindow: '1 minute' } } } : {}),
      // Before the body is read: who may not call sends it for nothing, however large it is.
      preParsing: async (request, _reply, body) => {
        callers.set(request, await callerOf(house, name, route, request));
        return body;
      },
      handler: async (request, reply) => {
        const call = checkedCall(house, name, route, request, reply, callers.get(request) ?? NOBODY);
        const { who, params, query, body, version, inColumns, once } = call;
        const { workspace } = (params ?? {}) as { workspace?: string };
        const result = isThreadRoute(name, workspace !== undefined && sitesIn(who, workspace) !== undefined)
          ? await house.threads.answer(name, { who, params, query, body, version, inColumns, once, ...wishOf(route, request) })
          : await handle(call);
        return answer(route, reply, result, await packedText(request, result));
      },
    });
  }
}

/** How a thread is to hand over what it answers. */
const wishOf = (route: Route, request: FastifyRequest): Pick<ThreadCall, 'wire' | 'known'> => ({
  wire: understandsPacking(request) ? 'gzip' : 'bytes',
  known: route.method === 'GET' ? request.headers['if-none-match'] : undefined,
});

/** Who calls, and may. @throws Refused 401, 403, 404 */
async function callerOf(house: House, name: RouteName, route: Route, request: FastifyRequest): Promise<Principal> {
  const who = route.may === 'public' ? NOBODY : await authenticate(house.database, request);
  const { workspace } = request.params as { workspace?: string };
  authorise(route, who, workspace, request);
  if (workspace !== undefined && sitesIn(who, workspace) !== undefined && !isOfSites(name))
    throw new Refused(403, [report('server.whole-factory-only')]);
  return who;
}

function checkedCall(
  house: House,
  name: RouteName,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  who: Principal,
): CheckedCall {
  const body = route.body === undefined || route.body === 'files' ? undefined : parsed(route.body, request.body, '');
  const params = parsed(route.params, request.params, '/path');
  const query = parsed(route.query, request.query, '/query');
  const version = versionOf(route, request);
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && key.length > 200) throw bad('/idempotency-key', 'longer than 200 characters');
  const once =
    route.idempotent === true && typeof key === 'string' && key !== ''
      ? { scope: `${who.scope} ${name}`, key, request: { params, query, body, version } }
      : undefined;
  return {
    house,
    who,
    params,
    query,
    body,
    version,
    inColumns: route.columns === true && request.headers.accept?.includes(COLUMNS_TYPE) === true,
    once,
    request,
    reply,
    write: (work: Parameters<Call<RouteName>['write']>[0]) => writeOnce(house.database, once, work),
  } as CheckedCall;
}

const bad = (path: string, problem: string): Refused => new Refused(400, [report('server.bad-request', { path, problem })]);

function parsed(shape: z.ZodType | undefined, value: unknown, at: string): unknown {
  if (shape === undefined) return undefined;
  if (holdsZero(value)) throw bad(at, 'holds a zero byte');
  const result = shape.safeParse(value ?? {});
  if (result.success) return result.data;
  const findings = result.error.issues
    .slice(0, 20)
    .map((issue) => report('server.bad-request', { path: `${at}/${issue.path.map(String).join('/')}`, problem: issue.message }));
  throw new Refused(400, findings);
}

/** PostgreSQL's text has no zero byte. Iterative, because a body may be nested deeply on purpose. */
function holdsZero(value: unknown): boolean {
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string' && next.includes('\0')) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, part] of Object.entries(next)) {
      if (key.includes('\0')) return true;
      waiting.push(part);
    }
  }
  return false;
}

function versionOf(route: Route, request: FastifyRequest): number | undefined {
  if (request.headers['if-none-match'] === '*' && route.method !== 'GET') return 0;
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '');
  if (match !== null) return Number(match[1]);
  if (route.ifMatch === 'needed') throw new Refused(428, [report('server.version-needed')]);
  return undefined;
}

function answer(route: Route, reply: FastifyReply, result: Reply<RouteName>, packed: Buffer | undefined): unknown {
  if (route.answer === 'events') return reply;
  if (result.session !== undefined) setSession(reply, result.session);
  if (result.version !== undefined) {
    const etag = `"${result.version}"`;
    reply.header('etag', etag);
    if (route.method === 'GET' && reply.request.headers['if-none-match'] === etag) return reply.status(304).send();
  }
  reply.status(route.status).header('cache-control', 'no-store');
  if (result.file !== undefined) {
    const { name, type, bytes } = result.file;
    const disposition = `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;
    return reply
      .type(type)
      .header('content-disposition', disposition)
      .send(typeof bytes === 'string' ? bytes : Buffer.from(bytes));
  }
  if (route.answer === 'nothing') return reply.send();
  reply.type(result.inColumns === true ? `${COLUMNS_TYPE}; charset=utf-8` : 'application/json; charset=utf-8');
  const varies = [...(route.columns === true ? ['accept'] : []), ...(isWorthPacking(result) ? ['accept-encoding'] : [])];
  if (varies.length > 0) reply.header('vary', varies.join(', '));
  if (result.bytes !== undefined) {
    if (result.isPacked === true) reply.header('content-encoding', 'gzip');
    return reply.send(Buffer.from(result.bytes.buffer, result.bytes.byteOffset, result.bytes.byteLength));
  }
  if (packed !== undefined) return reply.header('content-encoding', 'gzip').send(packed);
  return reply.send(result.text ?? JSON.stringify(result.body));
}

/**
 * Whole documents (plans, factories) shrink to a tenth, off the server's own thread. Only they are packed: answers with secrets in them
 * would let their length tell about them.
 */
const pack = promisify(gzip);

const isWorthPacking = ({ text, bytes }: Reply<RouteName>): boolean =>
  bytes !== undefined || (text !== undefined && text.length >= WORTH_PACKING);
const understandsPacking = ({ headers }: FastifyRequest): boolean => /\bgzip\b/.test(String(headers['accept-encoding']));

async function packedText(request: FastifyRequest, result: Reply<RouteName>): Promise<Buffer | undefined> {
  const isKnown = result.version !== undefined && request.headers['if-none-match'] === `"${result.version}"`;
  if (result.text === undefined || !isWorthPacking(result) || !understandsPacking(request) || isKnown) return undefined;
  return await pack(result.text, { level: PACKING_LEVEL });
}
