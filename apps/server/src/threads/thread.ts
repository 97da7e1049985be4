import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { openDatabase, StorageTrouble } from '@midstream/storage';
import type { Call, Handlers, House } from '../http/call.ts';
import { writeOnce } from '../http/idempotent.ts';
import { PACKING_LEVEL, WORTH_PACKING } from '../http/limits.ts';
import { Refused } from '../refused.ts';
import { factoryCache } from '../services/factory-cache.ts';
import { THREAD_HANDLERS } from '../services/thread-handlers.ts';
import type { ThreadAnswer, ThreadAsk, ThreadCall, ThreadReply, ThreadStart } from './messages.ts';
import type { ThreadRoute } from './routes.ts';

/** One request at a time, and now and then a transaction beside it. */
const CONNECTIONS = 2;
/** Shorter than the patience of those who wait for the thread. */
const STATEMENT_MILLISECONDS = 120_000;

const port = parentPort;
if (port === null) throw new Error('this module is a thread and cannot be run by itself');
const { databaseUrl, settings } = workerData as ThreadStart;
const database = openDatabase(databaseUrl, { connections: CONNECTIONS, patienceMilliseconds: STATEMENT_MILLISECONDS });

/** A thread has no connection to anybody; a handler that reaches for one is in the wrong list. */
const away = (what: string) => ({
  get: (): never => {
    throw new Error(`a thread has no ${what}`);
  },
});
const house = Object.defineProperties({ database, settings, factories: factoryCache(database) } as House, {
  queue: away('queue'),
  live: away('live events'),
  signOn: away('sign-on'),
  threads: away('threads of its own'),
});

async function replyTo({ route, call }: ThreadAsk): Promise<ThreadReply> {
  const { once, wire, known, ...given } = call;
  const whole = { ...given, house, write: (work: Parameters<Call<ThreadRoute>['write']>[0]) => writeOnce(database, once, work) };
  Object.defineProperties(whole, { request: away('request'), reply: away('reply') });
  const handle = (THREAD_HANDLERS satisfies Handlers<ThreadRoute>)[route] as (call: unknown) => Promise<ThreadReply & { body?: unknown }>;
  const { body, ...reply } = await handle(whole);
  return onTheWire(body === undefined ? reply : { ...reply, text: JSON.stringify(body) }, wire, known);
}

/** A long text leaves as bytes that change hands: neither copied, nor encoded, nor packed by the thread that serves everybody. */
function onTheWire(reply: ThreadReply, wire: ThreadCall['wire'], known: string | undefined): ThreadReply {
  const { text, ...rest } = reply;
  const isKnown = reply.version !== undefined && known === `"${reply.version}"`;
  if (text === undefined || wire === 'text' || text.length < WORTH_PACKING || isKnown) return reply;
  const plain = Buffer.from(text);
  const bytes = new Uint8Array(wire === 'gzip' ? gzipSync(plain, { level: PACKING_LEVEL }) : plain);
  return { ...rest, bytes, isPacked: wire === 'gzip' };
}

function failed(id: number, error: unknown): ThreadAnswer {
  if (error instanceof Refused) {
    const { status, findings, conflict } = error;
    return { id, kind: 'refused', status, findings, ...(conflict === undefined ? {} : { conflict }) };
  }
  if (error instanceof StorageTrouble) return { id, kind: 'storage', finding: error.finding, reason: String(error.cause ?? error) };
  // An error crosses threads without what PostgreSQL adds to it.
  const { message = String(error), stack = '', code = '' } = error as { message?: string; stack?: string; code?: unknown };
  return { id, kind: 'fault', message, stack, code: String(code) };
}

port.on('message', (ask: ThreadAsk) => {
  replyTo(ask).then(
    (reply) =>
      port.postMessage({ id: ask.id, kind: 'reply', reply } satisfies ThreadAnswer, reply.bytes === undefined ? [] : [reply.bytes.buffer]),
    (error: unknown) => port.postMessage(failed(ask.id, error)),
  );
});
