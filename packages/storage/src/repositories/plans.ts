import { createHash } from 'node:crypto';
import type { FactoryDraft, Plan, PlannedOrder } from '@midstream/factory';
import type { Queries } from '../connect/database.ts';
import { announce } from './announce.ts';
import type { Actor } from './audit.ts';

export interface NewPlan {
  readonly id: string;
  readonly workspace: string;
  readonly title?: string;
  readonly by: Actor;
  readonly basedOn?: string;
  readonly run?: string;
  readonly scenario?: string;
  /** Revision of the factory it was made for. */
  readonly revision: number;
  readonly factory: FactoryDraft;
  readonly plan: Plan;
  /** Its places as they are read, where whoever saves it has made them. */
  readonly places?: string;
}

export interface PlanRow {
  readonly id: string;
  readonly state: 'proposal' | 'published' | 'superseded' | 'discarded';
  readonly title: string | null;
  readonly createdBy: Actor;
  readonly createdAt: string;
  readonly publishedBy: Actor | null;
  readonly publishedAt: string | null;
  readonly basedOn: string | null;
  readonly run: string | null;
  readonly scenario: string | null;
  readonly figures: Plan['figures'];
  readonly status: 'optimal' | 'feasible';
  readonly gapPercent: number;
  readonly outdated: boolean;
}

/** Head of a plan; `p` is plans, `w` its workspace. */
export const PLAN_COLUMNS = `p.id, p.state, p.title, p.created_by as "createdBy", p.created_at as "createdAt",
  p.published_by as "publishedBy", p.published_at as "publishedAt", p.based_on as "basedOn", p.run, p.scenario, p.figures, p.status,
  p.gap_percent as "gapPercent", p.revision <> w.revision as outdated`;

/** Keeps a plan as a proposal, with the factory it was made for (once, however many plans share it). */
export async function savePlan(db: Queries, wanted: NewPlan): Promise<void> {
  const { plan, workspace } = wanted;
  const factory = JSON.stringify(wanted.factory);
  const hash = createHash('sha256').update(factory).digest('base64url');
  await db.run('insert into documents (hash, body) values ($1, $2) on conflict do nothing', [hash, factory]);
  await db.run(
    `insert into plans (id, workspace, state, title, created_by, based_on, run, scenario, revision, figures, status, gap_percent, factory, document, places)
     values ($1, $2, 'proposal', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      wanted.id,
      workspace,
      wanted.title ?? null,
      JSON.stringify(wanted.by),
      wanted.basedOn ?? null,
      wanted.run ?? null,
      wanted.scenario ?? null,
      wanted.revision,
      JSON.stringify(plan.figures),
      plan.run.status,
      plan.run.gapPercent,
      hash,
      JSON.stringify(plan),
      wanted.places ?? null,
    ],
  );
  await saveParts(db, wanted);
  await announce(db, workspace, { type: 'plan', id: wanted.id, state: 'proposal', by: wanted.by, at: new Date().toISOString() });
}

/** What a list of orders shows of the plan, in the names of the contract. */
export interface PlannedLine {
  readonly needBy?: string;
  readonly projected: string;
  readonly start: string;
  readonly latenessMinutes?: number;
  readonly cost: number;
  /** Grams CO2e. */
  readonly carbon: number;
}

const plannedLine = ({ needBy, projected, start, latenessMinutes, cost, carbon }: PlannedOrder): PlannedLine => ({
  ...(needBy === undefined ? {} : { needBy }),
  projected,
  start,
  ...(latenessMinutes === undefined ? {} : { latenessMinutes }),
  cost: cost.total,
  carbon: carbon.total,
});

/** Orders and operations as rows of their own: what lists and dispatch read without opening the document. */
async function saveParts(db: Queries, { id, plan }: NewPlan): Promise<void> {
  await db.run(
    `insert into plan_orders (plan, id, projected, need_by, lateness, line)
     select $1, * from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::float8[], $6::json[])`,
    [
      id,
      plan.orders.map(({ order }) => order),
      plan.orders.map(({ projected }) => projected),
      plan.orders.map(({ needBy }) => needBy ?? null),
      plan.orders.map(({ latenessMinutes }) => latenessMinutes ?? null),
      plan.orders.map((order) => JSON.stringify(plannedLine(order))),
    ],
  );
  await db.run(
    `insert into plan_operations (plan, machine, starts_at, ends_at, id, order_id, site, data)
     select $1, * from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::json[])`,
    [
      id,
      plan.operations.map(({ machine }) => machine),
      plan.operations.map(({ setupStart }) => setupStart),
      plan.operations.map(({ end }) => end),
      plan.operations.map(({ id }) => id),
      plan.operations.map(({ order }) => order),
      plan.operations.map(({ site }) => site),
      plan.operations.map((operation) => JSON.stringify(operation)),
    ],
  );
}

export async function readPlanRow(db: Queries, workspace: string, id: string): Promise<PlanRow | undefined> {
  const which = id === 'published' ? "p.state = 'published'" : 'p.id = $2';
  const text = `select ${PLAN_COLUMNS} from plans p join workspaces w on w.id = p.workspace where p.workspace = $1 and ${which}`;
  return (await db.rows<PlanRow>(text, id === 'published' ? [workspace] : [workspace, id]))[0];
}

/** The plan document as text, to be sent on unread. */
export async function readPlanText(db: Queries, id: string): Promise<string | undefined> {
  return (await db.rows<{ text: string }>('select document::text as text from plans where id = $1', [id]))[0]?.text;
}

/** What `keepPlanPlaces` kept, or what the plan was saved with. */
export async function readPlanPlaces(db: Queries, id: string): Promise<string | undefined> {
  return (await db.rows<{ places: string | null }>('select places from plans where id = $1', [id]))[0]?.places ?? undefined;
}

export async function keepPlanPlaces(db: Queries, id: string, places: string): Promise<void> {
  await db.run('update plans set places = $2 where id = $1', [id, places]);
}

/** The factory a plan was made for. */
export async function readPlanFactory(db: Queries, id: string): Promise<FactoryDraft | undefined> {
  const text = 'select d.body from plans p join documents d on d.hash = p.factory where p.id = $1';
  return (await db.rows<{ body: FactoryDraft }>(text, [id]))[0]?.body;
}
