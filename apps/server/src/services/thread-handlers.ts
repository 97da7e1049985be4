import type { Handlers } from '../http/call.ts';
import type { ThreadRoute } from '../threads/routes.ts';
import { ROUTES_OF_THREADS } from '../threads/routes.ts';
import { ORDER_HANDLERS } from './orders.ts';
import { OVERVIEW_HANDLERS } from './overviews.ts';
import { PLAN_HANDLERS } from './plans.ts';
import { LATENESS_HANDLERS, PROMISE_HANDLERS } from './promises.ts';
import { RECORD_HANDLERS } from './records.ts';
import { checkSolve, SCENARIO_HANDLERS } from './scenarios.ts';
import { WORKSPACE_HANDLERS } from './workspaces.ts';

const ALL = {
  ...WORKSPACE_HANDLERS,
  ...PLAN_HANDLERS,
  ...ORDER_HANDLERS,
  ...PROMISE_HANDLERS,
  ...LATENESS_HANDLERS,
  ...SCENARIO_HANDLERS,
  ...OVERVIEW_HANDLERS,
  ...RECORD_HANDLERS,
};

/** What threads answer: the same handlers that the server has, or the first part of them. */
export const THREAD_HANDLERS = {
  ...Object.fromEntries(ROUTES_OF_THREADS.map((route) => [route, ALL[route]])),
  'scenarios.solve': checkSolve,
} as unknown as Handlers<ThreadRoute>;
