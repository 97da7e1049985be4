import type { RouteName } from '@midstream/api';

/**
 * Routes somebody narrowed to some sites may call: each cuts what it tells to those sites, or tells nothing of any. All others speak of
 * the factory as a whole or change it as a whole, and are refused; a route nobody thought of is refused too.
 */
const OF_SITES: ReadonlySet<RouteName> = new Set<RouteName>([
  'workspaces.get',
  'orders.list',
  'orders.get',
  'dispatch.get',
  'plans.list',
  'plans.get',
  'plans.factory',
  'plans.board',
  'plans.diff',
  'plans.export',
  'cockpit.get',
  'sites.get',
  'names.get',
  'records.list',
  'records.get',
  'why-late.get',
  'runs.create',
  'runs.list',
  'runs.get',
  'runs.stop',
  'events.stream',
]);

export const isOfSites = (name: RouteName): boolean => OF_SITES.has(name);
