// Non-null assertions index arrays sized by the problem.
import { MachineKind } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Decoder } from './decoder.ts';
import type { Sequence } from './sequence.ts';

/** The schedule the search stands at: what moves look at while the decoder's own arrays hold candidates. */
export class Incumbent {
  readonly list: Int32Array;
  readonly gene: Int32Array;
  /** [operation] */
  readonly mode: Int32Array;
  readonly setupStart: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly setupLength: Int32Array;
  /** [operation] neighbours on a SINGLE or BATCH machine in order of placing, -1 = none */
  readonly machineBefore: Int32Array;
  readonly machineAfter: Int32Array;
  /** [job] completion */
  readonly jobEnd: Int32Array;
  value = Infinity;
  readonly #problem: Problem;
  readonly #last: Int32Array;

  constructor(problem: Problem, length: number) {
    const n = problem.operations.count;
    const perOperation = (): Int32Array => new Int32Array(n);
    this.#problem = problem;
    this.list = new Int32Array(length);
    this.gene = perOperation();
    this.mode = perOperation();
    this.setupStart = perOperation();
    this.start = perOperation();
    this.end = perOperation();
    this.setupLength = perOperation();
    this.machineBefore = perOperation();
    this.machineAfter = perOperation();
    this.jobEnd = new Int32Array(problem.jobs.count);
    this.#last = new Int32Array(problem.machines.count);
  }

  /** Takes over what the decoder has placed completely. */
  take(sequence: Sequence, decoder: Decoder): void {
    const { at } = decoder;
    this.list.set(sequence.list);
    this.gene.set(sequence.gene);
    this.mode.set(at.mode);
    this.setupStart.set(at.setupStart);
    this.start.set(at.start);
    this.end.set(at.end);
    this.setupLength.set(at.setupLength);
    this.jobEnd.set(decoder.score.jobEnd);
    this.value = decoder.score.value;
    this.#link();
  }

  #link(): void {
    const { modes, machines } = this.#problem;
    const last = this.#last.fill(-1);
    const { list, machineBefore, machineAfter } = this;
    for (let i = 0; i < list.length; i++) {
      const o = list[i]!;
      const k = modes.machine[this.mode[o]!]!;
      machineAfter[o] = -1;
      if (machines.kind[k] === MachineKind.PARALLEL) {
        machineBefore[o] = -1;
        continue;
      }
      const before = last[k]!;
      machineBefore[o] = before;
      if (before >= 0) machineAfter[before] = o;
      last[k] = o;
    }
  }
}
