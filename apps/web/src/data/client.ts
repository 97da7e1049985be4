import { ApiError, type Client, createClient, type FetchLike } from '@midstream/api';
import { writingOnce } from './once.ts';

/** The one client of the page; the session is a cookie. */
export const client: Client = writingOnce(
  createClient({ fetch: (url, init) => fetch(url, init as RequestInit) as ReturnType<FetchLike> }),
  // Not `randomUUID`: within a factory pages are often served without a certificate, where browsers do not have it.
  () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-'),
);

/** True when the server says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** True when the server understood and said no: asking again would hear the same. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
