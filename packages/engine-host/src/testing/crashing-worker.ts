import { workerData } from 'node:worker_threads';
import type { WorkerStart } from '../messages/messages.ts';

/** A thread for tests: the first one searches as usual, the others crash. */
if ((workerData as WorkerStart).options.worker !== 0) throw new Error('out of order');
await import('../worker/worker.ts');
