import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { GroupRight } from './http/sign-on-rights.ts';
import { readGroupRights } from './http/sign-on-rights.ts';

export interface SignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Shown on the button. */
  readonly name: string;
  /** Claim that lists somebody's groups. */
  readonly groupsClaim: string;
  /** Asked of the provider; `openid email` at least. */
  readonly scope: string;
  readonly groupRights: readonly GroupRight[];
}

/** What the environment says; everything has a default. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Folder of the embedded database. */
  readonly dataFolder: string;
  /** PostgreSQL of one's own instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Worker processes beside the server; 0 = they run elsewhere. */
  readonly workers: number;
  /** Threads that answer what opens whole plans: promises, boards, comparisons. */
  readonly threads: number;
  /** Where people reach the server, for sign-on redirects; default: as the request says. */
  readonly publicUrl: string | undefined;
  readonly trustProxy: boolean;
  readonly setupCode: string | undefined;
  readonly signOn: SignOnSettings | undefined;
  /** Requests one address may make in a minute. */
  readonly requestsPerMinute: number;
  readonly webhooksToPrivate: boolean;
  readonly logLevel: string;
}

/** As many as may search at once, and one for those who only look. */
const usualThreads = (): number => Math.min(9, availableParallelism() + 1);

type Environment = Readonly<Record<string, string | undefined>>;

export function settingsFrom(env: Environment): Settings {
  const issuer = env['MIDSTREAM_OIDC_ISSUER'];
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: Number(env['PORT'] ?? 8080),
    dataFolder: resolve(env['MIDSTREAM_DATA'] ?? (process.getuid?.() === 0 ? '/var/lib/midstream' : join(homedir(), '.midstream'))),
    databaseUrl: env['DATABASE_URL'],
    workers: Number(env['MIDSTREAM_WORKERS'] ?? 1),
    threads: Math.max(1, Number(env['MIDSTREAM_THREADS'] ?? usualThreads())),
    publicUrl: env['MIDSTREAM_URL'],
    trustProxy: env['MIDSTREAM_TRUST_PROXY'] === 'true',
    setupCode: env['MIDSTREAM_SETUP_CODE'],
    signOn:
      issuer === undefined
        ? undefined
        : {
            issuer,
            clientId: env['MIDSTREAM_OIDC_CLIENT_ID'] ?? '',
            clientSecret: env['MIDSTREAM_OIDC_CLIENT_SECRET'] ?? '',
            name: env['MIDSTREAM_OIDC_NAME'] ?? new URL(issuer).host,
            groupsClaim: env['MIDSTREAM_OIDC_GROUPS'] ?? 'groups',
            scope: env['MIDSTREAM_OIDC_SCOPE'] ?? 'openid email profile',
            groupRights: readGroupRights(env['MIDSTREAM_OIDC_ROLES'] ?? ''),
          },
    requestsPerMinute: Number(env['MIDSTREAM_REQUESTS_PER_MINUTE'] ?? 3000),
    webhooksToPrivate: env['MIDSTREAM_WEBHOOKS_PRIVATE'] === 'true',
    logLevel: env['MIDSTREAM_LOG'] ?? 'info',
  };
}
