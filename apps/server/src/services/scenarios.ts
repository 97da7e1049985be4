import { randomUUID } from 'node:crypto';
import type { Scenario } from '@midstream/api';
import { applyChanges, compareColumns } from '@midstream/planning';
import type { Actor, PlanRow, Queries } from '@midstream/storage';
import { announce, assembleFactory, readPlanRow, savePlan, writeAudit } from '@midstream/storage';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import type { Call, Handlers } from '../http/call.ts';
import { conflicted, notFound, Refused } from '../refused.ts';
import { headOf, planHeadOf } from './plans.ts';
import { knownPlan } from './published.ts';
import { queueRun } from './runs.ts';
import { objectiveFor } from './search-plan.ts';
import { writeDifference } from './write-difference.ts';

interface ScenarioRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly changes: Scenario['changes'];
  readonly state: Scenario['state'];
  readonly plan: string | null;
  readonly findings: Finding[];
  readonly createdBy: Actor;
  readonly createdAt: string;
  readonly changedAt: string;
}

const COLUMNS = `id, version, name, changes, state, plan, findings, created_by as "createdBy", created_at as "createdAt", changed_at as "changedAt"`;

async function scenarioOf(db: Queries, workspace: string, row: ScenarioRow): Promise<Scenario> {
  const { plan, ...rest } = row;
  const head: PlanRow | undefined = plan === null ? undefined : await readPlanRow(db, workspace, plan);
  return { ...rest, createdBy: { ...row.createdBy }, ...(head === undefined ? {} : { plan: headOf(head) }) };
}

async function readScenario(db: Queries, workspace: string, id: string, lock = ''): Promise<ScenarioRow> {
  const [row] = await db.rows<ScenarioRow>(`select ${COLUMNS} from scenarios where workspace = $1 and id = $2 ${lock}`, [workspace, id]);
  if (row === undefined) throw notFound('scenario', id);
  return row;
}

async function touched(db: Queries, workspace: string, id: string, by: Actor, action: string): Promise<void> {
  await writeAudit(db, [{ workspace, actor: by, action, kind: 'scenario', subject: id }]);
  await announce(db, workspace, { type: 'scenario', id, by, at: new Date().toISOString() });
}

async function create({ params, body, who, write }: Call<'scenarios.create'>) {
  return await write(async (db) => {
    const id = randomUUID();
    await db.run('insert into scenarios (id, workspace, name, changes, created_by) values ($1, $2, $3, $4, $5)', [
      id,
      params.workspace,
      body.name,
      JSON.stringify(body.changes),
      JSON.stringify(who.actor),
    ]);
    await touched(db, params.workspace, id, who.actor, 'created');
    return { body: await scenarioOf(db, params.workspace, await readScenario(db, params.workspace, id)), version: 1 };
  });
}

/** @throws Refused 412 when somebody changed it since: who did it last, and what it is now */
async function atVersion(db: Queries, workspace: string, row: ScenarioRow, version: number | undefined): Promise<void> {
  if (row.version === version) return;
  const { id, changedAt, createdBy, name, changes } = row;
  const [last] = await db.rows<{ readonly actor: Actor }>(
    `select actor from audit where workspace = $1 and kind = 'scenario' and subject = $2 order by id desc limit 1`,
    [workspace, id],
  );
  throw conflicted({
    kind: 'scenario',
    id,
    version: row.version,
    changedBy: { ...(last?.actor ?? createdBy) },
    changedAt,
    changedFields: [],
    current: { name, changes },
  });
}

async function put({ params, body, version, who, write }: Call<'scenarios.put'>) {
  return await write(async (db) => {
    const row = await readScenario(db, params.workspace, params.id, 'for update');
    await atVersion(db, params.workspace, row, version);
    await db.run(`update scenarios set name = $2, changes = $3, version = version + 1, state = 'draft', changed_at = now() where id = $1`, [
      params.id,
      body.name,
      JSON.stringify(body.changes),
    ]);
    await touched(db, params.workspace, params.id, who.actor, 'changed');
    const now = await readScenario(db, params.workspace, params.id);
    return { body: await scenarioOf(db, params.workspace, now), version: now.version };
  });
}

const SOLVE_SECONDS = 10;

/** Refuses what a worker could only refuse later. Reads the whole factory: a thread's work. @throws Refused 422 */
export async function checkSolve({ house, params, body }: Call<'scenarios.solve'>) {
  const { findings } = body.objective === undefined ? { findings: [] } : objectiveFor(body.objective, false);
  if (findings.length > 0) throw new Refused(422, findings);
  const scenario = await readScenario(house.database, params.workspace, params.id);
  const { factory } = await house.factories.get(params.workspace);
  if (factory === undefined) throw new Refused(422, [report('server.cannot-plan', { count: 1 })]);
  const changed = applyChanges(factory, scenario.changes);
  if (changed.factory === undefined) throw new Refused(422, changed.findings);
  return {};
}

async function solve({ house, params, query, body, version, who, write }: Call<'scenarios.solve'>) {
  await house.threads.answer('scenarios.solve', {
    who,
    params,
    query,
    body,
    version,
    inColumns: false,
    once: undefined,
    wire: 'text',
    known: undefined,
  });
  return await write(async (db) => {
    const wish = { seconds: body.seconds ?? SOLVE_SECONDS, ...(body.objective === undefined ? {} : { objective: body.objective }) };
    const run = await queueRun(db, house, { workspace: params.workspace, kind: 'scenario', wish, by: who.actor, scenario: params.id });
    await db.run("update scenarios set state = 'solving' where id = $1", [params.id]);
    return { body: { run: run.id } };
  });
}

async function compare({ house, params, query }: Call<'scenarios.compare'>) {
  const { database } = house;
  const published = await readPlanRow(database, params.workspace, 'published');
  const columns =
    published === undefined ? [] : [{ id: published.id, name: 'published', plan: (await knownPlan(database, published.id)).plan }];
  for (const id of query.ids.split(',').filter((each) => each !== '')) {
    const { name, plan } = await readScenario(database, params.workspace, id);
    if (plan !== null) columns.push({ id, name, plan: (await knownPlan(database, plan)).plan });
  }
  return {
    body: {
      columns: columns.map(({ id, name, plan }) => ({ id, name, figures: plan.figures })),
      rows: compareColumns(columns).map((row) => ({ ...row })),
    },
  };
}

/** Writes what differs between the factory and the what-if; its plan, made for exactly that, becomes a proposal. */
async function adopt({ params, who, write }: Call<'scenarios.adopt'>) {
  return await write(async (db) => {
    const { workspace } = params;
    const scenario = await readScenario(db, workspace, params.id, 'for update');
    if (scenario.state !== 'solved' || scenario.plan === null)
      throw new Refused(409, [report('server.plan-state', { plan: scenario.id, state: scenario.state })]);
    const solved = await knownPlan(db, scenario.plan);
    if (solved.factory === undefined) throw new Refused(409, [report('server.plan-state', { plan: scenario.id, state: 'draft' })]);
    await writeDifference(db, workspace, (factory) => applyChanges(factory, scenario.changes), who.actor);
    const now = await assembleFactory(db, workspace);
    const id = randomUUID();
    await savePlan(db, {
      id,
      workspace,
      title: scenario.name,
      by: who.actor,
      revision: now?.revision ?? 0,
      factory: now?.draft ?? {},
      plan: solved.plan,
    });
    await touched(db, workspace, params.id, who.actor, 'adopted');
    return { body: { proposal: await planHeadOf(db, workspace, id), findings: [] } };
  });
}

export const SCENARIO_HANDLERS: Handlers<
  | 'scenarios.list'
  | 'scenarios.create'
  | 'scenarios.get'
  | 'scenarios.put'
  | 'scenarios.delete'
  | 'scenarios.solve'
  | 'scenarios.compare'
  | 'scenarios.adopt'
> = {
  'scenarios.list': async ({ house, params }) => {
    const rows = await house.database.rows<ScenarioRow>(`select ${COLUMNS} from scenarios where workspace = $1 order by created_at desc`, [
      params.workspace,
    ]);
    const items: Scenario[] = [];
    for (const row of rows) items.push(await scenarioOf(house.database, params.workspace, row));
    return { body: { items } };
  },
  'scenarios.create': create,
  'scenarios.get': async ({ house, params }) => {
    const row = await readScenario(house.database, params.workspace, params.id);
    return { body: await scenarioOf(house.database, params.workspace, row), version: row.version };
  },
  'scenarios.put': put,
  'scenarios.delete': async ({ params, version, who, write }) =>
    await write(async (db) => {
      const row = await readScenario(db, params.workspace, params.id, 'for update');
      await atVersion(db, params.workspace, row, version);
      await db.run('delete from scenarios where id = $1', [params.id]);
      await touched(db, params.workspace, params.id, who.actor, 'deleted');
      return {};
    }),
  'scenarios.solve': solve,
  'scenarios.compare': compare,
  'scenarios.adopt': adopt,
};
