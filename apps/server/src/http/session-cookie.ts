import type { Queries } from '@midstream/storage';
import type { FastifyReply } from 'fastify';
import { hashOf, newSecret } from './secrets.ts';

export const SESSION_COOKIE = 'midstream_session';
const SESSION_DAYS = 14;

/** Makes a session. Always a new one: what a stranger may have planted before sign-in is worth nothing after. */
export async function openSession(db: Queries, person: string, bySignOn = false): Promise<string> {
  const secret = newSecret();
  await db.run(
    'insert into sessions (hash, person, csrf, expires_at, by_sign_on) values ($1, $2, $3, now() + make_interval(days => $4), $5)',
    [hashOf(secret), person, newSecret(), SESSION_DAYS, bySignOn],
  );
  await db.run('delete from sessions where expires_at < now()');
  return secret;
}

/** Gives the browser its session; an empty one takes it away. */
export function setSession(reply: FastifyReply, secret: string): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: reply.request.protocol === 'https' } as const;
  if (secret === '') void reply.clearCookie(SESSION_COOKIE, options);
  else void reply.setCookie(SESSION_COOKIE, secret, { ...options, maxAge: SESSION_DAYS * 24 * 3600 });
}
