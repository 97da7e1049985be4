import type { Handlers } from '../http/call.ts';
import { IMPORT_HANDLERS } from './imports.ts';
import { NAME_HANDLERS } from './names.ts';
import { ORDER_HANDLERS } from './orders.ts';
import { OVERVIEW_HANDLERS } from './overviews.ts';
import { PEOPLE_HANDLERS } from './people.ts';
import { PLAN_HANDLERS } from './plans.ts';
import { LATENESS_HANDLERS, PROMISE_HANDLERS } from './promises.ts';
import { RECORD_HANDLERS } from './records.ts';
import { RUN_HANDLERS } from './runs.ts';
import { SCENARIO_HANDLERS } from './scenarios.ts';
import { SESSION_HANDLERS } from './session.ts';
import { WORKSPACE_HANDLERS } from './workspaces.ts';

/** What stands behind every route of the contract. */
export const HANDLERS: Handlers = {
  ...SESSION_HANDLERS,
  ...WORKSPACE_HANDLERS,
  ...RECORD_HANDLERS,
  ...NAME_HANDLERS,
  ...IMPORT_HANDLERS,
  ...RUN_HANDLERS,
  ...PLAN_HANDLERS,
  ...ORDER_HANDLERS,
  ...PROMISE_HANDLERS,
  ...LATENESS_HANDLERS,
  ...SCENARIO_HANDLERS,
  ...OVERVIEW_HANDLERS,
  ...PEOPLE_HANDLERS,
};
