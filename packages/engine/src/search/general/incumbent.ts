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
  /** [machine + 1] CSR: operations of SINGLE and BATCH machines in that order */
  readonly sequenceStart: Int32Array;
  readonly sequenceMember: Int32Array;
  /** [job] completion */
  readonly jobEnd: Int32Array;
  value = Infinity;
  readonly #problem: Problem;
  readonly #next: Int32Array;

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
    this.sequenceStart = new Int32Array(problem.machines.count + 1);
    this.sequenceMember = new Int32Array(length);
    this.jobEnd = new Int32Array(problem.jobs.count);
    this.#next = new Int32Array(problem.machines.count);
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
    const { list, machineBefore, machineAfter, sequenceStart, sequenceMember } = this;
    const onSequence = (k: number): boolean => machines.kind[k] !== MachineKind.PARALLEL;
    sequenceStart.fill(0);
    for (let i = 0; i < list.length; i++) {
      const k = modes.machine[this.mode[list[i]!]!]!;
      if (onSequence(k)) sequenceStart[k + 1] = sequenceStart[k + 1]! + 1;
    }
    for (let k = 0; k < machines.count; k++) sequenceStart[k + 1] = sequenceStart[k + 1]! + sequenceStart[k]!;
    const next = this.#next;
    for (let k = 0; k < machines.count; k++) next[k] = sequenceStart[k]!;
    for (let i = 0; i < list.length; i++) {
      const o = list[i]!;
      const k = modes.machine[this.mode[o]!]!;
      machineAfter[o] = -1;
      machineBefore[o] = -1;
      if (!onSequence(k)) continue;
      // Almost in order of time: those that went into a gap sink to their place.
      let at = next[k]!++;
      while (at > sequenceStart[k]! && this.start[sequenceMember[at - 1]!]! > this.start[o]!) {
        sequenceMember[at] = sequenceMember[at - 1]!;
        at--;
      }
      sequenceMember[at] = o;
    }
    for (let k = 0; k < machines.count; k++) {
      for (let at = sequenceStart[k]! + 1; at < sequenceStart[k + 1]!; at++) {
        const o = sequenceMember[at]!;
        const before = sequenceMember[at - 1]!;
        machineBefore[o] = before;
        machineAfter[before] = o;
      }
    }
  }
}
