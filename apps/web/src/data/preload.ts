import type { QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';

/**
 * Whoever opens the board directly waits for one thing after the other: who one is, the page, the plan. The plan is the largest, so
 * it is asked for at once; the page then finds it under way. Where nobody is signed in, it is refused and nothing is lost.
 */
export function preloadBoard(queries: QueryClient): void {
  const [, workspace] = /^\/f\/([^/]+)\/board$/.exec(globalThis.location.pathname) ?? [];
  if (workspace === undefined) return;
  const id = new URLSearchParams(globalThis.location.search).get('plan') ?? 'published';
  const given = { params: { workspace: decodeURIComponent(workspace), id }, query: { detail: 'places' } } as const;
  void queries.prefetchQuery({ queryKey: ['plans.get', given], queryFn: ({ signal }) => client.call('plans.get', { ...given, signal }) });
  void import('../planner/board/board-page.tsx');
}
