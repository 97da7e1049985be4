import { COLUMNS_TYPE } from '../columns/columns.ts';
import { readColumns } from '../columns/from-columns.ts';
import type { Problem } from '../contract/parts.ts';
import type { RouteAnswer, RouteCall } from '../contract/typed.ts';
import { API_PREFIX, ROUTES } from '../routes/index.ts';
import type { RouteName } from '../routes/index.ts';
import type { Route } from '../contract/route.ts';

/** As much of the platform's `fetch` as the client needs. */
export type FetchLike = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: unknown;
    readonly credentials?: 'same-origin';
    readonly signal?: unknown;
  },
) => Promise<ResponseLike>;
interface ResponseLike {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface ClientOptions {
  /** Scheme, host and port; empty = where the page came from. */
  readonly baseUrl?: string;
  readonly fetch: FetchLike;
  /** API token, instead of a session cookie. */
  readonly token?: string;
}

/** Only what the route takes has to be given. */
type Given<N extends RouteName> = {
  readonly [
    K in keyof RouteCall<N> as RouteCall<N>[K] extends undefined ? never : object extends RouteCall<N>[K] ? never : K
  ]: RouteCall<N>[K];
} & {
  readonly [
    K in keyof RouteCall<N> as RouteCall<N>[K] extends undefined ? never : object extends RouteCall<N>[K] ? K : never
  ]?: RouteCall<N>[K];
} & CallOptions;

export interface CallOptions {
  /** Version the change is based on; 0 = the thing must not exist yet. */
  readonly version?: number;
  readonly idempotencyKey?: string;
  /** An AbortSignal. */
  readonly signal?: unknown;
}

/** Everything but a success. The server answered with a problem, or with something that is none of ours. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(`${status} ${problem.code}`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

export interface Client {
  /** Calls a route by name. @throws ApiError when the answer is no success; whatever `fetch` throws when there is none. */
  call<N extends RouteName>(name: N, given: Given<N>): Promise<RouteAnswer<N>>;
  /** Bytes of a route that answers with a file. @throws ApiError */
  file<N extends RouteName>(name: N, given: Given<N>): Promise<ArrayBuffer>;
  /** The CSRF token of the session, sent with every write from then on; `setup.create`, `session.create` and `session.get` set it. */
  setCsrfToken(token: string): void;
}

interface Loose {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Address of a route, parameters and query filled in; for links, downloads and event streams. */
export function routeUrl<N extends RouteName>(name: N, given: Omit<Given<N>, keyof CallOptions | 'body'>, baseUrl = ''): string {
  const { params = {}, query = {} } = given as Loose;
  const path = ROUTES[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const search = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `${baseUrl}${API_PREFIX}${path}${search === '' ? '' : `?${search}`}`;
}

/** The typed client of the whole contract. */
export function createClient(options: ClientOptions): Client {
  let csrfToken: string | undefined;
  const send = async <N extends RouteName>(name: N, given: Given<N>): Promise<ResponseLike> => {
    const route: Route = ROUTES[name];
    const { body, version, idempotencyKey, signal } = given as Loose & CallOptions;
    const isJson = body !== undefined && route.body !== 'files';
    const headers: Record<string, string> = {
      accept: route.columns === true ? `${COLUMNS_TYPE}, application/json;q=0.5` : 'application/json',
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(csrfToken === undefined || route.method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
      ...(version === undefined ? {} : version === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
    const response = await options.fetch(routeUrl(name, given, options.baseUrl), {
      method: route.method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.status >= 400) throw new ApiError(response.status, await problemOf(response));
    return response;
  };
  return {
    async call(name, given) {
      const response = await send(name, given);
      if (response.status === 204) return undefined as RouteAnswer<typeof name>;
      const isColumns = response.headers.get('content-type')?.startsWith(COLUMNS_TYPE) === true;
      const answer = isColumns ? readColumns(await response.json()) : await response.json();
      if (typeof answer === 'object' && answer !== null && 'csrfToken' in answer) csrfToken = String(answer.csrfToken);
      return answer as RouteAnswer<typeof name>;
    },
    async file(name, given) {
      return await (await send(name, given)).arrayBuffer();
    },
    setCsrfToken(token) {
      csrfToken = token;
    },
  };
}

async function problemOf(response: ResponseLike): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Problem> | null;
    if (typeof body?.code === 'string') return body as Problem;
  } catch {
    // A proxy's own error page is no problem document.
  }
  return { type: 'about:blank', title: 'No answer of ours', status: response.status, code: 'api.no-problem', findings: [] };
}
