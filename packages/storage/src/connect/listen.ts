import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';

/** Hears NOTIFY on a channel and comes back by itself after the database was away. Messages sent meanwhile are lost: `onBack` says so. */
export function listen(
  database: Database,
  channel: string,
  on: { readonly message: (payload: string) => void; readonly back: () => void },
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let current: { end: () => Promise<void> } | undefined;
  const run = async (): Promise<void> => {
    for (let first = true; !stopping.signal.aborted; first = false) {
      try {
        const client = await database.connect();
        current = client;
        // Before anybody ends it: an end that came earlier would be waited for in vain.
        const ended = new Promise<void>((done) => client.once('end', () => done()));
        // Told to stop while it was still connecting: nobody else would end this connection.
        if (stopping.signal.aborted) await client.end();
        client.on('notification', ({ payload }) => on.message(payload ?? ''));
        if (!stopping.signal.aborted) await client.query(`listen ${channel}`);
        if (!first) on.back();
        await ended;
      } catch {
        // Tried again below, for as long as it takes.
      }
      if (!stopping.signal.aborted) await sleep(500);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await current?.end().catch(() => undefined);
      await running;
    },
  };
}
