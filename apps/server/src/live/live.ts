import type { Database } from '@midstream/storage';
import { listen, LIVE_CHANNEL } from '@midstream/storage';

type Hear = (event: string) => void;

/** Passes on to every open page what any server or worker changed. */
export interface Live {
  /** `hear` gets each event as JSON text. Returns how to stop. */
  subscribe(workspace: string, hear: Hear): () => void;
  readonly open: number;
  stop(): Promise<void>;
}

export function openLive(database: Database): Live {
  const listeners = new Map<string, Set<Hear>>();
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
    subscribe(workspace, hear) {
      const set = listeners.get(workspace) ?? new Set();
      listeners.set(workspace, set.add(hear));
      open++;
      return () => {
        if (set.delete(hear)) open--;
        if (set.size === 0) listeners.delete(workspace);
      };
    },
    get open() {
      return open;
    },
    stop: () => listening.stop(),
  };
}
