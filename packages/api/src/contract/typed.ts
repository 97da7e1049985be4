import type * as z from 'zod';
import type { ROUTES, RouteName } from '../routes/index.ts';

type TableOf = typeof ROUTES;
type In<T> = T extends z.ZodType ? z.input<T> : undefined;
type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
type Field<R, K extends string> = R extends Readonly<Record<K, infer V>> ? V : undefined;

/** A multipart body: anything the platform's fetch takes, such as FormData. */
export type FilesBody = object;

/** What a caller sends. */
export interface RouteCall<N extends RouteName> {
  readonly params: In<Field<TableOf[N], 'params'>>;
  readonly query: In<Field<TableOf[N], 'query'>>;
  readonly body: Field<TableOf[N], 'body'> extends 'files' ? FilesBody : In<Field<TableOf[N], 'body'>>;
}

/** What the server gets after checking. */
export interface RouteRequest<N extends RouteName> {
  readonly params: Out<Field<TableOf[N], 'params'>>;
  readonly query: Out<Field<TableOf[N], 'query'>>;
  readonly body: Field<TableOf[N], 'body'> extends 'files' ? undefined : Out<Field<TableOf[N], 'body'>>;
}

/** Body of a successful answer; undefined for files, streams and nothing. */
export type RouteAnswer<N extends RouteName> = Out<TableOf[N]['answer']>;
