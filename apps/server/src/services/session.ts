import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Me } from '@midstream/api';
import type { Queries } from '@midstream/storage';
import { writeAudit } from '@midstream/storage';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import type { Call, Handlers, House } from '../http/call.ts';
import type { Principal } from '../http/principal.ts';
import { capabilitiesIn, principalOfSession } from '../http/principal.ts';
import { equalText, hashOf, hashPassword, passwordFits } from '../http/secrets.ts';
import { openSession, SESSION_COOKIE } from '../http/session-cookie.ts';

export const VERSION = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

/** Two first administrators at once would be one too many. */
const SETUP_LOCK = 7_241_106;

async function isSetUp(db: Queries): Promise<boolean> {
  return (await db.rows('select 1 from people limit 1')).length > 0;
}

async function meOf(db: Queries, who: Principal): Promise<Me> {
  const all = await db.rows<{ id: string; settings: { name?: Me['workspaces'][number]['name'] } }>(
    'select id, settings from workspaces where $1 or id = any ($2) order by id',
    [who.isAdmin, [...who.grants.keys()]],
  );
  return {
    user: {
      id: who.actor.id,
      name: who.actor.name,
      email: who.email,
      language: who.language as Me['user']['language'],
      isAdmin: who.isAdmin,
    },
    workspaces: all.map(({ id, settings }) => {
      const grant = who.grants.get(id);
      return {
        workspace: id,
        name: settings.name ?? id,
        roles: who.isAdmin ? ['admin'] : [...(grant?.roles ?? [])],
        ...(who.isAdmin || grant?.sites === undefined ? {} : { sites: [...grant.sites] }),
        capabilities: [...capabilitiesIn(who, id)],
      };
    }),
    csrfToken: who.csrf ?? '',
  };
}

async function signedIn(db: Queries, secret: string): Promise<Me> {
  const who = await principalOfSession(db, secret);
  if (who === undefined) throw new Refused(401, [report('server.not-signed-in')]);
  return await meOf(db, who);
}

async function createFirst({ house, body, write }: Call<'setup.create'>) {
  const { setupCode } = house.settings;
  if (setupCode !== undefined && !equalText(body.code ?? '', setupCode)) throw new Refused(403, [report('server.setup-code-wrong')]);
  const password = await hashPassword(body.password);
  return await write(async (db) => {
    await db.run('select pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    if (await isSetUp(db)) throw new Refused(409, [report('server.setup-done')]);
    const id = randomUUID();
    await db.run('insert into people (id, name, email, password, language, is_admin) values ($1, $2, $3, $4, $5, true)', [
      id,
      body.name,
      body.email.toLowerCase(),
      password,
      body.language ?? 'en',
    ]);
    await writeAudit(db, [{ actor: { id, name: body.name }, action: 'created', kind: 'person', subject: id }]);
    const session = await openSession(db, id);
    return { body: await signedIn(db, session), session };
  });
}

async function signIn({ house, body, write }: Call<'session.create'>) {
  const [person] = await house.database.rows<{ id: string; name: string; password: string | null; active: boolean }>(
    'select id, name, password, active from people where email = $1',
    [body.email.toLowerCase()],
  );
  const fits = await passwordFits(body.password, person?.password);
  if (person === undefined || !fits || !person.active) throw new Refused(401, [report('server.wrong-password')]);
  return await write(async (db) => {
    const session = await openSession(db, person.id);
    await writeAudit(db, [{ actor: { id: person.id, name: person.name }, action: 'signed-in', kind: 'session', subject: person.id }]);
    return { body: await signedIn(db, session), session };
  });
}

async function updateOwn({ house, who, body, write, request }: Call<'session.update'>) {
  const secret = request.cookies[SESSION_COOKIE];
  if (who.csrf === undefined || secret === undefined) throw new Refused(403, [report('server.not-allowed', { capability: 'session' })]);
  if (body.password !== undefined) {
    const [row] = await house.database.rows<{ password: string | null }>('select password from people where id = $1', [who.actor.id]);
    if (!(await passwordFits(body.password.current, row?.password))) throw new Refused(422, [report('server.wrong-password')]);
  }
  const password = body.password === undefined ? null : await hashPassword(body.password.next);
  return await write(async (db) => {
    await db.run(
      'update people set name = coalesce($2, name), language = coalesce($3, language), password = coalesce($4, password) where id = $1',
      [who.actor.id, body.name ?? null, body.language ?? null, password],
    );
    if (password !== null) await db.run('delete from sessions where person = $1 and hash <> $2', [who.actor.id, hashOf(secret)]);
    await writeAudit(db, [
      { actor: who.actor, action: password === null ? 'changed' : 'changed-password', kind: 'person', subject: who.actor.id },
    ]);
    return { body: await signedIn(db, secret) };
  });
}

const signOnName = ({ signOn }: House): { singleSignOn: string } | Record<string, never> =>
  signOn === undefined ? {} : { singleSignOn: signOn.name };

export const SESSION_HANDLERS: Handlers<
  'setup.get' | 'setup.create' | 'session.create' | 'session.get' | 'session.delete' | 'session.update' | 'sign-on.start'
> = {
  'setup.get': async ({ house }) => ({
    body: {
      needed: !(await isSetUp(house.database)),
      needsCode: house.settings.setupCode !== undefined,
      ...signOnName(house),
      version: VERSION,
    },
  }),
  'setup.create': createFirst,
  'session.create': signIn,
  'session.get': async ({ house, who }) => ({ body: await meOf(house.database, who) }),
  'session.delete': async ({ house, request }) => {
    const [ended] = await house.database.rows<{ bySignOn: boolean }>(
      'delete from sessions where hash = $1 returning by_sign_on as "bySignOn"',
      [hashOf(request.cookies[SESSION_COOKIE] ?? '')],
    );
    // Signed out here already, whether or not the provider can be reached.
    const url = ended?.bySignOn === true ? await house.signOn?.endUrl(request).catch(() => undefined) : undefined;
    return { session: '', body: url === undefined ? {} : { url } };
  },
  'session.update': updateOwn,
  'sign-on.start': async ({ house, request, reply }) => {
    if (house.signOn === undefined) throw new Refused(404, [report('server.no-single-sign-on')]);
    return { body: { url: await house.signOn.begin(request, reply) } };
  },
};
