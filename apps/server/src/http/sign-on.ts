import { randomUUID } from 'node:crypto';
import { API_PREFIX } from '@midstream/api';
import type { Actor, Database, Queries } from '@midstream/storage';
import { writeAudit } from '@midstream/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as client from 'openid-client';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import type { Settings, SignOnSettings } from '../settings.ts';
import { openSession, setSession } from './session-cookie.ts';
import { applyGroups } from './sign-on-rights.ts';

const COOKIE = 'midstream_sign_on';
const BACK = `${API_PREFIX}/session/single-sign-on/callback`;
const COOKIE_SECONDS = 600;

/** Sign-in with the OpenID Connect provider of the house: authorisation code with PKCE, state and nonce. */
export interface SignOn {
  readonly name: string;
  /** Where the browser goes. What must match on its return waits in a cookie only this server reads. */
  begin(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  /** Where the browser goes to be signed out there; undefined where the provider has no such place. */
  endUrl(request: FastifyRequest): Promise<string | undefined>;
  register(app: FastifyInstance): void;
}

interface Waiting {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** What the provider says of itself, asked for once; where it could not be had, asked for again the next time. */
function providerOf(signOn: SignOnSettings): () => Promise<client.Configuration> {
  let known: Promise<client.Configuration> | undefined;
  // Plain HTTP only where the provider is said to speak it: in tests, and on a plant's own network.
  const insecure = signOn.issuer.startsWith('http://') ? { execute: [client.allowInsecureRequests] } : {};
  return () =>
    (known ??= client
      .discovery(new URL(signOn.issuer), signOn.clientId, signOn.clientSecret, undefined, insecure)
      .catch((error: unknown) => {
        // The provider may only be away for now.
        known = undefined;
        throw new Refused(503, [report('server.sign-on-refused', { reason: String(error).slice(0, 200) })]);
      }));
}

export function openSignOn(settings: Settings, signOn: SignOnSettings, database: Database): SignOn {
  const provider = providerOf(signOn);
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
        scope: signOn.scope,
        code_challenge: await client.calculatePKCECodeChallenge(waiting.verifier),
        code_challenge_method: 'S256',
        state: waiting.state,
        nonce: waiting.nonce,
      });
      return url.href;
    },
    async endUrl(request) {
      const configuration = await provider();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${home(request)}/` }).href;
    },
    register(app) {
      app.get(BACK, async (request, reply) => {
        const waiting = waitingOf(request.cookies[COOKIE]);
        void reply.clearCookie(COOKIE, { path: BACK });
        try {
          const claims = await claimsOf(await provider(), new URL(request.url, home(request)), waiting);
          setSession(reply, await database.transaction((db) => enter(db, signOn, claims)));
          return await reply.redirect('/');
        } catch (error) {
          return await reply.redirect(doorFor(request, error));
        }
      });
    },
  };
}

/** A cookie is the browser's to change: what cannot be read was not begun here. */
function waitingOf(cookie: string | undefined): Partial<Waiting> {
  try {
    const read: unknown = JSON.parse(cookie ?? '');
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

/** Whoever comes by a browser is shown the sign-in page, which says why. @throws the error where a program asks: it is told as programs are */
function doorFor(request: FastifyRequest, error: unknown): string {
  if (!(error instanceof Refused) || request.headers.accept?.includes('text/html') !== true) throw error;
  request.log.info({ findings: error.findings }, 'single sign-on refused');
  return `/?sign-on=${error instanceof NotIn ? error.why : 'away'}`;
}

/** Why somebody was not let in, as the sign-in page words it (`web.sign-on-…`). The provider's own text goes to the log alone. */
type Why = 'not-begun' | 'provider' | 'shut' | 'no-address' | 'other-account';

class NotIn extends Refused {
  readonly why: Why;
  constructor(why: Why, reason: string) {
    super(401, [report('server.sign-on-refused', { reason: reason.slice(0, 200) })]);
    this.why = why;
  }
}
const refused = (why: Why, reason: string): NotIn => new NotIn(why, reason);

/** What the provider says of somebody. */
type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** Claims of the ID token, and of the user info beside it: most providers give address and groups only there. */
async function claimsOf(provider: client.Configuration, url: URL, waiting: Partial<Waiting>): Promise<Claims> {
  if (waiting.verifier === undefined || waiting.state === undefined || waiting.nonce === undefined)
    throw refused('not-begun', 'no sign-in was begun here');
  const checks = { pkceCodeVerifier: waiting.verifier, expectedState: waiting.state, expectedNonce: waiting.nonce };
  const failed = (error: unknown): never => {
    // The library wraps what did not fit; its own words are only that something did not.
    const { cause } = error as { cause?: unknown };
    throw refused('provider', cause instanceof Error ? `${String(error)}: ${cause.message}` : String(error));
  };
  const tokens = await client.authorizationCodeGrant(provider, url, checks).catch(failed);
  const claims = tokens.claims();
  if (claims === undefined) throw refused('provider', 'no ID token');
  if (provider.serverMetadata().userinfo_endpoint === undefined) return claims;
  const more = await client.fetchUserInfo(provider, tokens.access_token, claims.sub).catch(failed);
  return { ...more, ...claims };
}

/** Opens a session for whoever came back, with the rights their groups give. */
async function enter(db: Queries, signOn: SignOnSettings, claims: Claims): Promise<string> {
  const person = await personOf(db, claims);
  const groups = claims[signOn.groupsClaim];
  const names = (Array.isArray(groups) ? groups : [groups]).filter((group): group is string => typeof group === 'string');
  await applyGroups(db, person, signOn.groupRights, names);
  await writeAudit(db, [{ actor: person, action: 'signed-in', kind: 'session', subject: person.id }]);
  return await openSession(db, person.id, true);
}

/** The account of whoever came back. Somebody new gets an account without rights; groups or an administrator give them. */
async function personOf(db: Queries, claims: Claims): Promise<Actor> {
  const email = typeof claims['email'] === 'string' ? claims['email'].toLowerCase() : '';
  const subject = `${claims.iss} ${claims.sub}`;
  const [known] = await db.rows<Actor & { active: boolean }>('select id, name, active from people where sign_on_subject = $1', [subject]);
  if (known?.active === false) throw refused('shut', 'the account is shut');
  if (known !== undefined) return { id: known.id, name: known.name };
  if (email === '') throw refused('no-address', 'no e-mail address');
  // Only an address the provider vouches for may take over a local account of the same address.
  const isVouched = claims['email_verified'] === true;
  const [local] = await db.rows<Actor & { active: boolean }>('select id, name, active from people where email = $1', [email]);
  if (local !== undefined && (!isVouched || !local.active)) throw refused('other-account', 'the address belongs to another account');
  const id = local?.id ?? randomUUID();
  const name = local?.name ?? (typeof claims['name'] === 'string' ? claims['name'].slice(0, 100) : email);
  await db.run(
    `insert into people (id, name, email, sign_on_subject) values ($1, $2, $3, $4)
     on conflict (id) do update set sign_on_subject = excluded.sign_on_subject`,
    [id, name, email, subject],
  );
  await writeAudit(db, [{ actor: { id, name }, action: local === undefined ? 'created' : 'linked', kind: 'person', subject: id }]);
  return { id, name };
}
