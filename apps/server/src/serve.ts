import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from './compose.ts';
import { startServer } from './compose.ts';
import type { Settings } from './settings.ts';

const AGAIN_MILLISECONDS = 1000;

/** A server and its workers, each worker a process of its own so that no search ever delays an answer. A worker that dies is replaced. */
export async function serve(settings: Settings): Promise<Running> {
  const server = await startServer(settings);
  server.warm();
  let isStopping = false;
  const workers = new Set<ChildProcess>();
  const employ = (): void => {
    const worker = fork(new URL('main.ts', import.meta.url), ['worker'], { execArgv: [...process.execArgv] });
    workers.add(worker);
    worker.once('exit', () => {
      workers.delete(worker);
      if (!isStopping) void sleep(AGAIN_MILLISECONDS).then(() => (isStopping ? undefined : employ()));
    });
  };
  for (let count = 0; count < settings.workers; count++) employ();
  return {
    url: server.url,
    async stop() {
      isStopping = true;
      const gone = [...workers].map(async (worker) => {
        const exit = once(worker, 'exit');
        worker.kill('SIGTERM');
        await exit;
      });
      await Promise.all(gone);
      await server.stop();
    },
  };
}
