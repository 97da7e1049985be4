import { randomUUID } from 'node:crypto';
import type { Queries } from '@midstream/storage';

/** Puts a delivery in the outbox for every webhook that wants the event, in the transaction of what happened. */
export async function notifyWebhooks(
  db: Queries,
  workspace: string,
  event: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const hooks = await db.rows<{ id: string }>('select id from webhooks where workspace = $1 and active and $2 = any (events)', [
    workspace,
    event,
  ]);
  for (const { id } of hooks) {
    const delivery = randomUUID();
    const body = JSON.stringify({ id: delivery, event, workspace, at: new Date().toISOString(), data });
    await db.run('insert into deliveries (id, webhook, event, body) values ($1, $2, $3, $4)', [delivery, id, event, body]);
  }
}
