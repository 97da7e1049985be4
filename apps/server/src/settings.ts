import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { report } from './codes.ts';
import type { GroupRight } from './http/sign-on-rights.ts';
import { readGroupRights } from './http/sign-on-rights.ts';
import { Refused } from './refused.ts';
import { readEnvironment } from './read-environment.ts';
import type { Environment } from './read-environment.ts';

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
  /** Proxies of ours in front, whose `X-Forwarded-*` are believed; 0 = none. */
  readonly trustProxy: number;
  readonly setupCode: string | undefined;
  readonly signOn: SignOnSettings | undefined;
  /** Requests one address may make in a minute. */
  readonly requestsPerMinute: number;
  readonly webhooksToPrivate: boolean;
  readonly logLevel: string;
  /** How often an open event stream is kept alive, and its reader's rights are looked at again. */
  readonly beatMilliseconds: number;
}

/** As many as may search at once, and one for those who only look. */
const usualThreads = (): number => Math.min(9, availableParallelism() + 1);

/** A thread takes memory of its own, a worker as much as a server: more than this is a slip of the hand. */
const MOST_PROCESSES = 64;
const MOST_PROXIES = 10;
/** Proxies give up on a line that is silent for a minute or less. */
const BEAT_MILLISECONDS = 15_000;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** @throws Refused naming every setting that cannot be used: a server that guessed would listen, wait or trust where nobody meant it to */
export function settingsFrom(env: Environment): Settings {
  const read = readEnvironment(env);
  const settings: Settings = {
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.whole('PORT', 8080, 0, 65_535),
    dataFolder: resolve(read.text('MIDSTREAM_DATA') ?? (process.getuid?.() === 0 ? '/var/lib/midstream' : join(homedir(), '.midstream'))),
    databaseUrl: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
    workers: read.whole('MIDSTREAM_WORKERS', 1, 0, MOST_PROCESSES),
    threads: read.whole('MIDSTREAM_THREADS', usualThreads(), 1, MOST_PROCESSES),
    publicUrl: read.url('MIDSTREAM_URL', ['http:', 'https:'])?.replace(/\/+$/, ''),
    trustProxy: proxiesIn(read),
    setupCode: read.text('MIDSTREAM_SETUP_CODE'),
    signOn: signOnFrom(read),
    requestsPerMinute: read.whole('MIDSTREAM_REQUESTS_PER_MINUTE', 3000, 1, 1_000_000_000),
    webhooksToPrivate: read.yes('MIDSTREAM_WEBHOOKS_PRIVATE'),
    beatMilliseconds: BEAT_MILLISECONDS,
    logLevel: read.oneOf('MIDSTREAM_LOG', 'info', LOG_LEVELS),
  };
  if (read.wrong.length > 0) throw new Refused(500, read.wrong);
  return settings;
}

type Reader = ReturnType<typeof readEnvironment>;

/** `true` is one proxy; a number counts several, one behind the other. */
function proxiesIn(read: Reader): number {
  const text = read.text('MIDSTREAM_TRUST_PROXY');
  if (text === 'true' || text === 'false') return text === 'true' ? 1 : 0;
  return read.whole('MIDSTREAM_TRUST_PROXY', 0, 0, MOST_PROXIES, 'true, false');
}

function signOnFrom(read: Reader): SignOnSettings | undefined {
  const issuer = read.url('MIDSTREAM_OIDC_ISSUER', ['http:', 'https:']);
  if (issuer === undefined) return undefined;
  return {
    issuer,
    clientId: read.needed('MIDSTREAM_OIDC_CLIENT_ID'),
    clientSecret: read.needed('MIDSTREAM_OIDC_CLIENT_SECRET'),
    name: read.text('MIDSTREAM_OIDC_NAME') ?? new URL(issuer).host,
    groupsClaim: read.text('MIDSTREAM_OIDC_GROUPS') ?? 'groups',
    scope: read.text('MIDSTREAM_OIDC_SCOPE') ?? 'openid email profile',
    groupRights: groupRightsIn(read),
  };
}

function groupRightsIn(read: Reader): readonly GroupRight[] {
  const text = read.text('MIDSTREAM_OIDC_ROLES') ?? '';
  try {
    return readGroupRights(text);
  } catch (error) {
    read.wrong.push(report('server.setting-wrong', { name: 'MIDSTREAM_OIDC_ROLES', value: text, expected: (error as Error).message }));
    return [];
  }
}
