import { randomBytes } from 'node:crypto';

interface KeptEvent {
  readonly id: string;
  readonly text: string;
}

/** The last events of every factory, for those whose connection broke for a moment. */
export interface KeptEvents {
  /** Returns the id of the event. */
  add(workspace: string, text: string): string;
  /** Nothing that came before can be told again: something may have been missed here as well. Returns an id for saying so. */
  forget(): string;
  lastId(): string;
  /** What came after an event; undefined when that cannot be said. */
  after(workspace: string, id: string): readonly KeptEvent[] | undefined;
}

/** Of one factory. */
const MOST_KEPT = 200;

export function keepEvents(): KeptEvents {
  const kept = new Map<string, { readonly events: { readonly number: number; readonly text: string }[]; since: number }>();
  // Numbers of another server, or of this one before it was started again, mean nothing here.
  const era = randomBytes(6).toString('base64url');
  const idOf = (number: number): string => `${era}.${number}`;
  let last = 0;
  /** Nothing can be told that came before this. */
  let blindUntil = 0;
  return {
    add(workspace, text) {
      const of = kept.get(workspace) ?? { events: [], since: blindUntil };
      kept.set(workspace, of);
      of.events.push({ number: ++last, text });
      if (of.events.length > MOST_KEPT) of.since = of.events.shift()?.number ?? of.since;
      return idOf(last);
    },
    forget() {
      blindUntil = ++last;
      kept.clear();
      return idOf(last);
    },
    lastId: () => idOf(last),
    after(workspace, id) {
      const heard = id.startsWith(`${era}.`) ? Number(id.slice(era.length + 1)) : Number.NaN;
      const { events, since } = kept.get(workspace) ?? { events: [], since: blindUntil };
      if (!(heard >= since && heard <= last)) return undefined;
      return events.filter(({ number }) => number > heard).map(({ number, text }) => ({ id: idOf(number), text }));
    },
  };
}
