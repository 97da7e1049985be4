import type { Role } from '@midstream/factory';
import { ROLES } from '@midstream/factory';
import type { Actor, Queries } from '@midstream/storage';
import { writeAudit } from '@midstream/storage';

/** What being in one of the provider's groups gives. */
export interface GroupRight {
  readonly group: string;
  /** `*` = every factory there is at sign-in; undefined = administrator of the whole server. */
  readonly workspace: string | undefined;
  readonly roles: readonly Role[];
  readonly sites: readonly string[] | undefined;
}

/**
 * Reads `group=workspace:role,role@site,site` and `group=admin`, separated by semicolons: `planners=plant:planner,sales; it=admin`.
 * @throws Error for what cannot be read: a server that gave wrong rights is worse than one that does not start
 */
export function readGroupRights(text: string): readonly GroupRight[] {
  const lines = text.split(';').map((line) => line.trim());
  return lines.filter((line) => line !== '').map(groupRight);
}

function groupRight(line: string): GroupRight {
  const cut = line.lastIndexOf('=');
  const [group, right] = [line.slice(0, cut).trim(), line.slice(cut + 1).trim()];
  if (cut < 1 || group === '') throw new Error(`MIDSTREAM_OIDC_ROLES: "${line}" is not group=workspace:roles`);
  if (right === 'admin') return { group, workspace: undefined, roles: [], sites: undefined };
  const [, workspace, roles, sites] = /^([^:@]+):([^@]+?)(?:@(.+))?$/.exec(right) ?? [];
  const named = (roles ?? '').split(',').map((role) => role.trim());
  const known = named.filter((role): role is Role => (ROLES as readonly string[]).includes(role));
  if (workspace === undefined || known.length < named.length)
    throw new Error(`MIDSTREAM_OIDC_ROLES: "${line}" names no roles of ours (${ROLES.join(', ')})`);
  return { group, workspace: workspace.trim(), roles: known, sites: sites?.split(',').map((site) => site.trim()) };
}

interface Grant {
  readonly workspace: string;
  readonly roles: readonly Role[];
  /** Undefined = all. */
  readonly sites: readonly string[] | undefined;
}

/** Several groups add up; whoever has a factory whole from one of them is not narrowed by another. */
function grantsOf(rights: readonly GroupRight[], workspaces: readonly string[]): Grant[] {
  return workspaces.flatMap((workspace): Grant[] => {
    const own = rights.filter((right) => right.workspace === workspace || right.workspace === '*');
    if (own.length === 0) return [];
    const isWhole = own.some(({ sites }) => sites === undefined);
    const sites = isWhole ? undefined : [...new Set(own.flatMap((right) => right.sites ?? []))];
    return [{ workspace, roles: [...new Set(own.flatMap(({ roles }) => roles))], sites }];
  });
}

/**
 * Gives somebody what the groups say, for the factories that groups speak of; what an administrator gave elsewhere stays. Looked at anew
 * at every sign-in, so that who left a group has lost its rights by the next one.
 */
export async function applyGroups(db: Queries, person: Actor, all: readonly GroupRight[], groups: readonly string[]): Promise<void> {
  if (all.length === 0) return;
  const workspaces = (await db.rows<{ id: string }>('select id from workspaces order by id')).map(({ id }) => id);
  const governed = workspaces.filter((id) => all.some(({ workspace }) => workspace === id || workspace === '*'));
  const own = all.filter(({ group }) => groups.includes(group));
  const wanted = grantsOf(own, governed);
  const before = await db.rows<{ workspace: string; roles: Role[]; sites: string[] | null }>(
    'select workspace, roles, sites from grants where person = $1 and workspace = any ($2) order by workspace',
    [person.id, governed],
  );
  const [was] = await db.rows<{ isAdmin: boolean; password: boolean }>(
    'select is_admin as "isAdmin", password is not null as password from people where id = $1',
    [person.id],
  );
  // Groups never shut out an administrator who has a password here: somebody must be able to mend the groups.
  const isGoverned = all.some(({ workspace }) => workspace === undefined) && !(was?.isAdmin === true && was.password);
  const isAdmin = isGoverned ? own.some(({ workspace }) => workspace === undefined) : (was?.isAdmin ?? false);
  const after = wanted.map(({ workspace, roles, sites }) => ({ workspace, roles, sites: sites ?? null }));
  if (JSON.stringify(before) === JSON.stringify(after) && isAdmin === was?.isAdmin) return;
  await db.run('delete from grants where person = $1 and workspace = any ($2)', [person.id, governed]);
  for (const { workspace, roles, sites } of after)
    await db.run('insert into grants (person, workspace, roles, sites) values ($1, $2, $3, $4)', [person.id, workspace, roles, sites]);
  await db.run('update people set is_admin = $2 where id = $1', [person.id, isAdmin]);
  const changes = [
    { path: '/grants', before, after },
    { path: '/isAdmin', before: was?.isAdmin, after: isAdmin },
  ];
  await writeAudit(db, [{ actor: person, action: 'granted by groups', kind: 'person', subject: person.id, changes }]);
}
