import { randomBytes } from 'node:crypto';
import type { LiveEvent } from '@midstream/api';
import type { Database } from '@midstream/storage';
import { listen, LIVE_CHANNEL } from '@midstream/storage';

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

/** Events of one factory that are kept for those whose connection broke for a moment. */
const MOST_KEPT = 200;

/** The last events of one factory, and the number of the first that can still be told. */
interface Kept {
  readonly events: { readonly number: number; readonly text: string }[];
  since: number;
}

export function openLive(database: Database): Live {
  const listeners = new Map<string, Set<Hear>>();
  const ends = new Set<() => void>();
  const kept = new Map<string, Kept>();
  // Numbers of another server, or of this one before it was started again, mean nothing here.
  const era = randomBytes(6).toString('base64url');
  let number = 0;
  let open = 0;
  /** Nothing can be told again that came before this. */
  let blindUntil = 0;
  const idOf = (of: number): string => `${era}.${of}`;
  const missed = (): string => JSON.stringify({ type: 'missed', at: new Date().toISOString() } satisfies LiveEvent);
  const keep = (workspace: string, text: string): void => {
    const of = kept.get(workspace) ?? { events: [], since: blindUntil };
    kept.set(workspace, of);
    of.events.push({ number, text });
    if (of.events.length > MOST_KEPT) of.since = of.events.shift()?.number ?? of.since;
  };
  const listening = listen(database, LIVE_CHANNEL, {
    message(payload) {
      const { workspace, event } = JSON.parse(payload) as { workspace: string; event: unknown };
      const text = JSON.stringify(event);
      number++;
      keep(workspace, text);
      for (const hear of listeners.get(workspace) ?? []) hear(text, idOf(number));
    },
    // What the database told meanwhile is unknown: pages read again what they show.
    back() {
      blindUntil = ++number;
      kept.clear();
      for (const set of listeners.values()) for (const hear of set) hear(missed(), idOf(number));
    },
  });
  /** What came after an event; undefined when that cannot be said. */
  const after = (workspace: string, id: string): Kept['events'] | undefined => {
    const last = id.startsWith(`${era}.`) ? Number(id.slice(era.length + 1)) : Number.NaN;
    const { events, since } = kept.get(workspace) ?? { events: [], since: blindUntil };
    return last >= since && last <= number ? events.filter((event) => event.number > last) : undefined;
  };
  return {
    subscribe(workspace, hear, { end, after: last } = {}) {
      const behind = last === undefined ? [] : after(workspace, last);
      if (behind === undefined) hear(missed(), idOf(number));
      else for (const event of behind) hear(event.text, idOf(event.number));
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
    lastId: () => idOf(number),
    endAll() {
      for (const end of ends) end();
    },
    get open() {
      return open;
    },
    stop: () => listening.stop(),
  };
}
