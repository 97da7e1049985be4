import type { LiveEvent } from '@midstream/api';
import { liveEvent, routeUrl } from '@midstream/api';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

type RunEvent = Extract<LiveEvent, { readonly type: 'run' }>;

const runs = new Map<string, RunEvent>();
const listeners = new Set<() => void>();
let connected = false;
let wasConnected = false;

function tell(): void {
  for (const listener of listeners) listener();
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const AGAIN_MILLISECONDS = 3000;

/** Which answers an event makes old. */
const AFFECTED: Readonly<Record<LiveEvent['type'], readonly string[]>> = {
  records: ['orders', 'records', 'names', 'factory', 'workspaces', 'cockpit', 'plans'],
  run: ['runs', 'plans', 'scenarios'],
  plan: ['plans', 'orders', 'cockpit', 'sites', 'dispatch', 'why-late', 'overview', 'workspaces'],
  import: ['imports', 'factory', 'names'],
  quote: ['quotes', 'orders'],
  scenario: ['scenarios'],
  missed: [],
};

/** Listens to what others change in a factory while the page is open. The browser connects again by itself. */
export function useLiveEvents(workspace: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const connect = (): void => {
      source = new EventSource(routeUrl('events.stream', { params: { workspace } }));
      source.addEventListener('open', () => {
        // A browser that comes back by itself is told what it missed; a new stream is not.
        if (wasConnected && !connected) void queries.invalidateQueries();
        connected = wasConnected = true;
        tell();
      });
      source.addEventListener('error', () => {
        connected = false;
        tell();
        // An answer that is no stream (a proxy's 502, a database that is away) ends a browser's patience for good; ours goes on.
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(connect, AGAIN_MILLISECONDS);
      });
      source.addEventListener('message', hear);
    };
    const hear = (message: MessageEvent<string>): void => {
      const read = liveEvent.safeParse(JSON.parse(message.data));
      if (!read.success) return;
      const event = read.data;
      if (event.type === 'run') {
        runs.set(event.id, event);
        tell();
        if (event.state === 'running') return;
      }
      if (event.type === 'missed') return void queries.invalidateQueries();
      const areas = AFFECTED[event.type];
      void queries.invalidateQueries({ predicate: ({ queryKey }) => areas.some((area) => String(queryKey[0]).startsWith(area)) });
    };
    connect();
    return () => {
      clearTimeout(again);
      source?.close();
    };
  }, [workspace, queries]);
}

/** Last live word of a run, or undefined before the first. */
export function useRunEvent(id: string | undefined): RunEvent | undefined {
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : runs.get(id)));
}

/** Whether the stream of changes is open: a page says so when it is not. */
export function useIsLive(): boolean {
  return useSyncExternalStore(subscribe, () => connected);
}
