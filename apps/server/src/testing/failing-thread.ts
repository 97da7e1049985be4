import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer, ThreadAsk } from '../threads/messages.ts';

const port = parentPort;

/** Fails in the way the request asks for; answers `fine` otherwise. */
port?.on('message', ({ id, call }: ThreadAsk) => {
  const { way } = call.query as { way: string };
  if (way === 'exit') process.exit(3);
  if (way === 'throw') throw new Error('nobody foresaw this');
  if (way === 'deaf') return;
  if (way === 'memory') for (const heap: unknown[] = []; ;) heap.push(Array.from({ length: 1000 }, () => ({})));
  if (way === 'slow') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  port?.postMessage({ id, kind: 'reply', reply: { text: 'fine' } } satisfies ThreadAnswer);
});
