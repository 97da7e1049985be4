import { randomUUID } from 'node:crypto';
import type { RouteAnswer, Workspace } from '@midstream/api';
import { ROUTES } from '@midstream/api';
import type { FactoryDraft, RecordKind } from '@midstream/factory';
import { RECORD_KINDS, readFactory, recordId, writeFactory } from '@midstream/factory';
import { exportWorkbook } from '@midstream/importers';
import type { Actor, Queries, RecordChange, RecordData } from '@midstream/storage';
import { announce, fieldChanges, writeAudit, writeRecords } from '@midstream/storage';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import { authenticate, authorise } from '../http/authenticate.ts';
import type { Call, Handlers } from '../http/call.ts';
import { conflicted, notFound, Refused } from '../refused.ts';
import { sitesIn } from '../http/principal.ts';
import { streamEvents } from '../live/stream.ts';
import { exampleNames, readExample } from './examples.ts';
import { today } from './factory-cache.ts';

interface WorkspaceRow {
  readonly id: string;
  readonly settings: FactoryDraft;
  readonly createdAt: string;
  readonly publishedPlan: string | null;
  readonly orders: number;
  readonly machines: number;
  readonly products: number;
}

const COLUMNS = `w.id, w.settings, w.created_at as "createdAt", w.published_plan as "publishedPlan",
  (select count(*) from records r where r.workspace = w.id and r.kind = 'orders') as orders,
  (select count(*) from records r where r.workspace = w.id and r.kind = 'machines') as machines,
  (select count(*) from records r where r.workspace = w.id and r.kind = 'products') as products`;

const workspaceOf = ({ id, settings, createdAt, publishedPlan, orders, machines, products }: WorkspaceRow): Workspace => ({
  id,
  name: (settings.name ?? id) as Workspace['name'],
  createdAt,
  currency: settings.currency ?? 'HKD',
  timeZone: settings.timeZone ?? 'Asia/Hong_Kong',
  ...(publishedPlan === null ? {} : { publishedPlan }),
  counts: { orders, machines, products },
});

async function readWorkspace(db: Queries, id: string): Promise<Workspace> {
  const [row] = await db.rows<WorkspaceRow>(`select ${COLUMNS} from workspaces w where w.id = $1`, [id]);
  if (row === undefined) throw notFound('workspace', id);
  return workspaceOf(row);
}

/** Elements of a draft as changes, list by list in document order. */
export function changesOf(draft: FactoryDraft): RecordChange[] {
  return RECORD_KINDS.flatMap((kind: RecordKind) =>
    ((draft[kind] ?? []) as readonly unknown[]).map((data) => ({ kind, id: recordId(kind, data), data: data as RecordData })),
  );
}

/** Fields of the factory itself, without its lists. */
export function settingsOf(draft: FactoryDraft): FactoryDraft {
  return Object.fromEntries(Object.entries(draft).filter(([key]) => !(RECORD_KINDS as readonly string[]).includes(key)));
}

const slug = (name: unknown): string => {
  const text = typeof name === 'string' ? name : String((name as { en?: string } | undefined)?.en ?? '');
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === '' ? `factory-${randomUUID().slice(0, 8)}` : plain;
};

async function draftFor(from: Call<'workspaces.create'>['body']['from']): Promise<FactoryDraft> {
  if (from.kind === 'example') {
    const example = await readExample(from.example);
    if (example === undefined) throw notFound('example', from.example);
    return example;
  }
  if (from.kind === 'document') {
    const { factory, findings } = readFactory(from.factory, today());
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (factory === undefined) throw new Refused(422, errors);
    return from.factory;
  }
  const zone = from.timeZone ?? 'Asia/Hong_Kong';
  return { format: 'midstream-factory', version: 1, timeZone: zone, currency: from.currency ?? 'HKD', planningStart: today() };
}

async function create({ body, who, write }: Call<'workspaces.create'>) {
  const draft = await draftFor(body.from);
  const name = body.name ?? draft.name;
  const id = body.id ?? slug(name);
  return await write(async (db) => {
    const settings = { ...settingsOf(draft), ...(name === undefined ? {} : { name }) };
    const made = await db.run('insert into workspaces (id, settings, settings_by) values ($1, $2, $3) on conflict do nothing', [
      id,
      JSON.stringify(settings),
      JSON.stringify(who.actor),
    ]);
    if (made === 0) throw new Refused(409, [report('server.already-there', { kind: 'workspace', id })]);
    const records = changesOf(draft);
    await writeRecords(db, id, records, who.actor, { isSummedUp: true });
    // One line says what it began with: a line for each of a thousand orders nobody changed yet would only hide those that matter.
    const changes = RECORD_KINDS.map((kind) => ({ path: `/${kind}`, after: records.filter((each) => each.kind === kind).length }));
    const line = { workspace: id, actor: who.actor, action: 'created', kind: 'workspace', subject: id };
    await writeAudit(db, [{ ...line, changes: changes.filter(({ after }) => after > 0) }]);
    return { body: await readWorkspace(db, id) };
  });
}

interface SettingsRow {
  readonly version: number;
  readonly settings: FactoryDraft;
  readonly by: Actor;
  readonly at: string;
}

async function readSettings(db: Queries, workspace: string): Promise<SettingsRow> {
  const text =
    'select settings_version as version, settings, settings_by as by, settings_at as at from workspaces where id = $1 for update';
  const [row] = await db.rows<SettingsRow>(text, [workspace]);
  if (row === undefined) throw notFound('workspace', workspace);
  return row;
}

type SettingsAnswer = RouteAnswer<'factory.settings'>;
const settingsAnswer = (version: number, data: FactoryDraft): { version: number; body: SettingsAnswer } => {
  const { format: _, version: __, ...fields } = data;
  return { version, body: { version, data: fields as SettingsAnswer['data'], findings: [] } };
};

async function updateSettings({ params, body, who, version, write }: Call<'factory.update'>) {
  return await write(async (db) => {
    const row = await readSettings(db, params.workspace);
    if (row.version !== version)
      throw conflicted({
        kind: 'factory',
        id: params.workspace,
        version: row.version,
        changedBy: row.by,
        changedAt: row.at,
        changedFields: [],
        current: row.settings,
      });
    const next = Object.fromEntries(Object.entries({ ...row.settings, ...body }).filter(([, value]) => value !== null)) as FactoryDraft;
    await db.run(
      `update workspaces set settings = $2, settings_version = settings_version + 1, settings_by = $3, settings_at = now(), revision = revision + 1
       where id = $1`,
      [params.workspace, JSON.stringify(next), JSON.stringify(who.actor)],
    );
    const changes = fieldChanges(row.settings, next);
    await writeAudit(db, [
      { workspace: params.workspace, actor: who.actor, action: 'changed', kind: 'factory', subject: params.workspace, changes },
    ]);
    const at = new Date().toISOString();
    await announce(db, params.workspace, { type: 'records', kind: 'factory', ids: [params.workspace], by: who.actor, at });
    return settingsAnswer(row.version + 1, next);
  });
}

async function health({ house, params }: Call<'factory.health'>) {
  const { factory, findings, draft } = await house.factories.get(params.workspace);
  const of = (severity: Finding['severity']): Finding[] => findings.filter((finding) => finding.severity === severity);
  return {
    body: {
      canPlan: factory !== undefined && factory.orders.length > 0,
      errors: of('error'),
      warnings: of('warning'),
      assumed: of('info'),
      counts: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, (draft[kind] ?? []).length])),
    },
  };
}

async function exportFactory({ house, params, query }: Call<'factory.export'>) {
  const { draft } = await house.factories.get(params.workspace);
  if (query?.format === 'json') return { file: { name: `${params.workspace}.json`, type: 'application/json', bytes: writeFactory(draft) } };
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { file: { name: `${params.workspace}.xlsx`, type, bytes: await exportWorkbook(draft, query?.language ?? 'en') } };
}

async function listExamples() {
  const examples = await Promise.all((await exampleNames()).map(async (id) => ({ id, factory: await readExample(id) })));
  return {
    body: {
      items: examples.flatMap(({ id, factory }) =>
        factory === undefined
          ? []
          : [
              {
                id,
                name: factory.name as string,
                ...(factory.description === undefined ? {} : { description: factory.description as string }),
                orders: factory.orders.length,
                machines: factory.machines.length,
              },
            ],
      ),
    },
  };
}

export const WORKSPACE_HANDLERS: Handlers<
  | 'examples.list'
  | 'workspaces.list'
  | 'workspaces.create'
  | 'workspaces.get'
  | 'workspaces.delete'
  | 'factory.get'
  | 'factory.update'
  | 'factory.settings'
  | 'factory.health'
  | 'factory.export'
  | 'events.stream'
> = {
  'examples.list': listExamples,
  'workspaces.list': async ({ house, who }) => {
    const text = `select ${COLUMNS} from workspaces w where $1 or w.id = any ($2) order by w.id`;
    const rows = await house.database.rows<WorkspaceRow>(text, [who.isAdmin, [...who.grants.keys()]]);
    return { body: { items: rows.map(workspaceOf) } };
  },
  'workspaces.create': create,
  'workspaces.get': async ({ house, params }) => ({ body: await readWorkspace(house.database, params.workspace) }),
  'workspaces.delete': async ({ params, who, write }) =>
    await write(async (db) => {
      await db.run('delete from workspaces where id = $1', [params.workspace]);
      await writeAudit(db, [
        { workspace: params.workspace, actor: who.actor, action: 'deleted', kind: 'workspace', subject: params.workspace },
      ]);
      return {};
    }),
  'factory.get': async ({ house, params }) => {
    const { draft, revision } = await house.factories.get(params.workspace);
    return { text: JSON.stringify(draft), version: revision };
  },
  'factory.update': updateSettings,
  'factory.settings': async ({ house, params }) => {
    const { version, settings } = await house.database.transaction((db) => readSettings(db, params.workspace));
    return settingsAnswer(version, settings);
  },
  'factory.health': health,
  'factory.export': exportFactory,
  'events.stream': async (call) => {
    const { house, params, who, request, reply } = call;
    const lastEventId = request.headers['last-event-id'];
    streamEvents(house.live, params.workspace, reply, {
      isWithoutIds: sitesIn(who, params.workspace) !== undefined,
      lastEventId: typeof lastEventId === 'string' ? lastEventId.slice(0, 100) : undefined,
      beatMilliseconds: house.settings.beatMilliseconds,
      mayStill: () => mayStillListen(call),
    });
    return {};
  },
};

/** A session ends, a grant is taken away or narrowed while a page stays open: it must come in by the door again. */
async function mayStillListen({ house, params, who, request }: Call<'events.stream'>): Promise<boolean> {
  try {
    const now = await authenticate(house.database, request);
    authorise(ROUTES['events.stream'], now, params.workspace, request);
    return JSON.stringify(sitesIn(now, params.workspace)) === JSON.stringify(sitesIn(who, params.workspace));
  } catch (error) {
    // Away is not refused: nobody loses a right by a database that is down.
    return !(error instanceof Refused);
  }
}
