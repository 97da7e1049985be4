import type { ColumnMapping, FormatName } from '@midstream/importers';
import type { Actor, Database, Queries } from '@midstream/storage';
import { announce, StorageTrouble } from '@midstream/storage';
import { report } from '../codes.ts';
import type { NamedBytes } from '../services/read-files.ts';
import { readFiles } from '../services/read-files.ts';

interface Waiting {
  readonly workspace: string;
  readonly format: FormatName | null;
  readonly mapping: ColumnMapping;
  readonly preview: object;
  readonly by: Actor;
}

/** Reads the files of one import. Done again from the start where a worker died; what was read and its state commit together. */
export async function doImport(database: Database, id: string): Promise<void> {
  const [row] = await database.rows<Waiting>(
    "select workspace, format, mapping, preview, created_by as by from imports where id = $1 and state = 'reading'",
    [id],
  );
  if (row === undefined) return;
  const files = await database.rows<NamedBytes>('select name, bytes from import_files where import = $1 order by place', [id]);
  const { preview, draft } = await readFiles(database, row.workspace, files, row.format, row.mapping).catch((error: unknown) => {
    if (error instanceof StorageTrouble) throw error;
    // A fault of ours in reading would only happen again: it is told, and the import can be tried in another format.
    const reason = error instanceof Error ? error.message.slice(0, 300) : String(error);
    return { preview: { ...row.preview, findings: [report('server.import-failed', { reason })] }, draft: undefined };
  });
  await database.transaction(async (db) => {
    await db.run("update imports set state = 'preview', preview = $2, draft = $3 where id = $1 and state = 'reading'", [
      id,
      JSON.stringify(preview),
      draft === undefined ? null : JSON.stringify(draft),
    ]);
    await announce(db, row.workspace, { type: 'import', id, state: 'preview', by: row.by, at: new Date().toISOString() });
  });
}

/** Ends an import that no worker survived: its files can be tried in another format, or put right. */
export async function giveUpImport(db: Queries, id: string): Promise<void> {
  const [row] = await db.rows<Waiting>('select workspace, preview, created_by as by from imports where id = $1 for update', [id]);
  if (row === undefined) return;
  const findings = [report('server.import-failed', { reason: 'every worker that took it died' })];
  const preview = { ...row.preview, canCommit: false, canReplace: false, findings };
  await db.run("update imports set state = 'preview', preview = $2 where id = $1", [id, JSON.stringify(preview)]);
  await announce(db, row.workspace, { type: 'import', id, state: 'preview', by: row.by, at: new Date().toISOString() });
}
