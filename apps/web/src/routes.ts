import type { Capability } from '@midstream/factory';

/** A page of the planner: where it stands, what it is called, and what one must be allowed to see it. */
export interface PageRoute {
  readonly name: PageName;
  /** After `/f/:workspace`. */
  readonly path: string;
  readonly may: Capability;
}
export type PageName = 'cockpit' | 'board' | 'run' | 'orders' | 'promise' | 'late' | 'scenarios' | 'data' | 'sites' | 'people';

/** The pages in the order of the navigation. */
export const PAGES: readonly PageRoute[] = [
  { name: 'cockpit', path: '/', may: 'plans.read' },
  { name: 'board', path: '/board', may: 'plans.read' },
  { name: 'run', path: '/run', may: 'plans.read' },
  { name: 'orders', path: '/orders', may: 'orders.read' },
  { name: 'promise', path: '/promise', may: 'promise.ask' },
  { name: 'late', path: '/late', may: 'plans.read' },
  { name: 'scenarios', path: '/scenarios', may: 'scenarios.read' },
  { name: 'data', path: '/data', may: 'factory.read' },
  { name: 'sites', path: '/sites', may: 'plans.read' },
  { name: 'people', path: '/people', may: 'audit.read' },
];
