import { createHash } from 'node:crypto';
import type { RouteName } from '@midstream/api';
import type { Database, Queries } from '@midstream/storage';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import type { Reply } from './reply.ts';

/** One write of one caller, as its Idempotency-Key names it. */
export interface OnceKey {
  readonly scope: string;
  readonly key: string;
  readonly request: unknown;
}

interface Stored {
  readonly request: string;
  readonly version: number | null;
  readonly body: unknown;
}

/**
 * Runs a write once a key. Key, effect and answer commit together, so that an answer lost on the way can be asked for again, even
 * after the server was killed between commit and answer. A second call that comes while the first still runs waits for it.
 */
export async function writeOnce<N extends RouteName>(
  database: Database,
  key: OnceKey | undefined,
  work: (db: Queries) => Promise<Reply<N>>,
): Promise<Reply<N>> {
  if (key === undefined) return await database.transaction(work);
  const request = createHash('sha256').update(JSON.stringify(key.request)).digest('base64url');
  return await database.transaction(async (db) => {
    const isNew = await db.run('insert into idempotency_keys (scope, key, request) values ($1, $2, $3) on conflict do nothing', [
      key.scope,
      key.key,
      request,
    ]);
    if (isNew === 0) {
      const [stored] = await db.rows<Stored>('select request, version, body from idempotency_keys where scope = $1 and key = $2', [
        key.scope,
        key.key,
      ]);
      if (stored === undefined || stored.request !== request) throw new Refused(422, [report('server.key-reused')]);
      return { body: stored.body, ...(stored.version === null ? {} : { version: stored.version }) } as Reply<N>;
    }
    const reply = await work(db);
    await db.run('update idempotency_keys set version = $3, body = $4 where scope = $1 and key = $2', [
      key.scope,
      key.key,
      typeof reply.version === 'number' ? reply.version : null,
      JSON.stringify(reply.body ?? null),
    ]);
    return reply;
  });
}
