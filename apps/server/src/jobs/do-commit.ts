import type { ImportPreview } from '@midstream/api';
import type { FactoryDraft } from '@midstream/factory';
import type { Database, Queries, RecordChange } from '@midstream/storage';
import { announce, assembleFactory, StorageTrouble, writeAudit, writeRecords } from '@midstream/storage';
import { report } from '../codes.ts';
import type { CommitWish } from '../services/imports.ts';
import { changesFor } from '../services/read-files.ts';
import { notifyWebhooks } from '../services/webhooks.ts';
import { settingsOf } from '../services/workspaces.ts';

/** Written between two words about progress; few enough that the worker goes on saying that it lives. */
const BATCH = 500;

interface Waiting {
  readonly workspace: string;
  readonly draft: FactoryDraft;
  readonly preview: ImportPreview;
  readonly wish: CommitWish;
}

/**
 * Writes one import, in batches of one transaction: nobody sees any of it before all of it, and a worker that dies on the way leaves
 * nothing behind. Another does it again from the start then.
 */
export async function doCommit(database: Database, id: string): Promise<void> {
  const [row] = await database.rows<Waiting>(
    "select workspace, draft, preview, commit_wish as wish from imports where id = $1 and state = 'committing'",
    [id],
  );
  if (row === undefined) return;
  try {
    await database.transaction((db) => writeAll(database, db, id, row));
  } catch (error) {
    if (error instanceof StorageTrouble) throw error;
    // A fault of ours would only happen again: it is told, and nothing was written.
    const reason = error instanceof Error ? error.message.slice(0, 300) : String(error);
    const preview = { ...row.preview, canCommit: false, canReplace: false, findings: [report('server.import-failed', { reason })] };
    await database.run("update imports set state = 'preview', preview = $2 where id = $1 and state = 'committing'", [
      id,
      JSON.stringify(preview),
    ]);
    await tell(database, row, id, 'preview');
  }
}

async function writeAll(database: Database, db: Queries, id: string, row: Waiting): Promise<void> {
  const { workspace, draft, wish } = row;
  const { mode, actor } = wish;
  await db.run('select 1 from workspaces where id = $1 for update', [workspace]);
  // Another worker, believing this one dead, may have been faster while we waited for the row.
  const [still] = await db.rows("select 1 from imports where id = $1 and state = 'committing'", [id]);
  if (still === undefined) return;
  const now = (await assembleFactory(db, workspace))?.draft ?? {};
  const changes = changesFor(now, draft, mode);
  for (let done = 0; done < changes.length; done += BATCH) {
    await writeRecords(db, workspace, changes.slice(done, done + BATCH) satisfies RecordChange[], actor);
    if (changes.length > BATCH) await tellProgress(database, row, id, Math.min(changes.length, done + BATCH), changes.length);
  }
  const settings = mode === 'replace' ? { ...settingsOf(now), ...settingsOf(draft) } : { ...settingsOf(draft), ...settingsOf(now) };
  await db.run(
    'update workspaces set settings = $2, settings_version = settings_version + 1, settings_by = $3, settings_at = now() where id = $1',
    [workspace, JSON.stringify(settings), JSON.stringify(actor)],
  );
  await db.run("update imports set state = 'committed' where id = $1", [id]);
  await writeAudit(db, [{ workspace, actor, action: `committed (${mode})`, kind: 'import', subject: id }]);
  await tell(db, row, id, 'committed');
  await notifyWebhooks(db, workspace, 'import.committed', { import: id, mode });
}

/** Outside the transaction, or nobody would hear it before the end. */
async function tellProgress(database: Database, row: Waiting, id: string, done: number, of: number): Promise<void> {
  const progress = { done, of };
  await database.run('update imports set progress = $2 where id = $1', [id, JSON.stringify(progress)]);
  await tell(database, row, id, 'committing', { progress });
}

async function tell(
  db: Queries,
  { workspace, wish }: Waiting,
  id: string,
  state: ImportPreview['state'],
  more: object = {},
): Promise<void> {
  await announce(db, workspace, { type: 'import', id, state, ...more, by: wish.actor, at: new Date().toISOString() });
}
