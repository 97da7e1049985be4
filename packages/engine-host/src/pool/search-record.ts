import type { Solution } from '@midstream/engine';
import { compareValues } from '@midstream/engine';
import type { LostWorker, SolveOptions, SolveResult } from './solve-options.ts';

/** Improvements are told at most this often; the last one always is. */
const TELL_EVERY_MS = 50;

/** Milliseconds since some fixed moment that all threads of this machine share. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

/** Keeps the best of all workers and the story of how it came. */
export class SearchRecord {
  best: Solution | undefined;
  bound = 0;
  readonly #trace: (readonly [number, readonly number[]])[] = [];
  readonly #began: number;
  readonly #options: SolveOptions;
  #toldAt = Number.NEGATIVE_INFINITY;
  #untold: NodeJS.Timeout | undefined;

  constructor(options: SolveOptions, began: number) {
    this.#options = options;
    this.#began = began;
  }

  /** True when it is better than all before. */
  take(solution: Solution, bound: number): boolean {
    this.bound = Math.max(this.bound, bound);
    if (this.best !== undefined && compareValues(solution.value, this.best.value) >= 0) return false;
    this.best = solution;
    this.#trace.push([(wallClock() - this.#began) / 1000, solution.value]);
    const wait = this.#toldAt + TELL_EVERY_MS - wallClock();
    if (wait <= 0) this.#tell();
    else this.#untold ??= setTimeout(() => this.#tell(), wait);
    return true;
  }

  #tell(): void {
    clearTimeout(this.#untold);
    this.#untold = undefined;
    this.#toldAt = wallClock();
    if (this.best !== undefined) this.#options.onImprove?.(this.best, this.bound, (this.#toldAt - this.#began) / 1000);
  }

  /** Ends the story. @throws Error when there is no schedule at all. */
  result(optimal: boolean, steps: number, lost: readonly LostWorker[] = []): SolveResult {
    if (this.#untold !== undefined) this.#tell();
    if (this.best === undefined) throw new Error('the search was stopped before its first complete schedule');
    return {
      solution: this.best,
      bound: this.bound,
      status: optimal ? 'optimal' : 'feasible',
      trace: this.#trace,
      steps,
      seconds: (wallClock() - this.#began) / 1000,
      lost,
    };
  }
}
