import type { RouteName } from '@midstream/api';

/**
 * Routes that open whole plans or factories, compile or search: answered by threads, so that the server's own goes on answering all
 * others. Their handlers see a database and nothing of the connection.
 */
export const THREAD_ROUTES = [
  'factory.health',
  'factory.export',
  'plans.get',
  'plans.factory',
  'plans.board',
  'plans.diff',
  'plans.accept',
  'plans.export',
  'orders.get',
  'promises.create',
  'quotes.create',
  'why-late.get',
  'repairs.create',
  'repairs.accept',
  'scenarios.compare',
  'scenarios.adopt',
  'cockpit.get',
  'sites.get',
] as const satisfies readonly RouteName[];

export type ThreadRoute = (typeof THREAD_ROUTES)[number];

const all: ReadonlySet<string> = new Set(THREAD_ROUTES);
export const isThreadRoute = (name: RouteName): name is ThreadRoute => all.has(name);

/** Those that search for seconds. They never take the last thread: whoever only looks at a plan does not wait for them. */
const SEARCHING: ReadonlySet<ThreadRoute> = new Set<ThreadRoute>(['promises.create', 'repairs.create', 'plans.accept']);
export const isSearching = (name: ThreadRoute): boolean => SEARCHING.has(name);
