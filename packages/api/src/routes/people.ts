import { CAPABILITIES, ROLES } from '@midstream/factory';
import * as z from 'zod';
import { actor, id, instant, language, pageOf, pageQuery, workspaceParams } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';
import { password } from './session.ts';

const oneParams = z.object({ id });
const inWorkspace = z.object({ workspace: id, id });

const grant = z.object({ workspace: id, roles: z.array(z.enum(ROLES)), sites: z.array(id).optional() });
const person = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  isAdmin: z.boolean(),
  active: z.boolean(),
  grants: z.array(grant),
  createdAt: instant,
});
export type Person = z.infer<typeof person>;

const auditEntry = z.object({
  id: z.string(),
  at: instant,
  actor,
  action: z.string(),
  kind: z.string(),
  subject: z.string(),
  /** Fields that changed, as JSON pointers, with both values. */
  changes: z.array(z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const token = z.object({
  id,
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  createdAt: instant,
  lastUsedAt: instant.optional(),
  expiresAt: instant.optional(),
});

const WEBHOOK_EVENTS = ['plan.published', 'plan.proposed', 'order.changed', 'quote.changed', 'import.committed', 'run.ended'] as const;
const webhook = z.object({
  id,
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  active: z.boolean(),
  createdAt: instant,
  /** The last few deliveries, newest first. */
  deliveries: z.array(
    z.object({
      id,
      event: z.string(),
      at: instant,
      state: z.enum(['waiting', 'delivered', 'failed']),
      attempts: z.number(),
      status: z.number().optional(),
    }),
  ),
});

export const PEOPLE_ROUTES = defineRoutes({
  'roles.list': {
    method: 'GET',
    path: '/roles',
    summary: 'The table of rights: what each role may do.',
    tag: 'people',
    may: 'session',
    status: 200,
    answer: z.object({ roles: z.array(z.object({ role: z.enum(ROLES), capabilities: z.array(z.enum(CAPABILITIES)) })) }),
  },
  'people.list': {
    method: 'GET',
    path: '/people',
    summary: 'Everybody with an account.',
    tag: 'people',
    may: 'admin',
    status: 200,
    answer: z.object({ items: z.array(person) }),
  },
  'people.create': {
    method: 'POST',
    path: '/people',
    summary: 'Makes an account with a first password.',
    tag: 'people',
    may: 'admin',
    body: z.object({
      name: z.string().min(1).max(100),
      email: z.email().max(200),
      password,
      language: language.optional(),
      isAdmin: z.boolean().optional(),
      grants: z.array(grant).optional(),
    }),
    status: 201,
    answer: person,
  },
  'people.update': {
    method: 'PATCH',
    path: '/people/:id',
    summary: 'Changes rights, or shuts an account (which ends its sessions).',
    tag: 'people',
    may: 'admin',
    params: oneParams,
    body: z.object({
      name: z.string().min(1).max(100).optional(),
      isAdmin: z.boolean().optional(),
      active: z.boolean().optional(),
      password: password.optional(),
      grants: z.array(grant).optional(),
    }),
    status: 200,
    answer: person,
  },
  'audit.list': {
    method: 'GET',
    path: '/workspaces/:workspace/audit',
    summary: 'Who changed what and when, newest first. Nothing can be taken out of it.',
    tag: 'audit',
    may: 'audit.read',
    params: workspaceParams,
    query: pageQuery.extend({ kind: z.string().max(50).optional(), subject: z.string().max(200).optional() }),
    status: 200,
    answer: pageOf(auditEntry),
  },
  'tokens.list': {
    method: 'GET',
    path: '/workspaces/:workspace/tokens',
    summary: 'Tokens for programs.',
    tag: 'integrations',
    may: 'integrations.write',
    params: workspaceParams,
    status: 200,
    answer: z.object({ items: z.array(token) }),
  },
  'tokens.create': {
    method: 'POST',
    path: '/workspaces/:workspace/tokens',
    summary: 'Makes a token. Its secret is shown once, and only its hash is kept.',
    tag: 'integrations',
    may: 'integrations.write',
    params: workspaceParams,
    body: z.object({
      name: z.string().min(1).max(100),
      roles: z.array(z.enum(ROLES)).min(1),
      days: z.number().int().min(1).max(3650).optional(),
    }),
    status: 201,
    answer: z.object({ token, secret: z.string() }),
  },
  'tokens.delete': {
    method: 'DELETE',
    path: '/workspaces/:workspace/tokens/:id',
    summary: 'Revokes a token.',
    tag: 'integrations',
    may: 'integrations.write',
    params: inWorkspace,
    status: 204,
    answer: 'nothing',
  },
  'webhooks.list': {
    method: 'GET',
    path: '/workspaces/:workspace/webhooks',
    summary: 'Addresses that are told about events.',
    tag: 'integrations',
    may: 'integrations.write',
    params: workspaceParams,
    status: 200,
    answer: z.object({ items: z.array(webhook) }),
  },
  'webhooks.create': {
    method: 'POST',
    path: '/workspaces/:workspace/webhooks',
    summary: 'Adds one. Deliveries are signed (`Midstream-Signature`, HMAC-SHA-256 over time and body) and tried again for a day.',
    tag: 'integrations',
    may: 'integrations.write',
    params: workspaceParams,
    body: z.object({ url: z.url({ protocol: /^https?$/ }).max(500), events: z.array(z.enum(WEBHOOK_EVENTS)).min(1) }),
    status: 201,
    answer: z.object({ webhook, secret: z.string() }),
  },
  'webhooks.delete': {
    method: 'DELETE',
    path: '/workspaces/:workspace/webhooks/:id',
    summary: 'Removes one.',
    tag: 'integrations',
    may: 'integrations.write',
    params: inWorkspace,
    status: 204,
    answer: 'nothing',
  },
});
