import { CAPABILITIES, ROLES } from '@midstream/factory';
import * as z from 'zod';
import { id, language, text } from '../contract/parts.ts';
import { defineRoutes } from '../contract/route.ts';

export const password = z.string().min(12).max(128).describe('At least 12 characters.');
const email = z.email().max(200);

/** A factory somebody may enter, with what they may do there. */
const membership = z.object({
  workspace: id,
  name: text,
  roles: z.array(z.enum(ROLES)),
  /** Sites it is narrowed to; absent = all of them. */
  sites: z.array(id).optional(),
  capabilities: z.array(z.enum(CAPABILITIES)),
});
export type Membership = z.infer<typeof membership>;

const me = z.object({
  user: z.object({ id, name: z.string(), email: z.string(), language, isAdmin: z.boolean() }),
  workspaces: z.array(membership),
  /** To be sent as `X-CSRF-Token` with every write that is signed in by cookie. */
  csrfToken: z.string(),
});
export type Me = z.infer<typeof me>;

export const SESSION_ROUTES = defineRoutes({
  'setup.get': {
    method: 'GET',
    path: '/setup',
    summary: 'Whether the first administrator is still to be made, and how people may sign in.',
    tag: 'session',
    may: 'public',
    status: 200,
    answer: z.object({ needed: z.boolean(), needsCode: z.boolean(), singleSignOn: z.string().optional(), version: z.string() }),
  },
  'setup.create': {
    method: 'POST',
    path: '/setup',
    summary: 'Makes the first administrator and signs it in; refused once there is one.',
    tag: 'session',
    may: 'public',
    body: z.object({
      name: z.string().min(1).max(100),
      email,
      password,
      code: z.string().max(100).optional(),
      language: language.optional(),
    }),
    status: 201,
    answer: me,
  },
  'session.create': {
    method: 'POST',
    path: '/session',
    summary: 'Signs in with e-mail and password; the session is a cookie.',
    tag: 'session',
    may: 'public',
    body: z.object({ email, password: z.string().max(128) }),
    status: 201,
    answer: me,
  },
  'session.get': {
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in, where they may go and what they may do.',
    tag: 'session',
    may: 'session',
    status: 200,
    answer: me,
  },
  'session.delete': {
    method: 'DELETE',
    path: '/session',
    summary: 'Signs out. Who came by single sign-on is signed out there too where the browser goes to `url`.',
    tag: 'session',
    may: 'session',
    status: 200,
    answer: z.object({ url: z.string().optional() }),
  },
  'session.update': {
    method: 'PATCH',
    path: '/session',
    summary: "Changes one's own name, language or password; a new password ends all other sessions.",
    tag: 'session',
    may: 'session',
    body: z.object({
      name: z.string().min(1).max(100).optional(),
      language: language.optional(),
      password: z.object({ current: z.string().max(128), next: password }).optional(),
    }),
    status: 200,
    answer: me,
  },
  'sign-on.start': {
    method: 'POST',
    path: '/session/single-sign-on',
    summary: 'Begins a sign-in with the single sign-on of the house (OpenID Connect); the browser goes to `url`.',
    tag: 'session',
    may: 'public',
    status: 200,
    answer: z.object({ url: z.string() }),
  },
});
