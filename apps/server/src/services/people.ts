import { randomUUID } from 'node:crypto';
import type { AuditEntry, Person } from '@midstream/api';
import type { Role } from '@midstream/factory';
import { ROLE_CAPABILITIES, ROLES } from '@midstream/factory';
import type { Queries } from '@midstream/storage';
import { writeAudit } from '@midstream/storage';
import { report } from '../codes.ts';
import type { Call, Handlers } from '../http/call.ts';
import { hashOf, hashPassword, newSecret } from '../http/secrets.ts';
import { notFound, Refused } from '../refused.ts';
import { pageAnswer, pageFrom, withoutTotal } from './pages.ts';

interface PersonRow extends Omit<Person, 'grants'> {
  readonly grants: { workspace: string; roles: Role[]; sites: string[] | null }[] | null;
}

const COLUMNS = `p.id, p.name, p.email, p.language, p.is_admin as "isAdmin", p.active, p.created_at as "createdAt",
  (select json_agg(json_build_object('workspace', g.workspace, 'roles', g.roles, 'sites', g.sites)) from grants g where g.person = p.id) as grants`;

const personOf = ({ grants, ...row }: PersonRow): Person => ({
  ...row,
  grants: (grants ?? []).map(({ workspace, roles, sites }) => ({ workspace, roles, ...(sites === null ? {} : { sites }) })),
});

async function readPerson(db: Queries, id: string): Promise<Person> {
  const [row] = await db.rows<PersonRow>(`select ${COLUMNS} from people p where p.id = $1`, [id]);
  if (row === undefined) throw notFound('person', id);
  return personOf(row);
}

async function grant(db: Queries, person: string, grants: Person['grants']): Promise<void> {
  await db.run('delete from grants where person = $1', [person]);
  for (const { workspace, roles, sites } of grants) {
    const known = await db.rows('select 1 from workspaces where id = $1', [workspace]);
    if (known.length === 0) throw new Refused(422, [report('server.not-found', { kind: 'workspace', id: workspace })]);
    await db.run(
      `insert into grants (person, workspace, roles, sites) values ($1, $2, $3, $4)
       on conflict (person, workspace) do update set roles = excluded.roles, sites = excluded.sites`,
      [person, workspace, roles, sites ?? null],
    );
  }
}

async function create({ body, who, write }: Call<'people.create'>) {
  const password = await hashPassword(body.password);
  return await write(async (db) => {
    const id = randomUUID();
    const made = await db.run(
      'insert into people (id, name, email, password, language, is_admin) values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing',
      [id, body.name, body.email.toLowerCase(), password, body.language ?? 'en', body.isAdmin ?? false],
    );
    if (made === 0) throw new Refused(409, [report('server.already-there', { kind: 'person', id: body.email })]);
    await grant(db, id, body.grants ?? []);
    const person = await readPerson(db, id);
    await writeAudit(db, [{ actor: who.actor, action: 'created', kind: 'person', subject: id, changes: [{ path: '/', after: person }] }]);
    return { body: person };
  });
}

async function update({ params, body, who, write }: Call<'people.update'>) {
  const password = body.password === undefined ? null : await hashPassword(body.password);
  return await write(async (db) => {
    const before = await readPerson(db, params.id);
    await db.run(
      'update people set name = coalesce($2, name), is_admin = coalesce($3, is_admin), active = coalesce($4, active), password = coalesce($5, password) where id = $1',
      [params.id, body.name ?? null, body.isAdmin ?? null, body.active ?? null, password],
    );
    if (body.grants !== undefined) await grant(db, params.id, body.grants);
    if (body.active === false || password !== null) await db.run('delete from sessions where person = $1', [params.id]);
    const [left] = await db.rows<{ count: number }>('select count(*) as count from people where is_admin and active');
    // Nobody could ever let anybody in again.
    if ((left?.count ?? 0) === 0) throw new Refused(409, [report('server.not-allowed', { capability: 'last admin' })]);
    const after = await readPerson(db, params.id);
    const changes = [{ path: '/', before, after: { ...after, ...(password === null ? {} : { password: 'changed' }) } }];
    await writeAudit(db, [{ actor: who.actor, action: 'changed', kind: 'person', subject: params.id, changes }]);
    return { body: after };
  });
}

async function audit({ house, params, query }: Call<'audit.list'>) {
  const page = pageFrom(query);
  const rows = await house.database.rows<AuditEntry & { total: number }>(
    `select id::text as id, at, actor, action, kind, subject, changes, count(*) over () as total from audit
     where workspace = $1 and ($2::text is null or kind = $2) and ($3::text is null or subject = $3) order by audit.id desc limit $4 offset $5`,
    [params.workspace, query?.kind ?? null, query?.subject ?? null, page.limit, page.offset],
  );
  return {
    body: pageAnswer(withoutTotal(rows), rows[0]?.total ?? 0, page),
  };
}

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly roles: Role[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}
const TOKEN_COLUMNS = 'id, name, roles, created_at as "createdAt", used_at as "lastUsedAt", expires_at as "expiresAt"';
const tokenOf = ({ lastUsedAt, expiresAt, ...row }: TokenRow) => ({
  ...row,
  ...(lastUsedAt === null ? {} : { lastUsedAt }),
  ...(expiresAt === null ? {} : { expiresAt }),
});

async function createToken({ params, body, who, write }: Call<'tokens.create'>) {
  return await write(async (db) => {
    const [id, secret] = [randomUUID(), `ms_${newSecret()}`];
    const [row] = await db.rows<TokenRow>(
      `insert into tokens (id, workspace, name, hash, roles, expires_at) values ($1, $2, $3, $4, $5, now() + make_interval(days => $6)) returning ${TOKEN_COLUMNS}`,
      [id, params.workspace, body.name, hashOf(secret), body.roles, body.days ?? null],
    );
    if (row === undefined) throw new Error('a token was inserted and did not come back');
    await writeAudit(db, [{ workspace: params.workspace, actor: who.actor, action: 'created', kind: 'token', subject: id }]);
    return { body: { token: tokenOf(row), secret } };
  });
}

interface HookRow {
  readonly id: string;
  readonly url: string;
  readonly events: never[];
  readonly active: boolean;
  readonly createdAt: string;
}
const HOOK_COLUMNS = 'id, url, events, active, created_at as "createdAt"';
interface DeliveryRow {
  readonly id: string;
  readonly event: string;
  readonly at: string;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly status: number | null;
}

async function listHooks({ house, params }: Call<'webhooks.list'>) {
  const hooks = await house.database.rows<HookRow>(`select ${HOOK_COLUMNS} from webhooks where workspace = $1 order by created_at`, [
    params.workspace,
  ]);
  const items = await Promise.all(
    hooks.map(async (hook) => {
      const deliveries = await house.database.rows<DeliveryRow>(
        'select id, event, created_at as at, state, attempts, status from deliveries where webhook = $1 order by created_at desc limit 20',
        [hook.id],
      );
      return { ...hook, deliveries: deliveries.map(({ status, ...rest }) => ({ ...rest, ...(status === null ? {} : { status }) })) };
    }),
  );
  return { body: { items } };
}

async function createHook({ params, body, who, write }: Call<'webhooks.create'>) {
  return await write(async (db) => {
    const [id, secret] = [randomUUID(), newSecret()];
    const [row] = await db.rows<HookRow>(
      `insert into webhooks (id, workspace, url, events, secret) values ($1, $2, $3, $4, $5) returning ${HOOK_COLUMNS}`,
      [id, params.workspace, body.url, body.events, secret],
    );
    if (row === undefined) throw new Error('a webhook was inserted and did not come back');
    await writeAudit(db, [{ workspace: params.workspace, actor: who.actor, action: 'created', kind: 'webhook', subject: id }]);
    return { body: { webhook: { ...row, deliveries: [] }, secret } };
  });
}

async function remove(db: Queries, { params, who }: Pick<Call<'tokens.delete'>, 'params' | 'who'>, kind: 'token' | 'webhook') {
  const gone = await db.run(`delete from ${kind}s where workspace = $1 and id = $2`, [params.workspace, params.id]);
  if (gone === 0) throw notFound(kind, params.id);
  await writeAudit(db, [{ workspace: params.workspace, actor: who.actor, action: 'deleted', kind, subject: params.id }]);
  return {};
}

export const PEOPLE_HANDLERS: Handlers<
  | 'roles.list'
  | 'people.list'
  | 'people.create'
  | 'people.update'
  | 'audit.list'
  | 'tokens.list'
  | 'tokens.create'
  | 'tokens.delete'
  | 'webhooks.list'
  | 'webhooks.create'
  | 'webhooks.delete'
> = {
  'roles.list': async () => ({ body: { roles: ROLES.map((role) => ({ role, capabilities: [...ROLE_CAPABILITIES[role]] })) } }),
  'people.list': async ({ house }) => {
    const rows = await house.database.rows<PersonRow>(`select ${COLUMNS} from people p order by p.name, p.id`);
    return { body: { items: rows.map(personOf) } };
  },
  'people.create': create,
  'people.update': update,
  'audit.list': audit,
  'tokens.list': async ({ house, params }) => {
    const rows = await house.database.rows<TokenRow>(`select ${TOKEN_COLUMNS} from tokens where workspace = $1 order by created_at`, [
      params.workspace,
    ]);
    return { body: { items: rows.map(tokenOf) } };
  },
  'tokens.create': createToken,
  'tokens.delete': (call) => call.write((db) => remove(db, call, 'token')),
  'webhooks.list': listHooks,
  'webhooks.create': createHook,
  'webhooks.delete': (call) => call.write((db) => remove(db, call, 'webhook')),
};
