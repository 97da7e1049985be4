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

/** Which answers an event makes old. */
const AFFECTED: Readonly<Record<LiveEvent['type'], readonly string[]>> = {
  records: ['orders', 'records', 'names', 'factory', 'workspaces', 'cockpit', 'plans'],
  run: ['runs', 'plans', 'scenarios'],
  plan: ['plans', 'orders', 'cockpit', 'sites', 'dispatch', 'why-late', 'overview', 'workspaces'],
  import: ['imports', 'factory', 'names'],
  quote: ['quotes', 'orders'],
  scenario: ['scenarios'],
};

/** Listens to what others change in a factory while the page is open. The browser connects again by itself. */
export function useLiveEvents(workspace: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource(routeUrl('events.stream', { params: { workspace } }));
    source.addEventListener('open', () => {
      // What happened while nobody listened is not sent again.
      if (wasConnected && !connected) void queries.invalidateQueries();
      connected = wasConnected = true;
      tell();
    });
    source.addEventListener('error', () => {
      connected = false;
      tell();
    });
    source.addEventListener('message', (message: MessageEvent<string>) => {
      const read = liveEvent.safeParse(JSON.parse(message.data));
      if (!read.success) return;
      const event = read.data;
      if (event.type === 'run') {
        runs.set(event.id, event);
        tell();
        if (event.state === 'running') return;
      }
      const areas = AFFECTED[event.type];
      void queries.invalidateQueries({ predicate: ({ queryKey }) => areas.some((area) => String(queryKey[0]).startsWith(area)) });
    });
    return () => source.close();
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
