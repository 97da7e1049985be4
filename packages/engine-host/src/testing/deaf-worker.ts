import { parentPort } from 'node:worker_threads';
import { createSolver } from '@midstream/engine';
import type { FromWorker, WorkerStart } from '../messages/messages.ts';

/** A thread for tests: tells of one schedule, then hears nothing any more. */
const port = parentPort;
const { problem, options } = await new Promise<WorkerStart>((resolve) => port?.once('message', resolve));
const solver = createSolver(problem, options);
solver.step(1);
const solution = solver.best();
const post = (message: FromWorker): void => port?.postMessage(message);
if (solution !== undefined) post({ kind: 'improved', worker: options.worker ?? 0, solution, bound: 0 });
for (;;);
