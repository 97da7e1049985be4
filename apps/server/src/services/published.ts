import type { CompleteFactory, Plan } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { Queries } from '@midstream/storage';
import { readPlanFactory, readPlanText } from '@midstream/storage';
import { notFound } from '../refused.ts';
import { today } from './factory-cache.ts';

export interface KnownPlan {
  readonly id: string;
  readonly plan: Plan;
  /** The factory it was made for. */
  readonly factory: CompleteFactory | undefined;
}

const MOST_KEPT = 8;
/** Plans never change once made, so what was read once stays right. */
const kept = new Map<string, KnownPlan>();

/** A plan with its factory, both read. @throws Refused 404 */
export async function knownPlan(db: Queries, id: string): Promise<KnownPlan> {
  const known = kept.get(id);
  if (known !== undefined) return known;
  const [text, draft] = [await readPlanText(db, id), await readPlanFactory(db, id)];
  if (text === undefined) throw notFound('plan', id);
  const fresh: KnownPlan = { id, plan: JSON.parse(text) as Plan, factory: readFactory(draft, today()).factory };
  kept.set(id, fresh);
  for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return fresh;
}

/** The plan the floor works by, if there is one. */
export async function publishedPlan(db: Queries, workspace: string): Promise<KnownPlan | undefined> {
  const [row] = await db.rows<{ id: string }>("select id from plans where workspace = $1 and state = 'published'", [workspace]);
  return row === undefined ? undefined : await knownPlan(db, row.id);
}
