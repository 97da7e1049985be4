import { Worker } from 'node:worker_threads';
import type { Problem, Schedule, Solution, SolverStatus } from '@midstream/engine';
import { compareValues, createSolver } from '@midstream/engine';
import type { FromWorker, ToWorker, WorkerStart } from '../messages/messages.ts';

export interface SolveOptions {
  /** Wall-clock budget; ignored where `steps` is given. */
  readonly seconds?: number;
  /** Search work per worker instead of time: with the same seed and workers the same plan on any machine. */
  readonly steps?: number;
  /** Threads that search; 0 = in the calling thread. Default 2. */
  readonly workers?: number;
  readonly seed?: number;
  readonly warmStart?: Schedule;
  readonly assertLevel?: 'off' | 'step' | 'full';
  /** Called at most every 50 ms per worker with each better solution. */
  readonly onImprove?: (solution: Solution, bound: number, seconds: number) => void;
  /** Ends the search early; the best so far is the result. */
  readonly signal?: AbortSignal;
}

export interface SolveResult {
  readonly solution: Solution;
  /** Proven lower bound of level 1. */
  readonly bound: number;
  readonly status: 'optimal' | 'feasible';
  /** [seconds, value per level] of each improvement. */
  readonly trace: readonly (readonly [number, readonly number[]])[];
  readonly steps: number;
  readonly seconds: number;
}

/**
 * Searches a problem on several threads that share their best schedules, until the time or the steps are spent, the bound is met
 * or the signal fires. @throws Error when a worker dies or the search ends without any schedule.
 */
export async function solve(problem: Problem, options: SolveOptions = {}): Promise<SolveResult> {
  return (options.workers ?? 2) === 0 ? solveHere(problem, options) : new Pool(problem, options).run();
}

const DEFAULT_SECONDS = 10;

function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

async function solveHere(problem: Problem, options: SolveOptions): Promise<SolveResult> {
  const began = wallClock();
  const budget = (options.seconds ?? DEFAULT_SECONDS) * 1000;
  const solver = createSolver(problem, solverOptions(options, 0));
  const record = new SearchRecord(options, began);
  let status: SolverStatus = 'running';
  let steps = 0;
  const spent = (): number => (options.steps === undefined ? (wallClock() - began) / budget : steps / options.steps);
  while (status === 'running' && !(spent() >= 1 && solver.best() !== undefined) && options.signal?.aborted !== true) {
    status = solver.step(500, Math.min(1, spent()));
    steps += 500;
    const best = solver.best();
    if (best !== undefined) record.take(best, solver.bound());
    // Let timers, signals and the caller's own work have their turn.
    if (steps % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return record.result(status === 'optimal', steps);
}

function solverOptions(options: SolveOptions, worker: number) {
  return {
    seed: (options.seed ?? 1) + worker * 7919,
    worker,
    ...(options.warmStart === undefined ? {} : { warmStart: options.warmStart }),
    ...(options.assertLevel === undefined ? {} : { assertLevel: options.assertLevel }),
  };
}

/** Keeps the best of all workers and the story of how it came. */
class SearchRecord {
  best: Solution | undefined;
  bound = 0;
  readonly #trace: (readonly [number, readonly number[]])[] = [];
  readonly #began: number;
  readonly #options: SolveOptions;

  constructor(options: SolveOptions, began: number) {
    this.#options = options;
    this.#began = began;
  }

  /** True when it is better than all before. */
  take(solution: Solution, bound: number): boolean {
    this.bound = Math.max(this.bound, bound);
    if (this.best !== undefined && compareValues(solution.value, this.best.value) >= 0) return false;
    this.best = solution;
    const seconds = (wallClock() - this.#began) / 1000;
    this.#trace.push([seconds, solution.value]);
    this.#options.onImprove?.(solution, this.bound, seconds);
    return true;
  }

  result(optimal: boolean, steps: number): SolveResult {
    if (this.best === undefined) throw new Error('the search was stopped before its first complete schedule');
    return {
      solution: this.best,
      bound: this.bound,
      status: optimal ? 'optimal' : 'feasible',
      trace: this.#trace,
      steps,
      seconds: (wallClock() - this.#began) / 1000,
    };
  }
}

/** One run on several worker threads. */
class Pool {
  readonly #problem: Problem;
  readonly #options: SolveOptions;
  readonly #began = wallClock();
  readonly #control = new Int32Array(new SharedArrayBuffer(4));
  readonly #record: SearchRecord;
  readonly #workers: Worker[] = [];
  readonly #ended: Extract<FromWorker, { kind: 'ended' }>[] = [];
  readonly #waiting = new Map<number, Extract<FromWorker, { kind: 'milestone' }>>();
  #running = 0;
  #steps = 0;
  #optimal = false;

  constructor(problem: Problem, options: SolveOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#record = new SearchRecord(options, this.#began);
  }

  run(): Promise<SolveResult> {
    const count = this.#options.workers ?? 2;
    this.#running = count;
    const onAbort = (): void => this.#stop();
    this.#options.signal?.addEventListener('abort', onAbort);
    if (this.#options.signal?.aborted === true) this.#stop();
    return new Promise<SolveResult>((resolve, reject) => {
      for (let index = 0; index < count; index++) {
        const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { workerData: this.#startOf(index) });
        this.#workers.push(worker);
        worker.on('message', (message: FromWorker) => {
          this.#hear(message);
          if (this.#running === 0) this.#finish(resolve, reject);
        });
        worker.on('error', reject);
        worker.on('exit', (code) => {
          if (code !== 0) reject(new Error(`solver thread ${index} ended with code ${code}`));
        });
      }
    }).finally(() => {
      this.#options.signal?.removeEventListener('abort', onAbort);
      this.#stop();
      for (const worker of this.#workers) void worker.terminate();
    });
  }

  #startOf(index: number): WorkerStart {
    const { seconds, steps } = this.#options;
    return {
      problem: this.#problem,
      options: solverOptions(this.#options, index),
      began: this.#began,
      deadline: steps === undefined ? this.#began + (seconds ?? DEFAULT_SECONDS) * 1000 : undefined,
      steps,
      control: this.#control,
    };
  }

  #stop(): void {
    Atomics.store(this.#control, 0, 1);
    // Workers waiting at a milestone must be woken to see it.
    this.#release();
  }

  #hear(message: FromWorker): void {
    this.#record.bound = Math.max(this.#record.bound, message.bound);
    if (message.kind === 'improved') {
      if (this.#record.take(message.solution, message.bound)) this.#share(message.solution.schedule, message.worker);
      return;
    }
    if (message.status === 'optimal') this.#optimal = true;
    if (message.kind === 'ended') {
      this.#running--;
      this.#steps += message.steps;
      this.#ended.push(message);
      if (message.status === 'optimal') this.#stop();
      if (this.#running === 0) this.#takeInOrder(this.#ended);
    } else this.#waiting.set(message.worker, message);
    if (this.#waiting.size > 0 && this.#waiting.size === this.#running) this.#exchange();
  }

  /** By worker, not by arrival: of two equally good schedules always the same one is kept. */
  #takeInOrder(messages: readonly Extract<FromWorker, { kind: 'milestone' | 'ended' }>[]): void {
    for (const { solution, bound } of messages.toSorted((a, b) => a.worker - b.worker))
      if (solution !== undefined) this.#record.take(solution, bound);
  }

  #share(schedule: Schedule, from: number): void {
    this.#workers.forEach((worker, index) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      if (index !== from) worker.postMessage({ kind: 'offer', schedule } satisfies ToWorker);
    });
  }

  /** All workers are at the milestone: in worker order, everyone gets the best of all. */
  #exchange(): void {
    if (this.#optimal) Atomics.store(this.#control, 0, 1);
    const ordered = [...this.#waiting.values()].sort((a, b) => a.worker - b.worker);
    this.#takeInOrder(ordered);
    let best: Extract<FromWorker, { kind: 'milestone' }> | undefined;
    for (const each of ordered) {
      if (each.solution === undefined) continue;
      if (best?.solution === undefined || compareValues(each.solution.value, best.solution.value) < 0) best = each;
    }
    if (best?.solution !== undefined) this.#share(best.solution.schedule, best.worker);
    this.#release();
  }

  #release(): void {
    for (const worker of this.#waiting.keys()) this.#workers[worker]?.postMessage({ kind: 'go' } satisfies ToWorker);
    this.#waiting.clear();
  }

  #finish(resolve: (result: SolveResult) => void, reject: (error: Error) => void): void {
    try {
      resolve(this.#record.result(this.#optimal, this.#steps));
    } catch (error) {
      reject(error as Error);
    }
  }
}
