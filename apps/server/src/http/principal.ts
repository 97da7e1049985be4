import type { Capability, Role } from '@midstream/factory';
import { CAPABILITIES, capabilitiesOf } from '@midstream/factory';
import type { Actor, Queries } from '@midstream/storage';
import { hashOf } from './secrets.ts';

interface Grant {
  readonly roles: readonly Role[];
  /** Sites it is narrowed to; undefined = all. */
  readonly sites: readonly string[] | undefined;
}

/** Who calls: a person by session, or a program by token. */
export interface Principal {
  readonly actor: Actor;
  readonly isAdmin: boolean;
  readonly email: string;
  readonly language: string;
  readonly grants: ReadonlyMap<string, Grant>;
  /** Of the session; undefined for tokens, which no browser sends by itself. */
  readonly csrf: string | undefined;
  /** Rate limits and idempotency keys are kept by it. */
  readonly scope: string;
}

interface SessionRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly isAdmin: boolean;
  readonly csrf: string;
  readonly grants: readonly { workspace: string; roles: Role[]; sites: string[] | null }[] | null;
}

const PERSON = `p.id, p.name, p.email, p.language, p.is_admin as "isAdmin",
  (select json_agg(json_build_object('workspace', g.workspace, 'roles', g.roles, 'sites', g.sites)) from grants g where g.person = p.id) as grants`;

export async function principalOfSession(db: Queries, secret: string): Promise<Principal | undefined> {
  const [row] = await db.rows<SessionRow>(
    `select s.csrf, ${PERSON} from sessions s join people p on p.id = s.person
     where s.hash = $1 and s.expires_at > now() and p.active`,
    [hashOf(secret)],
  );
  if (row === undefined) return undefined;
  return {
    actor: { id: row.id, name: row.name },
    isAdmin: row.isAdmin,
    email: row.email,
    language: row.language,
    grants: new Map((row.grants ?? []).map(({ workspace, roles, sites }) => [workspace, { roles, sites: sites ?? undefined }])),
    csrf: row.csrf,
    scope: `person:${row.id}`,
  };
}

const NOTED_EVERY_MILLISECONDS = 60_000;
const noted = new Map<string, number>();

/** When a token was last used, to the minute: programs ask often, and a row written by each request would make them queue. */
async function noteUse(db: Queries, id: string): Promise<void> {
  const now = performance.now();
  if (now - (noted.get(id) ?? Number.NEGATIVE_INFINITY) < NOTED_EVERY_MILLISECONDS) return;
  noted.set(id, now);
  await db.run('update tokens set used_at = now() where id = $1', [id]);
}

export async function principalOfToken(db: Queries, secret: string): Promise<Principal | undefined> {
  const [row] = await db.rows<{ id: string; name: string; workspace: string; roles: Role[] }>(
    'select id, name, workspace, roles from tokens where hash = $1 and (expires_at is null or expires_at > now())',
    [hashOf(secret)],
  );
  if (row === undefined) return undefined;
  await noteUse(db, row.id);
  return {
    actor: { id: `token:${row.id}`, name: row.name },
    isAdmin: false,
    email: '',
    language: 'en',
    grants: new Map([[row.workspace, { roles: row.roles, sites: undefined }]]),
    csrf: undefined,
    scope: `token:${row.id}`,
  };
}

/** What somebody may do in a factory; an administrator of the server may do everything everywhere. */
export function capabilitiesIn(principal: Principal, workspace: string): readonly Capability[] {
  if (principal.isAdmin) return CAPABILITIES;
  return capabilitiesOf(principal.grants.get(workspace)?.roles ?? []);
}

/** Sites somebody is narrowed to in a factory; undefined = sees all of it. */
export function sitesIn(principal: Principal, workspace: string): readonly string[] | undefined {
  return principal.isAdmin ? undefined : principal.grants.get(workspace)?.sites;
}
