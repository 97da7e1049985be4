import type { FastifyReply } from 'fastify';
import type { Live } from './live.ts';

const KEEP_ALIVE_MILLISECONDS = 15_000;
/** A reader that takes nothing for so long is gone; it comes back by itself. */
const MOST_WAITING_BYTES = 1_000_000;

/** Somebody of some sites hears that records changed, not which: they may be another plant's. */
function nameless(event: string): string {
  const read = JSON.parse(event) as { type: string };
  return read.type === 'records' ? JSON.stringify({ ...read, ids: [] }) : event;
}

/** Answers with server-sent events until the reader leaves or the server stops. */
export function streamEvents(live: Live, workspace: string, reply: FastifyReply, withoutIds: boolean): void {
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  raw.write('retry: 1000\n\n');
  const hear = (event: string): void => {
    if (raw.writableLength > MOST_WAITING_BYTES) raw.destroy();
    else raw.write(`data: ${withoutIds ? nameless(event) : event}\n\n`);
  };
  const stop = live.subscribe(workspace, hear, () => raw.end());
  const alive = setInterval(() => raw.write(':\n\n'), KEEP_ALIVE_MILLISECONDS);
  raw.on('close', () => {
    clearInterval(alive);
    stop();
  });
  void reply.hijack();
}
