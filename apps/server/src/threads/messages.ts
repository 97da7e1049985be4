import type { Conflict } from '@midstream/api';
import type { Finding } from '@midstream/units';
import type { Reply } from '../http/reply.ts';
import type { OnceKey } from '../http/idempotent.ts';
import type { Principal } from '../http/principal.ts';
import type { Settings } from '../settings.ts';
import type { ThreadRoute } from './routes.ts';

/** What a thread is started with. */
export interface ThreadStart {
  readonly databaseUrl: string;
  readonly settings: Settings;
}

/** A request that was checked already, as plain data. */
export interface ThreadCall {
  readonly who: Principal;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly version: number | undefined;
  readonly inColumns: boolean;
  readonly once: OnceKey | undefined;
  /** How a long answer is wanted: to be read here, to be sent on, or to be sent on packed. */
  readonly wire: 'text' | 'bytes' | 'gzip';
  /** What the caller has already, as an ETag. */
  readonly known: string | undefined;
}

export interface ThreadAsk {
  readonly id: number;
  readonly route: ThreadRoute;
  readonly call: ThreadCall;
}

/** `body` is sent as text: it was made where there is time for it. */
export type ThreadReply = Omit<Reply<ThreadRoute>, 'body'>;

export type ThreadAnswer =
  | { readonly id: number; readonly kind: 'reply'; readonly reply: ThreadReply }
  | {
      readonly id: number;
      readonly kind: 'refused';
      readonly status: number;
      readonly findings: readonly Finding[];
      readonly conflict?: Conflict;
    }
  | { readonly id: number; readonly kind: 'storage'; readonly finding: Finding; readonly reason: string }
  | { readonly id: number; readonly kind: 'fault'; readonly message: string; readonly stack: string; readonly code: string };
