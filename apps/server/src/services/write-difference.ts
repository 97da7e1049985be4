import type { CompleteFactory } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { Actor, Queries } from '@midstream/storage';
import { assembleFactory, writeRecords } from '@midstream/storage';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import { today } from './factory-cache.ts';
import { changesOf, settingsOf } from './workspaces.ts';

/**
 * Changes a factory's data by what `change` makes of it, and writes only what differs: defaults that were filled in for planning stay
 * defaults. @throws Refused when the factory cannot be read, or with the findings of the change
 */
export async function writeDifference(
  db: Queries,
  workspace: string,
  change: (factory: CompleteFactory) => { factory: CompleteFactory | undefined; findings: Refused['findings'] },
  actor: Actor,
): Promise<void> {
  await db.run('select 1 from workspaces where id = $1 for update', [workspace]);
  const draft = (await assembleFactory(db, workspace))?.draft ?? {};
  const before = readFactory(draft, today()).factory;
  if (before === undefined) throw new Refused(422, [report('server.cannot-plan', { count: 1 })]);
  const { factory: after, findings } = change(before);
  if (after === undefined) throw new Refused(422, findings);
  const known = new Map(changesOf(before).map(({ kind, id, data }) => [`${kind} ${id}`, JSON.stringify(data)]));
  const now = changesOf(after);
  const kept = new Set(now.map(({ kind, id }) => `${kind} ${id}`));
  const gone = changesOf(draft).filter(({ kind, id }) => !kept.has(`${kind} ${id}`));
  const changed = now.filter(({ kind, id, data }) => known.get(`${kind} ${id}`) !== JSON.stringify(data));
  await writeRecords(db, workspace, [...changed, ...gone.map(({ kind, id }) => ({ kind, id, data: null }))], actor);
  const [was, is] = [settingsOf(before), settingsOf(after)];
  const fields = Object.entries(is).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key as keyof typeof was]));
  if (fields.length === 0) return;
  await db.run(
    'update workspaces set settings = $2, settings_version = settings_version + 1, settings_by = $3, settings_at = now() where id = $1',
    [workspace, JSON.stringify({ ...settingsOf(draft), ...Object.fromEntries(fields) }), JSON.stringify(actor)],
  );
}
