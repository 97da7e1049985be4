import type { Queries } from '../connect/database.ts';

/** Channel on which every server hears what any other one changed. */
export const LIVE_CHANNEL = 'midstream_live';
/** PostgreSQL takes messages below 8000 bytes. */
const MOST_BYTES = 7500;

/** Tells every listening server, when and only when the transaction commits. */
export async function announce(db: Queries, workspace: string, event: Readonly<Record<string, unknown>>): Promise<void> {
  const payload = JSON.stringify({ workspace, event });
  if (Buffer.byteLength(payload) <= MOST_BYTES) await db.run('select pg_notify($1, $2)', [LIVE_CHANNEL, payload]);
  else await db.run('select pg_notify($1, $2)', [LIVE_CHANNEL, JSON.stringify({ workspace, event: { ...event, ids: [] } })]);
}
