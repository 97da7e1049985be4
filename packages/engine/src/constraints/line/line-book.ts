// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';

/** In which order jobs came to each line, so that none overtakes another (SPEC R13); entered and undone last in, first out. */
export class LineBook {
  readonly #problem: Problem;
  /** [line * jobs + job] rank of the job on the line, -1 = not there yet */
  readonly #rank: Int32Array;
  /** [line] jobs that came to it */
  readonly #count: Int32Array;
  /** [machine] rank of the last job it ran */
  readonly #last: Int32Array;
  // [operation] what `undo` puts back
  readonly #savedLast: Int32Array;
  readonly #isFirst: Uint8Array;

  constructor(problem: Problem) {
    const { operations, jobs, machines, features } = problem;
    const lines = features.lines ? machines.line.reduce((most, line) => Math.max(most, line + 1), 0) : 0;
    this.#problem = problem;
    this.#rank = new Int32Array(lines * jobs.count).fill(-1);
    this.#count = new Int32Array(lines);
    this.#last = new Int32Array(machines.count).fill(-1);
    this.#savedLast = new Int32Array(features.lines ? operations.count : 0);
    this.#isFirst = new Uint8Array(features.lines ? operations.count : 0);
  }

  /** Whether operation o may be appended to machine k. */
  allows(o: number, k: number): boolean {
    const line = this.#problem.machines.line[k]!;
    if (line < 0) return true;
    const rank = this.#rank[line * this.#problem.jobs.count + this.#problem.operations.job[o]!]!;
    return rank < 0 || rank >= this.#last[k]!;
  }

  enter(o: number, k: number): void {
    const line = this.#problem.machines.line[k]!;
    if (line < 0) return;
    const cell = line * this.#problem.jobs.count + this.#problem.operations.job[o]!;
    const isFirst = this.#rank[cell]! < 0;
    if (isFirst) this.#rank[cell] = this.#count[line]!++;
    this.#isFirst[o] = isFirst ? 1 : 0;
    this.#savedLast[o] = this.#last[k]!;
    this.#last[k] = this.#rank[cell]!;
  }

  undo(o: number, k: number): void {
    const line = this.#problem.machines.line[k]!;
    if (line < 0) return;
    this.#last[k] = this.#savedLast[o]!;
    if (this.#isFirst[o] === 0) return;
    this.#rank[line * this.#problem.jobs.count + this.#problem.operations.job[o]!] = -1;
    this.#count[line]!--;
  }
}
