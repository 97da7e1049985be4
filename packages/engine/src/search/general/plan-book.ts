// Non-null assertions index arrays sized by the problem.
import { MachineKind } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Decoder } from './decoder.ts';

/** Pool, from, to and amount in turn. */
export type Taken = readonly number[];

/**
 * A complete plan that parts are cut from and put back into, before all of it is decoded again: times and modes, who runs on each
 * machine, and what operations moved since then take of the pools now.
 */
export class PlanBook implements Schedule {
  readonly mode: Int32Array;
  readonly setupStart: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** [operation] work ticks of its run, or of its batch's */
  readonly work: Int32Array;
  /** [operation] what those moved take of the pools */
  readonly moved = new Map<number, Taken>();
  readonly #problem: Problem;
  /** [machine] its operations by start; machines that run several at a time apart from batches have none */
  readonly #onMachine: number[][];

  constructor(problem: Problem) {
    const n = problem.operations.count;
    this.#problem = problem;
    this.mode = new Int32Array(n);
    this.setupStart = new Int32Array(n);
    this.start = new Int32Array(n);
    this.end = new Int32Array(n);
    this.work = new Int32Array(n);
    this.#onMachine = Array.from({ length: problem.machines.count }, () => []);
  }

  /** Takes over what the decoder has placed completely. */
  take({ at }: Decoder): void {
    this.mode.set(at.mode);
    this.setupStart.set(at.setupStart);
    this.start.set(at.start);
    this.end.set(at.end);
    this.work.set(at.work);
    this.moved.clear();
    const { machines } = this.#problem;
    for (const list of this.#onMachine) list.length = 0;
    for (let o = 0; o < this.mode.length; o++) {
      const k = this.machineOf(o);
      if (machines.kind[k] !== MachineKind.PARALLEL) this.#onMachine[k]!.push(o);
    }
    for (const list of this.#onMachine) list.sort((a, b) => this.start[a]! - this.start[b]!);
  }

  machineOf(o: number): number {
    return this.#problem.modes.machine[this.mode[o]!]!;
  }

  onMachine(k: number): readonly number[] {
    return this.#onMachine[k]!;
  }

  /** Index of the first operation of the machine that starts at `t` or later. */
  firstFrom(k: number, t: number): number {
    const list = this.#onMachine[k]!;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start[list[middle]!]! >= t) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Gives operations other modes and times. */
  move(which: Int32Array, change: (o: number, i: number) => void): void {
    const { machines } = this.#problem;
    const gone = new Set(which);
    const touched = new Set<number>();
    for (const o of which) touched.add(this.machineOf(o));
    which.forEach((o, i) => change(o, i));
    for (const k of touched) {
      if (machines.kind[k] !== MachineKind.PARALLEL) this.#onMachine[k] = this.#onMachine[k]!.filter((o) => !gone.has(o));
    }
    for (const o of which) {
      const k = this.machineOf(o);
      if (machines.kind[k] === MachineKind.PARALLEL) continue;
      this.#onMachine[k]!.push(o);
      touched.add(k);
    }
    for (const k of touched) this.#onMachine[k]!.sort((a, b) => this.start[a]! - this.start[b]!);
  }
}
