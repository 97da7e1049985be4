import type { Queries } from '../connect/database.ts';
import type { FieldChange } from './field-changes.ts';

/** Who did something, as kept with every change. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

export interface AuditLine {
  readonly workspace?: string;
  readonly actor: Actor;
  readonly action: string;
  readonly kind: string;
  readonly subject: string;
  readonly changes?: readonly FieldChange[];
}

/** Adds to the audit log, in the transaction of the change itself. */
export async function writeAudit(db: Queries, lines: readonly AuditLine[]): Promise<void> {
  if (lines.length === 0) return;
  await db.run(
    `insert into audit (workspace, actor, action, kind, subject, changes)
     select * from unnest($1::text[], $2::json[], $3::text[], $4::text[], $5::text[], $6::json[])`,
    [
      lines.map(({ workspace }) => workspace ?? null),
      lines.map(({ actor }) => JSON.stringify(actor)),
      lines.map(({ action }) => action),
      lines.map(({ kind }) => kind),
      lines.map(({ subject }) => subject),
      lines.map(({ changes }) => JSON.stringify(changes ?? [])),
    ],
  );
}
