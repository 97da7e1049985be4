import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';

/** How often a silent line is asked whether it still is one, and how long an answer may take. */
const ASK_MILLISECONDS = 15_000;

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
        const asking = setInterval(() => void askWhetherAlive(client), ASK_MILLISECONDS);
        await ended.finally(() => clearInterval(asking));
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

/** A line that was cut without a word would be listened at for hours. */
async function askWhetherAlive(client: pg.Client): Promise<void> {
  const late = setTimeout(() => client.connection.stream.destroy(), ASK_MILLISECONDS);
  await client.query('select 1').catch(() => undefined);
  clearTimeout(late);
}
