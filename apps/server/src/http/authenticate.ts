import type { Route } from '@midstream/api';
import type { Queries } from '@midstream/storage';
import type { FastifyRequest } from 'fastify';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import type { Principal } from './principal.ts';
import { capabilitiesIn, principalOfSession, principalOfToken } from './principal.ts';
import { equalText } from './secrets.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

/** The caller of a route that anybody may call. */
export const NOBODY: Principal = {
  actor: { id: 'nobody', name: 'nobody' },
  isAdmin: false,
  email: '',
  language: 'en',
  grants: new Map(),
  csrf: undefined,
  scope: 'nobody',
};

/** Who calls, by token or by session. @throws Refused 401 */
export async function authenticate(db: Queries, request: FastifyRequest): Promise<Principal> {
  const [, token] = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '') ?? [];
  const cookie = request.cookies[SESSION_COOKIE];
  const principal =
    token !== undefined ? await principalOfToken(db, token) : cookie !== undefined ? await principalOfSession(db, cookie) : undefined;
  if (principal === undefined) throw new Refused(401, [report('server.not-signed-in')]);
  return principal;
}

/** Whether the caller may. @throws Refused 403; 404 for a factory one has no part in, so that names do not leak */
export function authorise(route: Route, who: Principal, workspace: string | undefined, request: FastifyRequest): void {
  if (route.method !== 'GET') fromOurPage(who, request);
  if (route.may === 'public' || route.may === 'session') return;
  if (route.may === 'admin') {
    if (!who.isAdmin) throw new Refused(403, [report('server.not-allowed', { capability: 'admin' })]);
    return;
  }
  const capabilities = capabilitiesIn(who, workspace ?? '');
  if (capabilities.includes(route.may)) return;
  if (capabilities.length === 0) throw new Refused(404, [report('server.not-found', { kind: 'workspace', id: workspace ?? '' })]);
  throw new Refused(403, [report('server.not-allowed', { capability: route.may })]);
}

/**
 * A browser sends our cookie with whatever page asks it to; only our own page knows the token of the session. Without a session
 * (signing in) the browser's own word on where the request comes from must do.
 */
function fromOurPage(who: Principal, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const token = request.headers['x-csrf-token'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  const isProven = who.csrf === undefined || (typeof token === 'string' && equalText(token, who.csrf));
  if (isForeign || !isProven) throw new Refused(403, [report('server.not-from-our-page')]);
}
