import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Browser } from './test-house.ts';

interface ProviderPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
}

/** A certified OpenID Connect provider on a port of its own, where whoever is named signs in without being asked. */
export interface TestProvider {
  readonly issuer: string;
  readonly people: Map<string, ProviderPerson>;
  /** Who signs in next. */
  next: string;
  /** Where the house is; to be told before anybody comes. */
  serve(houseUrl: string): void;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'midstream', secret: 'a secret of sixty-four characters, as random as a test can have it' };

export async function openTestProvider(): Promise<TestProvider> {
  let provider: Provider | undefined;
  let handle: ReturnType<Provider['callback']> | undefined;
  const people = new Map<string, ProviderPerson>();
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void handle?.(request, response);
    void provider?.interactionFinished(request, response, { login: { accountId: opened.next } });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const opened: TestProvider = {
    issuer,
    people,
    next: '',
    serve(houseUrl) {
      provider = new Provider(issuer, {
        clients: [
          {
            client_id: CLIENT.id,
            client_secret: CLIENT.secret,
            redirect_uris: [`${houseUrl}/api/v1/session/single-sign-on/callback`],
            post_logout_redirect_uris: [`${houseUrl}/`],
          },
        ],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
        interactions: { url: (_, { uid }) => `/interaction/${uid}` },
        features: { devInteractions: { enabled: false } },
        ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
        cookies: { keys: ['only for tests'] },
        findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
        // Whoever signs in has agreed to it long ago.
        async loadExistingGrant({ oidc }) {
          const grant = new oidc.provider.Grant({ clientId: CLIENT.id, accountId: oidc.session?.accountId ?? '' });
          grant.addOIDCScope('openid email profile');
          await grant.save();
          return grant;
        },
      });
      handle = provider.callback();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return opened;
}

/** Follows redirects as a browser does, until one leads to an address that begins as told; returns that address, not yet asked for. */
export async function follow(browser: Browser, from: string, until: string): Promise<string> {
  let url = from;
  for (let steps = 0; steps < 10; steps++) {
    if (url.startsWith(until)) return url;
    const response = await browser.fetch(url);
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${url} answers ${response.status} ${(await response.text()).slice(0, 500)}`);
    url = new URL(location, url).href;
  }
  throw new Error(`no end of redirects at ${url}`);
}
