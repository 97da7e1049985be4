import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { BlockList } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@midstream/storage';
import { expireQuotes } from '../services/promises.ts';

const ROUND_MILLISECONDS = 1000;
const ANSWER_MILLISECONDS = 10_000;
/** 5 s, 10 s, 20 s … for about a day. */
const MOST_ATTEMPTS = 14;

/** Addresses inside the house, which an outsider's webhook must not reach through us. */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::ffff:0:0', 96],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

async function isInside(url: string): Promise<boolean> {
  const addresses = await lookup(new URL(url).hostname.replace(/^\[|\]$/g, ''), { all: true });
  return addresses.some(({ address, family }) => inside.check(address, family === 6 ? 'ipv6' : 'ipv4'));
}

/** What the receiver checks: HMAC-SHA-256 of `time.body` with the secret it was given. */
const signatureOf = (secret: string, time: number, body: string): string =>
  `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;

interface Due {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly event: string;
  readonly body: string;
  readonly attempts: number;
}

/** Sends what is due, one at a time; safe beside other workers. True when there was something. */
async function deliverNext(database: Database, options: { readonly toPrivate: boolean }): Promise<boolean> {
  // Taken by putting its next attempt off: a worker that dies on the way loses nothing.
  const [due] = await database.rows<Due>(
    `with taken as (
       select id from deliveries where state = 'waiting' and next_at <= now() order by next_at limit 1 for update skip locked)
     update deliveries d set attempts = attempts + 1, next_at = now() + make_interval(secs => 5 * 2 ^ d.attempts)
     from taken, webhooks w where d.id = taken.id and w.id = d.webhook returning d.id, w.url, w.secret, d.event, d.body, d.attempts`,
  );
  if (due === undefined) return false;
  const status = await send(due, options.toPrivate);
  const state = status >= 200 && status < 300 ? 'delivered' : due.attempts >= MOST_ATTEMPTS ? 'failed' : 'waiting';
  await database.run('update deliveries set state = $2, status = $3 where id = $1', [due.id, state, status === 0 ? null : status]);
  return true;
}

async function send({ url, secret, event, body, id }: Due, toPrivate: boolean): Promise<number> {
  try {
    if (!toPrivate && (await isInside(url))) return 0;
    const time = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'midstream-event': event,
      'midstream-delivery': id,
      'midstream-signature': signatureOf(secret, time, body),
    };
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

/** Rounds between two looks for work that fell out of the queue, and for keys nobody repeats any more. */
const SELDOM = 30;

interface ChoreOptions {
  readonly toPrivate: boolean;
  /** Looks for work that fell out of the queue. */
  readonly takeUpLost?: () => Promise<unknown>;
}

/** Small chores beside the searches: deliveries, quotes that expire, work that fell out of the queue. */
export function keepChores(database: Database, options: ChoreOptions): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (let round = 0; !stopping.signal.aborted; round++) {
      try {
        while (!stopping.signal.aborted && (await deliverNext(database, options)));
        await database.transaction(expireQuotes);
        if (round % SELDOM === 0) {
          await options.takeUpLost?.();
          await database.run("delete from idempotency_keys where created_at < now() - interval '2 days'");
        }
      } catch {
        // The database is away; the next round looks again.
      }
      await sleep(ROUND_MILLISECONDS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
