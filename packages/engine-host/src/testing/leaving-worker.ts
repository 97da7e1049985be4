import { workerData } from 'node:worker_threads';

/** A thread for tests: the first one searches as usual, the others leave without a word. */
if ((workerData as { index: number }).index !== 0) process.exit(0);
await import('../worker/worker.ts');
