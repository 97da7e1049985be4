import type { FastifyReply } from 'fastify';
import type { Live } from './live.ts';

/** A reader that takes nothing for so long is gone; it comes back by itself. */
const MOST_WAITING_BYTES = 1_000_000;

export interface StreamOptions {
  /** Of somebody narrowed to some sites. */
  readonly isWithoutIds: boolean;
  /** What the reader heard last, before its connection broke. */
  readonly lastEventId: string | undefined;
  /** How often the line is kept alive and `mayStill` is asked. */
  readonly beatMilliseconds: number;
  /** Whether the reader, who was let in once, still would be. */
  readonly mayStill: () => Promise<boolean>;
}

/** Somebody of some sites hears that records changed, not which: they may be another plant's. */
function nameless(event: string): string {
  const read = JSON.parse(event) as { type: string };
  return read.type === 'records' ? JSON.stringify({ ...read, ids: [] }) : event;
}

/** Answers with server-sent events until the reader leaves, may no longer listen, or the server stops. */
export function streamEvents(live: Live, workspace: string, reply: FastifyReply, options: StreamOptions): void {
  const { isWithoutIds, lastEventId, beatMilliseconds, mayStill } = options;
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  // The id alone is no event, but what a browser comes back with even when it heard none.
  raw.write(`retry: 1000\nid: ${lastEventId === undefined ? live.lastId() : lastEventId.replace(/[^\w.-]/g, '')}\n\n`);
  const hear = (event: string, id: string): void => {
    if (raw.writableLength > MOST_WAITING_BYTES) raw.destroy();
    else raw.write(`id: ${id}\ndata: ${isWithoutIds ? nameless(event) : event}\n\n`);
  };
  const stop = live.subscribe(workspace, hear, {
    end: () => raw.end(),
    ...(lastEventId === undefined ? {} : { after: lastEventId }),
  });
  const beat = setInterval(() => {
    raw.write(':\n\n');
    mayStill().then(
      (may) => (may ? undefined : raw.end()),
      () => raw.end(),
    );
  }, beatMilliseconds);
  raw.on('close', () => {
    clearInterval(beat);
    stop();
  });
  void reply.hijack();
}
