import type { Worker } from 'node:worker_threads';
import type { Problem, Schedule } from '@midstream/engine';
import type { FromWorker, ToWorker, WorkerStart } from '../messages/messages.ts';
import { SearchRecord, wallClock } from './search-record.ts';
import type { LostWorker, SolveOptions, SolveResult } from './solve-options.ts';
import { newThread } from './threads.ts';

export const DEFAULT_SECONDS = 10;
/** A worker that does not answer a stop within this time is left behind with what it had not yet told. */
const GRACE_MS = 8;

type Ended = Extract<FromWorker, { kind: 'ended' }>;
type Milestone = Extract<FromWorker, { kind: 'milestone' }>;

export function solverOptions(options: SolveOptions, worker: number) {
  return {
    seed: (options.seed ?? 1) + worker * 7919,
    worker,
    ...(options.warmStart === undefined ? {} : { warmStart: options.warmStart }),
    ...(options.assertLevel === undefined ? {} : { assertLevel: options.assertLevel }),
  };
}

/** One run on several worker threads. What one finds and others should see goes through here, so that its order can be fixed. */
export class Pool {
  readonly #problem: Problem;
  readonly #options: SolveOptions;
  readonly #entry: URL | undefined;
  readonly #began = wallClock();
  readonly #control = new Int32Array(new SharedArrayBuffer(4));
  readonly #record: SearchRecord;
  readonly #workers: Worker[] = [];
  readonly #running = new Set<number>();
  readonly #ended: Ended[] = [];
  readonly #lost: LostWorker[] = [];
  readonly #waiting = new Map<number, Milestone>();
  #firstError: Error | undefined;
  #hasOthers = false;
  #steps = 0;
  #isOptimal = false;
  #settle: (() => void) | undefined;
  #grace: NodeJS.Timeout | undefined;

  /** `entry` is the module the threads run; tests pass one that fails. */
  constructor(problem: Problem, options: SolveOptions, entry?: URL) {
    this.#problem = problem;
    this.#options = options;
    this.#entry = entry;
    this.#record = new SearchRecord(options, this.#began);
  }

  async run(): Promise<SolveResult> {
    const { signal } = this.#options;
    const onAbort = (): void => {
      this.#stop();
      // Without any schedule there is nothing to settle with: then the workers' last word is waited for.
      this.#grace ??= setTimeout(() => this.#record.best !== undefined && this.#settle?.(), GRACE_MS);
    };
    const settled = new Promise<void>((resolve) => {
      this.#settle = resolve;
    });
    this.#start(0);
    // By steps all must be there at the first milestone.
    if (this.#options.steps !== undefined) this.#startOthers();
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted === true) onAbort();
    await settled;
    signal?.removeEventListener('abort', onAbort);
    clearTimeout(this.#grace);
    this.#stop();
    for (const worker of this.#workers) void worker.terminate();
    // By worker, not by arrival: of two equally good schedules always the same one is kept.
    this.#takeInOrder(this.#ended);
    if (this.#record.best === undefined && this.#firstError !== undefined) throw this.#firstError;
    return this.#record.result(this.#isOptimal, this.#steps, this.#lost);
  }

  /**
   * Until the first has a plan the others would only find the same one and take its time: memory and, where two threads share a core,
   * half of that. They begin with what it found.
   */
  #startOthers(): void {
    if (this.#hasOthers) return;
    this.#hasOthers = true;
    const { workers = 2 } = this.#options;
    const found = this.#record.best?.schedule;
    for (let index = 1; index < workers; index++) {
      this.#start(index);
      if (found !== undefined) this.#send(index, { kind: 'offer', schedules: [found] });
    }
  }

  #start(index: number): void {
    const { seconds, steps } = this.#options;
    const start: WorkerStart = {
      problem: this.#problem,
      options: solverOptions(this.#options, index),
      began: this.#began,
      deadline: steps === undefined ? this.#began + (seconds ?? DEFAULT_SECONDS) * 1000 : undefined,
      steps,
      control: this.#control,
    };
    const worker = this.#options.threads?.take() ?? newThread(index, this.#entry);
    this.#workers.push(worker);
    this.#running.add(index);
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', (error: Error) => this.#lose(index, error));
    worker.on('exit', (code) => this.#lose(index, new Error(`solver thread ${index} ended with code ${code} before its work was done`)));
    this.#send(index, start);
  }

  #stop(): void {
    Atomics.store(this.#control, 0, 1);
    // Workers waiting at a milestone must be woken to see it.
    this.#release();
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'news') return this.#share(message.schedules, message.worker);
    this.#record.bound = Math.max(this.#record.bound, message.bound);
    if (message.kind === 'improved') {
      this.#record.take(message.solution, message.bound);
      this.#startOthers();
      return;
    }
    if (message.status === 'optimal') this.#isOptimal = true;
    if (message.kind === 'milestone') this.#waiting.set(message.worker, message);
    else {
      this.#ended.push(message);
      this.#steps += message.steps;
      this.#running.delete(message.worker);
      if (message.status === 'optimal') this.#stop();
    }
    this.#goOn();
  }

  /** A thread that ends without having said so takes nobody with it: the others go on, and do not wait for it. */
  #lose(index: number, error: Error): void {
    if (!this.#running.delete(index)) return;
    this.#firstError ??= error;
    this.#lost.push({ worker: index, reason: error.message });
    this.#waiting.delete(index);
    this.#startOthers();
    this.#goOn();
  }

  #goOn(): void {
    if (this.#running.size === 0) this.#settle?.();
    else if (this.#waiting.size === this.#running.size) this.#exchange();
  }

  #takeInOrder(messages: Iterable<Ended | Milestone>): void {
    for (const { solution, bound } of [...messages].sort((a, b) => a.worker - b.worker))
      if (solution !== undefined) this.#record.take(solution, bound);
  }

  #share(schedules: readonly Schedule[], from: number): void {
    if (schedules.length > 0) for (const index of this.#running) if (index !== from) this.#send(index, { kind: 'offer', schedules });
  }

  #send(index: number, message: ToWorker | WorkerStart): void {
    this.#workers[index]?.postMessage(message);
  }

  /** All workers are at the milestone: in worker order, everyone is shown what the others found. */
  #exchange(): void {
    if (this.#isOptimal) Atomics.store(this.#control, 0, 1);
    const ordered = [...this.#waiting.values()].sort((a, b) => a.worker - b.worker);
    this.#takeInOrder(ordered);
    for (const { news, worker } of ordered) this.#share(news, worker);
    this.#release();
  }

  #release(): void {
    for (const index of this.#waiting.keys()) this.#send(index, { kind: 'go' });
    this.#waiting.clear();
  }
}
