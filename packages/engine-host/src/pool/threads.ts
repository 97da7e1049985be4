import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';

const ENTRY = new URL('../worker/worker.ts', import.meta.url);

/**
 * Threads that load the engine and then wait for a problem. Started before a factory is read and compiled, they are ready when it is.
 * Each serves one search; one that fails while it waits is not handed out. They keep no process alive; `close` ends those left over.
 */
export class Threads {
  readonly #waiting: Worker[] = [];

  /** `entry` is the module the threads run; tests pass one that fails. */
  constructor(count: number, entry = ENTRY) {
    for (let index = 0; index < count; index++) this.#start(index, entry);
  }

  #start(index: number, entry: URL): void {
    const worker = newThread(index, entry);
    const drop = (): void => {
      const at = this.#waiting.indexOf(worker);
      if (at >= 0) this.#waiting.splice(at, 1);
    };
    worker.on('error', drop).on('exit', drop).unref();
    this.#waiting.push(worker);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** A thread that waits; undefined when there is none left. */
  take(): Worker | undefined {
    const worker = this.#waiting.shift();
    worker?.removeAllListeners();
    worker?.ref();
    return worker;
  }

  close(): void {
    for (const worker of this.#waiting.splice(0)) void worker.terminate();
  }
}

/**
 * Starts a thread for the next search of this process, see `SolveOptions.threads`: the one that makes the first plan. The others are
 * started when it has. `workers` = how many will search; 0 starts none.
 */
export function startThreads(workers: number): Threads {
  return new Threads(Math.min(1, workers));
}

/** A thread that waits for its first message, a `WorkerStart`. */
export function newThread(index: number, entry = ENTRY): Worker {
  // A program that keeps its compiled code keeps that of its threads only when told so: they load in a quarter of the time.
  const kept = getCompileCacheDir();
  // What is told has the runtime's version below the folder that was asked for.
  const env = kept === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(kept) };
  return new Worker(entry, { workerData: { index }, env });
}
