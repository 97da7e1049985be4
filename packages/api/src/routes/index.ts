import type { Route } from '../contract/route.ts';
import { IMPORT_ROUTES } from './imports.ts';
import { ORDER_ROUTES } from './orders.ts';
import { OVERVIEW_ROUTES } from './overviews.ts';
import { PEOPLE_ROUTES } from './people.ts';
import { PLAN_ROUTES, RUN_ROUTES } from './plans.ts';
import { LATENESS_ROUTES, PROMISE_ROUTES } from './promises.ts';
import { RECORD_ROUTES } from './records.ts';
import { SCENARIO_ROUTES } from './scenarios.ts';
import { SESSION_ROUTES } from './session.ts';
import { WORKSPACE_ROUTES } from './workspaces.ts';

/** Where the routes stand. */
export const API_PREFIX = '/api/v1';

/** The whole contract, by name. */
export const ROUTES = {
  ...SESSION_ROUTES,
  ...WORKSPACE_ROUTES,
  ...RECORD_ROUTES,
  ...IMPORT_ROUTES,
  ...RUN_ROUTES,
  ...PLAN_ROUTES,
  ...ORDER_ROUTES,
  ...PROMISE_ROUTES,
  ...LATENESS_ROUTES,
  ...SCENARIO_ROUTES,
  ...OVERVIEW_ROUTES,
  ...PEOPLE_ROUTES,
} as const satisfies Readonly<Record<string, Route>>;
export type RouteName = keyof typeof ROUTES;
