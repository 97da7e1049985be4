import type { Handlers } from '../http/call.ts';
import type { ThreadRoute } from '../threads/routes.ts';
import { THREAD_ROUTES } from '../threads/routes.ts';
import { ORDER_HANDLERS } from './orders.ts';
import { OVERVIEW_HANDLERS } from './overviews.ts';
import { PLAN_HANDLERS } from './plans.ts';
import { LATENESS_HANDLERS, PROMISE_HANDLERS } from './promises.ts';
import { SCENARIO_HANDLERS } from './scenarios.ts';
import { WORKSPACE_HANDLERS } from './workspaces.ts';

const ALL = {
  ...WORKSPACE_HANDLERS,
  ...PLAN_HANDLERS,
  ...ORDER_HANDLERS,
  ...PROMISE_HANDLERS,
  ...LATENESS_HANDLERS,
  ...SCENARIO_HANDLERS,
  ...OVERVIEW_HANDLERS,
};

/** What threads answer: the same handlers that the server has, and no others. */
export const THREAD_HANDLERS = Object.fromEntries(THREAD_ROUTES.map((route) => [route, ALL[route]])) as unknown as Handlers<ThreadRoute>;
