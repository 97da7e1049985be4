import type { Database } from '@midstream/storage';
import { listen, LIVE_CHANNEL } from '@midstream/storage';

type Hear = (event: string) => void;

/** Passes on to every open page what any server or worker changed. */
export interface Live {
  /** `hear` gets each event as JSON text; `end` is asked when the server stops. Returns how to stop. */
  subscribe(workspace: string, hear: Hear, end?: () => void): () => void;
  readonly open: number;
  /** Ends every stream that is open; those who hear come back to another server. */
  endAll(): void;
  stop(): Promise<void>;
}

export function openLive(database: Database): Live {
  const listeners = new Map<string, Set<Hear>>();
  const ends = new Set<() => void>();
  let open = 0;
  const listening = listen(database, LIVE_CHANNEL, {
    message(payload) {
      const { workspace, event } = JSON.parse(payload) as { workspace: string; event: unknown };
      const text = JSON.stringify(event);
      for (const hear of listeners.get(workspace) ?? []) hear(text);
    },
    // What was missed is unknown: pages read again what they show.
    back() {
      const all = JSON.stringify({
        type: 'records',
        kind: '*',
        ids: [],
        by: { id: 'nobody', name: 'nobody' },
        at: new Date().toISOString(),
      });
      for (const set of listeners.values()) for (const hear of set) hear(all);
    },
  });
  return {
    subscribe(workspace, hear, end) {
      const set = listeners.get(workspace) ?? new Set();
      listeners.set(workspace, set.add(hear));
      if (end !== undefined) ends.add(end);
      open++;
      return () => {
        if (set.delete(hear)) open--;
        if (end !== undefined) ends.delete(end);
        if (set.size === 0) listeners.delete(workspace);
      };
    },
    endAll() {
      for (const end of ends) end();
    },
    get open() {
      return open;
    },
    stop: () => listening.stop(),
  };
}
