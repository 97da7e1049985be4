import { workerData } from 'node:worker_threads';
import type { WorkerStart } from '../messages/messages.ts';

/** A thread for tests: the first one searches as usual, the others leave without a word. */
if ((workerData as WorkerStart).options.worker !== 0) process.exit(0);
await import('../worker/worker.ts');
