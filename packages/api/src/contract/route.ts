import type { Capability } from '@midstream/factory';
import type * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: `public` anybody, `session` anybody signed in, `admin` an administrator of the whole server, else whoever holds
 * the capability in the workspace of the path.
 */
export type Guarded = 'public' | 'session' | 'admin' | Capability;

/** What a route answers with: a JSON body of a shape, a file, a stream of events, or nothing. */
export type Answer = z.ZodType | 'file' | 'events' | 'nothing';

/** One line of the contract. Everything else (server, client, OpenAPI, table of rights) is derived from it. */
export interface Route {
  readonly method: Method;
  /** Under `/api/v1`; parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly may: Guarded;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** `files` = multipart/form-data with one or more files. */
  readonly body?: z.ZodType | 'files';
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: Answer;
  /** Long lists in it: whoever accepts `application/vnd.midstream.columns+json` gets them in columns. */
  readonly columns?: boolean;
  /** The answer carries an ETag. */
  readonly etag?: boolean;
  /** `needed`: a write without If-Match (or `If-None-Match: *` to create) is refused with 428. */
  readonly ifMatch?: 'needed';
  /** Takes an Idempotency-Key: a repeated call with the same key gets the first answer. */
  readonly idempotent?: boolean;
}

/** Keeps the exact types of a table of routes. */
export function defineRoutes<const R extends Readonly<Record<string, Route>>>(routes: R): R {
  return Object.freeze(routes);
}
