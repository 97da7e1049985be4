import { ApiError, type Client, createClient, type FetchLike } from '@midstream/api';

/** The one client of the page; the session is a cookie. */
export const client: Client = createClient({ fetch: (url, init) => fetch(url, init as RequestInit) as ReturnType<FetchLike> });

/** True when the server says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** True when the server understood and said no: asking again would hear the same. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
