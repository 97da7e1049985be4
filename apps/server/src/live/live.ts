import type { LiveEvent } from '@midstream/api';
import type { Database } from '@midstream/storage';
import { listen, LIVE_CHANNEL } from '@midstream/storage';
import { keepEvents } from './kept-events.ts';

type Hear = (event: string, id: string) => void;

interface Subscription {
  /** Asked when the server stops. */
  readonly end?: () => void;
  /** Id of the last event that was heard, of this server or another: what came after it is heard first. */
  readonly after?: string;
}

/** Passes on to every open page what any server or worker changed. */
export interface Live {
  /** `hear` gets each event as JSON text, with its id. Returns how to stop. */
  subscribe(workspace: string, hear: Hear, options?: Subscription): () => void;
  /** Of the last event there was; for whoever has heard none yet. */
  lastId(): string;
  readonly open: number;
  /** Ends every stream that is open; those who hear come back to another server. */
  endAll(): void;
  stop(): Promise<void>;
}

/** Somebody may have missed something, and nobody can tell what. */
const missed = (): string => JSON.stringify({ type: 'missed', at: new Date().toISOString() } satisfies LiveEvent);

export function openLive(database: Database): Live {
  const listeners = new Map<string, Set<Hear>>();
  const ends = new Set<() => void>();
  const kept = keepEvents();
  let open = 0;
  const listening = listen(database, LIVE_CHANNEL, {
    message(payload) {
      const { workspace, event } = JSON.parse(payload) as { workspace: string; event: unknown };
      const text = JSON.stringify(event);
      const id = kept.add(workspace, text);
      for (const hear of listeners.get(workspace) ?? []) hear(text, id);
    },
    // What the database told meanwhile is unknown: pages read again what they show.
    back() {
      const id = kept.forget();
      for (const set of listeners.values()) for (const hear of set) hear(missed(), id);
    },
  });
  return {
    subscribe(workspace, hear, { end, after } = {}) {
      const behind = after === undefined ? [] : kept.after(workspace, after);
      if (behind === undefined) hear(missed(), kept.lastId());
      else for (const { id, text } of behind) hear(text, id);
      const set = listeners.get(workspace) ?? new Set();
      listeners.set(workspace, set.add(hear));
      if (end !== undefined) ends.add(end);
      open++;
      return () => {
        if (set.delete(hear)) open--;
        if (end !== undefined) ends.delete(end);
        if (set.size === 0 && listeners.get(workspace) === set) listeners.delete(workspace);
      };
    },
    lastId: () => kept.lastId(),
    endAll() {
      for (const end of ends) end();
    },
    get open() {
      return open;
    },
    stop: () => listening.stop(),
  };
}
