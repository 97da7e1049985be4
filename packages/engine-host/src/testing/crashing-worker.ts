import { workerData } from 'node:worker_threads';

/** A thread for tests: the first one searches as usual, the others crash. */
if ((workerData as { index: number }).index !== 0) throw new Error('out of order');
await import('../worker/worker.ts');
