import type { RouteName, RouteRequest } from '@midstream/api';
import type { Database, Queries } from '@midstream/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Live } from '../live/live.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Settings } from '../settings.ts';
import type { FactoryCache } from '../services/factory-cache.ts';
import type { Threads } from '../threads/thread-pool.ts';
import type { SignOn } from './sign-on.ts';
import type { Principal } from './principal.ts';
import type { Reply } from './reply.ts';

/** What every handler may lean on; built once, in compose. */
export interface House {
  readonly database: Database;
  readonly queue: Queue;
  readonly live: Live;
  readonly settings: Settings;
  readonly factories: FactoryCache;
  readonly signOn: SignOn | undefined;
  readonly threads: Threads;
}

/** One checked request. */
export interface Call<N extends RouteName> extends RouteRequest<N> {
  readonly house: House;
  /** Routes that anybody may call have a caller without rights. */
  readonly who: Principal;
  /** From If-Match; 0 = from If-None-Match: *. */
  readonly version: number | undefined;
  /** Long lists are wanted in columns. */
  readonly inColumns: boolean;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Runs a write in one transaction, and with an Idempotency-Key at most once: the key and its answer commit with it. */
  write(work: (db: Queries) => Promise<Reply<N>>): Promise<Reply<N>>;
}

export type Handlers<N extends RouteName = RouteName> = { readonly [K in N]: (call: Call<K>) => Promise<Reply<K>> };
