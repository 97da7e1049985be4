import type { RouteName } from '@midstream/api';

/**
 * Routes that open whole plans or factories, compile or search: answered by threads, so that the server's own goes on answering all
 * others. Their handlers see a database and nothing of the connection.
 */
const THREAD_ROUTES = [
  'workspaces.create',
  'factory.get',
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

/** Read from the whole factory, and by a thread, only for people narrowed to some sites. */
const NARROWED_ROUTES = ['records.list', 'records.get'] as const satisfies readonly RouteName[];

/** A thread does their first part, which reads the factory; the rest needs the queue. */
const CHECKED_ROUTES = ['scenarios.solve'] as const satisfies readonly RouteName[];

export type CheckedRoute = (typeof CHECKED_ROUTES)[number];
export type ThreadRoute = (typeof THREAD_ROUTES)[number] | (typeof NARROWED_ROUTES)[number] | CheckedRoute;

const always: ReadonlySet<string> = new Set(THREAD_ROUTES);
const narrowed: ReadonlySet<string> = new Set(NARROWED_ROUTES);
export const isThreadRoute = (name: RouteName, isNarrowed: boolean): name is ThreadRoute =>
  always.has(name) || (isNarrowed && narrowed.has(name));

export const ROUTES_OF_THREADS: readonly Exclude<ThreadRoute, CheckedRoute>[] = [...THREAD_ROUTES, ...NARROWED_ROUTES];

/** Those that search for seconds. They never take the last thread: whoever only looks at a plan does not wait for them. */
const SEARCHING: ReadonlySet<ThreadRoute> = new Set<ThreadRoute>(['promises.create', 'repairs.create', 'plans.accept']);
export const isSearching = (name: ThreadRoute): boolean => SEARCHING.has(name);
