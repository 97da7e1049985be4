import { randomUUID } from 'node:crypto';
import { API_PREFIX } from '@midstream/api';
import type { Database } from '@midstream/storage';
import { writeAudit } from '@midstream/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as client from 'openid-client';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import type { Settings, SignOnSettings } from '../settings.ts';
import { openSession, setSession } from './session-cookie.ts';

const COOKIE = 'midstream_sign_on';
const BACK = `${API_PREFIX}/session/single-sign-on/callback`;
const COOKIE_SECONDS = 600;

/** Sign-in with the OpenID Connect provider of the house: authorisation code with PKCE, state and nonce. */
export interface SignOn {
  readonly name: string;
  /** Where the browser goes. What must match on its return waits in a cookie only this server reads. */
  begin(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  register(app: FastifyInstance): void;
}

interface Waiting {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export function openSignOn(settings: Settings, signOn: SignOnSettings, database: Database): SignOn {
  let known: Promise<client.Configuration> | undefined;
  const insecure = signOn.issuer.startsWith('http://') ? { execute: [client.allowInsecureRequests] } : {};
  const provider = (): Promise<client.Configuration> =>
    (known ??= client
      .discovery(new URL(signOn.issuer), signOn.clientId, signOn.clientSecret, undefined, insecure)
      .catch((error: unknown) => {
        // The provider may only be away for now.
        known = undefined;
        throw new Refused(503, [report('server.sign-on-refused', { reason: String(error).slice(0, 200) })]);
      }));
  const home = (request: FastifyRequest): string => settings.publicUrl ?? `${request.protocol}://${request.host}`;
  return {
    name: signOn.name,
    async begin(request, reply) {
      const waiting: Waiting = { verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce() };
      const options = {
        path: BACK,
        httpOnly: true,
        sameSite: 'lax',
        secure: request.protocol === 'https',
        maxAge: COOKIE_SECONDS,
      } as const;
      void reply.setCookie(COOKIE, JSON.stringify(waiting), options);
      const url = client.buildAuthorizationUrl(await provider(), {
        redirect_uri: `${home(request)}${BACK}`,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(waiting.verifier),
        code_challenge_method: 'S256',
        state: waiting.state,
        nonce: waiting.nonce,
      });
      return url.href;
    },
    register(app) {
      app.get(BACK, async (request, reply) => {
        const waiting = JSON.parse(request.cookies[COOKIE] ?? '{}') as Partial<Waiting>;
        void reply.clearCookie(COOKIE, { path: BACK });
        const person = await personOf(await provider(), new URL(request.url, home(request)), waiting, database);
        setSession(reply, await database.transaction((db) => openSession(db, person)));
        return await reply.redirect('/');
      });
    },
  };
}

/** The account of whoever came back. Somebody new gets an account without rights; an administrator grants them. */
async function personOf(provider: client.Configuration, url: URL, waiting: Partial<Waiting>, database: Database): Promise<string> {
  const refused = (reason: string): Refused => new Refused(401, [report('server.sign-on-refused', { reason: reason.slice(0, 200) })]);
  if (waiting.verifier === undefined || waiting.state === undefined || waiting.nonce === undefined)
    throw refused('no sign-in was begun here');
  const tokens = await client
    .authorizationCodeGrant(provider, url, {
      pkceCodeVerifier: waiting.verifier,
      expectedState: waiting.state,
      expectedNonce: waiting.nonce,
    })
    .catch((error: unknown) => {
      throw refused(String(error));
    });
  const claims = tokens.claims();
  const email = typeof claims?.['email'] === 'string' ? claims['email'].toLowerCase() : '';
  if (claims === undefined || email === '') throw refused('no e-mail address');
  const subject = `${claims.iss} ${claims.sub}`;
  return await database.transaction(async (db) => {
    const [known] = await db.rows<{ id: string; active: boolean }>('select id, active from people where sign_on_subject = $1', [subject]);
    if (known?.active === false) throw refused('the account is shut');
    if (known !== undefined) return known.id;
    // Only an address the provider vouches for may take over a local account of the same address.
    const isVouched = claims['email_verified'] === true;
    const [local] = await db.rows<{ id: string; active: boolean }>('select id, active from people where email = $1', [email]);
    if (local !== undefined && (!isVouched || !local.active)) throw refused('the address belongs to another account');
    const id = local?.id ?? randomUUID();
    const name = typeof claims['name'] === 'string' ? claims['name'] : email;
    await db.run(
      `insert into people (id, name, email, sign_on_subject) values ($1, $2, $3, $4)
       on conflict (id) do update set sign_on_subject = excluded.sign_on_subject`,
      [id, name, email, subject],
    );
    await writeAudit(db, [{ actor: { id, name }, action: local === undefined ? 'created' : 'linked', kind: 'person', subject: id }]);
    return id;
  });
}
