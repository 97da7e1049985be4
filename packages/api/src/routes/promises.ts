import * as z from 'zod';
import { actor, documented, finding, id, instant, localTime, pageOf, pageQuery, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';
import { planHead } from './planning-parts.ts';

const oneParams = z.object({ workspace: id, id });

const wish = z.object({
  product: id,
  quantity: z.number().positive(),
  wanted: localTime.optional(),
  routing: id.optional(),
  site: id.optional(),
  deliverTo: id.optional(),
  customer: z.string().max(200).optional(),
  priority: z.number().positive().optional(),
});

/** One way to fulfil a wish. Money in the reporting currency, carbon in grams CO2e. */
const promiseOption = z.object({
  /** To be named when a quote is made of it. */
  id,
  /** How: into the gaps, with others moved, with everything planned anew; with or without overtime. */
  kind: z.string(),
  date: instant,
  meetsWish: z.boolean().optional(),
  /** 0 … 1 with what it rests on, or absent where nothing can be said. */
  confidence: documented<Readonly<Record<string, unknown>>>('How sure the date is, and what that rests on.').optional(),
  price: documented<Readonly<Record<string, number>>>(
    'Parts of the price: material, run, changeover, labour, overtime, energy, transport, outsourcing, total.',
  ),
  carbon: z.number(),
  usesOvertime: z.boolean(),
  sites: z.array(id),
  displaced: z.array(
    z.object({
      order: id,
      customer: z.string().optional(),
      before: instant,
      after: instant,
      hoursLater: z.number(),
      newlyLate: z.boolean(),
    }),
  ),
  findings: z.array(finding),
});
export type PromiseOption = z.infer<typeof promiseOption>;

const quote = z.object({
  id,
  state: z.enum(['held', 'confirmed', 'released', 'expired']),
  order: id,
  option: promiseOption,
  wish,
  expiresAt: instant,
  createdBy: actor,
  createdAt: instant,
});
export type Quote = z.infer<typeof quote>;

export const PROMISE_ROUTES = defineRoutes({
  'promises.create': {
    method: 'POST',
    path: '/workspaces/:workspace/promises',
    summary:
      'What, how many, when? Two or three options with date, price, carbon and who would be displaced. Writes nothing but the answer.',
    tag: 'promises',
    may: 'promise.ask',
    params: workspaceParams,
    body: wish,
    status: 201,
    answer: z.object({ id, wish, options: z.array(promiseOption), seconds: z.number(), findings: z.array(finding) }),
  },
  'quotes.create': {
    method: 'POST',
    path: '/workspaces/:workspace/quotes',
    summary:
      'Holds an option: an order of status `quote` reserves its capacity until it expires. Refused where the plan or another quote took that place since it was asked for.',
    tag: 'promises',
    may: 'quotes.write',
    params: workspaceParams,
    body: z.object({
      promise: id,
      option: id,
      order: id.optional(),
      hours: z
        .number()
        .positive()
        .max(24 * 60)
        .default(48)
        .optional(),
    }),
    status: 201,
    answer: quote,
    idempotent: true,
  },
  'quotes.list': {
    method: 'GET',
    path: '/workspaces/:workspace/quotes',
    summary: 'Quotes, newest first.',
    tag: 'promises',
    may: 'orders.read',
    params: workspaceParams,
    query: pageQuery.extend({ state: z.enum(['held', 'confirmed', 'released', 'expired']).optional() }),
    status: 200,
    answer: pageOf(quote),
  },
  'quotes.confirm': {
    method: 'POST',
    path: '/workspaces/:workspace/quotes/:id/confirm',
    summary: 'The customer said yes: the order becomes `confirmed`, and the plan of the option a proposal.',
    tag: 'promises',
    may: 'quotes.write',
    params: oneParams,
    status: 200,
    answer: z.object({ quote, proposal: planHead.optional() }),
    idempotent: true,
  },
  'quotes.release': {
    method: 'DELETE',
    path: '/workspaces/:workspace/quotes/:id',
    summary: 'Lets the capacity go.',
    tag: 'promises',
    may: 'quotes.write',
    params: oneParams,
    status: 204,
    answer: 'nothing',
  },
});

/** Why an order is late, and what would help. */
const repair = documented<Readonly<Record<string, unknown>>>(
  'A repair that was tried out: what to do, its true effect on every order, cost and carbon.',
);

export const LATENESS_ROUTES = defineRoutes({
  'why-late.get': {
    method: 'GET',
    path: '/workspaces/:workspace/orders/:id/why-late',
    summary: 'The smallest set of causes that makes an order late by the published plan.',
    tag: 'lateness',
    may: 'plans.read',
    params: oneParams,
    status: 200,
    answer: z.object({
      order: id,
      needBy: instant.optional(),
      projected: instant.optional(),
      latenessMinutes: z.number().optional(),
      /** Whether the causes take as long as it is late; false = its own work is too long for the date. */
      sufficient: z.boolean().optional(),
      /** When it would be done were it the only order there is, and whether that is in time. */
      earliestAlone: instant.optional(),
      possibleAlone: z.boolean().optional(),
      causes: z.array(documented<Readonly<Record<string, unknown>>>('A cause, its hours and what it hangs on.')),
      explanation: documented<Readonly<Record<string, unknown>>>('Its lead time, step by step.').optional(),
      findings: z.array(finding),
    }),
  },
  'repairs.create': {
    method: 'POST',
    path: '/workspaces/:workspace/orders/:id/repairs',
    summary: 'Tries out repairs, each by planning again, and gives back only those that hold.',
    tag: 'lateness',
    may: 'plans.run',
    params: oneParams,
    body: z.object({ seconds: z.number().min(0.5).max(120).default(10).optional() }),
    status: 201,
    answer: z.object({ id, order: id, repairs: z.array(z.object({ id, repair, plan: planHead.optional() })), findings: z.array(finding) }),
    idempotent: true,
  },
  'repairs.accept': {
    method: 'POST',
    path: '/workspaces/:workspace/orders/:id/repairs/:repair/accept',
    summary: 'Writes the change a repair makes to the data, and makes its plan a proposal.',
    tag: 'lateness',
    may: 'plans.publish',
    params: oneParams.extend({ repair: id }),
    status: 201,
    answer: z.object({ proposal: planHead }),
    idempotent: true,
  },
});
